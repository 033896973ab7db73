#include "service/rpc/status.h"

#include <cstdint>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "google/rpc/error_details.pb.h"
#include "service/text/error.h"

namespace textclean {
namespace {

constexpr char kRetryPayloadUrl[] = "textclean/retry-after-ms";

}  // namespace

std::string ReasonOf(const absl::Status& status) {
  std::string reason = DetailOf(status).reason;
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

absl::Status WithRetryAfter(absl::Status status, int delay_ms) {
  status.SetPayload(kRetryPayloadUrl, absl::Cord(std::to_string(delay_ms)));
  return status;
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc;
  rpc.set_code(status.raw_code());
  const std::string message(status.message());
  rpc.set_message(message);
  if (status.ok()) return rpc;

  const ErrorDetail detail = DetailOf(status);
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonOf(status));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : detail.metadata) (*info.mutable_metadata())[key] = value;
  rpc.add_details()->PackFrom(info);

  if (!detail.field.empty()) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field(detail.field);
    violation->set_description(message);
    rpc.add_details()->PackFrom(bad_request);
  }
  if (const auto payload = status.GetPayload(kRetryPayloadUrl)) {
    std::int64_t delay_ms = 0;
    if (absl::SimpleAtoi(std::string(*payload), &delay_ms)) {
      google::rpc::RetryInfo retry;
      retry.mutable_retry_delay()->set_seconds(delay_ms / 1000);
      retry.mutable_retry_delay()->set_nanos(static_cast<std::int32_t>(delay_ms % 1000 * 1'000'000));
      rpc.add_details()->PackFrom(retry);
    }
  }
  return rpc;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status rpc = ToRpcStatus(status);
  return {static_cast<grpc::StatusCode>(rpc.code()), rpc.message(), rpc.SerializeAsString()};
}

}  // namespace textclean
