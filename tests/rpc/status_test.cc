#include "service/rpc/status.h"

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "service/text/error.h"

namespace textclean {
namespace {

TEST(Status, CarriesReasonFieldAndFacts) {
  const grpc::Status status =
      ToGrpcStatus(InputError("INVALID_UTF8", "document.text", "invalid UTF-8 at byte 17", {{"byte_offset", "17"}}));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "invalid UTF-8 at byte 17");

  google::rpc::Status rpc;
  ASSERT_TRUE(rpc.ParseFromString(status.error_details()));
  EXPECT_EQ(rpc.code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(rpc.message(), status.error_message());
  ASSERT_EQ(rpc.details_size(), 2);
  // The type URL that every language's client looks for.
  EXPECT_EQ(rpc.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "INVALID_UTF8");
  EXPECT_EQ(info.domain(), "textclean.v1");
  ASSERT_EQ(info.metadata_size(), 1);
  EXPECT_EQ(info.metadata().at("byte_offset"), "17");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(rpc.details(1).UnpackTo(&bad_request));
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "document.text");
  EXPECT_EQ(bad_request.field_violations(0).description(), "invalid UTF-8 at byte 17");
}

TEST(Status, WithoutDetailIsNamedAfterItsCode) {
  const google::rpc::Status rpc = ToRpcStatus(absl::DeadlineExceededError("too late"));
  ASSERT_EQ(rpc.details_size(), 1);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "DEADLINE_EXCEEDED");
}

TEST(Status, TellsWhenToRetry) {
  const google::rpc::Status rpc = ToRpcStatus(WithRetryAfter(absl::ResourceExhaustedError("busy"), 1250));
  ASSERT_EQ(rpc.details_size(), 2);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(rpc.details(1).UnpackTo(&retry));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 250'000'000);
}

TEST(Status, OkHasNoDetails) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_EQ(ToGrpcStatus(absl::OkStatus()).error_details(), "");
  EXPECT_EQ(ToRpcStatus(absl::OkStatus()).details_size(), 0);
}

}  // namespace
}  // namespace textclean
