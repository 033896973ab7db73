// What became of one file: the server's response, or why there is none.
#ifndef TEXTCLEAN_CLIENT_ANSWER_H_
#define TEXTCLEAN_CLIENT_ANSWER_H_

#include <map>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

// Why a file was not answered. All text is valid UTF-8.
struct Failure {
  // As gRPC spells it: "INVALID_ARGUMENT".
  std::string code;
  std::string message;
  // What the server's google.rpc details say; empty where it sent none.
  std::string reason;
  std::string field;
  std::map<std::string, std::string> metadata;
};

using Response = std::variant<v1::CleanResponse, v1::SegmentResponse, v1::ExtractResponse>;

struct Answer {
  std::string source;
  // An HTML report shows all three responses, as one document of Process has them.
  std::variant<Response, Failure, v1::ProcessResponse> result;
};

// The failure of reading a file.
Failure FailureOf(const absl::Status& status);

// The failure of a call to the server at that address. Where the status comes from the transport and not from
// textcleand, the message says what to do about it.
Failure FailureOf(const grpc::Status& status, const std::string& server);

// The status of one document of a stream, which must not be OK.
Failure FailureOf(const google::rpc::Status& status);

// `text` with U+FFFD in place of what is not UTF-8: file names and foreign messages may hold
// any bytes.
std::string ValidUtf8(const std::string& text);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_ANSWER_H_
