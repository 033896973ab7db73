#include "service/rules/characters.h"

#include <string_view>

#include "service/rules/fold.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

using Class = CharacterClass;

// The class by the code point's block.
Class BlockClass(char32_t c) {
  if (IsSpace(c)) return Class::kSpace;
  if (IsInvisible(c)) return Class::kInvisible;
  if (IsHangulSyllable(c) || (c >= 0x3131 && c <= 0x318E) || (c >= 0x1100 && c <= 0x11FF)) return Class::kHangul;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F)) return Class::kLatin;
  if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) return Class::kDigit;
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF))
    return Class::kHanja;
  if (c < 0x80 || (c >= 0xFF01 && c <= 0xFF5E)) return Class::kPunctuation;
  if ((c >= 0x2190 && c <= 0x2BFF) || (c >= 0x3200 && c <= 0x33FF) || c == 0xB7 || c == 0xA9 || c == 0xAE)
    return Class::kSymbol;
  return Class::kOther;
}

}  // namespace

CharacterTable::CharacterTable() : table_(kPlane + 1) {
  for (char32_t c = 0; c < kPlane; ++c) {
    const char32_t folded = FoldCodePoint(c);
    const std::uint32_t fold = folded == 0               ? Character::kDropped
                               : folded == '0'           ? Character::kDigit
                               : IsWordSeparator(folded) ? Character::kSeparator
                                                         : 0;
    const bool paired = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'z') || c >= 0x3400;
    table_[c] = Character(BlockClass(c), fold | (paired ? Character::kPaired : 0), 0);
  }
  table_[kPlane] = Character(Class::kSymbol, Character::kPaired, 0);  // emoji, nearly always

  const auto classify = [&](std::u32string_view characters, Class character_class) {
    for (const char32_t c : characters) table_[c] = Character(character_class, table_[c].flags(), 0);
  };
  classify(U".?!…。？！．", Class::kStop);
  classify(U",，、", Class::kComma);
  classify(U"\"'“”‘’＂＇「」『』", Class::kQuote);
  classify(U"([{<〈《【（［〔", Class::kOpen);
  classify(U")]}>〉》】）］〕", Class::kClose);

  table_['.'] = Character(Class::kStop, table_['.'].flags() | Character::kFullStop, 0);

  const auto mark = [&](std::u32string_view characters, std::uint32_t flag) {
    for (const char32_t c : characters) table_[c] = Character(Class::kHangul, table_[c].flags() | flag, 0);
  };
  mark(U"은는이가을를에의로와과도서고며한할된던면만까지해게히라려니", Character::kParticle);
  mark(U"다요죠까네라지자군걸데", Character::kFinal);
  mark(U"음함임됨것", Character::kNominal);
}

}  // namespace textclean
