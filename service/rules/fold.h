// Folds text for phrase matching, so that a phrase matches however a page spaces,
// cases or numbers it: white space and invisible characters are dropped, ASCII letters
// lower-cased, full-width forms, quotation marks and the signs for copyright unified,
// and each run of digits becomes one '0'.
//
//   "ⓒ 홍길동일보, 무단 전재 2024" and "© 홍길동일보,무단전재 7" fold alike.
#ifndef TEXTCLEAN_SERVICE_RULES_FOLD_H_
#define TEXTCLEAN_SERVICE_RULES_FOLD_H_

#include <cstdint>
#include <vector>

namespace textclean {

// A code point of a folded phrase, numbered by the RuleSet. 0 is any other code point.
using Symbol = std::uint16_t;

// Folded text. A word begins where white space or a separator (| / > · ,) stood.
struct FoldedText {
  std::vector<Symbol> symbols;
  // Whether a word begins at each symbol; one more entry than symbols, the last true.
  std::vector<std::uint8_t> word_begins;

  void Clear() {
    symbols.clear();
    word_begins.clear();
  }
};

// The code point that `c` folds to; 0 where it is dropped. Digits fold to '0', runs
// not yet joined.
char32_t FoldCodePoint(char32_t c);

// Whether a folded code point separates words of a menu line.
constexpr bool IsWordSeparator(char32_t c) {
  return c == '|' || c == '/' || c == '>' || c == ',' || c == U'·' || c == '-' || c == '<' || c == '(' || c == ')' ||
         c == '[' || c == ']';
}

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_FOLD_H_
