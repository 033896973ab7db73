#include "service/extract/related.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>

#include "service/extract/scan.h"
#include "service/extract/times.h"

namespace textclean {
namespace {

// Which columns the header of a listing names.
struct Columns {
  bool number = false;
  bool title = false;
  bool author = false;
  bool date = false;
};

// The header that a line is: "번호 제목 글쓴이 날짜", "순위 제목 작성자 작성일 조회".
std::optional<Columns> HeaderOf(std::string_view line) {
  if (line.size() < 12 || line.size() > 120 || !Contains(line, "제목")) return std::nullopt;
  Columns columns;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && end == SkipBlanks(line, end) && line[end] != '|') end += DecodeUtf8(line, end).size;
    const std::string_view word = line.substr(at, end - at);
    if (word == "번호" || word == "순위" || word == "No" || word == "NO" || word == "No." || word == "순번") {
      columns.number = true;
    } else if (word == "제목" || word == "글제목") {
      columns.title = true;
    } else if (word == "글쓴이" || word == "작성자" || word == "이름" || word == "닉네임" || word == "출처" ||
               word == "언론사") {
      columns.author = true;
    } else if (word == "날짜" || word == "작성일" || word == "등록일" || word == "일자" || word == "등록일자" ||
               word == "게시일") {
      columns.date = true;
    } else if (!word.empty() && word != "조회" && word != "조회수" && word != "추천" && word != "첨부" &&
               word != "추천수" && word != "댓글" && word != "파일") {
      return std::nullopt;
    }
    at = SkipBlanks(line, end);
    if (at < line.size() && line[at] == '|') at = SkipBlanks(line, at + 1);
  }
  if (!columns.title || (!columns.number && !columns.date)) return std::nullopt;
  return columns;
}

// A date that closes the row, before at most the counts of views and votes.
struct RowDate {
  Span span;
  std::string value;
};

// The start of the last blank-separated word before `end`, at or after `begin`.
std::size_t LastWord(std::string_view line, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  while (at > begin) {
    const CodePoint c = DecodeUtf8Before(line, at);
    if (IsSpace(c.value)) break;
    at -= c.size;
  }
  return at;
}

bool IsCount(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return IsDigit(c) || c == ','; });
}

// A printed date or clock that is all of `word`: 2025.02.04, 02-04, 09:13.
std::optional<std::string> DateValue(std::string_view word) {
  if (const auto match = ParseDateTime(word, 0); match && match->span.end == word.size()) {
    const DateTime& time = match->value;
    if (time.year == 0 || time.clock) return std::string(word);
    return FormatDay({time.year, time.month, time.day});
  }
  std::size_t at = 0;
  if (IsDigitAt(word, 0) && ReadClock(word, at) && at == word.size()) return std::string(word);
  if ((word.size() == 5 || word.size() == 6) && IsDigit(word[0]) && IsDigit(word[1]) &&
      (word[2] == '.' || word[2] == '-' || word[2] == '/') && IsDigit(word[3]) && IsDigit(word[4]) &&
      (word.size() == 5 || word[5] == '.')) {
    const int month = (word[0] - '0') * 10 + word[1] - '0';
    const int day = (word[3] - '0') * 10 + word[4] - '0';
    if (IsValidDay({2000, month, day})) return std::string(word);
  }
  return std::nullopt;
}

// The date at the row's end, the counts after it skipped.
std::optional<RowDate> DateAtEnd(std::string_view line, std::size_t begin) {
  std::size_t end = line.size();
  for (int words = 0; words < 4 && end > begin; ++words) {
    const std::size_t at = LastWord(line, begin, end);
    const std::string_view word = line.substr(at, end - at);
    if (const auto value = DateValue(word)) {
      // A clock belongs to the date before it.
      const std::size_t before_end = TrimSpan(line, {begin, at}).end;
      const std::size_t before = LastWord(line, begin, before_end);
      if (before < before_end && Contains(word, ":")) {
        const std::string_view both = line.substr(before, end - before);
        if (const auto full = ParseDateTime(both, 0); full && full->span.end == both.size()) {
          return RowDate{{before, end}, std::string(both)};
        }
      }
      return RowDate{{at, end}, *value};
    }
    if (!IsCount(word)) return std::nullopt;
    end = TrimSpan(line, {begin, at}).end;
  }
  return std::nullopt;
}

// Moves `at` past a number that opens a row: "47093 ", "1위 ", "12. ", "3) ". Returns its span.
std::optional<Span> NumberAtStart(std::string_view line, std::size_t& at) {
  std::size_t end = at;
  while (IsDigitAt(line, end) && end - at < 12) ++end;
  if (end == at) return std::nullopt;
  const Span number{at, end};
  std::size_t after = end;
  const bool marked = Consume(line, after, "위") || Consume(line, after, ".") || Consume(line, after, ")");
  const std::size_t next = SkipBlanks(line, after);
  if (next == line.size() || (next == after && !marked)) return std::nullopt;
  if (marked && IsDigitAt(line, after)) return std::nullopt;  // 2.5% is no second row
  at = next;
  return number;
}

// Moves `at` past a bullet; says whether there was one.
bool SkipBullet(std::string_view line, std::size_t& at) {
  for (const std::string_view bullet :
       {"- ", "* ", "• ", "•", "· ", "ㆍ", "▶", "▷", "☞", "※", "■", "□", "◆", "◇", "●", "○", "→", "▲", "√", "✔"}) {
    if (!HasAt(line, at, bullet)) continue;
    at = SkipBlanks(line, at + bullet.size());
    return true;
  }
  return false;
}

bool EndsWithAny(std::string_view line, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return line.ends_with(end); });
}

// The heading or a button of a widget, not a headline of it.
bool IsHeading(std::string_view line) {
  if (EndsWithAny(line, {"더보기",   "더보기 >", "더보기>", "뉴스",   "기사", "보기", "바로가기", "입니다.",
                         "니다.",    "세요.",    "세요",    "랭킹",   "순위", "닫기", "열기",     "콘텐츠",
                         "헤드라인", "소식",     "영상",    "목록",   "이슈", "속보", "포토",     "추천",
                         "클릭",     "인기글",   "다른 글", "페이지", "기준", "댓글", "키워드",   "검색어"})) {
    return line.size() < 66;
  }
  return line.starts_with("많이 본") || line.starts_with("이 시각") || line.starts_with("관련기사") ||
         line.starts_with("관련 기사") || line.starts_with("실시간") || line.starts_with("최신") ||
         line.starts_with("오늘의") || line.starts_with("많이 조회");
}

// Whether a line is the first half of a heading that the next line ends: "지난 2시간 동안" above
// "많이 조회된 뉴스입니다."
bool IsHeadingWith(std::string_view next) { return next.size() < 66 && next.ends_with("입니다."); }

// Whether a line without bullet reads like a headline: some words, and no mere label.
bool IsHeadline(std::string_view line) {
  std::size_t letters = 0;
  std::size_t blanks = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeUtf8(line, at);
    letters += IsHangulSyllable(c.value) || (c.size == 1 && IsAsciiLetter(line[at]));
    blanks += c.value == U' ';
    at += c.size;
  }
  return letters >= 8 && blanks >= 2;
}

Fact FactOf(std::string_view line, Span span, std::size_t base) {
  span = TrimSpan(line, span);
  if (span.empty()) return {};
  return {FoldBlanks(span.of(line)), {base + span.begin, base + span.end}};
}

RelatedItem RowOf(std::string_view line, std::size_t base, const Columns& columns) {
  RelatedItem item;
  std::size_t at = 0;
  if (columns.number) {
    if (const auto number = NumberAtStart(line, at)) item.number = FactOf(line, *number, base);
  }
  std::size_t end = line.size();
  if (columns.date) {
    if (const auto date = DateAtEnd(line, at)) {
      item.date = {date->value, {base + date->span.begin, base + date->span.end}};
      end = TrimSpan(line, {at, date->span.begin}).end;
    }
  }
  if (columns.author && !item.date.empty()) {
    // A tab or several blanks part columns for sure; one blank leaves the last word.
    const std::string_view left = line.substr(0, end);
    std::size_t cut = std::max(left.rfind('\t') + 1, left.rfind("  ") + 1);
    if (cut <= at || cut >= end) cut = LastWord(line, at, end);
    if (cut > at) {
      item.author = FactOf(line, {cut, end}, base);
      end = TrimSpan(line, {at, cut}).end;
    }
  }
  item.title = FactOf(line, {at, end}, base);
  return item;
}

}  // namespace

std::vector<RelatedItem> FindRelated(const PageLines& page) {
  std::vector<RelatedItem> items;
  std::unordered_set<std::string> known;
  std::optional<Columns> header;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Line& line = page.lines[i];
    if (line.kind != RegionKind::kRelated) {
      header.reset();
      // A header can be taken for a menu.
      if (line.kind == RegionKind::kNavigation || line.kind == RegionKind::kOther) header = HeaderOf(page.of(line));
      continue;
    }
    const std::string_view words = page.of(line);
    if (const auto columns = HeaderOf(words)) {
      header = columns;
      continue;
    }
    if (header) {
      RelatedItem item = RowOf(words, line.span.begin, *header);
      if (!item.title.empty() && (!header->number || !item.number.empty())) {
        items.push_back(std::move(item));
        continue;
      }
      header.reset();
    }
    std::size_t at = 0;
    const bool bullet = SkipBullet(words, at);
    const auto number = NumberAtStart(words, at);
    const std::string_view title = words.substr(at);
    if (IsHeading(title) ||
        !(IsHeadline(title) || ((bullet || number) && CountHangul(title) == 0 && title.size() >= 24)))
      continue;
    const bool has_next = i + 1 < page.lines.size() && page.lines[i + 1].kind == RegionKind::kRelated;
    if (!bullet && !number && has_next && IsHeadingWith(page.of(page.lines[i + 1]))) continue;
    RelatedItem item;
    if (number) item.number = FactOf(words, *number, line.span.begin);
    std::size_t end = words.size();
    if (const auto date = DateAtEnd(words, at)) {
      item.date = {date->value, {line.span.begin + date->span.begin, line.span.begin + date->span.end}};
      end = date->span.begin;
    }
    item.title = FactOf(words, {at, end}, line.span.begin);
    if (!item.title.empty() && known.insert(item.title.value).second) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace textclean
