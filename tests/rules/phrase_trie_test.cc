#include "service/rules/phrase_trie.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// phrase, begin, end
using Occurrence = std::tuple<std::size_t, std::size_t, std::size_t>;

// Symbols of letters: 'a' is 1.
std::vector<Symbol> Symbols(const std::string& letters) {
  std::vector<Symbol> symbols;
  for (const char c : letters) symbols.push_back(static_cast<Symbol>(c - 'a' + 1));
  return symbols;
}

CharacterTable Alphabet() {
  CharacterTable table;
  for (char c = 'a'; c <= 'z'; ++c) table.SetSymbol(static_cast<char32_t>(c), static_cast<Symbol>(c - 'a' + 1));
  return table;
}

FoldedText Folded(const std::string& text) {
  static const CharacterTable kTable = Alphabet();
  FoldedText folded;
  folded.Assign(text, kTable, [](char32_t, Character) {});
  return folded;
}

std::vector<Occurrence> Scan(const PhraseTrie& trie, const FoldedText& text) {
  std::vector<Occurrence> found;
  trie.Scan(text,
            [&](std::size_t phrase, std::size_t begin, std::size_t end) { found.emplace_back(phrase, begin, end); });
  return found;
}

std::vector<Occurrence> ScanNaively(const std::vector<PhraseTrie::Phrase>& phrases, const FoldedText& text) {
  std::vector<Occurrence> found;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t end = begin + 1; end <= text.size(); ++end) {
      const std::vector<Symbol> part(text.symbols_and_zero() + begin, text.symbols_and_zero() + end);
      for (std::size_t p = 0; p < phrases.size(); ++p) {
        if (phrases[p].symbols == part) found.emplace_back(p, begin, end);
      }
    }
  }
  return found;
}

TEST(PhraseTrie, FindsPhrasesInPhrases) {
  const std::vector<PhraseTrie::Phrase> phrases = {{Symbols("abc")}, {Symbols("b")}, {Symbols("bcd")}, {Symbols("ab")}};
  EXPECT_THAT(Scan(PhraseTrie(phrases), Folded("xabcd")),
              ElementsAre(Occurrence(3, 1, 3), Occurrence(0, 1, 4), Occurrence(1, 2, 3), Occurrence(2, 2, 5)));
}

TEST(PhraseTrie, FindsNothingInNothing) {
  const std::vector<PhraseTrie::Phrase> phrases = {{Symbols("ab")}};
  EXPECT_THAT(Scan(PhraseTrie(phrases), Folded("")), IsEmpty());
  EXPECT_THAT(Scan(PhraseTrie(std::vector<PhraseTrie::Phrase>()), Folded("abc")), IsEmpty());
  // What no phrase holds has symbol 0, as the end of the text has.
  EXPECT_THAT(Scan(PhraseTrie(phrases), Folded("a!b a")), IsEmpty());
}

TEST(PhraseTrie, FindsPhrasesOfOneSymbolAtTheEnd) {
  const std::vector<PhraseTrie::Phrase> phrases = {{Symbols("z")}, {Symbols("yz")}};
  EXPECT_THAT(Scan(PhraseTrie(phrases), Folded("xyz")), ElementsAre(Occurrence(1, 1, 3), Occurrence(0, 2, 3)));
}

TEST(PhraseTrie, FindsWhatANaiveSearchFinds) {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    const std::size_t letters = 1 + random.Below(4);
    const auto word = [&](std::size_t longest) {
      std::string letters_of_word;
      for (std::size_t left = 1 + random.Below(longest); left > 0; --left) {
        letters_of_word += static_cast<char>('a' + random.Below(letters));
      }
      return letters_of_word;
    };
    std::set<std::string> words;
    for (std::size_t left = random.Below(20); left > 0; --left) words.insert(word(6));
    std::vector<PhraseTrie::Phrase> phrases;
    for (const std::string& each : words) phrases.push_back({Symbols(each)});
    // Texts longer than the blocks in which beginnings are looked for.
    std::string text;
    for (std::size_t left = random.Below(30); left > 0; --left) text += word(12) + (random.OneIn(3) ? " " : "");
    const FoldedText folded = Folded(text);
    ASSERT_EQ(Scan(PhraseTrie(phrases), folded), ScanNaively(phrases, folded)) << text;
  }
}

TEST(PhraseTrie, WordsOfTheVocabularyAreFoundWhereWordsBegin) {
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<PhraseTrie::Phrase> phrases = {{Symbols("a")}, {Symbols("ab")}, {Symbols("ba")}, {Symbols("bab")}};
    for (PhraseTrie::Phrase& phrase : phrases) phrase.only_where_words_begin = random.OneIn(2);
    std::string text;
    for (std::size_t left = random.Below(100); left > 0; --left)
      text += random.OneIn(4) ? ' ' : random.OneIn(2) ? 'a' : 'b';
    const FoldedText folded = Folded(text);
    const PhraseTrie trie(phrases);
    // Others may be reported, or not: one that may stand anywhere begins like them.
    const auto certain = [&](std::vector<Occurrence> occurrences) {
      std::erase_if(occurrences, [&](const Occurrence& o) {
        return phrases[std::get<0>(o)].only_where_words_begin && folded.word_begins()[std::get<1>(o)] == 0;
      });
      return occurrences;
    };
    ASSERT_EQ(certain(Scan(trie, folded)), certain(ScanNaively(phrases, folded))) << text;
  }
}

}  // namespace
}  // namespace textclean
