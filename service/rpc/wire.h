// Requests and responses between gRPC's byte buffers and protobuf messages.
//
// gRPC's own parsing ends a call that it cannot parse with UNIMPLEMENTED and no
// message, above all where a `string` is not valid UTF-8, and lets a request through
// that sets two members of a oneof (the last wins). Here each gets an error that names
// the field. A cheap walk over the serialized request finds them before it is parsed.
//
//   CleanRequest request;
//   if (absl::Status status = ParseRequest(buffer, request); !status.ok()) return status;
#ifndef TEXTCLEAN_SERVICE_RPC_WIRE_H_
#define TEXTCLEAN_SERVICE_RPC_WIRE_H_

#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace textclean {

// Walks a serialized message of the type without building it; linear in its size.
// Errors: INVALID_ARGUMENT with reason INVALID_UTF8 (field, metadata byte_offset within the
// field's value), CONTRADICTORY_INPUT (two members of a oneof; field is the oneof), or
// MALFORMED_REQUEST (not such a message at all). Unknown fields are skipped, and numbers are
// left to the parser.
absl::Status CheckWire(std::string_view bytes, const google::protobuf::Descriptor& type);

// Parses a request. Errors: those of CheckWire.
absl::Status ParseRequest(const grpc::ByteBuffer& buffer, google::protobuf::Message& request);

// Serializes a response of at most 2 GiB.
grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_WIRE_H_
