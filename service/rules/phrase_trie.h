// Finds every occurrence of many phrases in folded text.
//
// A walk down a trie begins wherever the next two symbols begin a phrase, which a small
// table tells: few places of prose. That beats Aho and Corasick's automaton, whose every
// step waits for the one before it. The trie's edges lie in a double array (Aoe, 1989):
// the child of a state by a symbol, if there is one, is at the state's base plus the symbol.
//
// Immutable and thread-safe once built. Time is linear in the text times the longest
// phrase, and in practice in the text.
#ifndef TEXTCLEAN_SERVICE_RULES_PHRASE_TRIE_H_
#define TEXTCLEAN_SERVICE_RULES_PHRASE_TRIE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "service/rules/fold.h"

namespace textclean {

class PhraseTrie {
 public:
  struct Phrase {
    std::vector<Symbol> symbols;          // not empty, none is 0
    bool only_where_words_begin = false;  // its other occurrences may be left out
  };

  PhraseTrie() = default;
  // All different; an occurrence is reported by index.
  explicit PhraseTrie(std::span<const Phrase> phrases);

  // Calls found(phrase, begin, end) for the occurrences in `text`, by ascending begin,
  // then by ascending end.
  template <typename Found>
  void Scan(const FoldedText& text, Found found) const {
    // Places to start from are collected without a branch, which prose would make a gamble.
    constexpr std::size_t kBlock = 64;
    std::array<std::uint8_t, kBlock> starts;
    const Symbol* const symbols = text.symbols_and_zero();
    const std::uint8_t* const word_begins = text.word_begins();
    const std::uint8_t* const pairs = pairs_.data();
    const std::uint8_t* const singles = singles_.data();
    const State* const states = states_.data();
    const std::size_t size = text.size();
    for (std::size_t block = 0; block < size; block += kBlock) {
      const std::size_t block_size = size - block < kBlock ? size - block : kBlock;
      std::size_t count = 0;
      for (std::size_t i = 0; i < block_size; ++i) {
        starts[count] = static_cast<std::uint8_t>(i);
        const Symbol symbol = symbols[block + i];
        const unsigned may = pairs[PairSlot(symbol, symbols[block + i + 1])] | singles[symbol];
        count += (may | (may >> 1 & word_begins[block + i])) & 1u;
      }
      for (std::size_t s = 0; s < count; ++s) {
        const std::size_t begin = block + starts[s];
        std::uint32_t state = 0;
        for (std::size_t at = begin;;) {
          const std::uint32_t child = states[state].base + symbols[at];
          if (states[child].parent != state) break;
          state = child;
          ++at;
          if (states[state].phrase >= 0) found(static_cast<std::size_t>(states[state].phrase), begin, at);
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr int kPairBits = 14;
  // Bits of what a pair of symbols, or one, may begin.
  static constexpr std::uint8_t kAnywhere = 1;
  static constexpr std::uint8_t kWhereWordsBegin = 2;

  // The start is state 0. Other states lie where their parent's base has them, with unused ones between.
  struct State {
    std::uint32_t parent = kNone;
    std::uint32_t base = 0;    // of its children
    std::int32_t phrase = -1;  // that ends here
  };

  static std::size_t PairSlot(Symbol first, Symbol second) {
    return ((std::uint32_t{first} << 16 | second) * 0x9E3779B1u) >> (32 - kPairBits);
  }
  // So many that any base plus any symbol is one.
  std::vector<State> states_;
  std::vector<std::uint8_t> pairs_;    // by slot: what phrases of two symbols and more begin so
  std::vector<std::uint8_t> singles_;  // by symbol: what phrases of one symbol it is
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_PHRASE_TRIE_H_
