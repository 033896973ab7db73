#include "service/label/line_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "service/text/utf8.h"

namespace textclean {
namespace {

using Class = CharacterClass;

LineStart StartOf(std::string_view line, const CharacterTable& characters) {
  const CodePoint c = DecodeUtf8(line, 0);
  const char next = c.size < line.size() ? line[c.size] : '\0';
  const char32_t v = c.value;
  if (IsHangulSyllable(v)) return LineStart::kHangul;
  if (v < 0x80) {
    if ((v >= 'a' && v <= 'z') || (v >= 'A' && v <= 'Z')) return LineStart::kLatin;
    if (v >= '0' && v <= '9') {
      std::size_t at = 1;
      while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
      const char after = at < line.size() ? line[at] : '\0';
      if (at <= 3 && (after == '.' || after == ')') &&
          (at + 1 >= line.size() || line[at + 1] < '0' || line[at + 1] > '9')) {
        return LineStart::kNumbered;
      }
      return LineStart::kDigit;
    }
    switch (v) {
      case '-':
        return LineStart::kDash;
      case '*':
        return LineStart::kStar;
      case '#':
        return LineStart::kHash;
      case '[':
        return next == '!'                                 ? LineStart::kImage
               : line.find("](") != std::string_view::npos ? LineStart::kLink
                                                           : LineStart::kBracket;
      case '!':
        return next == '[' ? LineStart::kImage : LineStart::kOther;
      case '(':
        return LineStart::kParenthesis;
      case '<':
      case '>':
        return LineStart::kAngle;
      case '"':
      case '\'':
        return LineStart::kQuote;
      case '@':
        return LineStart::kAt;
      default:
        return LineStart::kOther;
    }
  }
  switch (v) {
    case U'·':
    case U'•':
    case U'ㆍ':
    case U'・':
    case U'∙':
      return LineStart::kDot;
    case U'▶':
    case U'▷':
    case U'►':
    case U'→':
    case U'☞':
    case U'➤':
    case U'➡':
      return LineStart::kArrow;
    case U'▲':
    case U'△':
    case U'▼':
    case U'▽':
      return LineStart::kTriangle;
    case U'■':
    case U'□':
    case U'▣':
    case U'▪':
    case U'▫':
    case U'▨':
      return LineStart::kSquare;
    case U'◆':
    case U'◇':
    case U'❖':
    case U'◈':
      return LineStart::kDiamond;
    case U'○':
    case U'●':
    case U'◎':
    case U'◯':
    case U'ㅇ':
    case U'◦':
      return LineStart::kCircle;
    case U'★':
    case U'☆':
    case U'✓':
    case U'✔':
      return LineStart::kStar;
    case U'※':
      return LineStart::kNote;
    case U'―':
    case U'–':
    case U'—':
    case U'−':
      return LineStart::kDash;
    case U'【':
    case U'［':
    case U'〔':
      return LineStart::kBracket;
    case U'〈':
    case U'《':
    case U'「':
    case U'『':
    case U'＜':
      return LineStart::kAngle;
    case U'“':
    case U'”':
    case U'‘':
    case U'’':
      return LineStart::kQuote;
    case U'©':
    case U'ⓒ':
      return LineStart::kCopyright;
    case U'（':
      return LineStart::kParenthesis;
    default:
      break;
  }
  if (v >= 0x2460 && v <= 0x2473) return LineStart::kNumbered;
  switch (characters[v].character_class()) {
    case Class::kHanja:
      return LineStart::kHanja;
    case Class::kLatin:
      return LineStart::kLatin;
    default:
      return LineStart::kOther;
  }
}

LineEnd EndOf(std::string_view line, const CharacterTable& characters) {
  const CodePoint c = DecodeUtf8Before(line, line.size());
  const char32_t v = c.value;
  switch (v) {
    case '.':
    case U'。':
    case U'．': {
      const char32_t previous = c.size == line.size() ? 0 : DecodeUtf8Before(line, line.size() - c.size).value;
      if (previous == '.') return LineEnd::kEllipsis;
      if (characters[previous].Is(Character::kFinal)) return LineEnd::kSentence;
      return LineEnd::kStop;
    }
    case '?':
    case '!':
    case U'？':
    case U'！':
      return LineEnd::kQuestion;
    case U'…':
      return LineEnd::kEllipsis;
    case '"':
    case '\'':
    case U'”':
    case U'’':
      return LineEnd::kQuote;
    case ':':
    case U'：':
      return LineEnd::kColon;
    case ',':
    case U'，':
      return LineEnd::kComma;
    case ')':
    case ']':
    case U'】':
    case U'）':
    case U'］':
      return LineEnd::kBracket;
    case '>':
    case U'〉':
    case U'》':
    case U'＞':
      return LineEnd::kAngle;
    default:
      break;
  }
  const Character character = characters[v];
  if (character.Is(Character::kFinal) && v != U'지' && v != U'자' && v != U'네' && v != U'라' && v != U'군' &&
      v != U'데')
    return LineEnd::kOpenSentence;
  if (character.Is(Character::kNominal)) return LineEnd::kNominal;
  switch (character.character_class()) {
    case Class::kHangul:
      return LineEnd::kHangul;
    case Class::kLatin:
      return LineEnd::kLatin;
    case Class::kDigit:
      return LineEnd::kDigit;
    default:
      return LineEnd::kOther;
  }
}

// Bytes of white space that a text begins with.
std::size_t SizeOfBlanks(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsSpace(c.value)) break;
    at += c.size;
  }
  return at;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Patterns that hang on digits: looked for only at the line's first digits, so that a
// long paragraph costs no more than a short line.
void ReadNumbers(std::string_view line, LineFacts& facts) {
  const std::size_t size = std::min<std::size_t>(line.size(), 400);
  for (std::size_t at = 0; at < size;) {
    if (!IsDigit(line[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < line.size() && IsDigit(line[at])) ++at;
    const std::size_t length = at - begin;
    const std::string_view rest = line.substr(at);
    if (length == 4 && (line[begin] == '1' || line[begin] == '2') && rest.size() >= 2) {
      std::string_view after = rest;
      if (after.starts_with("년"))
        after.remove_prefix(3);
      else if (after[0] == '.' || after[0] == '-' || after[0] == '/')
        after.remove_prefix(1);
      else
        after = {};
      after.remove_prefix(SizeOfBlanks(after));
      if (!after.empty() && IsDigit(after[0])) facts.has_date = true;
    }
    if (length <= 2 && rest.size() >= 3 && rest[0] == ':' && IsDigit(rest[1]) && IsDigit(rest[2]))
      facts.has_clock = true;
    if (length >= 2 && length <= 4 && rest.size() >= 8 && (rest[0] == '-' || rest[0] == ')')) {
      std::size_t middle = 1;
      while (middle < rest.size() && IsDigit(rest[middle])) ++middle;
      if (middle >= 4 && middle + 4 < rest.size() && rest[middle] == '-' && IsDigit(rest[middle + 1]))
        facts.has_phone = true;
    }
  }
}

// A row of a listing shows its columns at its end: at least two words of digits (dates,
// clocks, counters), or a count of comments in brackets. Cells may be parted by "|".
bool IsRow(std::string_view line) {
  // Size of what parts cells before `end`.
  const auto parts = [&](std::size_t end) -> std::size_t {
    const CodePoint c = DecodeUtf8Before(line, end);
    return c.value == '|' || IsSpace(c.value) ? c.size : 0;
  };
  const auto columns = [](char c) {
    return IsDigit(c) || c == '.' || c == ':' || c == '-' || c == '/' || c == ',' || c == '(' || c == ')' || c == '[' ||
           c == ']';
  };
  std::size_t end = line.size();
  int words = 0;
  while (words < 3 && end > 0) {
    std::size_t begin = end;
    bool digits = false;
    while (begin > 0 && columns(line[begin - 1])) digits |= IsDigit(line[--begin]);
    if (begin == end || !digits || (begin > 0 && parts(begin) == 0)) {
      // "[12]" or "(12)" glued to a headline.
      const bool bracketed = words == 0 && end - begin >= 3 && end - begin <= 7 && digits &&
                             (line[begin] == '[' || line[begin] == '(') &&
                             (line[end - 1] == ']' || line[end - 1] == ')');
      return words >= 2 || bracketed;
    }
    ++words;
    if (words == 1 && line[begin] == '[' && line[end - 1] == ']') return true;
    end = begin;
    for (std::size_t size = 1; end > 0 && size > 0; end -= size) size = parts(end);
  }
  return words >= 2 && end > 0;
}

// The number that a line opens with and that stands for itself: no date, time, share or year. 0 if none.
std::uint32_t NumberOf(std::string_view line) {
  constexpr std::size_t kMostDigits = 9;
  std::uint32_t number = 0;
  std::size_t at = 0;
  for (; at < line.size() && IsDigit(line[at]); ++at) {
    if (at == kMostDigits) return 0;
    number = number * 10 + static_cast<std::uint32_t>(line[at] - '0');
  }
  if (at == line.size()) return number;
  const bool marked = line[at] == '.' || line[at] == ')';
  if (marked && at + 1 < line.size() && IsDigit(line[at + 1])) return 0;
  return marked || line[at] == '|' || IsSpace(DecodeUtf8(line, at).value) ? number : 0;
}

bool IsCode(std::string_view line, const LineFacts& facts) {
  if (facts.latin * 2 < facts.chars && facts.chars > 2) return false;
  const char last = line.back();
  if (last == '{' || last == '}' || last == ';') return true;
  return line.starts_with("//") || line.starts_with("#include") || line.find("()") != std::string_view::npos ||
         line.find(" = ") != std::string_view::npos || line.find("=\"") != std::string_view::npos ||
         line.starts_with("import ") || line.starts_with("</") || line.starts_with("$ ");
}

}  // namespace

void LineReader::ReadCharacters(std::string_view line, LineFacts& facts) {
  const CharacterTable& characters = rules_.characters();
  // Counts have names of their own, so that the compiler keeps them in registers.
  std::uint32_t chars = 0;
  std::uint32_t hangul = 0;
  std::uint32_t latin = 0;
  std::uint32_t digits = 0;
  std::uint32_t words = 0;
  std::uint32_t particles = 0;
  std::uint32_t word_begin = 0;         // characters before the word
  Character last(Class::kSpace, 0, 0);  // that is neither white space nor invisible
  bool has_slash = false;
  std::uint64_t hash = 0xCBF29CE484222325u;
  // Without a branch: a pair that is none is written over by the next.
  std::array<std::uint16_t, kMostPairs + 1> pairs;
  std::size_t pair_count = 0;
  char32_t last_code = 0;
  unsigned last_paired = 0;
  WordingPair* const wording_pairs = wording_pairs_.data();
  std::size_t wording_pair_count = 0;
  char32_t last_worded = ' ';
  const auto word = [&](char32_t c) {
    wording_pairs[wording_pair_count] = {last_worded, c};
    const bool repeats = c == last_worded && (c == ' ' || c == '0');
    wording_pair_count +=
        static_cast<std::size_t>(!repeats) & static_cast<std::size_t>(wording_pair_count < Wording::kMostPairs);
    last_worded = c;
  };
  const auto end_word = [&] {
    if (chars == word_begin) return;
    ++words;
    if (chars - word_begin > 1 && last.Is(Character::kParticle)) ++particles;
    word_begin = chars;
  };
  folded_.Assign(line, characters, [&](char32_t c, Character character) {
    const unsigned paired = character.Is(Character::kPaired);
    pairs[pair_count] = static_cast<std::uint16_t>((last_code * 0x9E3779B1u ^ c * 0x85EBCA77u) >> 8 & (kPairs - 1));
    pair_count += paired & last_paired & static_cast<unsigned>(pair_count < kMostPairs);
    last_code = c;
    last_paired = paired;
    const Class k = character.character_class();
    if (k != Class::kInvisible) {
      word(k == Class::kSpace ? ' ' : k == Class::kDigit ? '0' : c | static_cast<char32_t>(c - 'A' < 26) << 5);
    }
    if (k == Class::kSpace || k == Class::kInvisible) {
      end_word();
      return;
    }
    ++chars;
    hash = (hash ^ c) * 0x100000001B3u;
    const Character before = last;
    last = character;
    if (k == Class::kHangul) {  // two of three
      ++hangul;
      return;
    }
    switch (k) {
      case Class::kLatin:
        ++latin;
        break;
      case Class::kDigit:
        ++digits;
        break;
      case Class::kStop: {
        const Class class_before = before.character_class();
        if (class_before == Class::kHangul || class_before == Class::kQuote || class_before == Class::kClose)
          ++facts.sentence_ends;
        if (c == U'…' || (c == '.' && before.Is(Character::kFullStop))) facts.has_ellipsis = true;
        break;
      }
      case Class::kComma:
        ++facts.commas;
        break;
      case Class::kQuote:
        facts.has_quote = true;
        break;
      case Class::kSymbol:
        ++facts.symbols;
        break;
      case Class::kClose:
        if (c == '>' && facts.pipes < 255) ++facts.pipes;
        break;
      case Class::kPunctuation:
        if (c == '/') has_slash = true;
        if (c == '@' && before.character_class() == Class::kLatin) facts.has_email = true;
        if (c == '|') {
          facts.has_pipe = true;
          if (facts.pipes < 255) ++facts.pipes;
        }
        if (c == '#' && facts.hashes < 255) ++facts.hashes;
        break;
      default:
        break;
    }
  });
  end_word();
  word(' ');
  wording_pair_count_ = wording_pair_count;
  if (wording_ != nullptr) facts.wording = wording_->Judge(this->wording_pairs());
  facts.first_pair = static_cast<std::uint32_t>(pairs_.size());
  facts.pairs = static_cast<std::uint32_t>(pair_count);
  pairs_.insert(pairs_.end(), pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(pair_count));
  facts.hash = hash;
  facts.chars = chars;
  facts.hangul = hangul;
  facts.latin = latin;
  facts.digits = digits;
  facts.words = words;
  facts.particles = particles;
  if (!line.empty()) {  // nothing is left of a line that was all noise
    facts.start = StartOf(line, characters);
    facts.end = EndOf(line, characters);
  }
  facts.has_url = (has_slash && line.find("://") != std::string_view::npos) ||
                  (facts.latin >= 3 && line.find("www.") != std::string_view::npos);
  if (facts.digits >= 3) ReadNumbers(line, facts);

  facts.is_row = facts.digits >= 1 && IsRow(line);
  if (facts.digits >= 1) facts.number = NumberOf(line);
  facts.is_code = facts.hangul * 4 < facts.chars && IsCode(line, facts);

  const bool ends_sentence = facts.end == LineEnd::kSentence || facts.end == LineEnd::kStop ||
                             facts.end == LineEnd::kQuestion || facts.end == LineEnd::kQuote;
  const std::uint32_t share = facts.words == 0 ? 0 : facts.particles * 100 / facts.words;
  if (facts.is_row && facts.sentence_ends < 2) return;
  if (facts.sentence_ends >= 2 && facts.words >= 10 && share >= 20)
    facts.prose = 3;
  else if ((ends_sentence || facts.sentence_ends >= 1) && facts.words >= 5 && share >= 15)
    facts.prose = 2;
  else if ((ends_sentence || facts.end == LineEnd::kOpenSentence) && facts.words >= 2)
    facts.prose = 1;
  else if (facts.words >= 8 && share >= 30)
    facts.prose = 1;
}

void LineReader::ReadRules(std::string_view line, LineFacts& facts) {
  matches_.Clear();
  rules_.Match(line, folded_, matches_);
  const auto at = [&](Place place) { return matches_.kinds[static_cast<std::size_t>(place)]; };
  facts.line_kinds = at(Place::kLine);
  facts.prefix_kinds = at(Place::kPrefix);
  facts.suffix_kinds = at(Place::kSuffix);
  facts.anywhere_kinds = at(Place::kAnywhere);
  facts.certain_kinds = matches_.certain;
  facts.cuts = matches_.cuts;
  facts.has_cut = matches_.cuts != 0;
  if (matches_.any_covered) {
    std::size_t covered = 0;
    for (std::size_t k = 0; k < kRegionKinds; ++k) {
      covered += matches_.covered[k];
      if (matches_.covered[k] > matches_.covered[static_cast<std::size_t>(facts.cover_kind)]) {
        facts.cover_kind = static_cast<RegionKind>(k);
      }
    }
    facts.cover = static_cast<std::uint8_t>(covered * 100 / folded_.size());
  }
  // The rule that counts: an operator's that decides before all, certain before evidence, whole lines before parts of
  // lines, the earlier rule file before the later.
  int best = -1;
  for (const std::uint16_t index : matches_.rules) {
    const Rule& rule = rules_.rules()[index];
    // A paragraph may hold any phrase; only how it begins says what it is.
    if (facts.prose >= 3 && rule.place != Place::kPrefix && rule.place != Place::kLine) continue;
    const int score = (rule.decides ? 16 : 0) + (rule.certain ? 8 : 0) +
                      (rule.place == Place::kLine       ? 4
                       : rule.place == Place::kAnywhere ? 1
                                                        : 2);
    if (score > best || (score == best && index < facts.rule)) {
      best = score;
      facts.rule = index;
      facts.rule_kind = rule.kind;
    }
  }
  if (facts.rule == LineFacts::kNoRule && facts.cover >= 70) facts.rule_kind = facts.cover_kind;
}

LineFacts LineReader::Read(std::string_view line) {
  LineFacts facts;
  ReadCharacters(line, facts);
  ReadRules(line, facts);
  return facts;
}

}  // namespace textclean
