#include "service/rules/rule_set.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "re2/re2.h"
#include "tests/support/files.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

LineMatches Match(const RuleSet& rules, std::string_view line) {
  FoldedText folded;
  LineMatches matches;
  rules.Fold(line, folded);
  rules.Match(line, folded, matches);
  return matches;
}

// Ids of the rules that match, cut rules aside.
std::vector<std::string> Ids(const RuleSet& rules, std::string_view line) {
  std::vector<std::string> ids;
  for (const std::uint16_t rule : Match(rules, line).rules) ids.push_back(rules.rules()[rule].id);
  return ids;
}

// Ids of the rules that may cut something out.
std::vector<std::string> CutIds(const RuleSet& rules, std::string_view line) {
  std::vector<std::string> ids;
  const CutSet cuts = Match(rules, line).cuts;
  for (std::size_t i = 0; i < rules.cut_rules().size(); ++i) {
    if ((cuts >> i & 1u) != 0) ids.push_back(rules.rules()[rules.cut_rules()[i]].id);
  }
  return ids;
}

std::unique_ptr<const RuleSet> WithRules(const std::string& text) {
  auto rules = RuleSet::WithFile(WriteTempFile("rule_set_test.textproto", text));
  EXPECT_TRUE(rules.ok()) << rules.status();
  return *std::move(rules);
}

// Default rules and one of each place, whose words no default rule knows.
const RuleSet& Places() {
  static const RuleSet* const kRules = WithRules(R"rules(
rules { id: "t.line" kind: REGION_KIND_NAVIGATION place: PLACE_LINE phrases: "뷁 뛟 7" strength: STRENGTH_CERTAIN }
rules { id: "t.prefix" kind: REGION_KIND_SUMMARY place: PLACE_PREFIX phrases: "뷁처음" }
rules { id: "t.suffix" kind: REGION_KIND_REACTION place: PLACE_SUFFIX phrases: "뷁끝" }
rules { id: "t.anywhere" kind: REGION_KIND_PROMOTION place: PLACE_ANYWHERE phrases: "뷁가운데" }
rules { id: "t.line-pattern" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: "뷁무늬" patterns: "뷁무늬 ?\\d+" patterns: "\\d+ 뷁무늬" }
rules { id: "t.prefix-pattern" kind: REGION_KIND_OTHER place: PLACE_PREFIX anchors: "뷁앞" patterns: "\\[뷁앞\\d\\]" }
rules { id: "t.suffix-pattern" kind: REGION_KIND_OTHER place: PLACE_SUFFIX anchors: "뷁뒤" patterns: "\\(뷁뒤\\d?\\)" }
rules { id: "t.anywhere-pattern" kind: REGION_KIND_OTHER place: PLACE_ANYWHERE anchors: "뷁속" patterns: "[a-z]+뷁속" }
rules { id: "t.cut-head" kind: REGION_KIND_BYLINE place: PLACE_CUT_HEAD anchors: "뷁머리" patterns: "뷁머리 " }
rules { id: "t.cut-tail" kind: REGION_KIND_BYLINE place: PLACE_CUT_TAIL anchors: "뷁꼬리" patterns: " 뷁꼬리" }
rules { id: "t.cut-anywhere" kind: REGION_KIND_OTHER place: PLACE_CUT_ANYWHERE anchors: "뷁단추" patterns: "뷁단추" }
)rules")
                                           .release();
  return *kRules;
}

TEST(RuleSetPlaces, LineIsTheWholeLineHoweverItIsSpacedAndNumbered) {
  EXPECT_THAT(Ids(Places(), "뷁 뛟 7"), ElementsAre("t.line"));
  EXPECT_THAT(Ids(Places(), "뷁뛟2024"), ElementsAre("t.line"));
  EXPECT_THAT(Ids(Places(), "그 뷁뛟7"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "뷁뛟7이"), IsEmpty());
}

TEST(RuleSetPlaces, PrefixSuffixAndAnywhere) {
  EXPECT_THAT(Ids(Places(), "뷁 처음으로"), ElementsAre("t.prefix"));
  EXPECT_THAT(Ids(Places(), "그 뷁처음"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "모두 뷁끝"), ElementsAre("t.suffix"));
  EXPECT_THAT(Ids(Places(), "뷁끝에"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "길의 뷁가운데서"), ElementsAre("t.anywhere"));
  EXPECT_THAT(Ids(Places(), "뷁 처음 뷁가운데 뷁끝"), ElementsAre("t.prefix", "t.suffix", "t.anywhere"));
}

TEST(RuleSetPlaces, PatternsStandWhereTheRuleSays) {
  EXPECT_THAT(Ids(Places(), "뷁무늬 12"), ElementsAre("t.line-pattern"));
  EXPECT_THAT(Ids(Places(), "12 뷁무늬"), ElementsAre("t.line-pattern"));
  EXPECT_THAT(Ids(Places(), "그 뷁무늬 12"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "뷁무늬 12개"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "[뷁앞3] 글"), ElementsAre("t.prefix-pattern"));
  EXPECT_THAT(Ids(Places(), "글 [뷁앞3]"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "글 (뷁뒤)"), ElementsAre("t.suffix-pattern"));
  EXPECT_THAT(Ids(Places(), "(뷁뒤) 글"), IsEmpty());
  EXPECT_THAT(Ids(Places(), "글 ab뷁속 글"), ElementsAre("t.anywhere-pattern"));
  EXPECT_THAT(Ids(Places(), "글 뷁속 글"), IsEmpty());
}

TEST(RuleSetPatterns, BlanksAreUnicodes) {
  const auto rules = WithRules(R"rules(
rules { id: "t.bare" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: "뷁" patterns: "뷁 뛟\\s+끝" }
rules { id: "t.class" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: "쀍" patterns: "쀍[, ][[:digit:]\\s]+[]\\s]" }
rules { id: "t.not" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: "뚫훍" patterns: "뚫훍[^]\\s]\\[ [^ ]" }
rules { id: "t.quoted" kind: REGION_KIND_OTHER place: PLACE_LINE anchors: "쉛" patterns: "\\Q쉛 [\\E" }
)rules");
  for (const std::string blank : {" ", "\u00a0", "\u3000", "\u2003", "\u202f"}) {
    EXPECT_THAT(Ids(*rules, "뷁" + blank + "뛟" + blank + blank + "끝"), ElementsAre("t.bare")) << blank;
    EXPECT_THAT(Ids(*rules, "쀍" + blank + "1" + blank + "2]"), ElementsAre("t.class")) << blank;
    EXPECT_THAT(Ids(*rules, "뚫훍가[" + blank + "나"), ElementsAre("t.not")) << blank;
    EXPECT_THAT(Ids(*rules, "뚫훍" + blank + "[ 나"), IsEmpty()) << blank;
    EXPECT_THAT(Ids(*rules, "뚫훍가[" + blank + blank + "나"), IsEmpty()) << blank;
  }
  EXPECT_THAT(Ids(*rules, "쉛 ["), ElementsAre("t.quoted"));
}

TEST(RuleSetPlaces, OfALongLineOnlyTheEdgesCount) {
  std::string middle;
  while (middle.size() < RuleSet::kShortLine) middle += "글이 길게 이어진다 ";
  EXPECT_THAT(Ids(Places(), "뷁가운데 " + middle), ElementsAre("t.anywhere"));
  EXPECT_THAT(Ids(Places(), middle + " 뷁가운데"), ElementsAre("t.anywhere"));
  EXPECT_THAT(Ids(Places(), middle + " 뷁가운데 " + middle), IsEmpty());
  EXPECT_THAT(Ids(Places(), "ab뷁속 " + middle), ElementsAre("t.anywhere-pattern"));
  EXPECT_THAT(Ids(Places(), middle + " ab뷁속 " + middle), IsEmpty());
  EXPECT_THAT(CutIds(Places(), middle + " 뷁단추 " + middle), ElementsAre("t.cut-anywhere"));
}

TEST(RuleSetPlaces, CutsAreNamedByTheirAnchors) {
  EXPECT_THAT(CutIds(Places(), "뷁머리 글 뷁꼬리"), ElementsAre("t.cut-head", "t.cut-tail"));
  EXPECT_THAT(Ids(Places(), "뷁머리 글 뷁꼬리"), IsEmpty());
  EXPECT_THAT(CutIds(Places(), "글이다"), IsEmpty());
}

TEST(RuleSetMatch, KindsByPlaceAndStrength) {
  const LineMatches line = Match(Places(), "뷁뛟7");
  EXPECT_TRUE(line.HasKind(Place::kLine, RegionKind::kNavigation));
  EXPECT_FALSE(line.HasKind(Place::kPrefix, RegionKind::kNavigation));
  EXPECT_EQ(line.certain, 1u << static_cast<unsigned>(RegionKind::kNavigation));
  const LineMatches prefix = Match(Places(), "뷁처음 말");
  EXPECT_TRUE(prefix.HasKind(Place::kPrefix, RegionKind::kSummary));
  EXPECT_EQ(prefix.certain, 0u);
}

TEST(RuleSetMatch, ClearForgetsEverything) {
  FoldedText folded;
  LineMatches matches;
  for (const std::string_view line : {"뷁뛟7", "정치 경제 사회 문화", "뷁머리 (뷁뒤)", "글"}) {
    matches.Clear();
    Places().Fold(line, folded);
    Places().Match(line, folded, matches);
    const LineMatches fresh = Match(Places(), line);
    EXPECT_EQ(matches.rules, fresh.rules) << line;
    EXPECT_EQ(matches.cuts, fresh.cuts) << line;
    EXPECT_EQ(matches.kinds, fresh.kinds) << line;
    EXPECT_EQ(matches.certain, fresh.certain) << line;
    EXPECT_EQ(matches.covered, fresh.covered) << line;
    EXPECT_EQ(matches.any_covered, fresh.any_covered) << line;
  }
}

std::size_t Covered(std::string_view line) {
  const LineMatches matches = Match(SharedRules(), line);
  std::size_t covered = 0;
  for (const std::uint16_t each : matches.covered) covered += each;
  EXPECT_EQ(matches.any_covered, covered > 0) << line;
  return covered;
}

TEST(RuleSetVocabulary, CoversWordsThatDoNotOverlap) {
  EXPECT_EQ(Covered("정치 경제 사회 문화"), 8u);
  EXPECT_EQ(Covered("정치|경제|사회"), 6u);
  EXPECT_EQ(Covered("전체 메뉴 검색"), 6u);  // not "메뉴" beside "전체 메뉴"
  EXPECT_EQ(Covered("정치인 경제학"), 0u);
  EXPECT_EQ(Covered("그는 서울 사람이다"), 2u);
  EXPECT_EQ(Covered(""), 0u);
}

// One per rule that ships.
class ShippedRule : public testing::TestWithParam<std::size_t> {
 protected:
  const Rule& rule() const { return SharedRules().rules()[GetParam()]; }
  bool Matches(const std::string& line) const {
    if (rule().place < Place::kCutHead) {
      const auto matched = Match(SharedRules(), line).rules;
      return std::find(matched.begin(), matched.end(), GetParam()) != matched.end();
    }
    return std::any_of(rule().patterns.begin(), rule().patterns.end(),
                       [&](const auto& pattern) { return RE2::PartialMatch(line, *pattern); });
  }
};

TEST_P(ShippedRule, MatchesItsExample) {
  ASSERT_FALSE(rule().example.empty());
  EXPECT_TRUE(Matches(rule().example)) << rule().example;
  // Where it cuts, an anchor must have called it.
  if (rule().place >= Place::kCutHead) {
    EXPECT_THAT(CutIds(SharedRules(), rule().example), Contains(rule().id));
  }
}

TEST_P(ShippedRule, LeavesItsCounterExample) {
  ASSERT_FALSE(rule().counter_example.empty());
  EXPECT_FALSE(Matches(rule().counter_example)) << rule().counter_example;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedRule, testing::Range(std::size_t{0}, SharedRules().rules().size()),
                         [](const auto& info) {
                           std::string name = SharedRules().rules()[info.param].id;
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace textclean
