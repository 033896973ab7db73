#include "service/rpc/wire.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::OneofDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

absl::Status Malformed() {
  return InputError("MALFORMED_REQUEST", "", "the request is not a valid message of this method; see textclean.proto");
}

absl::Status CheckMessage(std::string_view bytes, const Descriptor& type, const std::string& path);

// A length-delimited field: a string, a message, or bytes that need no look.
absl::Status CheckDelimited(std::string_view value, const FieldDescriptor& field, const std::string& path) {
  if (field.type() == FieldDescriptor::TYPE_MESSAGE) {
    return CheckMessage(value, *field.message_type(), path + field.name() + ".");
  }
  if (field.type() != FieldDescriptor::TYPE_STRING) return absl::OkStatus();
  const std::optional<std::size_t> bad = FindInvalidUtf8(value);
  if (!bad) return absl::OkStatus();
  const std::string name = path + field.name();
  const std::string offset = std::to_string(*bad);
  const std::string advice = name == "document.text" ? "; send the bytes as content" : "";
  return InputError("INVALID_UTF8", name, "invalid UTF-8 at byte " + offset + advice, {{"byte_offset", offset}});
}

// `path` is that of the message, with a dot at its end; empty for the request itself.
absl::Status CheckMessage(std::string_view bytes, const Descriptor& type, const std::string& path) {
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  std::vector<const FieldDescriptor*> chosen(static_cast<std::size_t>(type.real_oneof_decl_count()), nullptr);
  while (const std::uint32_t tag = in.ReadTag()) {
    const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    if (field == nullptr || WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&in, tag)) return Malformed();
      continue;
    }
    if (const OneofDescriptor* oneof = field->real_containing_oneof()) {
      const FieldDescriptor*& first = chosen[static_cast<std::size_t>(oneof->index())];
      if (first != nullptr && first != field) {
        return InputError("CONTRADICTORY_INPUT", path + oneof->name(),
                          "send " + first->name() + " or " + field->name() + ", not both");
      }
      first = field;
    }
    std::uint32_t size = 0;
    if (!in.ReadVarint32(&size)) return Malformed();
    const auto at = static_cast<std::size_t>(in.CurrentPosition());
    if (size > bytes.size() - at) return Malformed();
    if (absl::Status status = CheckDelimited(bytes.substr(at, size), *field, path); !status.ok()) return status;
    in.Skip(static_cast<int>(size));
  }
  // ReadTag gives 0 at the end and for a broken tag alike.
  return in.ConsumedEntireMessage() ? absl::OkStatus() : Malformed();
}

}  // namespace

absl::Status CheckWire(std::string_view bytes, const Descriptor& type) { return CheckMessage(bytes, type, ""); }

absl::Status ParseRequest(const grpc::ByteBuffer& buffer, google::protobuf::Message& request) {
  grpc::Slice slice;
  if (!buffer.TrySingleSlice(&slice).ok() && !buffer.DumpToSingleSlice(&slice).ok()) return Malformed();
  const std::string_view bytes(reinterpret_cast<const char*>(slice.begin()), slice.size());
  if (absl::Status status = CheckWire(bytes, *request.GetDescriptor()); !status.ok()) return status;
  if (!request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Malformed();
  return absl::OkStatus();
}

grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response) {
  grpc::ByteBuffer buffer;
  bool owned = false;
  grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(response, &buffer, &owned);
  return buffer;
}

}  // namespace textclean
