#include "client/answer.h"

#include <unicode/unistr.h>

#include "google/rpc/error_details.pb.h"

namespace textclean::client {
namespace {

std::string CodeName(absl::StatusCode code) {
  const std::string name = absl::StatusCodeToString(code);
  return name.empty() ? "UNKNOWN" : name;
}

// What a status that textcleand did not write means to the caller.
std::string Explained(const grpc::Status& status, const std::string& server) {
  const std::string said = status.error_message().empty() ? "" : " (" + status.error_message() + ")";
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return "no connection: is textcleand running at " + server +
             "? 'textcleand --listen=ADDR' starts it, --server=ADDR names another" + said;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return "no answer from " + server + " before the deadline; --deadline=SECONDS waits longer";
    case grpc::StatusCode::UNIMPLEMENTED:
      return "the server at " + server + " does not offer this command" + said;
    default:
      return status.error_message();
  }
}

}  // namespace

Failure FailureOf(const absl::Status& status) {
  Failure failure;
  failure.code = CodeName(status.code());
  failure.message = std::string(status.message());
  return failure;
}

Failure FailureOf(const grpc::Status& status, const std::string& server) {
  google::rpc::Status rpc;
  // Where it has no details, this stays empty.
  (void)rpc.ParseFromString(status.error_details());
  rpc.set_code(status.error_code());
  rpc.set_message(ValidUtf8(status.error_message()));
  Failure failure = FailureOf(rpc);
  if (failure.reason.empty()) failure.message = ValidUtf8(Explained(status, server));
  return failure;
}

Failure FailureOf(const google::rpc::Status& status) {
  Failure failure;
  // gRPC's codes and Abseil's are the same numbers.
  failure.code = CodeName(static_cast<absl::StatusCode>(status.code()));
  failure.message = status.message();
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  for (const auto& detail : status.details()) {
    if (detail.UnpackTo(&info)) {
      failure.reason = info.reason();
      failure.metadata.insert(info.metadata().begin(), info.metadata().end());
    } else if (detail.UnpackTo(&bad_request) && bad_request.field_violations_size() > 0) {
      failure.field = bad_request.field_violations(0).field();
    }
  }
  return failure;
}

std::string ValidUtf8(const std::string& text) {
  std::string valid;
  return icu::UnicodeString::fromUTF8(text).toUTF8String(valid);
}

}  // namespace textclean::client
