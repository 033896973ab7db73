// Same bytes in, same bytes out: on any thread, in any company.
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

std::string Request(int seed) {
  std::string text;
  for (int line = 0; line < 5 + seed; ++line) {
    text += line % 3 == 0 ? "많이 본 뉴스 " : "본문의 한 문장입니다. ";
    text += std::to_string(seed * line) + (line % 2 == 0 ? "\n" : "\r\n\r\n");
  }
  v1::CleanRequest request = TextRequest(text);
  request.mutable_options()->set_offset_unit(static_cast<v1::OffsetUnit>(seed % 4));
  request.mutable_options()->set_mode(static_cast<v1::CleanMode>(seed % 3));
  return request.SerializeAsString();
}

TEST(Determinism, ManyThreadsGetTheBytesThatOneGot) {
  constexpr int kRequests = 16;
  constexpr int kThreads = 8;
  constexpr int kRounds = 10;
  Harness harness({.workers = 4, .queue = 1000});
  const std::string method = "/textclean.v1.TextCleanService/Clean";
  std::vector<std::string> alone(kRequests);
  for (int i = 0; i < kRequests; ++i) {
    ASSERT_TRUE(harness.CallRaw(method, Request(i), &alone[static_cast<std::size_t>(i)]).status.ok());
    ASSERT_FALSE(alone[static_cast<std::size_t>(i)].empty());
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int n = 0; n < kRounds * kRequests; ++n) {
        const int i = (n * 5 + t) % kRequests;
        std::string response;
        EXPECT_TRUE(harness.CallRaw(method, Request(i), &response).status.ok());
        EXPECT_EQ(response, alone[static_cast<std::size_t>(i)]) << i;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace textclean
