// What a rule file may add, and how each mistake in one is reported.
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rules/rule_set.h"

namespace textclean {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

std::string Path() {
  return absl::StrCat(testing::TempDir(), "/rule_file_test_",
                      testing::UnitTest::GetInstance()->current_test_info()->name(), ".textproto");
}

absl::StatusOr<std::unique_ptr<const RuleSet>> Load(const std::string& text) {
  std::ofstream(Path(), std::ios::binary) << text;
  return RuleSet::WithFile(Path());
}

// The load fails on `line` for a reason that holds `reason`.
void ExpectError(const std::string& text, int line, const std::string& reason) {
  const auto rules = Load(text);
  ASSERT_FALSE(rules.ok()) << text;
  EXPECT_EQ(rules.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(rules.status().message()), StartsWith(absl::StrCat(Path(), ":", line, ": "))) << text;
  EXPECT_THAT(std::string(rules.status().message()), HasSubstr(reason)) << text;
}

constexpr char kRule[] = R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_LINE phrases: "뷁뛟" })";

TEST(RuleFile, AddsARule) {
  const auto rules = Load(kRule);
  ASSERT_TRUE(rules.ok()) << rules.status();
  const auto shipped = *RuleSet::Default();
  EXPECT_EQ((*rules)->rules().size(), shipped->rules().size() + 1);
  EXPECT_EQ((*rules)->rules().back().id, "t.a");
  FoldedText folded;
  LineMatches matches;
  (*rules)->Fold("뷁 뛟", folded);
  (*rules)->Match("뷁 뛟", folded, matches);
  EXPECT_TRUE(matches.HasKind(Place::kLine, RegionKind::kOther));
  matches.Clear();
  (*rules)->Fold("본문 바로가기", folded);
  (*rules)->Match("본문 바로가기", folded, matches);
  EXPECT_TRUE(matches.HasKind(Place::kLine, RegionKind::kNavigation));
}

TEST(RuleFile, MayBeEmpty) { EXPECT_TRUE(Load("").ok()); }

TEST(RuleFile, ItsVersionIsTheSetsAndItsBytesAreInTheFingerprint) {
  const std::string shipped = (*RuleSet::Default())->version();
  EXPECT_THAT(shipped, MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+\\+[0-9a-f]{8}"));
  EXPECT_EQ(shipped, (*RuleSet::Default())->version());

  const auto unnamed = (*Load(kRule))->version();
  EXPECT_EQ(unnamed.substr(0, unnamed.find('+')), shipped.substr(0, shipped.find('+')));
  EXPECT_NE(unnamed, shipped);
  const std::string named = (*Load(absl::StrCat("version: \"site-7\"\n", kRule)))->version();
  EXPECT_THAT(named, StartsWith("site-7+"));
  EXPECT_NE(named, (*Load(absl::StrCat("version: \"site-7\"\n\n", kRule)))->version());
}

TEST(RuleFile, ThatIsNotThere) {
  const auto rules = RuleSet::WithFile("/no/such/file.textproto");
  EXPECT_EQ(rules.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(rules.status().message(), "/no/such/file.textproto:0: cannot be opened for reading");
}

TEST(RuleFile, ThatIsNotUtf8) { ExpectError("# 뷁\n# \xC0\n", 2, "not valid UTF-8"); }

TEST(RuleFile, ThatDoesNotParse) {
  ExpectError("rules {\n  id: \"t.a\"\n  colour: 3\n}", 3, "colour");
  ExpectError("rules {\n  kind: REGION_KIND_NONSENSE place: PLACE_LINE\n}", 2, "REGION_KIND_NONSENSE");
  ExpectError("rules {\n", 2, "");
}

TEST(RuleFile, ARuleWithoutWhatItNeeds) {
  ExpectError("\nrules { kind: REGION_KIND_OTHER place: PLACE_LINE phrases: \"뷁\" }", 2, "has no id");
  ExpectError("rules { id: \"t.a\" place: PLACE_LINE phrases: \"뷁\" }", 1, "rule 't.a': has no kind");
  ExpectError("rules { id: \"t.a\" kind: REGION_KIND_OTHER phrases: \"뷁\" }", 1, "has no place");
  ExpectError("rules { id: \"t.a\" kind: REGION_KIND_OTHER place: PLACE_LINE }", 1, "neither phrases nor patterns");
  ExpectError("rules { id: \"t.a\" kind: REGION_KIND_OTHER place: PLACE_LINE patterns: \"뷁\" }", 1, "no anchors");
}

TEST(RuleFile, AnIdThatIsTaken) {
  ExpectError(absl::StrCat(kRule, "\n", kRule), 2, "the id is taken");
  ExpectError(R"(rules { id: "nav.menu" kind: REGION_KIND_OTHER place: PLACE_LINE phrases: "뷁" })", 1,
              "the id is taken");
}

TEST(RuleFile, APatternThatIsNone) {
  ExpectError(
      "rules {\n  id: \"t.a\" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: \"뷁\" patterns: \"뷁\" patterns: "
      "\"(\"\n}",
      1, "bad pattern: ");
}

TEST(RuleFile, PhrasesThatCannotBeFound) {
  ExpectError(R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_LINE phrases: "  " })", 1, "has a phrase");
  ExpectError(R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_LINE phrases: "😀" })", 1, "has a phrase");
  ExpectError(R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_LINE patterns: "뷁" anchors: "" })", 1,
              "has an anchor");
}

TEST(RuleFile, CutsByPhrases) {
  ExpectError(R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_CUT_TAIL phrases: "뷁" })", 1,
              "cuts by patterns only");
}

TEST(RuleFile, TooManyRulesThatCut) {
  std::string text;
  for (int i = 1; i <= 64; ++i) {
    absl::StrAppend(&text, "rules { id: \"t.", i,
                    "\" kind: REGION_KIND_OTHER place: PLACE_CUT_TAIL anchors: \"뷁\" patterns: \"뷁\" }\n");
  }
  const std::size_t shipped = (*RuleSet::Default())->cut_rules().size();
  ExpectError(text, static_cast<int>(64 - shipped) + 1, "one too many of those that cut");
}

TEST(RuleFile, AnExampleThatFails) {
  ExpectError(R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_LINE phrases: "뷁" example: "뷁 뛟" })", 1,
              "does not match its example");
  ExpectError(
      R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_PREFIX phrases: "뷁" counter_example: "뷁 뛟" })", 1,
      "matches its counter-example");
  ExpectError(
      R"(rules { id: "t.a" kind: REGION_KIND_OTHER place: PLACE_CUT_TAIL anchors: "뷁" patterns: "뷁" example: "뷁 뛟" })",
      1, "does not match its example");
}

}  // namespace
}  // namespace textclean
