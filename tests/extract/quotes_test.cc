#include "service/extract/quotes.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "speaker: number of parts: text" of each quotation in the lines.
std::vector<std::string> Find(const std::vector<std::string_view>& lines) {
  PageBuilder page;
  for (const std::string_view line : lines) page.Add(RegionKind::kBody, line);
  std::vector<Span> bodies;
  for (const Piece& piece : page.lines().all_pieces) bodies.push_back(piece.span);
  std::vector<std::string> shown;
  for (const Quotation& q : FindQuotations(page.text(), bodies, TestLexicon())) {
    shown.push_back(q.speaker + ": " + std::to_string(q.parts.size()) + ": " + std::string(q.span.of(page.text())));
  }
  return shown;
}

TEST(FindQuotations, NamesTheSpeaker) {
  EXPECT_THAT(Find({"홍길동 시장은 회견에서 \"도서관을 열겠다\"고 말했다."}),
              ElementsAre("홍길동 시장: 1: \"도서관을 열겠다\""));
  EXPECT_THAT(Find({"이어 나무그룹 홍길동 회장은 “도서관을 열겠다”며 웃었다."}),
              ElementsAre("나무그룹 홍길동 회장: 1: “도서관을 열겠다”"));
  EXPECT_THAT(Find({"업계 한 관계자는 \"값이 오를 것으로 본다\"고 전했다."}),
              ElementsAre("업계 한 관계자: 1: \"값이 오를 것으로 본다\""));
  EXPECT_THAT(Find({"\"도서관을 열겠다\"라고 홍길동 시장은 말했다."}),
              ElementsAre("홍길동 시장: 1: \"도서관을 열겠다\""));
  EXPECT_THAT(Find({"다리 옆에 사는 홍길동(67) 씨는 \"밤이 밝아졌다\"고 했다."}),
              ElementsAre("홍길동(67) 씨: 1: \"밤이 밝아졌다\""));
  EXPECT_THAT(Find({"스미스는 \"도서관이 좋았다\"고 했다."}), ElementsAre("스미스: 1: \"도서관이 좋았다\""));
}

TEST(FindQuotations, JoinsTheParts) {
  EXPECT_THAT(
      Find({"홍길동 시장은 \"도서관을 열겠다\"라며 \"다리도 놓겠다\"고 말했다. 김철수 의원은 \"돈이 없다\"고 했다."}),
      ElementsAre("홍길동 시장: 2: \"도서관을 열겠다\"라며 \"다리도 놓겠다\"", "김철수 의원: 1: \"돈이 없다\""));
}

TEST(FindQuotations, GoesOnInTheNextLine) {
  EXPECT_THAT(Find({"홍길동 시장은 \"도서관을 열겠다.", "다리도 놓겠다\"고 말했다."}),
              ElementsAre("홍길동 시장: 1: \"도서관을 열겠다.\n다리도 놓겠다\""));
}

TEST(FindQuotations, LeavesTheSpeakerOutWhereTheSentenceNamesNone) {
  EXPECT_THAT(Find({"그는 또 \"도서관을 열겠다\"고 말했다."}), ElementsAre(": 1: \"도서관을 열겠다\""));
  EXPECT_THAT(Find({"홍길동 시장이 왔다. 회견에선 \"도서관을 열겠다\"는 말이 나왔다."}),
              ElementsAre(": 1: \"도서관을 열겠다\""));
  EXPECT_THAT(Find({"가상사가 최근 내놓은 모형에 대해선 \"새로운 것이 아니다\"라고 말했다."}),
              ElementsAre(": 1: \"새로운 것이 아니다\""));
}

TEST(FindQuotations, LeavesTitlesAndTermsAlone) {
  EXPECT_THAT(Find({"소설 \"나무\"와 영화 “강변 이야기”를 봤다. ‘작은 말’도 있다."}), IsEmpty());
  EXPECT_THAT(Find({"따옴표가 \" 하나뿐이다.", "다음 줄에도 없다.", "끝."}), IsEmpty());
}

}  // namespace
}  // namespace textclean
