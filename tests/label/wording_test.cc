#include "service/label/wording.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/label/line_facts.h"
#include "service/text/utf8.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> PairsOf(std::string_view line) {
  LineReader reader(SharedRules());
  reader.Read(line);
  std::vector<std::string> pairs;
  for (const auto [first, second] : reader.wording_pairs()) {
    std::string& pair = pairs.emplace_back();
    AppendUtf8(first, pair);
    AppendUtf8(second, pair);
  }
  return pairs;
}

WordingOpinion OpinionOf(const Wording& wording, std::string_view line) {
  return LineReader(SharedRules(), &wording).Read(line).wording;
}

TEST(WordingPairs, ReachFromTheSpaceBeforeALineToTheSpaceBehindIt) {
  EXPECT_THAT(PairsOf("가 나"), ElementsAre(" 가", "가 ", " 나", "나 "));
}

TEST(WordingPairs, SeeRunsOfDigitsAndOfSpaceAsOneAndAsciiInLowerCase) {
  EXPECT_THAT(PairsOf("TV  2024년"), ElementsAre(" t", "tv", "v ", " 0", "0년", "년 "));
}

TEST(WordingPairs, DoNotSeeWhatIsInvisible) { EXPECT_EQ(PairsOf("가\u200B나"), PairsOf("가나")); }

TEST(WordingPairs, AreTheFirstOfALongLine) {
  std::string line = "가나";
  for (int i = 0; i < 500; ++i) line += "다라";
  const std::vector<std::string> pairs = PairsOf(line);
  EXPECT_EQ(pairs.size(), Wording::kMostPairs);
  EXPECT_EQ(pairs[1], "가나");
}

TEST(Wording, OfNoModelSaysNothing) {
  const WordingOpinion opinion = OpinionOf(Wording(), "로그인 회원가입");
  EXPECT_EQ(opinion.content, 0);
  EXPECT_EQ(opinion.kind, RegionKind::kUnspecified);
}

class WordingOfAModel : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(wording_.Add("", "BODY NAVIGATION RELATED").ok());
    ASSERT_TRUE(wording_.Add("다.", "80 0 0").ok());
    ASSERT_TRUE(wording_.Add("로그", "0 64 16").ok());
  }
  Wording wording_;
};

TEST_F(WordingOfAModel, SpeaksForTheKindOfItsPairs) {
  const WordingOpinion prose = OpinionOf(wording_, "갔다.");
  EXPECT_GT(prose.content, 0);
  EXPECT_EQ(prose.kind, RegionKind::kBody);
  const WordingOpinion menu = OpinionOf(wording_, "로그인");
  EXPECT_LT(menu.content, 0);
  EXPECT_EQ(menu.kind, RegionKind::kNavigation);
}

TEST_F(WordingOfAModel, IsInPowersOfEByTheRootOfTheLinesLength) {
  // Four pairs: 10 / sqrt(4) for BODY, and (8 - 2) / sqrt(4) between NAVIGATION and RELATED.
  EXPECT_EQ(OpinionOf(wording_, "갔다.").content, 5);
  EXPECT_EQ(OpinionOf(wording_, "로그인").content, -4);
  EXPECT_EQ(OpinionOf(wording_, "로그인").margin, 3);
}

TEST_F(WordingOfAModel, IsLessSureOfALongerLine) {
  EXPECT_LT(OpinionOf(wording_, "어제 오후 늦게 강변으로 갔다.").content, OpinionOf(wording_, "갔다.").content);
}

TEST_F(WordingOfAModel, IsNoSurerThanItMayBe) {
  EXPECT_EQ(OpinionOf(wording_, "다.다.다.다.다.다.다.다.다.다.다.다.다.다.다.다.").content, WordingOpinion::kMost);
}

TEST_F(WordingOfAModel, OfUnknownPairsIsEven) { EXPECT_EQ(OpinionOf(wording_, "하하하").content, 0); }

TEST_F(WordingOfAModel, KnowsNearlyAllOfThousandsOfPairs) {
  int known = 0;
  for (char32_t c = 0; c < 8000; ++c) {
    std::string pair = "가";
    AppendUtf8(kFirstSyllable + c, pair);
    ASSERT_TRUE(wording_.Add(pair, "0 0 127").ok());
  }
  for (char32_t c = 0; c < 8000; ++c) {
    std::string line = "가";
    AppendUtf8(kFirstSyllable + c, line);
    known += OpinionOf(wording_, line).kind == RegionKind::kRelated;
  }
  EXPECT_GT(known, 7900);
}

TEST(Wording, SaysWhatIsWrongWithARow) {
  Wording wording;
  const auto error = [&](std::string_view pair, std::string_view row) {
    return std::string(wording.Add(pair, row).message());
  };
  EXPECT_EQ(error("다.", "1"), "has not as many weights as columns");
  EXPECT_EQ(error("", "BODY PROSE"), "names no kind");
  EXPECT_THAT(error("", "BODY OTHER"), IsEmpty());
  EXPECT_EQ(error("", "BODY OTHER"), "names the columns again");
  EXPECT_EQ(error("다", "1 2"), "is of no pair of characters");
  EXPECT_EQ(error("다가나", "1 2"), "is of no pair of characters");
  EXPECT_EQ(error("\xFF.", "1 2"), "is no UTF-8");
  EXPECT_EQ(error("다.", "1"), "has not as many weights as columns");
  EXPECT_EQ(error("다.", "1 much"), "has a weight that is no small integer");
  EXPECT_EQ(error("다.", "1 128"), "has a weight that is no small integer");
  EXPECT_THAT(error("다.", "1 -128"), IsEmpty());
}

}  // namespace
}  // namespace textclean
