#include "service/ops/config.h"

#include <initializer_list>
#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ParsedFlags Parse(std::initializer_list<const char*> flags) {
  std::vector<const char*> argv = {"textcleand"};
  argv.insert(argv.end(), flags);
  return ParseFlags(static_cast<int>(argv.size()), argv.data());
}

TEST(Flags, HaveDefaults) {
  const ParsedFlags flags = Parse({});
  ASSERT_TRUE(flags.config);
  EXPECT_THAT(flags.config->listen, ElementsAre("127.0.0.1:50051"));
  EXPECT_EQ(flags.config->log_level, LogLevel::kInfo);
  EXPECT_EQ(flags.config->log_format, LogFormat::kText);
}

TEST(Flags, SetEverything) {
  const ParsedFlags flags =
      Parse({"--listen=0.0.0.0:1", "--listen=[::]:65535", "--workers=3", "--queue=7", "--max-document-bytes=2MiB",
             "--max-message-bytes=3000000", "--drain-delay=1500ms", "--drain-deadline=1m", "--log-level=warn",
             "--log-format=json", "--rules=/etc/extra.textproto"});
  ASSERT_TRUE(flags.config);
  EXPECT_THAT(flags.config->listen, ElementsAre("0.0.0.0:1", "[::]:65535"));
  EXPECT_EQ(flags.config->workers, 3u);
  EXPECT_EQ(flags.config->queue, 7u);
  EXPECT_EQ(flags.config->max_document_bytes, 2u << 20);
  EXPECT_EQ(flags.config->max_message_bytes, 3'000'000u);
  EXPECT_EQ(flags.config->drain_delay, absl::Milliseconds(1500));
  EXPECT_EQ(flags.config->drain_deadline, absl::Minutes(1));
  EXPECT_EQ(flags.config->rules, "/etc/extra.textproto");
  EXPECT_EQ(flags.config->log_level, LogLevel::kWarn);
  EXPECT_EQ(flags.config->log_format, LogFormat::kJson);
}

TEST(Flags, RefuseBadValuesAndNameTheFlag) {
  for (const std::string bad :
       {"--listen=nowhere", "--listen=127.0.0.1:65536", "--listen=:50051", "--listen=127.0.0.1:http", "--workers=0",
        "--workers=many", "--queue=0", "--max-document-bytes=0", "--max-document-bytes=65MiB",
        "--max-message-bytes=2GiB", "--drain-delay=-1s", "--drain-delay=5", "--drain-deadline=inf", "--log-level=loud",
        "--log-format=1"}) {
    testing::internal::CaptureStderr();
    const ParsedFlags flags = Parse({bad.c_str()});
    const std::string error = testing::internal::GetCapturedStderr();
    EXPECT_FALSE(flags.config) << bad;
    EXPECT_EQ(flags.exit_status, 2) << bad;
    EXPECT_THAT(error, HasSubstr(bad.substr(0, bad.find('=')))) << bad;
  }
}

TEST(Flags, RefuseLimitsThatContradictEachOther) {
  testing::internal::CaptureStderr();
  EXPECT_FALSE(Parse({"--max-document-bytes=2MiB", "--max-message-bytes=1MiB"}).config);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("larger than --max-message-bytes"));
}

TEST(Flags, RefuseWhatIsNoFlag) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(Parse({"--no-such-flag"}).exit_status, 2);
  EXPECT_EQ(Parse({"stray"}).exit_status, 2);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("--no-such-flag"));
}

TEST(Flags, HelpAndVersionEndWithSuccess) {
  testing::internal::CaptureStdout();
  const ParsedFlags help = Parse({"--help"});
  const std::string text = testing::internal::GetCapturedStdout();
  EXPECT_FALSE(help.config);
  EXPECT_EQ(help.exit_status, 0);
  for (const char* flag : {"--listen", "--workers", "--queue", "--max-document-bytes", "--max-message-bytes",
                           "--drain-delay", "--drain-deadline", "--log-level", "--log-format", "--version"}) {
    EXPECT_THAT(text, HasSubstr(flag));
  }
  testing::internal::CaptureStdout();
  EXPECT_EQ(Parse({"--version"}).exit_status, 0);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), testing::StartsWith("textcleand "));
}

}  // namespace
}  // namespace textclean
