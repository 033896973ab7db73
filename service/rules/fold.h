// Folds text for phrase matching, so that a phrase matches however a page spaces,
// cases or numbers it: white space and invisible characters are dropped, ASCII letters
// lower-cased, full-width forms, quotation marks and the signs for copyright unified,
// and each run of digits becomes one '0'.
//
//   "ⓒ 홍길동일보, 무단 전재 2024" and "© 홍길동일보,무단전재 7" fold alike.
#ifndef TEXTCLEAN_SERVICE_RULES_FOLD_H_
#define TEXTCLEAN_SERVICE_RULES_FOLD_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "service/rules/characters.h"
#include "service/text/utf8.h"

namespace textclean {

// Folded text. Reused, so that a page costs no allocation a line.
class FoldedText {
 public:
  std::size_t size() const { return size_; }
  // size() symbols, then a 0.
  const Symbol* symbols_and_zero() const { return symbols_.data(); }
  // For each symbol and the text's end, whether a word begins there (1, else 0): white space
  // or a separator (| / > · ,) stood before it, or it is one, or the text ends.
  const std::uint8_t* word_begins() const { return word_begins_.data(); }

  // Folds `text`, valid UTF-8. Calls visit(c, character) for each of its code points,
  // folded or dropped, so that what else is to be known of them costs no second pass.
  template <typename Visit>
  void Assign(std::string_view text, const CharacterTable& table, Visit visit);

 private:
  // As long as the longest text so far.
  std::vector<Symbol> symbols_;
  std::vector<std::uint8_t> word_begins_;
  std::size_t size_ = 0;
};

// The code point that `c` folds to; 0 where it is dropped. Digits fold to '0', runs
// not yet joined.
char32_t FoldCodePoint(char32_t c);

// Whether a folded code point separates words of a menu line.
constexpr bool IsWordSeparator(char32_t c) {
  return c == '|' || c == '/' || c == '>' || c == ',' || c == U'·' || c == '-' || c == '<' || c == '(' || c == ')' ||
         c == '[' || c == ']';
}

template <typename Visit>
void FoldedText::Assign(std::string_view text, const CharacterTable& table, Visit visit) {
  // No text has more symbols than bytes.
  if (symbols_.size() <= text.size()) {
    // By doubling, so that a page of lines grows it a few times, and one long line to its own length.
    const std::size_t room = std::max({text.size() + 1, 2 * symbols_.size(), std::size_t{1024}});
    symbols_.resize(room);
    word_begins_.resize(room);
  }
  const Character* const characters = table.data();
  Symbol* const symbols = symbols_.data();
  std::uint8_t* const word_begins = word_begins_.data();
  std::size_t size = 0;
  bool begins = true;
  const std::size_t bytes = text.size();
  for (std::size_t at = 0; at < bytes;) {
    const CodePoint c = DecodeUtf8(text, at);
    at += c.size;
    const Character character = characters[c.size < 4 ? c.value : CharacterTable::kPlane];
    visit(c.value, character);
    bool separates = false;
    if (character.Is(Character::kDropped | Character::kDigit | Character::kSeparator)) {
      if (character.Is(Character::kDropped)) {
        begins = true;
        continue;
      }
      // A run of digits is one symbol.
      if (character.Is(Character::kDigit) && !begins && size > 0 && symbols[size - 1] == character.symbol()) continue;
      separates = character.Is(Character::kSeparator);
    }
    symbols[size] = character.symbol();
    word_begins[size] = begins || separates;
    begins = separates;
    ++size;
  }
  symbols[size] = 0;
  word_begins[size] = 1;
  size_ = size;
}

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_FOLD_H_
