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
  Answer answer;
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
    v1::CleanResponse response;
    answer = Unpack(harness.stub().Clean(&context, TextRequest("넘치는 글입니다."), &response));
  } while (answer.status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);

  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(answer.info.reason(), "QUEUE_FULL");
  EXPECT_TRUE(answer.has_retry);
  EXPECT_GT(answer.retry.retry_delay().nanos(), 0);
  EXPECT_EQ(answer.field(), "");
  EXPECT_EQ(CheckHealth(harness), grpc::health::v1::HealthCheckResponse::SERVING);

  blocker.Release();
  waiting.wait();
  // Whoever got the place, it is free again soon: the thread may still be on its way back.
  do {
    answer = harness.Clean(TextRequest("다시 온 글입니다."));
  } while (answer.info.reason() == "QUEUE_FULL");
  EXPECT_TRUE(answer.status.ok());
}

}  // namespace
}  // namespace textclean
