#include "service/extract/times.h"

#include <string>

#include "gtest/gtest.h"
#include "service/extract/page_times.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

std::string Shown(const DateTime& time) {
  std::string shown = time.year == 0 ? "----" + FormatDay({2000, time.month, time.day}).substr(4)
                                     : FormatDay({time.year, time.month, time.day});
  if (!time.clock) return shown;
  const auto add = [&](char mark, int value) {
    shown += mark;
    shown += static_cast<char>('0' + value / 10);
    shown += static_cast<char>('0' + value % 10);
  };
  add(' ', time.clock->hour);
  add(':', time.clock->minute);
  if (time.clock->second >= 0) add(':', time.clock->second);
  return shown;
}

std::string Parsed(std::string_view text) {
  const auto match = ParseDateTime(text, 0);
  return match ? Shown(match->value) : "";
}

TEST(ParseDateTime, ReadsTheFormsOfPages) {
  EXPECT_EQ(Parsed("2025.02.04 05:31:00"), "2025-02-04 05:31:00");
  EXPECT_EQ(Parsed("2020.07.13. 오후 5:04"), "2020-07-13 17:04");
  EXPECT_EQ(Parsed("2020. 7. 13. 오전 12:04"), "2020-07-13 00:04");
  EXPECT_EQ(Parsed("2025년 2월 4일 (화) 09:13"), "2025-02-04 09:13");
  EXPECT_EQ(Parsed("2007년 5월 21일 03시 05분"), "2007-05-21 03:05");
  EXPECT_EQ(Parsed("2025-02-04T05:31:00+09:00"), "2025-02-04 05:31:00");
  EXPECT_EQ(Parsed("2025/02/04 5:31 PM"), "2025-02-04 17:31");
  EXPECT_EQ(Parsed("2012.03.19 / PM 02:02"), "2012-03-19 14:02");
  EXPECT_EQ(Parsed("2023.04.07 (08:26)"), "2023-04-07 08:26");
  EXPECT_EQ(Parsed("2023.04.07(금) 08:26"), "2023-04-07 08:26");
  EXPECT_EQ(Parsed("25.02.04 09:13"), "2025-02-04 09:13");
  EXPECT_EQ(Parsed("02.04 09:13"), "-----02-04 09:13");
  EXPECT_EQ(Parsed("2월 4일 09:13"), "-----02-04 09:13");
  EXPECT_EQ(Parsed("2025-02-04"), "2025-02-04");
}

TEST(ParseMonthFirst, ReadsTheFormsOfPages) {
  const auto parsed = [](std::string_view text) {
    const auto match = ParseMonthFirst(text, 0);
    return match ? Shown(match->value) : "";
  };
  EXPECT_EQ(parsed("Nov. 6, 2023 - 17:21"), "2023-11-06 17:21");
  EXPECT_EQ(parsed("Jun 21. 2020"), "2020-06-21");
  EXPECT_EQ(parsed("Sept. 3rd, 2021 at 5:04 PM"), "2021-09-03 17:04");
  EXPECT_EQ(parsed("21 May 2022"), "2022-05-21");
  EXPECT_EQ(parsed("1st June, 2022"), "2022-06-01");
  EXPECT_EQ(parsed("11:02 April 11, 2024"), "2024-04-11 11:02");
  EXPECT_EQ(parsed("8월 02, 2022"), "2022-08-02");
  for (const std::string_view text : {"May 2022", "Marching 3, 2022", "Feb 30, 2022", "June 12", "Ju 1, 2020",
                                      "8월 2일", "13월 02, 2022", "3 apples 2022", "May 1, 20222", "11:02 apples"}) {
    EXPECT_EQ(parsed(text), "") << text;
  }
}

TEST(ParseDateTime, RejectsWhatCannotBe) {
  for (const std::string_view text :
       {"2025.02.30", "2025.13.01", "2025.00.10", "2023.02.29 10:00", "2025.02.04 25:61", "2025.02.04 오전 13:00",
        "1.2.3.4", "2025.02", "02.04", "2025.2", "99999.02.04", "2025.02.04.17", "31:04:2025", "1-2"}) {
    EXPECT_EQ(Parsed(text), "") << text;
  }
}

TEST(ParseDateTime, KnowsZones) {
  const auto seconds = [](std::string_view text) { return *ToInstant(ParseDateTime(text, 0)->value); };
  EXPECT_EQ(seconds("2025-02-04T05:31:00+09:00"), 1738614660);
  EXPECT_EQ(seconds("2025-02-03T20:31:00Z"), 1738614660);
  EXPECT_EQ(seconds("2025-02-03 20:31 UTC"), 1738614660);
  EXPECT_EQ(seconds("2025-02-03T15:31:00-05:00"), 1738614660);
  EXPECT_EQ(seconds("2025.02.04 05:31"), 1738614660);
  EXPECT_FALSE(ToInstant(ParseDateTime("02.04 05:31", 0)->value));
}

TEST(CivilDay, CountsDaysBothWays) {
  for (std::int64_t day = -800000; day < 800000; day += 37) {
    const CivilDay civil = FromDayNumber(day);
    EXPECT_TRUE(IsValidDay(civil));
    EXPECT_EQ(ToDayNumber(civil), day);
  }
  EXPECT_EQ(ToDayNumber({1970, 1, 1}), 0);
  EXPECT_EQ(DaysInMonth(2000, 2), 29);
  EXPECT_EQ(DaysInMonth(1900, 2), 28);
}

TEST(FindTimes, ReadsEnglishDatesWithTheirLabels) {
  const auto times = FindTimes("Posted on August 21, 2023 by 상자지기 | Updated: Aug 24, 2023 - 18:11");
  ASSERT_EQ(times.size(), 2u);
  EXPECT_EQ(times[0].label, TimeLabel::kPublished);
  EXPECT_EQ(Shown(*times[0].value), "2023-08-21");
  EXPECT_EQ(times[1].label, TimeLabel::kModified);
  EXPECT_EQ(Shown(*times[1].value), "2023-08-24 18:11");
}

TEST(FindTimes, ReadsALabelBehindTheTime) {
  const auto behind = FindTimes("2023.07.19 16:22 입력 | 2023.07.19 16:58 수정");
  ASSERT_EQ(behind.size(), 2u);
  EXPECT_EQ(behind[0].label, TimeLabel::kPublished);
  EXPECT_EQ(behind[1].label, TimeLabel::kModified);
  const auto before = FindTimes("2023.07.19 16:22 수정 2023.07.19 16:58");
  ASSERT_EQ(before.size(), 2u);
  EXPECT_EQ(before[0].label, TimeLabel::kNone);
  EXPECT_EQ(before[1].label, TimeLabel::kModified);
}

TEST(FindTimes, ReadsTheLabelsOfWikis) {
  for (const std::string_view line :
       {"이 문서는 2022년 8월 19일 (금) 03:11에 마지막으로 편집되었습니다.",
        "이 문서는 2009년 7월 11일 (토) 03:02에 마지막으로 바뀌었습니다.", "최근 수정 시각: 2022-08-19 03:11:00"}) {
    const auto times = FindTimes(line);
    ASSERT_EQ(times.size(), 1u) << line;
    EXPECT_EQ(times[0].label, TimeLabel::kModified) << line;
  }
}

TEST(FindTimes, TellsLabels) {
  const auto times = FindTimes("기사입력 : 2020.07.13. 오후 5:04 | 최종 수정 2020.07.14 08:00 조회 30");
  ASSERT_EQ(times.size(), 2u);
  EXPECT_EQ(times[0].label, TimeLabel::kPublished);
  EXPECT_EQ(times[1].label, TimeLabel::kModified);
  EXPECT_EQ(Shown(*times[1].value), "2020-07-14 08:00");
  for (const std::string_view label : {"등록", "승인", "송고", "게재", "송고시간", "입력시간", "발행일", "작성"}) {
    EXPECT_EQ(FindTimes(std::string(label) + " 2020.07.13 10:00")[0].label, TimeLabel::kPublished) << label;
  }
  EXPECT_TRUE(FindTimes("버전 1.2.3.4 전화 02-123-4567 가격 3.500").empty());
}

class PageTimesTest : public testing::Test {
 protected:
  PageBuilder page_;
};

TEST_F(PageTimesTest, PrefersTheFullerPrintOfTheSameTime) {
  page_.Add(RegionKind::kTimestamp, "입력 2023.04.07 (08:26) 수정 2023.04.07 (08:27)");
  page_.Add(RegionKind::kTimestamp, "입력 2023-04-07 08:26:22");
  const PageTimes times = FindPageTimes(page_.lines());
  EXPECT_EQ(times.published.raw.value, "2023-04-07 08:26:22");
  EXPECT_EQ(times.modified.raw.value, "2023.04.07 (08:27)");
  EXPECT_EQ(times.published.raw.span.of(page_.text()), times.published.raw.value);
}

TEST_F(PageTimesTest, TakesALabelFromTheLineAbove) {
  page_.Add(RegionKind::kTimestamp, "입력 :").Add(RegionKind::kTimestamp, "2023.04.07 08:26");
  page_.Add(RegionKind::kTimestamp, "최종수정").Add(RegionKind::kTimestamp, "2023.04.08 09:00");
  const PageTimes times = FindPageTimes(page_.lines());
  EXPECT_EQ(times.published.raw.value, "2023.04.07 08:26");
  EXPECT_EQ(times.modified.raw.value, "2023.04.08 09:00");
}

TEST_F(PageTimesTest, TheWritersLineMayTellTheTime) {
  page_.Add(RegionKind::kTimestamp, "2023년 06월 19일 (월)");
  page_.Add(RegionKind::kByline, "홍길동 기자 입력 2023.06.18 18:05 수정 2023.06.19 08:07 댓글 0");
  const PageTimes times = FindPageTimes(page_.lines());
  EXPECT_EQ(times.published.raw.value, "2023.06.18 18:05");
  EXPECT_EQ(times.modified.raw.value, "2023.06.19 08:07");
}

TEST_F(PageTimesTest, WithoutLabelStandsRightAboveTheText) {
  constexpr char kText[] = "가상시가 지은 도서관이 다음 달에 문을 연다. 장서는 모두 5만 권이다.";
  page_.Add(RegionKind::kOther, "글쓴이 | 조회 20 | 2013-02-11 11:40").Add(RegionKind::kBody, kText);
  EXPECT_EQ(FindPageTimes(page_.lines()).published.raw.value, "2013-02-11 11:40");
  PageBuilder list;
  for (const char* row : {"하나 2013-02-11 11:40", "둘 2013-02-11 11:50"}) list.Add(RegionKind::kRelated, row);
  list.Add(RegionKind::kBody, kText);
  EXPECT_TRUE(FindPageTimes(list.lines()).published.raw.empty());
}

TEST_F(PageTimesTest, WithoutLabelStandsBelowTheTitleRatherThanAtThePagesHead) {
  constexpr char kNow[] = "2012.7.4 수 10:38";
  page_.Add(RegionKind::kTimestamp, kNow).Add(RegionKind::kTitle, "가상시 도서관 다음 달 문 연다");
  page_.Add(RegionKind::kTimestamp, "2012년 07월 03일 (화) 16:21:32");
  page_.Add(RegionKind::kBody, "가상시가 지은 도서관이 다음 달에 문을 연다. 장서는 모두 5만 권이다.");
  page_.Add(RegionKind::kTimestamp, "2012-07-05 09:00");
  EXPECT_EQ(FindPageTimes(page_.lines()).published.raw.value, "2012년 07월 03일 (화) 16:21:32");
  PageBuilder no_other;
  no_other.Add(RegionKind::kTimestamp, "2012.7.4 10:38").Add(RegionKind::kTitle, "가상시 도서관 다음 달 문 연다");
  no_other.Add(RegionKind::kTimestamp, "3시간 전");
  EXPECT_EQ(FindPageTimes(no_other.lines()).published.raw.value, "2012.7.4 10:38");
}

TEST_F(PageTimesTest, KeepsRawWhatNamesNoYear) {
  page_.Add(RegionKind::kTimestamp, "3시간 전");
  const PageTimes times = FindPageTimes(page_.lines());
  EXPECT_EQ(times.published.raw.value, "3시간 전");
  EXPECT_FALSE(times.published.seconds);
}

TEST_F(PageTimesTest, FindsALabelledTimeThatWasTakenForSomethingElse) {
  page_.Add(RegionKind::kNavigation, "인쇄 공유 승인 2023.04.07 08:26 댓글 0");
  page_.Add(RegionKind::kBody, "도서관은 2023년 5월 1일 문을 연다.");
  EXPECT_EQ(FindPageTimes(page_.lines()).published.raw.value, "2023.04.07 08:26");
}

TEST_F(PageTimesTest, IgnoresTimesOfTheStoryAndOfLists) {
  page_.Add(RegionKind::kNavigation, "2023년 06월 19일 (월)");
  page_.Add(RegionKind::kBody, "도서관은 2023년 5월 1일 오전 9시에 문을 연다.");
  page_.Add(RegionKind::kRelated, "등록 2023.04.07 08:26");
  page_.Add(RegionKind::kReaction, "작성 2023.04.09 10:11");
  const PageTimes times = FindPageTimes(page_.lines());
  EXPECT_TRUE(times.published.raw.empty());
  EXPECT_TRUE(times.modified.raw.empty());
}

}  // namespace
}  // namespace textclean
