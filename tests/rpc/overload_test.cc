// A full queue refuses at once and says when to come back; health does not notice.
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
  std::promise<void> had_its_turn;
  ASSERT_TRUE(harness.pool().TrySubmit([&had_its_turn] { had_its_turn.set_value(); }));

  const Answer answer = harness.Clean(TextRequest("넘치는 글입니다."));
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(answer.info.reason(), "QUEUE_FULL");
  EXPECT_TRUE(answer.has_retry);
  EXPECT_GT(answer.retry.retry_delay().nanos(), 0);
  EXPECT_EQ(answer.field(), "");
  EXPECT_EQ(CheckHealth(harness), grpc::health::v1::HealthCheckResponse::SERVING);

  ASSERT_EQ(harness.records().size(), 1u);
  EXPECT_EQ(harness.records()[0].reason, "QUEUE_FULL");
  EXPECT_EQ(harness.documents().size(), 0u);

  blocker.Release();
  had_its_turn.get_future().wait();
  EXPECT_TRUE(harness.Clean(TextRequest("다시 온 글입니다.")).status.ok());
}

TEST(Overload, QueueIsBoundedByBytesToo) {
  Harness harness({.workers = 1, .queue = 100, .queue_bytes = 1000});
  Blocker blocker(harness.pool());
  std::promise<void> had_its_turn;
  ASSERT_TRUE(harness.pool().TrySubmit([&had_its_turn] { had_its_turn.set_value(); }, 600));
  EXPECT_EQ(harness.pool().load().waiting_bytes, 600u);
  EXPECT_EQ(harness.Clean(TextRequest(std::string(500, 'a'))).info.reason(), "QUEUE_FULL");
  blocker.Release();
  had_its_turn.get_future().wait();
  EXPECT_TRUE(harness.Clean(TextRequest(std::string(500, 'a'))).status.ok());
}

}  // namespace
}  // namespace textclean
