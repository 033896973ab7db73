#include "service/extract/times.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "service/extract/scan.h"

namespace textclean {
namespace {

// A run of digits that was read.
struct Digits {
  int value = 0;
  std::size_t count = 0;
};

// Reads at most `most` digits; a longer run is none.
Digits ReadDigits(std::string_view text, std::size_t& at, std::size_t most) {
  Digits digits;
  std::size_t end = at;
  while (IsDigitAt(text, end) && digits.count <= most) {
    if (digits.count < 9) digits.value = digits.value * 10 + (text[end] - '0');
    ++digits.count;
    ++end;
  }
  if (digits.count > most) return {};
  at = end;
  return digits;
}

// The mark between the parts of a date.
enum class Separator { kNone, kDot, kDash, kSlash, kWord };

// Reads the separator after a year, month or day; blanks may follow a dot or a word.
Separator ReadSeparator(std::string_view text, std::size_t& at, std::string_view word) {
  if (Consume(text, at, ".")) {
    at = SkipBlanks(text, at);
    return Separator::kDot;
  }
  if (Consume(text, at, "-")) return Separator::kDash;
  if (Consume(text, at, "/")) return Separator::kSlash;
  std::size_t after = SkipBlanks(text, at);
  if (Consume(text, after, word)) {
    at = SkipBlanks(text, after);
    return Separator::kWord;
  }
  return Separator::kNone;
}

// Moves `at` past (화), [화], (화요일) or 화요일, and the blanks around it.
void SkipWeekday(std::string_view text, std::size_t& at) {
  std::size_t after = SkipBlanks(text, at);
  const bool opened = Consume(text, after, "(") || Consume(text, after, "[");
  constexpr std::array<std::string_view, 7> kDays = {"월", "화", "수", "목", "금", "토", "일"};
  const auto* day = std::find_if(kDays.begin(), kDays.end(), [&](std::string_view d) { return HasAt(text, after, d); });
  if (day == kDays.end()) return;
  after += day->size();
  const bool full = Consume(text, after, "요일");
  const bool closed = opened && (Consume(text, after, ")") || Consume(text, after, "]"));
  if (opened ? closed : full) at = after;
}

enum class Meridiem { kNone, kMorning, kAfternoon };

Meridiem ReadMeridiem(std::string_view text, std::size_t& at) {
  for (const std::string_view word : {"오전", "새벽", "AM", "am", "A.M.", "a.m."}) {
    if (Consume(text, at, word)) return Meridiem::kMorning;
  }
  for (const std::string_view word : {"오후", "저녁", "밤", "낮", "PM", "pm", "P.M.", "p.m."}) {
    if (Consume(text, at, word)) return Meridiem::kAfternoon;
  }
  return Meridiem::kNone;
}

bool ApplyMeridiem(Meridiem meridiem, int& hour) {
  if (meridiem == Meridiem::kMorning) {
    if (hour > 12) return false;
    if (hour == 12) hour = 0;
  } else if (meridiem == Meridiem::kAfternoon && hour < 12) {
    hour += 12;
  }
  return hour <= 23;
}

// Reads the zone after a time: Z, +09:00, +0900, KST, UTC, GMT. Whether one is there.
bool ReadZone(std::string_view text, std::size_t& at, int& zone) {
  const std::size_t begin = at;
  std::size_t after = at;
  if (Consume(text, after, "Z") ||
      (after = SkipBlanks(text, at), Consume(text, after, "UTC") || Consume(text, after, "GMT"))) {
    zone = 0;
    at = after;
  } else if (Consume(text, after, "KST")) {
    at = after;
  }
  after = at;
  const bool minus = HasAt(text, after, "-");
  if (!minus && !HasAt(text, after, "+")) return at > begin;
  ++after;
  const Digits hours = ReadDigits(text, after, 4);
  int minutes = 0;
  if (hours.count == 4) {
    minutes = hours.value / 100 * 60 + hours.value % 100;
  } else if (hours.count == 2 && Consume(text, after, ":")) {
    const Digits rest = ReadDigits(text, after, 2);
    if (rest.count != 2) return at > begin;
    minutes = hours.value * 60 + rest.value;
  } else {
    return at > begin;
  }
  if (minutes > 14 * 60) return at > begin;
  zone = minus ? -minutes : minutes;
  at = after;
  return true;
}

// Whether a time of day seems to be meant at `at`: 25:61, 오전 13시.
bool LooksLikeClock(std::string_view text, std::size_t at) {
  const bool meridiem = ReadMeridiem(text, at) != Meridiem::kNone;
  at = SkipBlanks(text, at);
  const Digits hour = ReadDigits(text, at, 2);
  return hour.count > 0 && (meridiem || HasAt(text, at, ":"));
}

struct LabelWord {
  std::string_view word;
  TimeLabel label;
};

// Longer words first, so that 최종수정 is not read as 수정 after a stray 최종.
constexpr std::array<LabelWord, 57> kLabelWords = {{
    {"업데이트됨", TimeLabel::kModified},     {"최근수정시각", TimeLabel::kModified},
    {"수정시각", TimeLabel::kModified},       {"Updatedon", TimeLabel::kModified},
    {"updatedon", TimeLabel::kModified},      {"Publishedon", TimeLabel::kPublished},
    {"Postedon", TimeLabel::kPublished},      {"postedon", TimeLabel::kPublished},
    {"마지막업데이트", TimeLabel::kModified}, {"최종업데이트", TimeLabel::kModified},
    {"기사최종수정", TimeLabel::kModified},   {"최종수정일시", TimeLabel::kModified},
    {"최종수정일", TimeLabel::kModified},     {"최종수정", TimeLabel::kModified},
    {"최종편집", TimeLabel::kModified},       {"수정일시", TimeLabel::kModified},
    {"수정시간", TimeLabel::kModified},       {"기사수정", TimeLabel::kModified},
    {"수정일", TimeLabel::kModified},         {"수정됨", TimeLabel::kModified},
    {"수정", TimeLabel::kModified},           {"업데이트", TimeLabel::kModified},
    {"갱신", TimeLabel::kModified},           {"Updated", TimeLabel::kModified},
    {"updated", TimeLabel::kModified},        {"Modified", TimeLabel::kModified},
    {"기사입력시간", TimeLabel::kPublished},  {"기사입력", TimeLabel::kPublished},
    {"최초입력", TimeLabel::kPublished},      {"최초등록", TimeLabel::kPublished},
    {"입력시간", TimeLabel::kPublished},      {"입력일시", TimeLabel::kPublished},
    {"입력일", TimeLabel::kPublished},        {"입력", TimeLabel::kPublished},
    {"기사등록", TimeLabel::kPublished},      {"등록일시", TimeLabel::kPublished},
    {"등록시간", TimeLabel::kPublished},      {"등록일", TimeLabel::kPublished},
    {"등록", TimeLabel::kPublished},          {"기사승인", TimeLabel::kPublished},
    {"승인", TimeLabel::kPublished},          {"기사송고", TimeLabel::kPublished},
    {"송고시간", TimeLabel::kPublished},      {"송고", TimeLabel::kPublished},
    {"게재", TimeLabel::kPublished},          {"게시일", TimeLabel::kPublished},
    {"게시", TimeLabel::kPublished},          {"작성일시", TimeLabel::kPublished},
    {"작성일", TimeLabel::kPublished},        {"작성", TimeLabel::kPublished},
    {"발행일", TimeLabel::kPublished},        {"발행", TimeLabel::kPublished},
    {"방송일", TimeLabel::kPublished},        {"배포일", TimeLabel::kPublished},
    {"Published", TimeLabel::kPublished},     {"published", TimeLabel::kPublished},
    {"Posted", TimeLabel::kPublished},
}};

// `text` up to `end` without what may stand between a label and its time.
std::string_view LabelHead(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = DecodeUtf8Before(text, text.size());
    const bool gap = IsSpace(c.value) || IsInvisible(c.value) || c.value == U':' || c.value == U'|' ||
                     c.value == U'[' || c.value == U'(' || c.value == U'：' || c.value == U'.' || c.value == U'·' ||
                     c.value == U'-' || c.value == U'ㅣ' || c.value == U'>' || c.value == U'■' || c.value == U'＝' ||
                     c.value == U'=';
    if (!gap) break;
    text.remove_suffix(c.size);
  }
  return text;
}

// Whether `text` ends with `word`, white space inside it not counting.
bool EndsWithLoose(std::string_view text, std::string_view word) {
  while (!word.empty()) {
    if (text.empty()) return false;
    const CodePoint c = DecodeUtf8Before(text, text.size());
    const CodePoint w = DecodeUtf8Before(word, word.size());
    text.remove_suffix(c.size);
    if (c.value == w.value) {
      word.remove_suffix(w.size);
    } else if (c.value != U' ') {
      return false;
    }
  }
  return true;
}

// The label that `text` ends with, or null.
const LabelWord* LabelAtEnd(std::string_view text) {
  // Every label ends with one of these; most text does not.
  constexpr std::u32string_view kLast = U"트정집시간일각됨신력록인고재성행dDn";
  if (text.empty() || kLast.find(DecodeUtf8Before(text, text.size()).value) == std::u32string_view::npos)
    return nullptr;
  const auto* entry = std::find_if(kLabelWords.begin(), kLabelWords.end(),
                                   [&](const LabelWord& label) { return EndsWithLoose(text, label.word); });
  return entry == kLabelWords.end() ? nullptr : entry;
}

TimeLabel LabelBefore(std::string_view line, std::size_t at) {
  std::size_t begin = at > 48 ? at - 48 : 0;
  while (begin < at && IsContinuation(line[begin])) ++begin;
  const LabelWord* entry = LabelAtEnd(LabelHead(line.substr(begin, at - begin)));
  return entry == nullptr ? TimeLabel::kNone : entry->label;
}

// The label after the time that ends at `at`: "2023.07.19 16:58 수정", "2022년 8월 19일 03:11에 마지막으로
// 편집되었습니다". One that another time follows is that one's.
TimeLabel LabelAfter(std::string_view line, std::size_t at) {
  if (Consume(line, at, "에 ")) {
    for (const std::string_view word : {"마지막으로 편집", "마지막으로 수정", "마지막으로 바뀌", "최종 수정"}) {
      if (HasAt(line, at, word)) return TimeLabel::kModified;
    }
    return TimeLabel::kNone;
  }
  at = SkipBlanks(line, at);
  for (const auto& [word, label] :
       {LabelWord{"입력", TimeLabel::kPublished}, LabelWord{"송고", TimeLabel::kPublished},
        LabelWord{"등록", TimeLabel::kPublished}, LabelWord{"수정", TimeLabel::kModified}}) {
    std::size_t end = at;
    if (!Consume(line, end, word)) continue;
    end = SkipBlanks(line, end);
    if (end == line.size() || HasAt(line, end, "|")) return label;
  }
  return TimeLabel::kNone;
}

// The month whose English name, or its first letters, is at `at`, and moves `at` past it; 0 if there is none.
int ReadMonthName(std::string_view text, std::size_t& at) {
  constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
  std::size_t end = at;
  while (end < text.size() && IsAsciiLetter(text[end])) ++end;
  const std::size_t size = end - at;
  if (size < 3 || size > 9) return 0;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    const std::string_view name = kMonths[month];
    if (size > name.size() || (size != name.size() && size != 3 && !(size == 4 && name == "september"))) continue;
    bool equal = true;
    for (std::size_t i = 0; equal && i < size; ++i) equal = (text[at + i] | 0x20) == name[i];
    if (!equal) continue;
    Consume(text, end, ".");
    at = end;
    return static_cast<int>(month) + 1;
  }
  return 0;
}

// Reads 6, 06 or 6th.
Digits ReadDayNumber(std::string_view text, std::size_t& at) {
  const Digits day = ReadDigits(text, at, 2);
  for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
    if (Consume(text, at, suffix)) break;
  }
  return day;
}

// Past what may stand between a date and its time of day.
std::size_t SkipToClock(std::string_view text, std::size_t at) {
  at = SkipBlanks(text, at);
  while (HasAt(text, at, ",") || HasAt(text, at, "|") || HasAt(text, at, "-") || HasAt(text, at, "/ ")) {
    at = SkipBlanks(text, at + 1);
  }
  return at;
}

// A time of day and its zone after a date in English.
void ReadClockAfter(std::string_view text, std::size_t& end, DateTime& value) {
  std::size_t after = SkipToClock(text, end);
  if (Consume(text, after, "at ")) after = SkipToClock(text, after);
  value.clock = ReadClock(text, after);
  if (!value.clock) return;
  end = after;
  value.is_zone_unsure &= !ReadZone(text, end, value.zone_minutes);
}

// The end of a relative form (3시간 전, 10분전, 2일 전) that begins at `at`, or `at`.
std::size_t RelativeEnd(std::string_view line, std::size_t at) {
  std::size_t end = at;
  const Digits number = ReadDigits(line, end, 3);
  if (number.count == 0) return at;
  end = SkipBlanks(line, end);
  for (const std::string_view unit : {"시간", "분", "초", "일", "주", "개월", "달", "년"}) {
    if (!Consume(line, end, unit)) continue;
    end = SkipBlanks(line, end);
    return Consume(line, end, "전") && !IsHangulAt(line, end) ? end : at;
  }
  return at;
}

}  // namespace

int DaysInMonth(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool IsValidDay(const CivilDay& day) {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= DaysInMonth(day.year, day.month);
}

std::int64_t ToDayNumber(const CivilDay& day) {
  const std::int64_t y = day.month <= 2 ? day.year - 1 : day.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CivilDay FromDayNumber(std::int64_t number) {
  number += 719468;
  const std::int64_t era = (number >= 0 ? number : number - 146096) / 146097;
  const std::int64_t day_of_era = number - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {.year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0),
          .month = month,
          .day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

std::string FormatDay(const CivilDay& day) {
  char buffer[40];
  const int size = std::snprintf(buffer, sizeof(buffer), "%04d-%02d-%02d", day.year, day.month, day.day);
  return std::string(buffer, static_cast<std::size_t>(size));
}

std::optional<ClockTime> ReadClock(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  const bool opened = Consume(text, end, "(");
  Meridiem meridiem = ReadMeridiem(text, end);
  if (meridiem != Meridiem::kNone) end = SkipBlanks(text, end);
  const Digits hour = ReadDigits(text, end, 2);
  if (hour.count == 0) return std::nullopt;
  ClockTime time{.hour = hour.value};
  std::size_t after = SkipBlanks(text, end);
  if (Consume(text, end, ":")) {
    const Digits minute = ReadDigits(text, end, 2);
    if (minute.count != 2) return std::nullopt;
    time.minute = minute.value;
    after = end;
    if (Consume(text, after, ":")) {
      const Digits second = ReadDigits(text, after, 2);
      if (second.count != 2) return std::nullopt;
      time.second = second.value;
      end = after;
      if (Consume(text, after, ".") && IsDigitAt(text, after)) {
        while (IsDigitAt(text, after)) ++after;
        end = after;
      }
    }
    after = SkipBlanks(text, end);
    if (meridiem == Meridiem::kNone && !IsHangulAt(text, after)) {
      meridiem = ReadMeridiem(text, after);
      if (meridiem != Meridiem::kNone) end = after;
    }
  } else if (Consume(text, after, "시") && !HasAt(text, after, "간")) {
    end = after;
    after = SkipBlanks(text, end);
    const Digits minute = ReadDigits(text, after, 2);
    after = SkipBlanks(text, after);
    if (minute.count > 0 && Consume(text, after, "분")) {
      time.minute = minute.value;
      end = after;
      after = SkipBlanks(text, end);
      const Digits second = ReadDigits(text, after, 2);
      after = SkipBlanks(text, after);
      if (second.count > 0 && Consume(text, after, "초")) {
        time.second = second.value;
        end = after;
      }
    }
  } else {
    return std::nullopt;
  }
  if (opened && !Consume(text, end, ")")) return std::nullopt;
  if (!ApplyMeridiem(meridiem, time.hour) || time.minute > 59 || time.second > 60) return std::nullopt;
  at = end;
  return time;
}

std::optional<DateTimeMatch> ParseDateTime(std::string_view text, std::size_t at) {
  DateTimeMatch match;
  std::size_t end = at;
  const Digits first = ReadDigits(text, end, 4);
  if (first.count == 0 || first.count == 3) return std::nullopt;
  std::array<int, 3> parts = {first.value, 0, 0};
  std::size_t count = 1;
  Separator separator = Separator::kNone;
  std::size_t parts_end = end;
  while (count < 3) {
    const bool is_year = count == 1 && (first.count == 4 || HasAt(text, SkipBlanks(text, end), "년"));
    std::size_t next = end;
    const Separator here = ReadSeparator(text, next, is_year ? "년" : "월");
    if (here == Separator::kNone || (separator != Separator::kNone && here != separator)) break;
    const Digits digits = ReadDigits(text, next, 2);
    if (digits.count == 0) break;
    separator = here;
    parts[count++] = digits.value;
    end = parts_end = next;
  }
  const bool has_year = first.count == 4 || count == 3;
  if (count < 2 || (has_year && count < 3)) return std::nullopt;
  // 02:04.05 and 1.2.3.4 are no dates.
  if (separator == Separator::kWord) {
    std::size_t after = SkipBlanks(text, end);
    if (!Consume(text, after, "일")) return std::nullopt;
    end = after;
  } else if (separator == Separator::kDot) {
    std::size_t after = end;
    if (Consume(text, after, ".")) {
      if (IsDigitAt(text, after)) return std::nullopt;
      end = after;
    }
  }
  if (has_year) {
    match.value.year = first.count == 4 ? parts[0] : 2000 + parts[0];
    match.value.month = parts[1];
    match.value.day = parts[2];
    if (match.value.year < 1900 || match.value.year > 2099) return std::nullopt;
    // Two digits could be anything but for the three pairs.
    if (first.count != 4 && (first.count != 2 || parts[0] > 79 || parts_end - at < 8)) return std::nullopt;
  } else {
    match.value.month = parts[0];
    match.value.day = parts[1];
  }
  if (!IsValidDay({match.value.year == 0 ? 2000 : match.value.year, match.value.month, match.value.day})) {
    return std::nullopt;
  }
  std::size_t after = end;
  SkipWeekday(text, after);
  if (after != end) end = after;
  if (!Consume(text, after, "T")) after = SkipToClock(text, after);
  std::size_t clock_end = after;
  match.value.clock = ReadClock(text, clock_end);
  if (match.value.clock) {
    end = clock_end;
    ReadZone(text, end, match.value.zone_minutes);
  } else if (LooksLikeClock(text, after)) {
    // A clock that cannot be one spoils the whole: nothing of it is trusted.
    return std::nullopt;
  }
  if (!has_year && !match.value.clock) return std::nullopt;
  if (IsDigitAt(text, end)) return std::nullopt;
  match.span = {at, end};
  return match;
}

std::optional<DateTimeMatch> ParseMonthFirst(std::string_view text, std::size_t at) {
  DateTimeMatch match;
  DateTime& value = match.value;
  std::size_t end = at;
  // "11:02 April 11, 2024"
  if (IsDigitAt(text, end)) {
    value.clock = ReadClock(text, end);
    if (value.clock) end = SkipBlanks(text, end);
  }
  Digits day;
  if (IsDigitAt(text, end)) {
    day = ReadDayNumber(text, end);
    if (Consume(text, end, "월")) value.month = std::exchange(day, {}).value;
    end = SkipBlanks(text, end);
  }
  if (value.month == 0) {
    value.month = ReadMonthName(text, end);
    value.is_zone_unsure = true;
  }
  if (value.month == 0) return std::nullopt;
  end = SkipBlanks(text, end);
  if (day.count == 0) {
    day = ReadDayNumber(text, end);
    const bool parted = Consume(text, end, ",") || Consume(text, end, ".") || HasAt(text, end, " ");
    if (day.count == 0 || !parted) return std::nullopt;
  } else {
    Consume(text, end, ",");
  }
  end = SkipBlanks(text, end);
  const Digits year = ReadDigits(text, end, 4);
  value.day = day.value;
  value.year = year.value;
  if (year.count != 4 || year.value < 1900 || year.value > 2099 || IsDigitAt(text, end)) return std::nullopt;
  if (!IsValidDay({value.year, value.month, value.day})) return std::nullopt;
  if (!value.clock) ReadClockAfter(text, end, value);
  match.span = {at, end};
  return match;
}

std::optional<std::int64_t> ToInstant(const DateTime& time) {
  if (time.year == 0) return std::nullopt;
  const ClockTime clock = time.clock.value_or(ClockTime{});
  return ToDayNumber({time.year, time.month, time.day}) * 86400 + clock.hour * 3600 + clock.minute * 60 +
         std::max(clock.second, 0) - std::int64_t{time.zone_minutes} * 60;
}

std::vector<LabelledTime> FindTimes(std::string_view line) {
  std::vector<LabelledTime> times;
  for (std::size_t at = 0; at < line.size();) {
    const bool is_digit = IsDigit(line[at]);
    if (!is_digit && !IsAsciiLetter(line[at])) {
      ++at;
      continue;
    }
    auto match = is_digit ? ParseDateTime(line, at) : std::nullopt;
    if (!match) match = ParseMonthFirst(line, at);
    if (match) {
      const TimeLabel after = LabelAfter(line, match->span.end);
      times.push_back({after == TimeLabel::kNone ? LabelBefore(line, at) : after, match->span, match->value});
      at = match->span.end;
      continue;
    }
    if (!is_digit) {
      while (at < line.size() && IsAsciiLetter(line[at])) ++at;
      continue;
    }
    const std::size_t end = RelativeEnd(line, at);
    if (end > at) times.push_back({LabelBefore(line, at), {at, end}, std::nullopt});
    at = std::max(end, at + 1);
    // The rest of a number or of a dotted run is no new beginning.
    while (at < line.size() && (IsDigit(line[at]) || (line[at] == '.' && IsDigitAt(line, at + 1)))) ++at;
  }
  return times;
}

TimeLabel LabelAlone(std::string_view line) {
  const std::string_view head = LabelHead(line);
  if (head.size() > 30) return TimeLabel::kNone;
  const LabelWord* entry = LabelAtEnd(head);
  return entry != nullptr && head.size() <= entry->word.size() + 1 ? entry->label : TimeLabel::kNone;
}

}  // namespace textclean
