#include "service/ops/config.h"

#include <stdlib.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/support/files.h"

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
      Parse({"--listen=0.0.0.0:1", "--listen=[::]:65535", "--allow-plaintext", "--workers=3", "--queue=7",
             "--max-document-bytes=2MiB", "--max-message-bytes=3000000", "--drain-delay=1500ms", "--drain-deadline=1m",
             "--log-level=warn", "--log-format=json", "--rules=/etc/extra.textproto"});
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
        "--max-message-bytes=2GiB", "--drain-delay=-1s", "--drain-delay=5", "--drain-deadline=inf", "--workers",
        "--max-deadline=0s", "--health-listen=x", "--allow-plaintext=maybe", "--log-level=loud", "--log-format=1"}) {
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

// A variable for as long as the test lasts.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* const name_;
};

// A file of settings; its path.
std::string File(const std::string& content) { return WriteTempFile("config-test.toml", content); }

std::string FaultsOf(std::initializer_list<const char*> flags) {
  testing::internal::CaptureStderr();
  const ParsedFlags parsed = Parse(flags);
  EXPECT_FALSE(parsed.config);
  EXPECT_EQ(parsed.exit_status, 2);
  return testing::internal::GetCapturedStderr();
}

TEST(Sources, FlagsWinOverVariablesAndTheseOverTheFile) {
  const std::string config = "--config=" + File("workers = 2\nqueue = 20\nmax-deadline = \"2s\"\n");
  const Variable workers("TEXTCLEAN_WORKERS", "3");
  const Variable queue("TEXTCLEAN_QUEUE", "30");
  const ParsedFlags flags = Parse({config.c_str(), "--workers=4"});
  ASSERT_TRUE(flags.config);
  EXPECT_EQ(flags.config->workers, 4u);
  EXPECT_EQ(flags.config->queue, 30u);
  EXPECT_EQ(flags.config->max_deadline, absl::Seconds(2));
}

TEST(Sources, ListsAndSwitchesComeFromAnywhere) {
  const std::string file = File("# a comment\nlisten = [\"0.0.0.0:1\", \"[::]:2\"]\nallow-plaintext = true\n");
  const Variable config("TEXTCLEAN_CONFIG", file);
  ParsedFlags flags = Parse({});
  ASSERT_TRUE(flags.config);
  EXPECT_THAT(flags.config->listen, ElementsAre("0.0.0.0:1", "[::]:2"));
  EXPECT_TRUE(flags.config->allow_plaintext);

  const Variable listen("TEXTCLEAN_LISTEN", "127.0.0.1:3,127.0.0.1:4");
  const Variable plaintext("TEXTCLEAN_ALLOW_PLAINTEXT", "false");
  flags = Parse({});
  ASSERT_TRUE(flags.config);
  EXPECT_THAT(flags.config->listen, ElementsAre("127.0.0.1:3", "127.0.0.1:4"));
  EXPECT_FALSE(flags.config->allow_plaintext);

  flags = Parse({"--listen=127.0.0.1:5", "--allow-plaintext"});
  ASSERT_TRUE(flags.config);
  EXPECT_THAT(flags.config->listen, ElementsAre("127.0.0.1:5"));
  EXPECT_TRUE(flags.config->allow_plaintext);
}

TEST(Sources, AreNotWhatOthersPutIntoTheEnvironment) {
  // Kubernetes makes these for a service named textclean; the second is empty, as Compose leaves one.
  const Variable port("TEXTCLEAN_PORT", "tcp://10.0.0.1:50051");
  const Variable empty("TEXTCLEAN_WORKERS", "");
  ASSERT_TRUE(Parse({}).config);
}

TEST(Sources, EveryFaultIsToldWithItsSource) {
  const std::string path = File("workers = many\nno-such-key = 1\nqueue = [\"1\", \"2\"]\n");
  const Variable delay("TEXTCLEAN_DRAIN_DELAY", "soon");
  const std::string config = "--config=" + path;
  const std::string faults = FaultsOf({config.c_str(), "--listen=nowhere", "--no-such-flag"});
  EXPECT_THAT(faults, HasSubstr("6 faults"));
  EXPECT_THAT(faults, HasSubstr(path + ":workers: 'many' is not a number from 1 to 1024"));
  EXPECT_THAT(faults, HasSubstr(path + ":no-such-key: there is no such setting"));
  EXPECT_THAT(faults, HasSubstr(path + ":queue: takes one value, and 2 are given"));
  EXPECT_THAT(faults, HasSubstr("TEXTCLEAN_DRAIN_DELAY: 'soon' is not a duration"));
  EXPECT_THAT(faults, HasSubstr("--listen: 'nowhere' is not HOST:PORT"));
  EXPECT_THAT(faults, HasSubstr("--no-such-flag: there is no such flag"));
}

TEST(Sources, MissingFileIsAFault) {
  EXPECT_THAT(FaultsOf({"--config=/no/such/file"}), HasSubstr("/no/such/file: cannot be read"));
}

TEST(Together, PlaintextIsForThisMachineUnlessAllowed) {
  EXPECT_THAT(FaultsOf({"--listen=0.0.0.0:50051"}), HasSubstr("--allow-plaintext"));
  const Variable listen("TEXTCLEAN_LISTEN", "127.0.0.1:1,[::]:50051");
  EXPECT_THAT(FaultsOf({}), HasSubstr("TEXTCLEAN_LISTEN: [::]:50051 is reached by other machines"));
  for (const char* loopback : {"--listen=127.0.0.2:1", "--listen=[::1]:1", "--listen=localhost:1"}) {
    EXPECT_TRUE(Parse({loopback}).config) << loopback;
  }
  EXPECT_TRUE(Parse({"--allow-plaintext"}).config);
}

TEST(Together, TlsFlagsNeedEachOther) {
  EXPECT_THAT(FaultsOf({"--tls-cert=c"}), HasSubstr("--tls-cert: needs --tls-key"));
  EXPECT_THAT(FaultsOf({"--tls-key=k"}), HasSubstr("--tls-key: needs --tls-cert"));
  EXPECT_THAT(FaultsOf({"--tls-client-ca=a"}), HasSubstr("--tls-client-ca: needs --tls-cert"));
  EXPECT_THAT(FaultsOf({"--tls-allowed-san=n"}), HasSubstr("--tls-allowed-san: needs --tls-client-ca"));
  EXPECT_TRUE(Parse({"--listen=0.0.0.0:1", "--tls-cert=c", "--tls-key=k"}).config);
}

TEST(Together, AdminIsForThisMachine) {
  EXPECT_THAT(FaultsOf({"--admin-listen=0.0.0.0:1"}), HasSubstr("--admin-listen: 0.0.0.0:1 is not a loopback"));
}

TEST(Together, RequestsFitIntoTheQueue) {
  EXPECT_THAT(FaultsOf({"--queue-bytes=1MiB"}), HasSubstr("--queue-bytes: is less than --max-message-bytes"));
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
