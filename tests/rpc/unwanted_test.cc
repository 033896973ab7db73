// Work for which nobody waits any more is not begun.
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

// The record of a call that the caller gives up while it waits for a thread.
CallRecord GiveUp(const std::function<void(grpc::ClientContext&)>& prepare,
                  const std::function<void(grpc::ClientContext&)>& give_up, grpc::StatusCode expected) {
  Harness harness({.workers = 1});
  Blocker blocker(harness.pool());
  grpc::ClientContext context;
  prepare(context);
  v1::CleanResponse response;
  std::promise<grpc::Status> done;
  const v1::CleanRequest request = TextRequest("아무도 기다리지 않는 글입니다.");
  harness.stub().async()->Clean(&context, &request, &response, [&done](grpc::Status s) { done.set_value(s); });
  // A later call on the same connection is answered after the first has arrived; it is
  // refused at once, since it does not need the pool's thread.
  harness.CallRaw("/grpc.health.v1.Health/Check", "");
  give_up(context);
  EXPECT_EQ(done.get_future().get().error_code(), expected);
  // The server hears of it in its own time, on the same connection.
  harness.CallRaw("/grpc.health.v1.Health/Check", "");
  blocker.Release();
  while (harness.records().empty()) std::this_thread::yield();
  return harness.records().front();
}

void ExpectNotBegun(const CallRecord& record) {
  EXPECT_EQ(record.method, "Clean");
  EXPECT_EQ(record.kept_chars + record.removed_chars, 0u);
  EXPECT_EQ(record.response_bytes, 0u);
  EXPECT_GT(record.wait.count(), 0);
}

TEST(Unwanted, CancelledCallIsNotBegun) {
  const CallRecord record =
      GiveUp([](auto&) {}, [](auto& context) { context.TryCancel(); }, grpc::StatusCode::CANCELLED);
  EXPECT_EQ(record.code, absl::StatusCode::kCancelled);
  EXPECT_EQ(record.reason, "CANCELLED");
  ExpectNotBegun(record);
}

TEST(Unwanted, CallPastItsDeadlineIsNotBegun) {
  const auto soon = [](auto& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(500));
  };
  // The server counts from when the call arrived: its deadline is a little after the caller's.
  const auto pass = [](auto& context) {
    std::this_thread::sleep_until(context.deadline() + std::chrono::milliseconds(300));
  };
  const CallRecord record = GiveUp(soon, pass, grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(record.code, absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(record.reason, "DEADLINE_EXCEEDED");
  ExpectNotBegun(record);
}

TEST(Unwanted, CallThatWaitedLongerThanTheServerAllowsIsNotBegun) {
  Harness harness({.workers = 1, .max_deadline = std::chrono::milliseconds(1)});
  Blocker blocker(harness.pool());
  std::future<Answer> waiting =
      std::async(std::launch::async, [&harness] { return harness.Clean(TextRequest("오래 기다린 글입니다.")); });
  while (harness.pool().load().waiting == 0) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  blocker.Release();
  const Answer answer = waiting.get();
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(answer.info.reason(), "WAITED_TOO_LONG");
  ExpectNotBegun(harness.records().at(0));
}

TEST(Unwanted, CallWithinItsDeadlineIsAnswered) {
  Harness harness;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  v1::CleanResponse response;
  EXPECT_TRUE(harness.stub().Clean(&context, TextRequest("제때 온 글입니다."), &response).ok());
  ASSERT_EQ(harness.records().size(), 1u);
  EXPECT_EQ(harness.records()[0].code, absl::StatusCode::kOk);
  EXPECT_EQ(harness.records()[0].reason, "");
  EXPECT_GT(harness.records()[0].kept_chars + harness.records()[0].removed_chars, 0u);
  EXPECT_GT(harness.records()[0].response_bytes, 0u);
}

}  // namespace
}  // namespace textclean
