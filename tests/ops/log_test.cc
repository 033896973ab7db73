#include "service/ops/log.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/stubs/logging.h"
#include "service/ops/access_log.h"

namespace textclean {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(FormatEvent, TextQuotesWhatIsNotBare) {
  EXPECT_EQ(FormatEvent(LogFormat::kText, "call", {{"code", "OK"}, {"n", 7}, {"ms", 1.5}, {"peer", "ipv6:[::1]:9"}}),
            "call code=OK n=7 ms=1.500 peer=ipv6:[::1]:9");
  EXPECT_EQ(FormatEvent(LogFormat::kText, "call", {{"a", ""}, {"b", "two words"}, {"c", "x=\"1\"\n\x01"}}),
            "call a=\"\" b=\"two words\" c=\"x=\\\"1\\\"\\n\\u0001\"");
}

TEST(FormatEvent, JsonHasTypesAndEscapes) {
  EXPECT_EQ(FormatEvent(LogFormat::kJson, "a \"b\"", {{"code", "OK"}, {"n", 7}, {"ms", 1.5}, {"text", "\\\t한"}}),
            "\"message\":\"a \\\"b\\\"\",\"code\":\"OK\",\"n\":7,\"ms\":1.500,\"text\":\"\\\\\\t한\"");
}

// What the process would write to standard error.
template <typename Action>
std::string Logged(LogLevel level, LogFormat format, Action action) {
  testing::internal::CaptureStderr();
  StartLogging(level, format);
  action();
  StopLogging();
  return testing::internal::GetCapturedStderr();
}

constexpr char kTime[] = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z";

TEST(Log, StartsWithTimeAndLevel) {
  const auto action = [] { Log(LogLevel::kInfo, "listening", {{"address", "127.0.0.1:1"}}); };
  EXPECT_THAT(Logged(LogLevel::kInfo, LogFormat::kText, action),
              ContainsRegex(std::string("^") + kTime + " info listening address=127.0.0.1:1\n$"));
  EXPECT_THAT(Logged(LogLevel::kInfo, LogFormat::kJson, action),
              ContainsRegex(std::string("^\\{\"time\":\"") + kTime +
                            "\",\"level\":\"info\",\"message\":\"listening\",\"address\":\"127.0.0.1:1\"\\}\n$"));
}

TEST(Log, LeavesOutWhatIsBelowTheLevel) {
  EXPECT_EQ(Logged(LogLevel::kWarn, LogFormat::kText, [] { Log(LogLevel::kInfo, "hello"); }), "");
  EXPECT_THAT(Logged(LogLevel::kWarn, LogFormat::kText, [] { Log(LogLevel::kError, "trouble"); }),
              HasSubstr(" error trouble"));
}

TEST(Log, AccessLineHasTheFactsOfACall) {
  CallRecord record;
  record.method = "Clean";
  record.code = absl::StatusCode::kInvalidArgument;
  record.ids = {"id-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"};
  record.reason = "INVALID_UTF8";
  record.peer = "ipv4:127.0.0.1:40400";
  record.wait = std::chrono::microseconds(250);
  record.duration = std::chrono::microseconds(1750);
  record.request_bytes = 12;
  record.kept_chars = 3;
  record.removed_chars = 4;
  EXPECT_THAT(
      Logged(LogLevel::kInfo, LogFormat::kText, [&record] { AccessLog(10).End(record); }),
      HasSubstr("call method=Clean code=INVALID_ARGUMENT reason=INVALID_UTF8 duration_ms=1.750 wait_ms=0.250 "
                "request_bytes=12 response_bytes=0 kept_chars=3 removed_chars=4 documents=0 peer=ipv4:127.0.0.1:40400 "
                "request_id=id-1 traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"));
}

TEST(AccessLog, LeavesOutLinesAboveItsRateAndTellsHowMany) {
  CallRecord record;
  record.method = "Clean";
  std::uint64_t left_out = 0;
  const std::string lines = Logged(LogLevel::kInfo, LogFormat::kText, [&] {
    AccessLog access_log(2);
    // Less than a second, or a few: each gives two lines.
    for (int i = 0; i < 1000; ++i) access_log.End(record);
    left_out = access_log.left_out();
  });
  const auto count = [&lines](const std::string& part) {
    std::uint64_t found = 0;
    for (auto at = lines.find(part); at != std::string::npos; at = lines.find(part, at + 1)) ++found;
    return found;
  };
  EXPECT_GE(count("call method=Clean"), 2u);
  EXPECT_LT(count("call method=Clean"), 100u);
  EXPECT_EQ(count("call method=Clean") + left_out, 1000u);
  EXPECT_GE(count("access lines left out count="), 1u);
}

TEST(AccessLog, RateOfZeroIsNoLines) {
  EXPECT_THAT(Logged(LogLevel::kInfo, LogFormat::kText, [] { AccessLog(0).End({}); }), Not(HasSubstr("method=")));
}

TEST(Log, TakesProtobufsMessagesForDebugging) {
  const auto action = [] { GOOGLE_LOG(ERROR) << "a complaint"; };
  EXPECT_THAT(Logged(LogLevel::kDebug, LogFormat::kText, action), HasSubstr(" debug a complaint library=protobuf"));
  EXPECT_THAT(Logged(LogLevel::kInfo, LogFormat::kText, action), Not(HasSubstr("complaint")));
}

}  // namespace
}  // namespace textclean
