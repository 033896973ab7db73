// A full queue refuses at once and says when to come back; health does not notice.
#include <chrono>
#include <future>
#include <string>

#include "grpc/health/v1/health.pb.h"
#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

grpc::health::v1::HealthCheckResponse::ServingStatus CheckHealth(Harness& harness) {
  std::string bytes;
  EXPECT_TRUE(harness.CallRaw("/grpc.health.v1.Health/Check", "", &bytes).status.ok());
  grpc::health::v1::HealthCheckResponse response;
  EXPECT_TRUE(response.ParseFromString(bytes));
  return response.status();
}

TEST(Overload, FullQueueRefusesWithRetryInfoWhileHealthAnswers) {
  Harness harness({.workers = 1, .queue = 1});
  Blocker blocker(harness.pool());
  std::future<Answer> waiting =
      std::async(std::launch::async, [&harness] { return harness.Clean(TextRequest("기다리는 글입니다.")); });

  // The one place is taken by the call above or, until that arrives, by one of these,
  // which gives up and keeps the place.
  Answer refused;
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
    v1::CleanResponse response;
    refused = Unpack(harness.stub().Clean(&context, TextRequest("넘치는 글입니다."), &response));
  } while (refused.status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);

  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(refused.info.reason(), "QUEUE_FULL");
  EXPECT_TRUE(refused.has_retry);
  EXPECT_GT(refused.retry.retry_delay().nanos(), 0);
  EXPECT_EQ(refused.field(), "");
  EXPECT_EQ(CheckHealth(harness), grpc::health::v1::HealthCheckResponse::SERVING);

  blocker.Release();
  waiting.wait();
  // Whoever got the place, the server is free again.
  EXPECT_TRUE(harness.Clean(TextRequest("다시 온 글입니다.")).status.ok());
}

}  // namespace
}  // namespace textclean
