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

bool IsWord(CharClass c) {
  return c == kHangul || c == kUpper || c == kLower || c == kDigit || c == kIdeograph || c == kKana || c == kJamo;
}
bool IsLatin(CharClass c) { return c == kUpper || c == kLower; }

}  // namespace

CharClasses::CharClasses(std::string_view marks) : class_(kTable, kOther), normal_(kTable) {
  const auto range = [&](char32_t first, char32_t last, CharClass c) {
    std::fill(class_.begin() + static_cast<std::ptrdiff_t>(first), class_.begin() + static_cast<std::ptrdiff_t>(last) + 1,
              static_cast<char>(c));
  };
  for (char32_t c = 0; c < kTable; ++c) {
    if (IsSpace(c)) class_[c] = kSpace;
  }
  range(0xAC00, 0xD7A3, kHangul);
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
        class_[c] = line[0];
        if (line[0] == kBracketOpen) openers.push_back(c);
        if (line[0] == kBracketClose) closers.push_back(c);
        i += n;
      }
    }
    at = end + 1;
  }
  class_[0x201C] = class_[0x201E] = kQuoteOpen;
  class_[0x201D] = kQuoteClose;
  class_[0x2018] = kInnerOpen;
  class_[0x2019] = kInnerClose;
  for (char32_t c = 0; c < kTable; ++c) {
    const auto k = static_cast<CharClass>(class_[c]);
    normal_[c] = static_cast<char16_t>(k);
    if (k == kHangul || k == kComma || k == kOther) {
      normal_[c] = static_cast<char16_t>(c);
    }
    if (k == kJamo) {
      normal_[c] = c == U'ㅋ' || c == U'ㅎ' ? u'ㅋ' : (c == U'ㅠ' || c == U'ㅜ' ? u'ㅠ' : u'ㄱ');
    }
  }
  for (std::size_t i = 0; i < std::min(openers.size(), closers.size()); ++i) {
    normal_[openers[i]] = normal_[closers[i]] = static_cast<char16_t>(openers[i]);
  }
}

void Chars::Assign(std::string_view text, Span span, const CharClasses& classes) {
  text_ = text;
  begin_ = span.begin;
  class_.clear();
  normal_.clear();
  offset_.clear();
  marked_ends_ = 0;
  bare_ends_ = 0;
  nominal_ends_ = 0;
  for (std::size_t at = span.begin; at < span.end;) {
    const auto [c, n] = DecodeUtf8(text, at);
    const CharClass k = classes.Class(c);
    if ((k == kSpace || k == kOther) && c != '\n' && c != '\t' && IsInvisible(c) && !IsSpace(c)) {
      at += n;
      continue;
    }
    class_.push_back(k);
    normal_.push_back(classes.Normal(c));
    offset_.push_back(static_cast<std::uint32_t>(at - span.begin));
    at += n;
  }
  Pair();
}

void Chars::Pair() {
  struct Open {
    std::size_t at;
    char16_t kind;
  };
  std::array<Open, kDepth> stack{};
  std::size_t depth = 0;
  const std::size_t size = class_.size();
  mate_.assign(size, 0);

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
    mate_[i] = static_cast<std::uint32_t>(from + 1);
    mate_[from] = static_cast<std::uint32_t>(i + 1);
  };

  for (std::size_t i = 0; i < size; ++i) {
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
        const bool is_open = holds(opener);
        const bool may_open =
            after != kSpace && (before == kSpace || before == kBracketOpen || before == kQuoteOpen || before == kInnerOpen);
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
          open(i, opener, opener);
        } else {
          close(i, opener, closer, is_double ? kLongestQuote : kLongestInnerQuote);
        }
        break;
      }
      case kBracketOpen:
        open(i, kBracketOpen, normal_[i]);
        break;
      case kBracketClose:
        close(i, normal_[i], kBracketClose, kLongestBracket);
        break;
      case kSpace:
        if (i > 0 && cls(i - 1) == kHangul) {
          const char16_t c = normal_[i - 1];
          nominal_ends_ += c == u'함' || c == u'임' || c == u'음' || c == u'됨' || c == u'슴';
          bare_ends_ += c == u'다' || c == u'요' || c == u'죠' || c == u'까';
        }
        break;
      case kPeriod:
      case kQuestion:
      case kExclamation:
        marked_ends_ += i > 0 && cls(i - 1) == kHangul;
        break;
      default:
        break;
    }
  }
}

}  // namespace textclean
