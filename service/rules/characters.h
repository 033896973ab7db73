// What is known of a code point before a line is read: its class, what a word that ends
// with it is like, and the symbol it folds to. One look-up tells it all.
#ifndef TEXTCLEAN_SERVICE_RULES_CHARACTERS_H_
#define TEXTCLEAN_SERVICE_RULES_CHARACTERS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace textclean {

// A code point of a folded phrase, numbered by the RuleSet. 0 is any other code point.
using Symbol = std::uint16_t;

enum class CharacterClass : std::uint8_t {
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

// In one word, which is loaded and kept as such.
class Character {
 public:
  // What a word's last syllable says: a particle or a connective ending, a final ending,
  // a nominal one.
  static constexpr std::uint32_t kParticle = 1u << 16;
  static constexpr std::uint32_t kFinal = 2u << 16;
  static constexpr std::uint32_t kNominal = 4u << 16;
  // It separates words of a menu line.
  static constexpr std::uint32_t kSeparator = 8u << 16;
  // Folding joins it to the digits before it, or drops it.
  static constexpr std::uint32_t kDigit = 16u << 16;
  static constexpr std::uint32_t kDropped = 32u << 16;
  static constexpr std::uint32_t kFullStop = 64u << 16;  // ASCII's
  // What lines speak of is told by pairs of these: letters of all scripts and digits, roughly.
  static constexpr std::uint32_t kPaired = 128u << 16;

  constexpr Character() = default;
  constexpr Character(CharacterClass character_class, std::uint32_t flags, Symbol symbol)
      : bits_(static_cast<std::uint32_t>(character_class) << 24 | flags | symbol) {}

  constexpr CharacterClass character_class() const { return static_cast<CharacterClass>(bits_ >> 24); }
  constexpr Symbol symbol() const { return static_cast<Symbol>(bits_); }
  // Whether it is of any of these.
  constexpr bool Is(std::uint32_t flags) const { return (bits_ & flags) != 0; }
  constexpr std::uint32_t flags() const { return bits_ & 0xFF0000; }

 private:
  std::uint32_t bits_ = 0;
};

// Immutable and thread-safe once its symbols are set.
class CharacterTable {
 public:
  // Every symbol is 0.
  CharacterTable();

  // Any code point; those beyond the basic plane are all alike.
  Character operator[](char32_t c) const { return table_[c < kPlane ? c : kPlane]; }
  void SetSymbol(char32_t c, Symbol symbol) {
    table_[c] = Character(table_[c].character_class(), table_[c].flags(), symbol);
  }

  static constexpr char32_t kPlane = 0x10000;
  // By code point of the basic plane, and one more for all others.
  const Character* data() const { return table_.data(); }

 private:
  std::vector<Character> table_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_CHARACTERS_H_
