#include "service/text/hangul.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/support/random.h"
#include "unicode/normalizer2.h"
#include "unicode/unistr.h"

namespace textclean {
namespace {

// By ICU.
std::string Decomposed(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFDInstance(error)
      ->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), error)
      .toUTF8String(out);
  EXPECT_TRUE(U_SUCCESS(error)) << u_errorName(error);
  return out;
}

TEST(ComposeHangul, MakesEverySyllableWhole) {
  std::string all;
  for (char32_t c = kFirstSyllable; c <= kLastSyllable; ++c) {
    std::string syllable;
    AppendUtf8(c, syllable);
    ASSERT_EQ(ComposeHangul(Decomposed(syllable)), syllable);
    all += syllable;
  }
  EXPECT_EQ(ComposeHangul(Decomposed(all)), all);
  EXPECT_EQ(ComposeHangul("a" + Decomposed(all) + "b"), "a" + all + "b");
  EXPECT_EQ(ComposeHangul(all), all);
}

TEST(ComposeHangul, LeavesWhatSpellsNoSyllable) {
  for (const std::string_view text : {
           "",
           "\u1112",              // an initial alone
           "\u1161",              // a vowel alone
           "\u1112\u11ab",        // no vowel
           "\u1161\u11ab",        // no initial
           "\u1113\u1161",        // an initial of old Hangul
           "\u1112\u119e",        // a vowel of old Hangul
           "\u1112 \u1161",       // not next to each other
           "ㅎㅏㄴ",              // letters that stand for themselves
           "\u10d0\u1e00\u1fff",  // others that begin with the same byte
           "e\u0301",             // a letter and its accent
       }) {
    EXPECT_EQ(ComposeHangul(std::string(text)), text);
    EXPECT_EQ(FindConjoinedSyllable(text, 0), std::string_view::npos);
  }
}

TEST(ComposeHangul, TakesTheFinalThatIsOne) {
  EXPECT_EQ(ComposeHangul("\u1112\u1161\u11ab"), "한");
  EXPECT_EQ(ComposeHangul("\u1112\u1161\u1112\u1161"), "하하");
  EXPECT_EQ(ComposeHangul("\u1112\u1112\u1161\u11ab\u11ab"), "\u1112한\u11ab");
  EXPECT_EQ(ComposeHangul("\u1112\u1161\u11a7"), "하\u11a7");  // the place before the first final is none
  EXPECT_EQ(ComposeHangul("\u1112\u1161\u11c3"), "하\u11c3");  // a final of old Hangul
}

TEST(FindConjoinedSyllable, FindsTheNext) {
  const std::string text = "가\u1112\u1112\u1161나" + Decomposed("한");
  EXPECT_EQ(FindConjoinedSyllable(text, 0), 6u);
  EXPECT_EQ(FindConjoinedSyllable(text, 6), 6u);
  EXPECT_EQ(FindConjoinedSyllable(text, 9), 15u);
  EXPECT_EQ(FindConjoinedSyllable(text, 18), std::string_view::npos);
}

// Whatever a text holds, it stays the same text to Unicode, and no syllable is left in letters.
TEST(ComposeHangul, LeavesTextsCanonicallyEquivalent) {
  Random random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string text = RandomText(random, random.Below(200));
    if (random.OneIn(2)) text = Decomposed(text);
    for (int letters = 0; letters < 20; ++letters) {
      AppendUtf8(static_cast<char32_t>(0x1100 + random.Below(0x100)), text);
      if (random.OneIn(3)) AppendUtf8(static_cast<char32_t>(0x1161 + random.Below(21)), text);
    }
    const std::string whole = ComposeHangul(text);
    ASSERT_EQ(Decomposed(whole), Decomposed(text)) << testing::PrintToString(text);
    ASSERT_EQ(FindConjoinedSyllable(whole, 0), std::string::npos) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace textclean
