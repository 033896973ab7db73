#include "service/segment/lines.h"

#include <algorithm>
#include <cstdint>

#include "service/page/page.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

// Nobody wraps prose narrower (in columns) or wider (in either measure) than this.
constexpr std::size_t kNarrowest = 30;
constexpr std::size_t kWidest = 130;
// Breaks of one width that make it a habit of the page, if most breaks are like them.
constexpr int kHabit = 6;
// A quotation may run over this many lines.
constexpr std::size_t kQuotedLines = 4;
// Columns of the usual wrap, some 25 to 45 syllables; elsewhere a line that ends in a noun
// may as well be a caption.
constexpr std::size_t kUsual[] = {50, 92};

// Marks in a line that its other marks do not balance: a quotation mark that closes a
// quotation from before, one that opens a quotation that goes on, a bracket left open.
struct LooseMarks {
  bool closes = false;
  bool opens = false;
  bool opens_bracket = false;
};

// Whether the line may hold double quotation marks; of “ and ” the last two bytes are read.
bool MayQuote(std::string_view line) {
  std::uint8_t found = line.front() == '"';
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto before = static_cast<std::uint8_t>(line[i - 1]);
    const auto byte = static_cast<std::uint8_t>(line[i]);
    found |= static_cast<std::uint8_t>((byte == '"') | ((before == 0x80) & ((byte | 1) == 0x9D)));
  }
  return found != 0;
}

bool MayBracket(std::string_view line) {
  std::uint8_t found = 0;
  for (const char byte : line) found |= static_cast<std::uint8_t>((byte == '(') | (byte == '['));
  return found != 0;
}

// Whether the first bracket in the line is a closing one.
bool ClosesBracket(std::string_view line) {
  const std::size_t at = line.find_first_of("([)]");
  return at != std::string_view::npos && (line[at] == ')' || line[at] == ']');
}

LooseMarks ReadMarks(std::string_view line) {
  LooseMarks loose;
  bool is_open = false;
  char32_t before = ' ';
  for (std::size_t at = 0; at < line.size();) {
    const auto [c, n] = DecodeUtf8(line, at);
    const bool ends = at + n == line.size();
    const bool opens = c == U'“' || (c == U'"' && !is_open && (IsSpace(before) || before == U'(') && !ends);
    const bool closes = c == U'”' || (c == U'"' && !opens && !IsSpace(before));
    if (opens) {
      is_open = true;
    } else if (closes) {
      loose.closes |= !is_open && !loose.opens;
      is_open = false;
    }
    if (c == U'(' || c == U'[') loose.opens_bracket = true;
    if (c == U')' || c == U']') loose.opens_bracket = false;
    before = c;
    at += n;
  }
  loose.opens = is_open;
  return loose;
}

// Characters, and columns: half of what a character's bytes and itself add up to, which
// is two for a syllable and one for a letter.
std::array<std::size_t, 2> WidthOf(std::string_view text) {
  std::size_t characters = 0;
  for (const char byte : text) characters += IsContinuation(byte) ? 0 : 1;
  return {characters, (characters + text.size()) / 2};
}

// Whether the gap between two lines is one line end and no blank line.
bool IsOneBreak(std::string_view gap) {
  std::size_t breaks = 0;
  for (std::size_t at = 0; at < gap.size() && breaks < 2;) {
    const auto [c, n] = DecodeUtf8(gap, at);
    at += n;
    if (!IsLineEnd(c)) continue;
    ++breaks;
    if (c == U'\r' && at < gap.size() && gap[at] == '\n') ++at;
  }
  return breaks == 1;
}

}  // namespace

std::vector<LineJoiner::Line> LineJoiner::Read(std::string_view text, Span range) {
  const std::vector<Block> blocks = BlocksOf(range.of(text));
  std::vector<Line> lines;
  lines.reserve(blocks.size());
  std::size_t before = range.begin;  // end of the line before
  for (const Block& block : blocks) {
    Line line;
    line.span = {range.begin + block.span.begin, range.begin + block.span.end};
    // A sentence keeps the invisible characters that touch it.
    const auto is_kept = [](char32_t c) { return IsInvisible(c) && !IsSpace(c); };
    while (line.span.begin > before && is_kept(DecodeUtf8Before(text, line.span.begin).value)) {
      line.span.begin -= DecodeUtf8Before(text, line.span.begin).size;
    }
    while (line.span.end < range.end && is_kept(DecodeUtf8(text, line.span.end).value)) {
      line.span.end += DecodeUtf8(text, line.span.end).size;
    }
    line.follows = !lines.empty() && IsOneBreak(text.substr(before, line.span.begin - before));
    before = line.span.end;
    lines.push_back(line);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].follows || (i + 1 < lines.size() && lines[i + 1].follows)) Measure(text, lines[i]);
  }
  return lines;
}

void LineJoiner::Measure(std::string_view text, Line& line) {
  if (line.span.size() > 4 * kWidest) {  // four bytes are the most that a character takes
    line.width = {kWidest + 1, kWidest + 1};
    return;
  }
  const std::string_view all = line.span.of(text);
  line.width = WidthOf(all);
  line.may_quote = MayQuote(all);
  line.may_bracket = MayBracket(all);
  line.first_word = WidthOf(all.substr(0, all.find(' ')));
}

std::vector<Span> LineJoiner::Paragraphs(std::string_view text, Span range) const {
  std::vector<Line> lines = Read(text, range);
  JoinWrapped(text, lines);
  JoinQuotations(text, lines);
  JoinBrackets(text, lines);
  std::vector<Span> paragraphs;
  for (const Line& line : lines) {
    if (line.joins) {
      paragraphs.back().end = line.span.end;
    } else {
      paragraphs.push_back(line.span);
    }
  }
  return paragraphs;
}

void LineJoiner::JoinWrapped(std::string_view text, std::vector<Line>& lines) const {
  // A break between two lines fits every width from the first line's own to one short of
  // what the next word would have made of it. The width that most breaks fit is the
  // page's, if it has one.
  std::size_t best_measure = 0;
  std::size_t best_width = 0;
  int best = 0;
  int breaks = 0;
  for (std::size_t measure = 0; measure < 2; ++measure) {
    std::array<int, kWidest + 2> starts{};
    int eligible = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      const std::size_t width = lines[i].width[measure];
      if (!lines[i + 1].follows || lines[i].width[1] < kNarrowest || width > kWidest) continue;
      ++eligible;
      ++starts[width];
      --starts[std::min(width + lines[i + 1].first_word[measure], kWidest) + 1];
    }
    int fitting = 0;
    const int known = best;
    for (std::size_t width = 0; width <= kWidest; ++width) {
      fitting += starts[width];
      if (fitting > known && fitting >= best) {  // the widest of equals has room for all lines
        best = fitting;
        best_width = width;
        best_measure = measure;
        breaks = eligible;
      }
    }
  }
  if (best == 0) return;
  const bool is_habit = best >= kHabit && best * 2 > breaks;

  Chars chars;
  const auto fits = [&](std::size_t i, std::size_t width) {
    const Line& line = lines[i];
    const Line& next = lines[i + 1];
    return next.follows && line.width[1] >= kNarrowest && line.width[best_measure] <= width &&
           line.width[best_measure] + 1 + next.first_word[best_measure] > width && next.width[best_measure] <= width &&
           !(OpensRow(text, next) && (!is_habit || EndOf(text, line, chars) == End::kFinal));
  };
  for (std::size_t i = 0; i + 1 < lines.size();) {
    // Elsewhere than in the page's width, two lines still show a width of their own.
    const std::size_t width =
        fits(i, best_width) ? best_width : lines[i].width[best_measure] + lines[i + 1].first_word[best_measure];
    std::size_t last = i;
    while (last + 1 < lines.size() && fits(last, width) && width <= kWidest) ++last;
    if (last > i && IsWrapped(text, lines, i, last, is_habit && width == best_width, chars)) {
      for (std::size_t k = i + 1; k <= last; ++k) lines[k].joins = true;
    }
    i = std::max(last, i + 1);
  }
}

bool LineJoiner::IsWrapped(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last,
                           bool is_habit, Chars& chars) const {
  const std::size_t breaks = last - first;
  std::size_t open = 0;
  std::size_t final = 0;
  for (std::size_t i = first; i < last; ++i) {
    const End end = EndOf(text, lines[i], chars);
    open += end == End::kOpen;
    final += end == End::kFinal;
  }
  if (final == breaks) return is_habit;  // sentences, one a line, for all that the ends say
  const bool closes = EndOf(text, lines[last], chars) == End::kFinal;
  if (is_habit) return open > 0 || closes;
  const std::size_t columns = lines[first].width[1];
  const bool is_usual = columns >= kUsual[0] && columns <= kUsual[1] && (breaks > 1 || !OpensRow(text, lines[first]));
  if (!closes) return open * 5 >= breaks * (is_usual ? 2 : 3) && breaks >= (is_usual ? 2 : 3);
  return is_usual || open * 5 >= breaks * 2;
}

void LineJoiner::JoinBrackets(std::string_view text, std::vector<Line>& lines) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Line& line = lines[i];
    if (lines[i + 1].follows && line.may_bracket && line.width[1] >= kNarrowest &&
        ClosesBracket(lines[i + 1].span.of(text)) && ReadMarks(line.span.of(text)).opens_bracket) {
      lines[i + 1].joins = true;
    }
  }
}

void LineJoiner::JoinQuotations(std::string_view text, std::vector<Line>& lines) {
  for (std::size_t i = 0; i + 1 < lines.size();) {
    const std::size_t from = i++;
    if (!lines[from + 1].follows || !lines[from].may_quote) continue;
    if (!ReadMarks(lines[from].span.of(text)).opens) continue;
    for (std::size_t k = from + 1; k < lines.size() && k < from + kQuotedLines && lines[k].follows; ++k) {
      const LooseMarks quotes = ReadMarks(lines[k].span.of(text));
      if (quotes.closes) {
        for (std::size_t j = from + 1; j <= k; ++j) lines[j].joins = true;
        break;
      }
      if (quotes.opens) break;
    }
  }
}

LineJoiner::End LineJoiner::EndOf(std::string_view text, const Line& line, Chars& chars) const {
  if (line.may_quote || line.may_bracket) {
    const LooseMarks loose = ReadMarks(line.span.of(text));
    if (loose.opens || loose.opens_bracket) return End::kOpen;
  }
  // The last few characters are enough.
  std::size_t begin = line.span.end;
  for (std::size_t n = 0; n < 8 && begin > line.span.begin; ++n) begin -= DecodeUtf8Before(text, begin).size;
  chars.Assign(text, {begin, line.span.end}, classes_);
  std::size_t end = chars.size();
  if (end == 0) return End::kNeutral;
  if (chars.cls(end - 1) == kComma) return End::kOpen;
  while (end > 0 && (chars.cls(end - 1) == kQuoteClose || chars.cls(end - 1) == kInnerClose ||
                     chars.cls(end - 1) == kBracketClose)) {
    --end;
  }
  if (end == 0) return End::kNeutral;
  const CharClass last = chars.cls(end - 1);
  if (last == kPeriod || last == kQuestion || last == kExclamation || last == kJamo || last == kEmoji)
    return End::kFinal;
  if (end < chars.size() || last != kHangul) return End::kNeutral;
  switch (words_.End(chars, 0, end)) {
    case u'a':
    case u'c':
      return End::kOpen;
    case u'f':
    case u'd':
    case u'y':
      return End::kFinal;
    default:
      return End::kNeutral;
  }
}

bool LineJoiner::OpensRow(std::string_view text, const Line& line) const {
  const std::string_view row = line.span.of(text);
  const auto [c, n] = DecodeUtf8(row, 0);
  const CharClass first = classes_.Class(c);
  if (first == kBullet || first == kDash || c == U'[' || c == U'【' || c == U'©' || c == U'ⓒ') return true;
  std::size_t at = n;
  if (first == kDigit && at < row.size() && row[at] >= '0' && row[at] <= '9') ++at;
  return (first == kDigit || first == kHangul) && at + 1 < row.size() &&
         (row[at] == '.' || row[at] == ')' || first == kDigit) && (row[at + 1] == ' ' || row[at] == ' ');
}

}  // namespace textclean
