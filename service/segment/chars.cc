#include "service/segment/chars.h"

#include <algorithm>
#include <array>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Marks further apart than this (in characters) are not taken for a pair: one of them
// was forgotten or mistyped.
constexpr std::size_t kLongestQuote = 1500;
constexpr std::size_t kLongestInnerQuote = 300;
constexpr std::size_t kLongestBracket = 400;
// Deeper nesting than this is not prose.
constexpr std::size_t kDepth = 16;

constexpr bool IsLetter(CharClass c) {
  return c == kHangul || c == kUpper || c == kLower || c == kDigit || c == kIdeograph || c == kKana;
}
bool IsWord(CharClass c) { return IsLetter(c) || c == kJamo; }
bool IsLatin(CharClass c) { return c == kUpper || c == kLower; }

constexpr std::size_t kSyllableBytes = 3;

// The Hangul syllable that begins at `at` in valid UTF-8; 0 if another character does, for
// which the arithmetic gives nothing in the range.
char32_t SyllableAt(std::string_view text, std::size_t at, std::size_t end) {
  if (end - at < kSyllableBytes) return 0;
  const auto byte = [&](std::size_t i) { return char32_t{static_cast<unsigned char>(text[at + i])}; };
  const char32_t c = (byte(0) << 12) + (byte(1) << 6) + byte(2) - 0xE2080;
  return IsHangulSyllable(c) ? c : 0;
}

}  // namespace

CharClasses::CharClasses(std::string_view marks) : table_(kTable, Entry{0, kOther}) {
  const auto range = [&](char32_t first, char32_t last, CharClass c) {
    for (char32_t i = first; i <= last; ++i) table_[i].cls = c;
  };
  for (char32_t c = 0; c < kTable; ++c) {
    if (IsSpace(c)) {
      table_[c].cls = kSpace;
    } else if (IsInvisible(c)) {
      table_[c].cls = kInvisible;
    }
  }
  range(kFirstSyllable, kLastSyllable, kHangul);
  range(0x3131, 0x318E, kJamo);
  for (const char32_t base : {U'\0', U'\uFEE0'}) {  // ASCII and its full-width forms
    range(base + 'A', base + 'Z', kUpper);
    range(base + 'a', base + 'z', kLower);
    range(base + '0', base + '9', kDigit);
  }
  range(0xC0, 0xD6, kUpper);
  range(0xD8, 0xDE, kUpper);
  range(0xDF, 0xF6, kLower);
  range(0xF8, 0x24F, kLower);
  range(0x3400, 0x4DBF, kIdeograph);
  range(0x4E00, 0x9FFF, kIdeograph);
  range(0xF900, 0xFAFF, kIdeograph);
  range(0x3041, 0x30FF, kKana);
  range(0x2600, 0x27BF, kEmoji);
  std::vector<char32_t> openers;
  std::vector<char32_t> closers;
  for (std::size_t at = 0; at < marks.size();) {
    const std::size_t end = std::min(marks.find('\n', at), marks.size());
    const std::string_view line = marks.substr(at, end - at);
    if (line.size() > 2 && line[1] == '\t') {
      for (std::size_t i = 2; i < line.size();) {
        const auto [c, n] = DecodeUtf8(line, i);
        table_[c].cls = line[0];
        if (line[0] == kBracketOpen) openers.push_back(c);
        if (line[0] == kBracketClose) closers.push_back(c);
        i += n;
      }
    }
    at = end + 1;
  }
  table_[0x201C].cls = table_[0x201E].cls = kQuoteOpen;
  table_[0x201D].cls = kQuoteClose;
  table_[0x2018].cls = kInnerOpen;
  table_[0x2019].cls = kInnerClose;
  for (char32_t c = 0; c < kTable; ++c) {
    const auto k = static_cast<CharClass>(table_[c].cls);
    table_[c].normal = static_cast<char16_t>(k);
    if (k == kHangul || k == kComma || k == kOther) table_[c].normal = static_cast<char16_t>(c);
    if (k == kJamo) table_[c].normal = c == U'ㅋ' || c == U'ㅎ' ? u'ㅋ' : (c == U'ㅠ' || c == U'ㅜ' ? u'ㅠ' : u'ㄱ');
  }
  for (std::size_t i = 0; i < std::min(openers.size(), closers.size()); ++i) {
    table_[openers[i]].normal = table_[closers[i]].normal = static_cast<char16_t>(openers[i]);
  }
}

CharClasses::Entry CharClasses::Beyond(char32_t c) {
  if (c >= 0x1F000 && c < 0x20000) return {static_cast<char16_t>(kEmoji), kEmoji};
  return {static_cast<char16_t>(kOther), IsInvisible(c) ? kInvisible : kOther};
}

void Chars::Reserve(std::size_t size) {
  if (size <= capacity_) return;
  capacity_ = std::max(size, 2 * capacity_);
  class_.reset(new char[capacity_]);
  normal_.reset(new char16_t[capacity_]);
  offset_.reset(new std::uint32_t[capacity_]);
  mate_.reset(new std::uint32_t[capacity_]);
  gaps_.reset(new std::uint32_t[capacity_]);
}

void Chars::Assign(std::string_view text, Span span, const CharClasses& classes) {
  text_ = text;
  begin_ = span.begin;
  marks_.clear();
  marked_ends_ = 0;
  bare_ends_ = 0;
  nominal_ends_ = 0;
  Reserve(span.size());
  char* const letters = class_.get();
  char16_t* const normals = normal_.get();
  std::uint32_t* const offsets = offset_.get();
  std::uint32_t* const gap_list = gaps_.get();
  std::size_t size = 0;
  std::size_t gaps = 0;
  const auto put = [&](std::size_t at, char letter, char16_t normal) {
    letters[size] = letter;
    normals[size] = normal;
    offsets[size++] = static_cast<std::uint32_t>(at - span.begin);
  };
  CharClass before = kSpace;
  for (std::size_t at = span.begin; at < span.end;) {
    gap_list[gaps] = static_cast<std::uint32_t>(size);
    if (char32_t c = SyllableAt(text, at, span.end); c != 0) {  // a word, most often
      gaps += before != kSpace && !IsLetter(before);
      for (; c != 0; c = SyllableAt(text, at, span.end)) {
        put(at, kHangul, static_cast<char16_t>(c));
        at += kSyllableBytes;
      }
      before = kHangul;
      continue;
    }
    const auto [c, n] = DecodeUtf8(text, at);
    const auto [normal, letter] = classes.Look(c);
    const auto k = static_cast<CharClass>(letter);
    if (k == kInvisible) {
      at += n;
      continue;
    }
    gaps += before != kSpace && !(IsLetter(before) && IsLetter(k));
    switch (k) {
      case kSpace:
        if (before == kHangul) {
          const char16_t last = normals[size - 1];
          nominal_ends_ += last == u'함' || last == u'임' || last == u'음' || last == u'됨' || last == u'슴';
          bare_ends_ += last == u'다' || last == u'요' || last == u'죠' || last == u'까';
        }
        break;
      case kPeriod:
      case kQuestion:
      case kExclamation:
        marked_ends_ += before == kHangul;
        break;
      case kDoubleQuote:
      case kSingleQuote:
      case kQuoteOpen:
      case kQuoteClose:
      case kInnerOpen:
      case kInnerClose:
      case kBracketOpen:
      case kBracketClose:
        mate_[size] = kNoMate;
        marks_.push_back(static_cast<std::uint32_t>(size));
        break;
      default:
        break;
    }
    put(at, k, normal);
    at += n;
    before = k;
  }
  gaps_size_ = gaps;
  size_ = size;
  if (!marks_.empty()) Pair();
}

std::size_t Chars::IndexOf(std::size_t byte) const {
  return static_cast<std::size_t>(std::lower_bound(&offset_[0], &offset_[size_], byte - begin_) - &offset_[0]);
}

void Chars::Pair() {
  struct Open {
    std::size_t at;
    char16_t kind;
  };
  std::array<Open, kDepth> stack{};
  std::size_t depth = 0;
  const std::size_t size = size_;

  const auto open = [&](std::size_t i, CharClass opener, char16_t kind) {
    class_[i] = opener;
    if (depth == kDepth) {  // the outermost is the least likely to be closed
      std::copy(stack.begin() + 1, stack.end(), stack.begin());
      --depth;
    }
    stack[depth++] = {i, kind};
  };
  const auto holds = [&](char16_t kind) {
    for (std::size_t d = depth; d > 0; --d) {
      if (stack[d - 1].kind == kind) return true;
    }
    return false;
  };
  const auto close = [&](std::size_t i, char16_t kind, CharClass closed, std::size_t longest) {
    class_[i] = closed;
    std::size_t d = depth;
    while (d > 0 && stack[d - 1].kind != kind) --d;
    if (d == 0) return;
    depth = d - 1;
    const std::size_t from = stack[d - 1].at;
    if (i - from > longest) return;
    mate_[i] = static_cast<std::uint32_t>(from);
    mate_[from] = static_cast<std::uint32_t>(i);
  };

  for (const std::size_t i : marks_) {
    const CharClass k = cls(i);
    switch (k) {
      case kDoubleQuote:
      case kSingleQuote:
      case kQuoteOpen:
      case kQuoteClose:
      case kInnerOpen:
      case kInnerClose: {
        const bool is_double = k == kDoubleQuote || k == kQuoteOpen || k == kQuoteClose;
        const CharClass before = i == 0 ? kSpace : cls(i - 1);
        const CharClass after = i + 1 == size ? kSpace : cls(i + 1);
        if (!is_double && IsWord(before) && IsWord(after) && (IsLatin(before) || before == kDigit) &&
            (IsLatin(after) || after == kDigit)) {
          class_[i] = kOther;  // an apostrophe
          break;
        }
        const CharClass opener = is_double ? kQuoteOpen : kInnerOpen;
        const CharClass closer = is_double ? kQuoteClose : kInnerClose;
        const bool is_open = holds(static_cast<char16_t>(opener));
        const bool may_open = after != kSpace && (before == kSpace || before == kBracketOpen || before == kQuoteOpen ||
                                                  before == kInnerOpen);
        const bool may_close = before != kSpace;
        bool opens = false;
        if (k == kQuoteOpen || k == kInnerOpen) {
          // Typed for a closing mark where nothing else makes sense.
          opens = !(is_open && may_close && !may_open && (after == kSpace || after == kComma || after == kPeriod));
        } else if (k == kQuoteClose || k == kInnerClose) {
          opens = !is_open && may_open;
        } else {
          opens = may_open || (!is_open && (after != kSpace || before == kSpace));
        }
        if (opens) {
          open(i, opener, static_cast<char16_t>(opener));
        } else {
          close(i, static_cast<char16_t>(opener), closer, is_double ? kLongestQuote : kLongestInnerQuote);
        }
        break;
      }
      case kBracketOpen:
        open(i, kBracketOpen, normal_[i]);
        break;
      case kBracketClose:
        close(i, normal_[i], kBracketClose, kLongestBracket);
        break;
      default:
        break;
    }
  }
}

}  // namespace textclean
