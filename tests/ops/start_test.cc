// What stops the start says where, why, and what to do.
#include <string>

#include "gmock/gmock.h"
#include "tests/ops/process.h"
#include "tests/support/files.h"

namespace textclean {
namespace {

using testing::HasSubstr;

TEST(Start, AddressInUseSaysWhatToDo) {
  Process first({"--listen=127.0.0.1:0"});
  const std::string taken = first.address();
  ASSERT_NE(taken, "");
  Process second({"--listen=" + taken});
  EXPECT_NE(second.WaitForLine("error cannot listen on " + taken), "");
  EXPECT_EQ(second.Wait(), 1);
}

TEST(Start, BadFlagEndsWithTwo) {
  Process server({"--listen=nowhere"});
  EXPECT_NE(server.WaitForLine("--listen: 'nowhere' is not HOST:PORT"), "");
  EXPECT_EQ(server.Wait(), 2);
}

TEST(Start, BadRuleFileNamesFileLineAndReason) {
  const std::string path = WriteTempFile("bad-rules.textproto", "version: \"1\"\nrules {\n  no_such_field: 1\n}\n");
  Process server({"--listen=127.0.0.1:0", "--rules=" + path});
  EXPECT_THAT(server.WaitForLine(" error "), HasSubstr(path + ":3"));
  EXPECT_EQ(server.Wait(), 1);
}

TEST(Start, MissingRuleFileIsNamed) {
  Process server({"--listen=127.0.0.1:0", "--rules=/no/such/file"});
  EXPECT_THAT(server.WaitForLine(" error "), HasSubstr("/no/such/file"));
  EXPECT_EQ(server.Wait(), 1);
}

TEST(Start, TellsTheVersionOfTheRules) {
  Process server({"--listen=127.0.0.1:0"});
  EXPECT_THAT(server.WaitForLine(" listening "), testing::ContainsRegex("rules=[0-9]"));
}

}  // namespace
}  // namespace textclean
