// A call is found again by what its caller named it.
#include "service/rpc/call_ids.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(CallIds, RequestIdsAreShortAndPlain) {
  for (const std::string good : {"a", "9f8e-1_2.3", "urn:uuid:1/2+3=4@host", "~"})
    EXPECT_TRUE(IsRequestId(good)) << good;
  EXPECT_TRUE(IsRequestId(std::string(128, 'x')));
  for (const std::string bad : {"", "two words", "line\n", "비밀문장", "\"quoted\"", "a,b", "<b>"}) {
    EXPECT_FALSE(IsRequestId(bad)) << bad;
  }
  EXPECT_FALSE(IsRequestId(std::string(129, 'x')));
}

TEST(CallIds, TraceparentIsAsTheW3cHasIt) {
  const std::string good = kTraceparent;
  EXPECT_TRUE(IsTraceparent(good));
  const std::vector<std::string> all_bad = {"",
                                            good + "-00",
                                            good + "0",
                                            good.substr(1),
                                            "ff" + good.substr(2),
                                            "0G" + good.substr(2),
                                            "00-4BF92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"};
  for (const std::string& bad : all_bad) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
  }
  // A version to come may say more.
  EXPECT_TRUE(IsTraceparent("01" + good.substr(2) + "-what.comes"));
  EXPECT_FALSE(IsTraceparent("01" + good.substr(2) + "what"));
  EXPECT_FALSE(IsTraceparent("01" + good.substr(2) + "-" + std::string(300, 'x')));
}

// The trailing metadata of a call with these of its own; "-" where there is none.
struct Echoed {
  std::string request_id = "-";
  std::string traceparent = "-";
};

Echoed Call(Harness& harness, const std::vector<std::pair<std::string, std::string>>& metadata) {
  grpc::ClientContext context;
  for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
  v1::CleanResponse response;
  harness.stub().Clean(&context, TextRequest("본문의 한 문장입니다."), &response);
  Echoed echoed;
  for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
    if (key == "x-request-id") echoed.request_id.assign(value.data(), value.size());
    if (key == "traceparent") echoed.traceparent.assign(value.data(), value.size());
  }
  return echoed;
}

TEST(CallIds, GoBackToTheCallerAndIntoTheRecord) {
  Harness harness;
  const Echoed echoed = Call(harness, {{"x-request-id", "req-7"}, {"traceparent", kTraceparent}});
  EXPECT_EQ(echoed.request_id, "req-7");
  EXPECT_EQ(echoed.traceparent, kTraceparent);
  EXPECT_EQ(harness.records().at(0).ids.request_id, "req-7");
  EXPECT_EQ(harness.records().at(0).ids.traceparent, kTraceparent);
}

TEST(CallIds, AreMadeWhereNoneOrBadOnesCame) {
  Harness harness;
  const Echoed first = Call(harness, {});
  const Echoed second = Call(harness, {{"x-request-id", "two words"}, {"traceparent", "nonsense"}});
  EXPECT_THAT(first.request_id, testing::MatchesRegex("[0-9a-f]{16}"));
  EXPECT_THAT(second.request_id, testing::MatchesRegex("[0-9a-f]{16}"));
  EXPECT_NE(first.request_id, second.request_id);
  EXPECT_EQ(first.traceparent, "-");
  EXPECT_EQ(second.traceparent, "-");
}

}  // namespace
}  // namespace textclean
