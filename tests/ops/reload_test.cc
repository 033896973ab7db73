// SIGHUP and --check-config: what is read again, and what is said of it.
#include <signal.h>

#include <string>

#include "gmock/gmock.h"
#include "tests/ops/process.h"
#include "tests/support/files.h"

namespace textclean {
namespace {

using testing::HasSubstr;

std::string Rules(const std::string& content) { return WriteTempFile("reload-test.textproto", content); }

constexpr char kBad[] = "version: \"8\"\nno_such_field: 1\n";

TEST(Reload, GoodRulesServeAndBadOnesDoNot) {
  const std::string path = Rules("");
  Process server({"--listen=127.0.0.1:0", "--rules=" + path, "--drain-deadline=100ms"});
  ASSERT_NE(server.address(), "");
  Rules(kBad);
  server.Signal(SIGHUP);
  EXPECT_THAT(server.WaitForLine("kept the old rules"), HasSubstr(path + ":2"));
  Rules("# nothing more\n");
  server.Signal(SIGHUP);
  EXPECT_THAT(server.WaitForLine("reloaded the rules"), HasSubstr("rules="));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(CheckConfig, SaysOkAndStartsNothing) {
  Process server({"--check-config"}, "", ">&2");
  EXPECT_EQ(server.WaitForLine(""), "OK\n");
  EXPECT_EQ(server.Wait(), 0);
}

TEST(CheckConfig, SaysWhatIsWrongInTheFiles) {
  Process server({"--check-config", "--rules=" + Rules(kBad), "--tls-cert=/no/cert", "--tls-key=/no/key"});
  EXPECT_THAT(server.WaitForLine("2 faults"), HasSubstr("configuration"));
  EXPECT_NE(server.WaitForLine(":2"), "");
  EXPECT_NE(server.WaitForLine("/no/cert: cannot be read"), "");
  EXPECT_EQ(server.Wait(), 2);
}

TEST(CheckConfig, SaysWhatIsWrongInTheFlags) {
  Process server({"--check-config", "--workers=0", "--queue=0"});
  EXPECT_NE(server.WaitForLine("--workers"), "");
  EXPECT_NE(server.WaitForLine("--queue"), "");
  EXPECT_EQ(server.Wait(), 2);
}

}  // namespace
}  // namespace textclean
