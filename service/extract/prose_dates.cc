#include "service/extract/prose_dates.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "service/extract/scan.h"

namespace textclean {
namespace {

// How large a step a relative word takes, and of what.
enum class Step : std::uint8_t { kDay, kWeek, kMonth, kYear, kStory };

struct RelativeWord {
  std::string_view word;
  Step step;
  int count;
};

// kStory: a day of the story, which the page's own date does not tell.
constexpr std::array<RelativeWord, 42> kRelativeWords = {{
    {"오늘", Step::kDay, 0},      {"금일", Step::kDay, 0},       {"어제", Step::kDay, -1},
    {"작일", Step::kDay, -1},     {"그제", Step::kDay, -2},      {"그저께", Step::kDay, -2},
    {"내일", Step::kDay, 1},      {"모레", Step::kDay, 2},       {"지난주", Step::kWeek, -1},
    {"지난 주", Step::kWeek, -1}, {"이번 주", Step::kWeek, 0},   {"이번주", Step::kWeek, 0},
    {"금주", Step::kWeek, 0},     {"다음 주", Step::kWeek, 1},   {"다음주", Step::kWeek, 1},
    {"이달", Step::kMonth, 0},    {"이번 달", Step::kMonth, 0},  {"이번달", Step::kMonth, 0},
    {"지난달", Step::kMonth, -1}, {"지난 달", Step::kMonth, -1}, {"다음 달", Step::kMonth, 1},
    {"다음달", Step::kMonth, 1},  {"내달", Step::kMonth, 1},     {"올해", Step::kYear, 0},
    {"금년", Step::kYear, 0},     {"지난해", Step::kYear, -1},   {"작년", Step::kYear, -1},
    {"재작년", Step::kYear, -2},  {"지지난해", Step::kYear, -2}, {"내년", Step::kYear, 1},
    {"내후년", Step::kYear, 2},   {"이날", Step::kStory, 0},     {"전날", Step::kStory, 0},
    {"이튿날", Step::kStory, 0},  {"다음 날", Step::kStory, 0},  {"다음날", Step::kStory, 0},
    {"당일", Step::kStory, 0},    {"같은 날", Step::kStory, 0},  {"같은날", Step::kStory, 0},
    {"같은 해", Step::kStory, 0}, {"이듬해", Step::kStory, 0},   {"그해", Step::kStory, 0},
}};

// What may follow a date word inside the same run of Hangul.
bool IsParticle(std::string_view rest) {
  constexpr std::array<std::string_view, 36> kParticles = {
      "은",   "는",   "이",   "가",   "을",     "를", "의",     "에",     "도",     "과",   "와",     "만",
      "까지", "부터", "에는", "에도", "에서",   "로", "부터는", "까지는", "쯤",     "께",   "자",     "하고",
      "엔",   "에만", "보다", "처럼", "보다는", "밤", "들어",   "까지의", "부터의", "에야", "까지도", "이후"};
  return rest.empty() || std::find(kParticles.begin(), kParticles.end(), rest) != kParticles.end();
}

std::string_view HangulRun(std::string_view text, std::size_t at) {
  std::size_t end = at;
  // Particles are short; a longer run is none.
  for (int i = 0; i < 5 && IsHangulAt(text, end); ++i) end += 3;
  return text.substr(at, end - at);
}

// One or two digits at `at` and the word after them: 4일, 2월. Moves `at` past both.
std::optional<int> ReadPart(std::string_view text, std::size_t& at, std::string_view word, int most) {
  std::size_t end = at;
  int value = 0;
  while (IsDigitAt(text, end) && end - at < 3) value = value * 10 + (text[end++] - '0');
  if (end == at || end - at > 2 || value < 1 || value > most) return std::nullopt;
  std::size_t after = end;
  if (!Consume(text, after, word)) {
    after = SkipBlanks(text, end);
    if (after == end || after > end + 1 || !Consume(text, after, word)) return std::nullopt;
  }
  at = after;
  return value;
}

// Reads a clock in words (오전 9시30분, 9시, 오후 3:30) after a date or alone.
std::optional<ClockTime> ReadSpokenClock(std::string_view text, std::size_t& at) {
  const bool meridiem = HasAt(text, at, "오전") || HasAt(text, at, "오후") || HasAt(text, at, "새벽") ||
                        HasAt(text, at, "밤") || HasAt(text, at, "저녁") || HasAt(text, at, "낮");
  if (!meridiem && !IsDigitAt(text, at)) return std::nullopt;
  std::size_t end = at;
  const auto clock = ReadClock(text, end);
  if (!clock) return std::nullopt;
  if (!meridiem && Contains(text.substr(at, end - at), ":")) return std::nullopt;
  // 9시즌, 3시리즈
  if (text.substr(0, end).ends_with("시") &&
      (HasAt(text, end, "즌") || HasAt(text, end, "리") || HasAt(text, end, "스") || HasAt(text, end, "도")))
    return std::nullopt;
  at = end;
  return clock;
}

std::string FormatClock(const ClockTime& clock) {
  char buffer[40];
  const int size = clock.second < 0 ? std::snprintf(buffer, sizeof(buffer), "T%02d:%02d", clock.hour, clock.minute)
                                    : std::snprintf(buffer, sizeof(buffer), "T%02d:%02d:%02d", clock.hour, clock.minute,
                                                    clock.second);
  return std::string(buffer, static_cast<std::size_t>(size));
}

std::string FormatYear(int year) { return FormatDay({year, 1, 1}).substr(0, 4); }
std::string FormatMonth(int year, int month) { return FormatDay({year, month, 1}).substr(0, 7); }

// The ISO 8601 week that holds a day: "2025-W06".
std::string FormatWeek(std::int64_t number) {
  const std::int64_t weekday = ((number + 3) % 7 + 7) % 7;  // Monday is 0
  const std::int64_t thursday = number - weekday + 3;
  const int year = FromDayNumber(thursday).year;
  const std::int64_t week = (thursday - ToDayNumber({year, 1, 1})) / 7 + 1;
  return FormatYear(year) + (week < 10 ? "-W0" : "-W") + std::to_string(week);
}

struct YearMonth {
  int year;
  int month;
};
YearMonth AddMonths(const CivilDay& day, int months) {
  const int index = day.year * 12 + day.month - 1 + months;
  return {index / 12, index % 12 + 1};
}

enum class Direction { kNear, kPast, kFuture };

// The day with this number in the month that lies nearest to `base`, or before or after it.
std::optional<CivilDay> NearestDay(const CivilDay& base, int day, Direction direction) {
  std::optional<CivilDay> best;
  const std::int64_t origin = ToDayNumber(base);
  std::int64_t least = 1000;
  for (int months = -1; months <= 1; ++months) {
    const YearMonth month = AddMonths(base, months);
    const CivilDay candidate{month.year, month.month, day};
    if (!IsValidDay(candidate)) continue;
    const std::int64_t distance = ToDayNumber(candidate) - origin;
    if ((direction == Direction::kPast && distance > 0) || (direction == Direction::kFuture && distance < 0)) continue;
    if (std::abs(distance) < least) {
      least = std::abs(distance);
      best = candidate;
    }
  }
  return best;
}

// What the word before `at` says about the direction: 지난 4일, 오는 6일.
Direction DirectionBefore(std::string_view text, std::size_t at) {
  const std::string_view head = text.substr(0, at);
  if (head.ends_with("지난 ")) return Direction::kPast;
  if (head.ends_with("오는 ")) return Direction::kFuture;
  return Direction::kNear;
}

// Whether "4일" at the end `after` is a day and not a length of time.
bool IsDayOfMonth(std::string_view text, std::size_t begin, std::size_t after) {
  const std::string_view head = text.substr(0, begin);
  if (head.ends_with("박 ") || head.ends_with("박") || head.ends_with("~") || head.ends_with("∼") ||
      head.ends_with("단 ") || head.ends_with("약 ") || head.ends_with("총 ") || head.ends_with("최근 ") ||
      head.ends_with("만에 ") || head.ends_with("매달 ") || head.ends_with("매월 ") || head.ends_with("제") ||
      head.ends_with("월 ") || head.ends_with("월")) {
    return false;
  }
  if (!IsParticle(HangulRun(text, after))) return false;
  const std::size_t next = SkipBlanks(text, after);
  for (const std::string_view word : {"동안", "만에", "간", "째", "이내", "안에", "뒤", "후", "연속", "이상", "내내",
                                      "넘게", "전", "이하", "가량", "정도", "차"}) {
    if (HasAt(text, next, word) && IsParticle(HangulRun(text, next + word.size()))) return false;
  }
  return true;
}

// The end of the brackets that often follow a day, "(현지시간)" or "(화)", if a clock follows them.
std::size_t SkipAside(std::string_view text, std::size_t at) {
  std::size_t next = SkipBlanks(text, at);
  if (HasAt(text, next, "(")) {
    const std::size_t close = text.substr(0, std::min(text.size(), next + 40)).find(')', next);
    if (close != std::string_view::npos) next = SkipBlanks(text, close + 1);
  }
  return next;
}

// Appends a clock that follows the date to it.
void AddClock(std::string_view text, ProseDate& date) {
  std::size_t at = SkipAside(text, date.span.end);
  if (at == date.span.end && !IsDigitAt(text, at)) return;
  const auto clock = ReadSpokenClock(text, at);
  if (!clock) return;
  date.span.end = at;
  if (!date.normalized.empty()) date.normalized += FormatClock(*clock);
}

// "N일 전", "2년 전": so long before the page's date.
std::optional<ProseDate> ReadAgo(std::string_view text, std::size_t at, std::optional<CivilDay> published) {
  std::size_t end = at;
  int value = 0;
  while (IsDigitAt(text, end) && end - at < 3) value = value * 10 + (text[end++] - '0');
  if (end == at || IsDigitAt(text, end)) return std::nullopt;
  std::string_view unit;
  for (const std::string_view word : {"시간", "개월", "분", "일", "주", "달", "년"}) {
    std::size_t after = end;
    if (!Consume(text, after, word)) continue;
    unit = word;
    end = after;
    break;
  }
  if (unit.empty()) return std::nullopt;
  end = SkipBlanks(text, end);
  if (!Consume(text, end, "전") || !IsParticle(HangulRun(text, end))) return std::nullopt;
  ProseDate date{.span = {at, end}, .is_relative = true};
  if (!published) return date;
  if (unit == "일") date.normalized = FormatDay(FromDayNumber(ToDayNumber(*published) - value));
  if (unit == "년") date.normalized = FormatYear(published->year - value);
  if (unit == "개월" || unit == "달") {
    const YearMonth month = AddMonths(*published, -value);
    date.normalized = FormatMonth(month.year, month.month);
  }
  return date;
}

// 2월 4일, 2월, in a year that is 0 where it is not known.
std::optional<ProseDate> ReadMonth(std::string_view text, std::size_t begin, std::size_t at, int year) {
  std::size_t end = at;
  const auto month = ReadPart(text, end, "월", 12);
  if (!month) return std::nullopt;
  ProseDate date{.span = {begin, end}};
  std::size_t after = SkipBlanks(text, end);
  const auto day = ReadPart(text, after, "일", 31);
  if (day) {
    if (!IsValidDay({year == 0 ? 2000 : year, *month, *day})) return std::nullopt;
    date.span.end = after;
    if (year != 0) date.normalized = FormatDay({year, *month, *day});
    AddClock(text, date);
    return date;
  }
  if (year != 0) date.normalized = FormatMonth(year, *month);
  return date;
}

std::optional<ProseDate> ReadFromDigit(std::string_view text, std::size_t at, std::optional<CivilDay> published) {
  std::size_t digits = at;
  while (IsDigitAt(text, digits)) ++digits;
  if (digits - at > 4) return std::nullopt;
  if (digits - at == 4) {
    if (const auto match = ParseDateTime(text, at)) {
      const DateTime& time = match->value;
      ProseDate date{.span = match->span, .normalized = FormatDay({time.year, time.month, time.day})};
      if (time.clock) date.normalized += FormatClock(*time.clock);
      return date;
    }
    std::size_t end = digits;
    const int year =
        (text[at] - '0') * 1000 + (text[at + 1] - '0') * 100 + (text[at + 2] - '0') * 10 + text[at + 3] - '0';
    if (!Consume(text, end, "년") || year < 1000 || year > 2199) return std::nullopt;
    const std::size_t next = SkipBlanks(text, end);
    if (IsDigitAt(text, next)) {
      if (auto month = ReadMonth(text, at, next, year)) return month;
    }
    if (!IsParticle(HangulRun(text, end))) return std::nullopt;
    return ProseDate{.span = {at, end}, .normalized = FormatYear(year)};
  }
  if (digits - at > 2) return ReadAgo(text, at, published);
  if (auto ago = ReadAgo(text, at, published)) return ago;
  const int this_year = published ? published->year : 0;
  if (auto date = ReadMonth(text, at, at, this_year)) {
    if (!IsParticle(HangulRun(text, date->span.end)) && text.substr(0, date->span.end).ends_with("월"))
      return std::nullopt;
    date->is_relative = true;
    return date;
  }
  std::size_t end = at;
  if (const auto day = ReadPart(text, end, "일", 31); day && IsDayOfMonth(text, at, end)) {
    ProseDate date{.span = {at, end}, .is_relative = true};
    if (published) {
      if (const auto nearest = NearestDay(*published, *day, DirectionBefore(text, at)))
        date.normalized = FormatDay(*nearest);
    }
    AddClock(text, date);
    return date;
  }
  end = at;
  if (const auto clock = ReadSpokenClock(text, end))
    return ProseDate{.span = {at, end}, .normalized = FormatClock(*clock)};
  return std::nullopt;
}

std::optional<ProseDate> ReadFromWord(std::string_view text, std::size_t at, std::optional<CivilDay> published) {
  // Every word below begins with one of these; few words of a text do.
  constexpr std::u32string_view kFirst = U"오금어작그내모지이다올재같당새밤저낮전";
  if (kFirst.find(DecodeUtf8(text, at).value) == std::u32string_view::npos) return std::nullopt;
  const RelativeWord* word = nullptr;
  for (const RelativeWord& candidate : kRelativeWords) {
    if (HasAt(text, at, candidate.word) && IsParticle(HangulRun(text, at + candidate.word.size()))) {
      word = &candidate;
      break;
    }
  }
  if (word == nullptr) {
    std::size_t end = at;
    const auto clock = ReadSpokenClock(text, end);
    if (!clock) return std::nullopt;
    return ProseDate{.span = {at, end}, .normalized = FormatClock(*clock)};
  }
  ProseDate date{.span = {at, at + word->word.size()}, .is_relative = true};
  const std::size_t next = SkipBlanks(text, date.span.end);
  switch (word->step) {
    case Step::kStory:
      if (IsDigitAt(text, next)) {
        // 같은 해 6월: a month of a year that only the story knows.
        if (auto month = ReadMonth(text, at, next, 0)) {
          month->is_relative = true;
          return month;
        }
      }
      AddClock(text, date);
      break;
    case Step::kDay:
      if (published) date.normalized = FormatDay(FromDayNumber(ToDayNumber(*published) + word->count));
      AddClock(text, date);
      break;
    case Step::kWeek:
      if (published) date.normalized = FormatWeek(ToDayNumber(*published) + word->count * 7);
      break;
    case Step::kMonth: {
      std::optional<YearMonth> month;
      if (published) month = AddMonths(*published, word->count);
      std::size_t end = next;
      const auto day = IsDigitAt(text, next) ? ReadPart(text, end, "일", 31) : std::nullopt;
      if (day && IsDayOfMonth(text, at, end)) {
        if (month && !IsValidDay({month->year, month->month, *day})) return std::nullopt;
        date.span.end = end;
        if (month) date.normalized = FormatDay({month->year, month->month, *day});
        AddClock(text, date);
      } else if (month) {
        date.normalized = FormatMonth(month->year, month->month);
      }
      break;
    }
    case Step::kYear: {
      const int year = published ? published->year + word->count : 0;
      if (IsDigitAt(text, next)) {
        if (auto month = ReadMonth(text, at, next, year)) {
          month->is_relative = true;
          return month;
        }
      }
      if (year != 0) date.normalized = FormatYear(year);
      break;
    }
  }
  return date;
}

}  // namespace

std::optional<ProseDate> ReadProseDate(std::string_view text, std::size_t at, std::optional<CivilDay> published) {
  auto date = IsDigit(text[at]) ? ReadFromDigit(text, at, published) : ReadFromWord(text, at, published);
  if (date && !published && date->is_relative) date->normalized.clear();
  return date;
}

}  // namespace textclean
