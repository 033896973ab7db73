// Dates and times as Korean pages print them about themselves.
//
// Civil times are checked, never bent: 2025.02.30, 25:61 and 오전 13:00 are no times. All
// functions are pure.
//
//   ParseDateTime("입력 2025.02.04 05:31", 7)->value  // {2025, 2, 4, 5, 31}
//   ToInstant({.year = 2025, .month = 2, .day = 4})   // midnight in Seoul
#ifndef TEXTCLEAN_SERVICE_EXTRACT_TIMES_H_
#define TEXTCLEAN_SERVICE_EXTRACT_TIMES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/text/span.h"

namespace textclean {

inline constexpr int kSeoulMinutes = 9 * 60;  // ahead of UTC

// A day of the Gregorian calendar.
struct CivilDay {
  int year = 0;
  int month = 0;
  int day = 0;

  friend bool operator==(const CivilDay&, const CivilDay&) = default;
};

bool IsValidDay(const CivilDay& day);
int DaysInMonth(int year, int month);
// Days since 1970-01-01, and back (Howard Hinnant, chrono-compatible low-level date algorithms).
std::int64_t ToDayNumber(const CivilDay& day);
CivilDay FromDayNumber(std::int64_t number);
// "2025-02-04".
std::string FormatDay(const CivilDay& day);

// A clock time; second is -1 where none is printed.
struct ClockTime {
  int hour = 0;
  int minute = 0;
  int second = -1;
};

// A printed date with, perhaps, a time of day. `year` is 0 where none is printed.
struct DateTime {
  int year = 0;
  int month = 0;
  int day = 0;
  std::optional<ClockTime> clock;
  int zone_minutes = kSeoulMinutes;  // ahead of UTC
  // No zone is printed, and the date is in English: it may be from anywhere.
  bool is_zone_unsure = false;
};

struct DateTimeMatch {
  Span span;
  DateTime value;
};

// The time of day that begins at `at`: 09:13, 9:13:20, 오후 5:04, 오전 9시 30분, 14시, 5:04 PM,
// (08:26). Moves `at` past it.
std::optional<ClockTime> ReadClock(std::string_view text, std::size_t& at);

// The date, with a time of day if one follows, that begins with the digit at `at`:
// 2025.02.04 05:31:00, 2020.07.13. 오후 5:04, 2025년 2월 4일 (화) 09:13, 2025-02-04T05:31:00+09:00,
// 25.02.04 09:13, 2025/02/04, 02.04 09:13. A date without year counts only with a time.
std::optional<DateTimeMatch> ParseDateTime(std::string_view text, std::size_t at);

// The same for dates that spell or lead with the month, from its first letter or digit: Nov. 6, 2023 - 17:21,
// Jun 21. 2020, 21 May 2022, 11:02 April 11, 2024, 8월 02, 2022.
std::optional<DateTimeMatch> ParseMonthFirst(std::string_view text, std::size_t at);

// Seconds since 1970 UTC; nothing where the year is unknown.
std::optional<std::int64_t> ToInstant(const DateTime& time);

// What a time says about the page.
enum class TimeLabel : std::uint8_t { kNone, kPublished, kModified };

// A time in a line and the label before it.
struct LabelledTime {
  TimeLabel label = TimeLabel::kNone;
  Span span;                      // of the time alone
  std::optional<DateTime> value;  // nothing for a relative form such as 3시간 전
};

// Every time in a line that speaks about the page: 입력 …, 최종수정 …, 3시간 전, bare dates.
std::vector<LabelledTime> FindTimes(std::string_view line);

// The label that a line consists of ("입력", "최종 수정 :"), for pages that put the time
// on the next line.
TimeLabel LabelAlone(std::string_view line);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_TIMES_H_
