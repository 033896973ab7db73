// A paragraph as the splitter sees it: its visible characters in arrays, each with a
// class, a normal form and, for a quotation mark or bracket, its mate.
//
// Invariants: characters are in order; invisible ones are left out; mates nest and are
// mutual; a mark that finds no mate stands alone, so an unbalanced mark hides nothing.
// Time and memory are linear in the text. A CharClasses is immutable and thread-safe
// once built; a Chars belongs to one thread and is reused to save allocations.
//
//   const CharClasses classes(marks);
//   Chars chars;
//   chars.Assign(text, {begin, end}, classes);
//   if (chars.cls(i) == kOpener && chars.mate(i) != 0) ...
#ifndef TEXTCLEAN_SERVICE_SEGMENT_CHARS_H_
#define TEXTCLEAN_SERVICE_SEGMENT_CHARS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "service/text/span.h"

namespace textclean {

// The class of a character; the letter is also how features name it.
enum CharClass : char {
  kSpace = '_',
  kHangul = 'H',  // a syllable
  kJamo = 'k',    // a letter on its own, as in laughter
  kUpper = 'A',
  kLower = 'a',
  kDigit = '0',
  kIdeograph = 'C',
  kKana = 'J',
  kPeriod = '.',
  kQuestion = '?',
  kExclamation = '!',
  kEllipsis = 'e',
  kTilde = '~',
  kComma = ',',
  kDoubleQuote = '"',  // not told apart yet; never in a Chars
  kSingleQuote = '\'',
  kBracketOpen = '(',
  kBracketClose = ')',
  kQuoteOpen = '<',
  kQuoteClose = '>',
  kInnerOpen = '{',  // single quotation marks
  kInnerClose = '}',
  kDash = '-',
  kBullet = '*',
  kEmoji = 'm',
  kOther = 'x',
  kInvisible = 'v',  // never in a Chars
};

// Classes and normal forms of all characters.
class CharClasses {
 public:
  // `marks` is the text of data/marks.txt.
  explicit CharClasses(std::string_view marks);

  CharClass Class(char32_t c) const { return static_cast<CharClass>(Look(c).cls); }
  // What features see: syllables and marks as they are, digits as 0, letters as A or a,
  // laughter as one letter, crying as another.
  char16_t Normal(char32_t c) const { return Look(c).normal; }

  struct Entry {
    char16_t normal;
    char cls;
  };
  // Both at once. The class kInvisible is of characters that are left out.
  Entry Look(char32_t c) const { return c < kTable ? table_[c] : Beyond(c); }

 private:
  static constexpr char32_t kTable = 0x10000;

  static Entry Beyond(char32_t c);

  std::vector<Entry> table_;
};

class Chars {
 public:
  // Reads the characters of `span`, which begins and ends on code point boundaries of
  // the valid UTF-8 `text`. The text must outlive what is asked of it here.
  void Assign(std::string_view text, Span span, const CharClasses& classes);

  std::size_t size() const { return size_; }
  CharClass cls(std::size_t i) const { return static_cast<CharClass>(class_[i]); }
  char16_t normal(std::size_t i) const { return normal_[i]; }
  // Byte offset of character i in the text.
  std::size_t offset(std::size_t i) const { return begin_ + offset_[i]; }
  // The first character at or after a byte offset of the text within the span.
  std::size_t IndexOf(std::size_t byte) const;
  // Of a quotation mark or bracket (classes kQuoteOpen to kInnerClose and brackets): whether
  // it has a mate, and the mate's index.
  bool HasMate(std::size_t i) const { return mate_[i] != kNoMate; }
  std::size_t mate(std::size_t i) const { return mate_[i]; }
  // How many sentence ends by punctuation the paragraph seems to have, and how many
  // words that end like a sentence without it.
  std::size_t marked_ends() const { return marked_ends_; }
  std::size_t bare_ends() const { return bare_ends_; }
  // How many words end in one of the syllables that make a verb a noun (함, 임, 음, 됨).
  std::size_t nominal_ends() const { return nominal_ends_; }
  // The gaps where anything may begin or end, each as the index of the character after it:
  // all but those after white space and between letters.
  std::size_t gaps() const { return gaps_size_; }
  std::size_t gap(std::size_t i) const { return gaps_[i]; }
  // The text of the characters [begin, end), end < size().
  std::string_view Text(std::size_t begin, std::size_t end) const {
    return text_.substr(offset(begin), offset(end) - offset(begin));
  }

 private:
  static constexpr std::uint32_t kNoMate = 0xFFFFFFFF;

  void Reserve(std::size_t size);
  void Pair();

  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  // Arrays of capacity_. mate_ is set for quotation marks and brackets only.
  std::unique_ptr<char[]> class_;
  std::unique_ptr<char16_t[]> normal_;
  std::unique_ptr<std::uint32_t[]> offset_;
  std::unique_ptr<std::uint32_t[]> mate_;
  std::unique_ptr<std::uint32_t[]> gaps_;
  std::size_t gaps_size_ = 0;
  std::vector<std::uint32_t> marks_;  // indices of quotation marks and brackets
  std::size_t marked_ends_ = 0;
  std::size_t bare_ends_ = 0;
  std::size_t nominal_ends_ = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_CHARS_H_
