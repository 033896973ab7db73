#include "service/label/page_context.h"

#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/label/line_facts.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;

// What `field` holds for each of the lines.
template <typename T>
std::vector<T> Read(const std::vector<std::string_view>& lines, T LineContext::*field) {
  LineReader reader(SharedRules());
  std::vector<LineFacts> facts;
  for (const std::string_view line : lines) facts.push_back(reader.Read(line));
  const PageContext page(facts, reader.pairs());
  std::vector<T> values;
  for (std::size_t i = 0; i < page.size(); ++i) values.push_back(page.context(i).*field);
  return values;
}

const std::vector<std::string_view>& PostWithComments() {
  static const auto* const kLines = new std::vector<std::string_view>{
      "호떡 뒤집개가 없어서",
      "2014.01.19 22:51:07",
      "숟가락으로 뒤집었습니다.",
      "댓글쓰기",
      "흑설탕한봉지",
      "지도처럼 생겼네요",
      "01.19 22:58",
      "88119 어묵 국물은 어디까지 공짜인가 [3] 무한리필 22:40 120 1",
      "목록",
  };
  return *kLines;
}

TEST(PageContextTimes, AreCountedOnEitherSide) {
  EXPECT_THAT(Read(PostWithComments(), &LineContext::times_above), ElementsAre(0, 0, 1, 1, 1, 1, 1, 2, 3));
  EXPECT_THAT(Read(PostWithComments(), &LineContext::times_below), ElementsAre(3, 2, 2, 2, 2, 2, 1, 0, 0));
}

TEST(PageContextTimes, OfProseAreNoLinesOwn) {
  EXPECT_THAT(Read({"2014년 1월 19일 22:51에 시작한 회의는 자정을 넘겨 끝났다.", "목록"}, &LineContext::times_above),
              ElementsAre(0, 0));
}

TEST(PageContextReactions, AreCountedAbove) {
  EXPECT_THAT(Read(PostWithComments(), &LineContext::reactions_above), ElementsAre(0, 0, 0, 0, 1, 1, 1, 1, 1));
}

TEST(PageContextCounts, AreOfLinesWhoseNumbersFollow) {
  using enum Count;
  // A board counts down, a ranking up, its cells lines of their own; a list in an article has marks.
  EXPECT_THAT(Read({"88120 호떡 뒤집개 [4]", "88119 어묵 국물 [3]", "1 군고구마 값", "2 붕어빵 지도", "3",
                    "계란빵 순례", "4", "1. 반죽을 한다.", "2. 굽는다."},
                   &LineContext::count),
              ElementsAre(kLarge, kLarge, kRank, kRank, kCell, kNone, kCell, kItem, kItem));
}

TEST(PageContextCounts, AreOfNoOtherNumbers) {
  using enum Count;
  EXPECT_THAT(Read({"3명이 다쳤다.", "4명은 무사하다.", "2014.01.19", "2015년 예산", "7 조회", "9 추천", "10%", "11%"},
                   &LineContext::count),
              testing::Each(kNone));
}

TEST(PageContextCounts, AreOfLinesNearby) {
  using enum Count;
  std::vector<std::string_view> lines(16, "군고구마");
  lines.front() = "1 군고구마";
  lines.back() = "2 붕어빵";
  EXPECT_THAT(Read(lines, &LineContext::count), testing::Each(kNone));
  lines.pop_back();
  lines.back() = "2 붕어빵";
  const auto near = Read(lines, &LineContext::counts_near);
  EXPECT_EQ(near.front(), 1);
  EXPECT_EQ(near[4], 2);
  EXPECT_EQ(near[10], 2);
  EXPECT_EQ(near[11], 1);
}

}  // namespace
}  // namespace textclean
