// The rules change under way: each call is answered by one set of them.
#include "service/rpc/engine.h"

#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

TEST(Engine, IsSwappedUnderCalls) {
  Harness harness;
  const std::string version = std::string(harness.engine().Get()->cleaner->rules_version());
  std::thread reloads([&harness] {
    for (int i = 0; i < 3; ++i) harness.engine().Set(*LoadEngine());
  });
  for (int i = 0; i < 50; ++i) {
    const Answer answer = harness.Clean(TextRequest("본문의 한 문장입니다."));
    ASSERT_TRUE(answer.status.ok());
    EXPECT_EQ(answer.response.rules_version(), version);
  }
  reloads.join();
}

TEST(Engine, BadRuleFileIsNoEngine) { EXPECT_FALSE(LoadEngine("/no/such/file").ok()); }

}  // namespace
}  // namespace textclean
