#include "service/label/line_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "service/text/utf8.h"

namespace textclean {
namespace {

enum class Class : std::uint8_t {
  kOther,
  kHangul,
  kLatin,
  kDigit,
  kSpace,
  kInvisible,
  kStop,
  kComma,
  kQuote,
  kOpen,
  kClose,
  kPunctuation,
  kSymbol,
  kHanja
};

constexpr std::size_t kPlane = 0x10000;

std::array<Class, kPlane> MakeClasses() {
  std::array<Class, kPlane> classes{};
  for (char32_t c = 0; c < kPlane; ++c) {
    Class k = Class::kOther;
    if (IsSpace(c))
      k = Class::kSpace;
    else if (IsInvisible(c))
      k = Class::kInvisible;
    else if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3131 && c <= 0x318E) || (c >= 0x1100 && c <= 0x11FF))
      k = Class::kHangul;
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F))
      k = Class::kLatin;
    else if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
      k = Class::kDigit;
    else if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF))
      k = Class::kHanja;
    else if (c < 0x80 || (c >= 0xFF01 && c <= 0xFF5E))
      k = Class::kPunctuation;
    else if ((c >= 0x2190 && c <= 0x2BFF) || (c >= 0x3200 && c <= 0x33FF) || c == 0xB7 || c == 0xA9 || c == 0xAE)
      k = Class::kSymbol;
    classes[c] = k;
  }
  for (const char32_t c : std::u32string_view(U".?!…。？！．")) classes[c] = Class::kStop;
  for (const char32_t c : std::u32string_view(U",，、")) classes[c] = Class::kComma;
  for (const char32_t c : std::u32string_view(U"\"'“”‘’＂＇「」『』")) classes[c] = Class::kQuote;
  for (const char32_t c : std::u32string_view(U"([{<〈《【（［〔")) classes[c] = Class::kOpen;
  for (const char32_t c : std::u32string_view(U")]}>〉》】）］〕")) classes[c] = Class::kClose;
  return classes;
}

const std::array<Class, kPlane>& Classes() {
  static const auto* const kClasses = new std::array<Class, kPlane>(MakeClasses());
  return *kClasses;
}

// What a word's last syllable says: a particle or a connective ending, a final ending, a nominal one.
enum Ending : std::uint8_t { kPlain = 0, kParticle = 1, kFinal = 2, kNominal = 4 };

std::array<std::uint8_t, kPlane> MakeEndings() {
  std::array<std::uint8_t, kPlane> endings{};
  for (const char32_t c : std::u32string_view(U"은는이가을를에의로와과도서고며한할된던면만까지해게히라려니"))
    endings[c] |= kParticle;
  for (const char32_t c : std::u32string_view(U"다요죠까네라지자군걸데")) endings[c] |= kFinal;
  for (const char32_t c : std::u32string_view(U"음함임됨것")) endings[c] |= kNominal;
  return endings;
}

const std::array<std::uint8_t, kPlane>& Endings() {
  static const auto* const kEndings = new std::array<std::uint8_t, kPlane>(MakeEndings());
  return *kEndings;
}

LineStart StartOf(std::string_view line) {
  const CodePoint c = DecodeUtf8(line, 0);
  const char next = c.size < line.size() ? line[c.size] : '\0';
  const char32_t v = c.value;
  if (v >= 0xAC00 && v <= 0xD7A3) return LineStart::kHangul;
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
  if (v < kPlane && Classes()[v] == Class::kHanja) return LineStart::kHanja;
  if (v < kPlane && Classes()[v] == Class::kLatin) return LineStart::kLatin;
  return LineStart::kOther;
}

LineEnd EndOf(std::string_view line) {
  const CodePoint c = DecodeUtf8Before(line, line.size());
  const char32_t v = c.value;
  const auto before = [&](std::size_t end) -> char32_t { return end == 0 ? 0 : DecodeUtf8Before(line, end).value; };
  const char32_t previous = before(line.size() - c.size);
  switch (v) {
    case '.':
    case U'。':
    case U'．':
      if (previous == '.') return LineEnd::kEllipsis;
      if (previous < kPlane && (Endings()[previous] & kFinal) != 0) return LineEnd::kSentence;
      return LineEnd::kStop;
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
  if (v >= kPlane) return LineEnd::kOther;
  if ((Endings()[v] & kFinal) != 0 && v != U'지' && v != U'자' && v != U'네' && v != U'라' && v != U'군' && v != U'데')
    return LineEnd::kOpenSentence;
  if ((Endings()[v] & kNominal) != 0) return LineEnd::kNominal;
  switch (Classes()[v]) {
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
      while (!after.empty() && after[0] == ' ') after.remove_prefix(1);
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
// clocks, counters), or a count of comments in brackets.
bool IsRow(std::string_view line) {
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
    if (begin == end || !digits || (begin > 0 && line[begin - 1] != ' ')) {
      // "[12]" or "(12)" glued to a headline.
      const bool bracketed = words == 0 && end - begin >= 3 && end - begin <= 7 && digits &&
                             (line[begin] == '[' || line[begin] == '(') &&
                             (line[end - 1] == ']' || line[end - 1] == ')');
      return words >= 2 || bracketed;
    }
    ++words;
    if (words == 1 && line[begin] == '[' && line[end - 1] == ']') return true;
    end = begin;
    while (end > 0 && line[end - 1] == ' ') --end;
  }
  return words >= 2 && end > 0;
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
  const auto& classes = Classes();
  const auto& endings = Endings();
  std::uint32_t in_word = 0;
  char32_t last = 0;  // last code point that is not white space
  Class last_class = Class::kSpace;
  const auto end_word = [&] {
    if (in_word == 0) return;
    ++facts.words;
    if (in_word > 1 && last < kPlane && (endings[last] & kParticle) != 0) ++facts.particles;
    in_word = 0;
  };
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeUtf8(line, at);
    at += c.size;
    const Class k = c.value < kPlane ? classes[c.value] : Class::kSymbol;
    if (k == Class::kSpace || k == Class::kInvisible) {
      end_word();
      continue;
    }
    ++facts.chars;
    ++in_word;
    switch (k) {
      case Class::kHangul:
        ++facts.hangul;
        break;
      case Class::kLatin:
        ++facts.latin;
        break;
      case Class::kDigit:
        ++facts.digits;
        break;
      case Class::kStop:
        if (last_class == Class::kHangul || last_class == Class::kQuote || last_class == Class::kClose)
          ++facts.sentence_ends;
        if (c.value == U'…' || (c.value == '.' && last == '.')) facts.has_ellipsis = true;
        break;
      case Class::kComma:
        ++facts.commas;
        break;
      case Class::kQuote:
        facts.has_quote = true;
        break;
      case Class::kSymbol:
        ++facts.symbols;
        break;
      case Class::kPunctuation:
        if (c.value == '@' && last_class == Class::kLatin) facts.has_email = true;
        if (c.value == '|') facts.has_pipe = true;
        if (c.value == '#' && facts.hashes < 255) ++facts.hashes;
        break;
      default:
        break;
    }
    if ((c.value == '|' || c.value == '>') && facts.pipes < 255) ++facts.pipes;
    hash = (hash ^ c.value) * 0x100000001B3u;
    last = c.value;
    last_class = k;
  }
  end_word();
  facts.hash = hash;
  if (!line.empty()) {  // nothing is left of a line that was all noise
    facts.start = StartOf(line);
    facts.end = EndOf(line);
  }
  facts.has_url = line.find("://") != std::string_view::npos || line.find("www.") != std::string_view::npos;
  if (facts.digits >= 3) ReadNumbers(line, facts);

  facts.is_row = facts.digits >= 1 && IsRow(line);
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
  rules_.Fold(line, folded_);
  matches_.Clear();
  rules_.Match(line, folded_, matches_);
  const auto at = [&](Place place) { return matches_.kinds[static_cast<std::size_t>(place)]; };
  facts.line_kinds = at(Place::kLine);
  facts.prefix_kinds = at(Place::kPrefix);
  facts.suffix_kinds = at(Place::kSuffix);
  facts.anywhere_kinds = at(Place::kAnywhere);
  facts.certain_kinds = matches_.certain;
  facts.has_cut = !matches_.cuts.empty();
  std::uint32_t covered = 0;
  for (std::size_t k = 0; k < kRegionKinds; ++k) {
    covered += matches_.covered[k];
    if (matches_.covered[k] > matches_.covered[static_cast<std::size_t>(facts.cover_kind)]) {
      facts.cover_kind = static_cast<RegionKind>(k);
    }
  }
  if (!folded_.symbols.empty()) {
    facts.cover = static_cast<std::uint8_t>(std::min<std::size_t>(100, covered * 100 / folded_.symbols.size()));
  }
  // The rule that decides: certain before evidence, whole lines before parts of lines,
  // the earlier rule file before the later.
  int best = -1;
  for (const std::uint16_t index : matches_.rules) {
    const Rule& rule = rules_.rules()[index];
    // A paragraph may hold any phrase; only how it begins says what it is.
    if (facts.prose >= 3 && rule.place != Place::kPrefix && rule.place != Place::kLine) continue;
    const int score = (rule.certain ? 8 : 0) + (rule.place == Place::kLine       ? 4
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
