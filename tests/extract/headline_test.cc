#include "service/extract/headline.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Values(const std::vector<Fact>& facts) {
  std::vector<std::string> values;
  for (const Fact& fact : facts) values.push_back(fact.value);
  return values;
}

std::vector<std::string> Tags(std::string_view title) { return Values(TitleTags(title, {0, title.size()})); }

TEST(TitleTags, AreBracketedAtTheEnds) {
  EXPECT_THAT(Tags("[단독] 도서관 문 연다"), ElementsAre("단독"));
  EXPECT_THAT(Tags("[속보][영상]도서관 문 연다(종합)"), ElementsAre("속보", "영상", "종합"));
  EXPECT_THAT(Tags("【포토】 도서관"), ElementsAre("포토"));
  EXPECT_THAT(Tags("도서관 문 연다 [마을이야기]"), ElementsAre("마을이야기"));
  EXPECT_THAT(Tags("도서관 문 연다(종합2보)"), ElementsAre("종합2보"));
}

TEST(TitleTags, AreNotParenthesesAndBracketsWithin) {
  EXPECT_THAT(Tags("홍길동(가상시청) 2관왕"), IsEmpty());
  EXPECT_THAT(Tags("도서관(가상동)"), IsEmpty());
  EXPECT_THAT(Tags("도서관 [새 건물] 문 연다"), IsEmpty());
  EXPECT_THAT(Tags("]]]] 도서관 [[[["), IsEmpty());
}

class HeadlineTest : public testing::Test {
 protected:
  Headline Find() { return FindHeadline(page_.lines(), TestLexicon()); }
  PageBuilder page_;
};

TEST_F(HeadlineTest, TakesTheTitleWithoutTheSitesName) {
  page_.Add(RegionKind::kTitle, "도서관 문 연다 | 가상일보").Add(RegionKind::kTitle, "도서관 문 연다");
  EXPECT_EQ(Find().title.value, "도서관 문 연다");
}

TEST_F(HeadlineTest, TakesTheTitleThatIsNotCutOff) {
  page_.Add(RegionKind::kTitle, "새 도서관 내년 3월에 문…").Add(RegionKind::kTitle, "새 도서관 내년 3월에 문 연다");
  EXPECT_EQ(Find().title.value, "새 도서관 내년 3월에 문 연다");
}

TEST_F(HeadlineTest, KeepsATagThatWasTakenForAByline) {
  page_.Add({{RegionKind::kByline, "[마을이야기] "}, {RegionKind::kTitle, "새 도서관 문 연다"}});
  EXPECT_EQ(Find().title.value, "[마을이야기] 새 도서관 문 연다");
}

TEST_F(HeadlineTest, TakesTheTitleOutOfItsMarkdown) {
  page_.Add(RegionKind::kTitle, "## 도서관  문 연다");
  const Headline headline = Find();
  EXPECT_EQ(headline.title.value, "도서관 문 연다");
  EXPECT_EQ(headline.title.span.of(page_.text()), "도서관  문 연다");
}

TEST_F(HeadlineTest, TakesTheTitleWithoutItsLabel) {
  for (const char* label : {"제목 : ", "제목:", "제 목 : ", "제  목: "}) {
    PageBuilder page;
    page.Add(RegionKind::kTitle, label + std::string("도서관 문 연다"));
    EXPECT_EQ(FindHeadline(page.lines(), TestLexicon()).title.value, "도서관 문 연다") << label;
  }
  page_.Add(RegionKind::kTitle, "제목 없는 책: 도서관이 찾았다");
  EXPECT_EQ(Find().title.value, "제목 없는 책: 도서관이 찾았다");
}

TEST_F(HeadlineTest, ListsDeckLinesOnce) {
  page_.Add(RegionKind::kTitle, "도서관 문 연다").Add(RegionKind::kSubtitle, "내년 3월 개관");
  page_.Add(RegionKind::kSubtitle, "장서 5만 권").Add(RegionKind::kSubtitle, "내년 3월 개관");
  EXPECT_THAT(Values(Find().subtitles), ElementsAre("내년 3월 개관", "장서 5만 권"));
}

TEST_F(HeadlineTest, WithoutLabelStandsAboveWriterAndTime) {
  constexpr char kText[] = "가상시가 지은 도서관이 다음 달에 문을 연다. 장서는 모두 5만 권이다.";
  page_.Add(RegionKind::kNavigation, "홈 > 뉴스 > 사회").Add(RegionKind::kNavigation, "가상시 새 도서관 3월에 문 연다");
  page_.Add(RegionKind::kOther, "장서 5만 권에 밤 열 시까지");
  page_.Add(RegionKind::kTimestamp, "2025.02.04 05:31").Add(RegionKind::kBody, kText);
  EXPECT_EQ(Find().title.value, "가상시 새 도서관 3월에 문 연다");
}

TEST_F(HeadlineTest, WithoutLabelIsWhatALineAnnounces) {
  page_.Add(RegionKind::kNavigation, "제 목").Add(RegionKind::kRelated, "도서관 휴관 안내");
  page_.Add(RegionKind::kNavigation, "등록일").Add(RegionKind::kTimestamp, "2025.02.04");
  page_.Add(RegionKind::kBody, "가상시립도서관은 장서 점검을 위해 2월 10일부터 사흘 동안 문을 닫습니다.");
  EXPECT_EQ(Find().title.value, "도서관 휴관 안내");
}

TEST_F(HeadlineTest, IsWhatALineAnnouncesThoughABoardsHeadIsLabelled) {
  constexpr char kText[] = "가상시가 지은 도서관이 다음 달에 문을 연다. 장서는 모두 5만 권이다.";
  page_.Add(RegionKind::kTitle, "가정통신문").Add(RegionKind::kOther, "제목");
  page_.Add(RegionKind::kOther, "도서관 이용 안내").Add(RegionKind::kBody, kText);
  EXPECT_EQ(Find().title.value, "도서관 이용 안내");
  // The choices of a form of search.
  PageBuilder form;
  form.Add(RegionKind::kTitle, "도서관 이용 안내").Add(RegionKind::kNavigation, "제목");
  form.Add(RegionKind::kNavigation, "제목+내용").Add(RegionKind::kNavigation, "글쓴이").Add(RegionKind::kBody, kText);
  EXPECT_EQ(FindHeadline(form.lines(), TestLexicon()).title.value, "도서관 이용 안내");
}

TEST_F(HeadlineTest, MenusAndListsAboveTheTimeAreNone) {
  constexpr char kText[] = "가상시가 지은 도서관이 다음 달에 문을 연다. 장서는 모두 5만 권이다.";
  page_.Add(RegionKind::kNavigation, "홈 > 뉴스 > 사회").Add(RegionKind::kTimestamp, "2025.02.04 05:31");
  page_.Add(RegionKind::kBody, kText);
  EXPECT_EQ(Find().title.value, "");
  PageBuilder list;
  list.Add(RegionKind::kRelated, "가상시 새 다리 놓는다고 밝..").Add(RegionKind::kTimestamp, "2025.02.04 05:31");
  list.Add(RegionKind::kBody, kText);
  EXPECT_EQ(FindHeadline(list.lines(), TestLexicon()).title.value, "");
}

TEST_F(HeadlineTest, ReadsTheSectionBesideTheTitle) {
  page_.Add(RegionKind::kNavigation, "기사 상세").Add(RegionKind::kNavigation, "IT·과학");
  page_.Add(RegionKind::kTitle, "도서관 문 연다").Add(RegionKind::kBody, "문을 연다.");
  EXPECT_EQ(Find().section.value, "IT·과학");
}

TEST_F(HeadlineTest, ReadsTheSectionOfABreadcrumb) {
  page_.Add(RegionKind::kNavigation, "홈 > 뉴스 > 사회").Add(RegionKind::kTitle, "도서관 문 연다");
  EXPECT_EQ(Find().section.value, "사회");
}

TEST_F(HeadlineTest, ReadsTheChosenEntryOfAMenu) {
  page_.Add(RegionKind::kNavigation, "정치")
      .Add(RegionKind::kNavigation, "경제")
      .Add(RegionKind::kNavigation, "사회 선택됨");
  for (int i = 0; i < 10; ++i) page_.Add(RegionKind::kNavigation, "메뉴");
  page_.Add(RegionKind::kTitle, "도서관 문 연다").Add(RegionKind::kBody, "문을 연다.");
  EXPECT_EQ(Find().section.value, "사회");
}

TEST_F(HeadlineTest, AMenuNamesNoSection) {
  page_.Add(RegionKind::kNavigation, "정치").Add(RegionKind::kNavigation, "경제").Add(RegionKind::kNavigation, "사회");
  page_.Add(RegionKind::kTitle, "도서관 문 연다").Add(RegionKind::kBody, "경제");
  EXPECT_EQ(Find().section.value, "");
}

TEST_F(HeadlineTest, ALongMenuNamesNoSectionEvenIfOneAloneIsKnown) {
  page_.Add(RegionKind::kNavigation, "경제");
  for (int i = 0; i < 8; ++i) page_.Add(RegionKind::kNavigation, "그 밖의 메뉴");
  page_.Add(RegionKind::kNavigation, "사회")
      .Add(RegionKind::kNavigation, "구독")
      .Add(RegionKind::kTitle, "도서관 문 연다");
  EXPECT_EQ(Find().section.value, "");
}

TEST(FindSummary, LeavesHeadingAndNoticeOut) {
  PageBuilder page;
  page.Add(RegionKind::kSummary, "AI 요약").Add(RegionKind::kSummary, "- 가상시가 도서관을 연다.");
  page.Add(RegionKind::kSummary, "장서는 5만 권이다.");
  page.Add(RegionKind::kSummary, "인공지능이 자동으로 줄인 내용이므로 본문을 함께 확인하시기 바랍니다.");
  page.Add(RegionKind::kSummary, "AI가 요약해 일부 오류가 있을 수 있습니다. 닫기");
  EXPECT_THAT(Values(FindSummary(page.lines())), ElementsAre("가상시가 도서관을 연다.", "장서는 5만 권이다."));
}

}  // namespace
}  // namespace textclean
