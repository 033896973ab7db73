#include "service/rules/fold.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rules/rule_set.h"
#include "service/text/utf8.h"
#include "tests/support/random.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::ElementsAre;

std::vector<Symbol> Symbols(std::string_view text) {
  FoldedText folded;
  SharedRules().Fold(text, folded);
  return {folded.symbols_and_zero(), folded.symbols_and_zero() + folded.size()};
}

// Where words begin, the text's end included.
std::vector<std::size_t> WordBegins(std::string_view text) {
  FoldedText folded;
  SharedRules().Fold(text, folded);
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (folded.word_begins()[i] != 0) begins.push_back(i);
  }
  return begins;
}

TEST(FoldCodePoint, DropsWhiteSpaceAndWhatDoesNotShow) {
  for (const char32_t c : std::u32string_view(U" \t\n\u00A0\u3000\u200B\uFEFF\uFE0F\x7F")) {
    EXPECT_EQ(FoldCodePoint(c), 0u) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(FoldCodePoint, UnifiesCaseWidthAndSigns) {
  EXPECT_EQ(FoldCodePoint('A'), U'a');
  EXPECT_EQ(FoldCodePoint(U'Ａ'), U'a');
  EXPECT_EQ(FoldCodePoint('7'), U'0');
  EXPECT_EQ(FoldCodePoint(U'７'), U'0');
  EXPECT_EQ(FoldCodePoint(U'ⓒ'), U'©');
  EXPECT_EQ(FoldCodePoint(U'ㆍ'), U'·');
  EXPECT_EQ(FoldCodePoint(U'“'), U'"');
  EXPECT_EQ(FoldCodePoint(U'’'), U'\'');
  EXPECT_EQ(FoldCodePoint(U'【'), U'[');
  EXPECT_EQ(FoldCodePoint(U'〉'), U'>');
  EXPECT_EQ(FoldCodePoint(U'│'), U'|');
  EXPECT_EQ(FoldCodePoint(U'—'), U'-');
  EXPECT_EQ(FoldCodePoint(U'（'), U'(');
}

TEST(FoldCodePoint, KeepsSyllablesAndIsDoneAfterOnce) {
  for (char32_t c = 0xAC00; c <= 0xD7A3; ++c) ASSERT_EQ(FoldCodePoint(c), c);
  for (char32_t c = 1; c < 0x10000; ++c) {
    const char32_t folded = FoldCodePoint(c);
    if (folded == 0) continue;
    ASSERT_EQ(FoldCodePoint(folded), folded) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Fold, LinesThatReadTheSameAreTheSame) {
  EXPECT_EQ(Symbols("ⓒ 홍길동일보, 무단 전재 2024"), Symbols("© 홍길동일보,무단전재 7"));
  EXPECT_EQ(Symbols("Copyright"), Symbols("ＣＯＰＹ　right"));
  EXPECT_NE(Symbols("무단전재"), Symbols("무단배포"));
  EXPECT_TRUE(Symbols("").empty());
  EXPECT_TRUE(Symbols(" \u200B\t").empty());
}

TEST(Fold, ARunOfDigitsIsOneSymbolUntilABlank) {
  EXPECT_EQ(Symbols("12345").size(), 1u);
  EXPECT_EQ(Symbols("１2３").size(), 1u);
  EXPECT_EQ(Symbols("12 34").size(), 2u);
  EXPECT_EQ(Symbols("2024.03.06").size(), 5u);
}

TEST(Fold, WordsBeginAfterBlanksAndAroundSeparators) {
  EXPECT_THAT(WordBegins("정치 경제"), ElementsAre(0, 2, 4));
  EXPECT_THAT(WordBegins("정치|경제"), ElementsAre(0, 2, 3, 5));
  EXPECT_THAT(WordBegins("사회·문화 IT/과학"), ElementsAre(0, 2, 3, 5, 7, 8, 10));
  EXPECT_THAT(WordBegins("뉴스\u200B홈"), ElementsAre(0, 2, 3));
  EXPECT_THAT(WordBegins(""), ElementsAre(0));
}

TEST(Fold, VisitsEveryCodePoint) {
  Random random(11);
  FoldedText folded;
  for (int round = 0; round < 200; ++round) {
    const std::string text = RandomText(random, 100);
    std::string visited;
    folded.Assign(text, SharedRules().characters(), [&](char32_t c, Character character) {
      AppendUtf8(c, visited);
      EXPECT_EQ(character.symbol(), SharedRules().characters()[c].symbol());
    });
    ASSERT_EQ(visited, text);
    ASSERT_EQ(folded.symbols_and_zero()[folded.size()], 0);
    ASSERT_EQ(folded.word_begins()[folded.size()], 1);
  }
}

TEST(Characters, AreDroppedExactlyWhereFoldingDropsThem) {
  for (char32_t c = 0; c < CharacterTable::kPlane; ++c) {
    const Character character = SharedRules().characters()[c];
    ASSERT_EQ(character.Is(Character::kDropped), FoldCodePoint(c) == 0) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(character.Is(Character::kDigit), FoldCodePoint(c) == '0') << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Characters, HaveClasses) {
  const CharacterTable& characters = SharedRules().characters();
  const auto class_of = [&](char32_t c) { return characters[c].character_class(); };
  EXPECT_EQ(class_of(U'한'), CharacterClass::kHangul);
  EXPECT_EQ(class_of(U'ㅋ'), CharacterClass::kHangul);
  EXPECT_EQ(class_of('x'), CharacterClass::kLatin);
  EXPECT_EQ(class_of(U'８'), CharacterClass::kDigit);
  EXPECT_EQ(class_of(U'\u3000'), CharacterClass::kSpace);
  EXPECT_EQ(class_of(U'\u200B'), CharacterClass::kInvisible);
  EXPECT_EQ(class_of(U'。'), CharacterClass::kStop);
  EXPECT_EQ(class_of(U'、'), CharacterClass::kComma);
  EXPECT_EQ(class_of(U'『'), CharacterClass::kQuote);
  EXPECT_EQ(class_of(U'【'), CharacterClass::kOpen);
  EXPECT_EQ(class_of('>'), CharacterClass::kClose);
  EXPECT_EQ(class_of('@'), CharacterClass::kPunctuation);
  EXPECT_EQ(class_of(U'▶'), CharacterClass::kSymbol);
  EXPECT_EQ(class_of(U'😀'), CharacterClass::kSymbol);
  EXPECT_EQ(class_of(U'美'), CharacterClass::kHanja);
  EXPECT_TRUE(characters[U'는'].Is(Character::kParticle));
  EXPECT_TRUE(characters[U'다'].Is(Character::kFinal));
  EXPECT_TRUE(characters[U'함'].Is(Character::kNominal));
  EXPECT_FALSE(characters[U'뷁'].Is(Character::kParticle | Character::kFinal | Character::kNominal));
}

}  // namespace
}  // namespace textclean
