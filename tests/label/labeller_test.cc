#include "service/label/labeller.h"

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/label/model.h"
#include "service/page/page.h"
#include "service/rules/rule_set.h"

namespace textclean {
namespace {

const std::string kTitle = "한빛시 강변 다리 열두 곳 점검";

std::string Article(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i)
    absl::StrAppend(&text, "한빛시가 ", i, "일 강변의 다리를 모두 점검했다고 밝혔다.\n\n");
  return text;
}

// What the labeller makes of each line of a page, by the weights of `model` and the shipped rules or others.
std::map<std::string, RegionKind> Kinds(const std::string& text, const std::string& model,
                                        absl::StatusOr<std::unique_ptr<const RuleSet>> rules = RuleSet::Default()) {
  auto parsed = Model::Parse(model);
  EXPECT_TRUE(rules.ok() && parsed.ok()) << parsed.status();
  const auto labeller = Labeller::Create(*std::move(rules), *std::move(parsed));
  EXPECT_TRUE(labeller.ok()) << labeller.status();
  const Page page = ParseText(text);
  std::map<std::string, RegionKind> kinds;
  for (const Region& region : labeller->Label(page)) kinds[std::string(region.span.of(text))] = region.kind;
  return kinds;
}

// Sentences are BODY; whatever is none is NAVIGATION, and TITLE is so much behind.
std::string ModelWithTitle(float behind) {
  std::string model = absl::StrCat("prose=0\tNAVIGATION\t4\nprose=0\tTITLE\t", 4 - behind, "\n");
  for (const int prose : {1, 2, 3}) absl::StrAppend(&model, "prose=", prose, "\tBODY\t7\n");
  return model;
}

TEST(Labeller, AnArticlesLikeliestLineIsItsTitle) {
  const std::string page = absl::StrCat(kTitle, "\n\n", Article(10));
  EXPECT_EQ(Kinds(page, ModelWithTitle(1)).at(kTitle), RegionKind::kTitle);
  EXPECT_EQ(Kinds(page, ModelWithTitle(2)).at(kTitle), RegionKind::kNavigation) << "too unlikely";
}

TEST(Labeller, WithoutAnArticleThereIsNoTitleToLookFor) {
  const std::string page = absl::StrCat(kTitle, "\n\n", Article(1));
  EXPECT_EQ(Kinds(page, ModelWithTitle(1)).at(kTitle), RegionKind::kNavigation);
}

TEST(Labeller, ALineThatARuleSpeaksOfIsNoTitle) {
  const std::string page = absl::StrCat("로그인\n", kTitle, "\n\n", Article(10), "강변 다리 사진\n");
  const auto kinds = Kinds(page, ModelWithTitle(1));
  EXPECT_NE(kinds.at("로그인"), RegionKind::kTitle);
  EXPECT_EQ(kinds.at(kTitle), RegionKind::kTitle);
  EXPECT_NE(kinds.at("강변 다리 사진"), RegionKind::kTitle) << "stands below the text";
}

TEST(Labeller, WhereAnOperatorsRuleNamesATitleNoOtherIsLookedFor) {
  const std::string path = absl::StrCat(testing::TempDir(), "/labeller_test_title.textproto");
  std::ofstream(path) << R"(rules { id: "t.a" kind: REGION_KIND_TITLE place: PLACE_LINE strength: STRENGTH_CERTAIN)"
                      << R"( phrases: "뷁뛟" })";
  const std::string page = absl::StrCat(kTitle, "\n\n", Article(10), "뷁뛟\n");
  const auto kinds = Kinds(page, ModelWithTitle(1), RuleSet::WithFile(path));
  EXPECT_EQ(kinds.at("뷁뛟"), RegionKind::kTitle);
  EXPECT_EQ(kinds.at(kTitle), RegionKind::kNavigation);
}

// Sentences are BODY; whatever is none is NAVIGATION, and BODY is so much behind.
std::string ModelWithBodyBehind(float behind) {
  return absl::StrCat(ModelWithTitle(9), "prose=0\tBODY\t", 4 - behind, "\n");
}

TEST(Labeller, ALineWithinTheArticleLeansToBody) {
  const std::string page = absl::StrCat(Article(5), "강변 다리\n\n", Article(5), "다리 목록\n");
  const auto kinds = Kinds(page, ModelWithBodyBehind(0.5F));
  EXPECT_EQ(kinds.at("강변 다리"), RegionKind::kBody);
  EXPECT_EQ(kinds.at("다리 목록"), RegionKind::kNavigation) << "stands below it";
  EXPECT_EQ(Kinds(page, ModelWithBodyBehind(1)).at("강변 다리"), RegionKind::kNavigation) << "too unlikely";
}

TEST(Labeller, ALineFarFromTheArticlesOthersDoesNot) {
  std::string page = Article(5);
  for (int i = 0; i < 25; ++i) absl::StrAppend(&page, "강변 다리\n");
  EXPECT_EQ(Kinds(page + Article(5), ModelWithBodyBehind(0.5F)).at("강변 다리"), RegionKind::kNavigation);
}

// Whatever is no sentence is TITLE; sentences are `kind`, and BODY is behind.
std::string ModelWithTitleAlone(const std::string& kind) {
  std::string model = "prose=0\tTITLE\t4\n";
  for (const int prose : {1, 2, 3}) {
    absl::StrAppend(&model, "prose=", prose, "\tBODY\t3\n", "prose=", prose, "\t", kind, "\t4\n");
  }
  return model;
}

TEST(Labeller, WhereATitleStandsAloneLinesLeanToBody) {
  const std::string sentence = "한빛시가 강변의 다리를 모두 점검했다고 밝혔다.";
  const std::string page = absl::StrCat(kTitle, "\n\n", sentence, "\n");
  EXPECT_EQ(Kinds(page, ModelWithTitleAlone("REACTION")).at(sentence), RegionKind::kBody);
  EXPECT_EQ(Kinds(sentence, ModelWithTitleAlone("REACTION")).at(sentence), RegionKind::kReaction) << "no title";
  EXPECT_EQ(Kinds(page, ModelWithTitleAlone("CAPTION")).at(sentence), RegionKind::kCaption);
}

}  // namespace
}  // namespace textclean
