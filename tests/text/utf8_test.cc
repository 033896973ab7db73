#include "service/text/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/random.h"
#include "unicode/uchar.h"

namespace textclean {
namespace {

struct ByteRange {
  unsigned char first;
  unsigned char last;
};

// The rows of RFC 3629's grammar, section 4, as they stand there.
const std::vector<std::vector<ByteRange>>& Grammar() {
  constexpr ByteRange kTail = {0x80, 0xBF};
  static const auto* const kRows = new std::vector<std::vector<ByteRange>>{
      {{0x00, 0x7F}},                              // UTF8-1
      {{0xC2, 0xDF}, kTail},                       // UTF8-2
      {{0xE0, 0xE0}, {0xA0, 0xBF}, kTail},         // UTF8-3
      {{0xE1, 0xEC}, kTail, kTail},                //
      {{0xED, 0xED}, {0x80, 0x9F}, kTail},         //
      {{0xEE, 0xEF}, kTail, kTail},                //
      {{0xF0, 0xF0}, {0x90, 0xBF}, kTail, kTail},  // UTF8-4
      {{0xF1, 0xF3}, kTail, kTail, kTail},         //
      {{0xF4, 0xF4}, {0x80, 0x8F}, kTail, kTail},  //
  };
  return *kRows;
}

// Length of the sequence that a row of the grammar derives at the start of `text`; 0 if none does.
std::size_t SequenceLength(std::string_view text) {
  for (const std::vector<ByteRange>& row : Grammar()) {
    if (text.size() < row.size()) continue;
    bool matches = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      matches = matches && byte >= row[i].first && byte <= row[i].last;
    }
    if (matches) return row.size();
  }
  return 0;
}

std::optional<std::size_t> SlowFindInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = SequenceLength(text.substr(at));
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

// A byte from each side of every border in the grammar.
constexpr std::array<unsigned char, 25> kEdgeBytes = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                                      0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
                                                      0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};

char AsChar(unsigned byte) { return static_cast<char>(static_cast<unsigned char>(byte)); }

TEST(FindInvalidUtf8, AgreesWithTheGrammarOnEveryOneAndTwoBytes) {
  EXPECT_EQ(FindInvalidUtf8(""), std::nullopt);
  for (unsigned a = 0; a < 256; ++a) {
    const std::string one(1, AsChar(a));
    ASSERT_EQ(FindInvalidUtf8(one), SlowFindInvalidUtf8(one)) << a;
    for (unsigned b = 0; b < 256; ++b) {
      const std::string two = {AsChar(a), AsChar(b)};
      ASSERT_EQ(FindInvalidUtf8(two), SlowFindInvalidUtf8(two)) << a << ' ' << b;
    }
  }
}

TEST(FindInvalidUtf8, AgreesWithTheGrammarOnThreeAndFourEdgeBytes) {
  for (const unsigned char a : kEdgeBytes) {
    for (const unsigned char b : kEdgeBytes) {
      for (const unsigned char c : kEdgeBytes) {
        const std::string three = {AsChar(a), AsChar(b), AsChar(c)};
        ASSERT_EQ(FindInvalidUtf8(three), SlowFindInvalidUtf8(three));
        for (const unsigned char d : kEdgeBytes) {
          const std::string four = three + AsChar(d);
          ASSERT_EQ(FindInvalidUtf8(four), SlowFindInvalidUtf8(four))
              << unsigned{a} << ' ' << unsigned{b} << ' ' << unsigned{c} << ' ' << unsigned{d};
        }
      }
    }
  }
}

// Every encoded code point is valid, and so is none of the surrogates.
TEST(FindInvalidUtf8, AcceptsEveryCodePointAndNoSurrogate) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text = "가";
    AppendUtf8(c, text);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(FindInvalidUtf8(text), surrogate ? std::optional<std::size_t>(3) : std::nullopt)
        << std::hex << std::uint32_t{c};
  }
}

// One bad byte in long texts of each width, at every distance from either end: what reads many bytes at a
// time must still name the first.
TEST(FindInvalidUtf8, FindsOneBadByteAnywhere) {
  for (const std::string_view unit : {"a", "é", "가", "😀", "가나 ", "ab가"}) {
    std::string valid;
    while (valid.size() < 160) valid += unit;
    ASSERT_EQ(FindInvalidUtf8(valid), std::nullopt);
    for (std::size_t at = 0; at < valid.size(); ++at) {
      for (const unsigned char byte : kEdgeBytes) {
        std::string text = valid;
        text[at] = AsChar(byte);
        ASSERT_EQ(FindInvalidUtf8(text), SlowFindInvalidUtf8(text)) << unit << ' ' << at << ' ' << unsigned{byte};
      }
      const std::string cut = valid.substr(0, at);
      ASSERT_EQ(FindInvalidUtf8(cut), SlowFindInvalidUtf8(cut)) << unit << ' ' << at;
    }
  }
}

TEST(FindInvalidUtf8, AgreesWithTheGrammarOnRandomEdgeBytes) {
  Random random(3629);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::size_t size = random.Below(80);
    while (text.size() < size) {
      // Mostly whole characters, so that the walk gets far.
      if (random.OneIn(8)) {
        text += AsChar(random.Pick(kEdgeBytes));
      } else if (random.OneIn(4)) {
        text += "12345678";
      } else {
        AppendUtf8(random.OneIn(4) ? RandomCodePoint(random) : U'가', text);
      }
    }
    ASSERT_EQ(FindInvalidUtf8(text), SlowFindInvalidUtf8(text)) << testing::PrintToString(text);
  }
}

TEST(DecodeUtf8, ReadsBackEveryCodePointFromEitherSide) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "가";
    AppendUtf8(c, text);
    const CodePoint forward = DecodeUtf8(text, 3);
    ASSERT_EQ(forward.value, c);
    ASSERT_EQ(forward.size, text.size() - 3);
    const CodePoint backward = DecodeUtf8Before(text, text.size());
    ASSERT_EQ(backward.value, c);
    ASSERT_EQ(backward.size, text.size() - 3);
    for (std::size_t i = 3; i < text.size(); ++i) ASSERT_EQ(IsContinuation(text[i]), i != 3);
  }
}

TEST(CharacterClasses, AreThoseOfUnicode) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const auto code = static_cast<UChar32>(c);
    ASSERT_EQ(IsSpace(c), u_isUWhiteSpace(code) != 0) << std::hex << std::uint32_t{c};
    const int8_t type = u_charType(code);
    ASSERT_EQ(IsInvisible(c), type == U_FORMAT_CHAR || type == U_CONTROL_CHAR) << std::hex << std::uint32_t{c};
    ASSERT_EQ(IsVisible(c), !IsSpace(c) && !IsInvisible(c)) << std::hex << std::uint32_t{c};
    // Unicode's mandatory breaks (UAX 14), and with them the ends of lines.
    const int32_t line_break = u_getIntPropertyValue(code, UCHAR_LINE_BREAK);
    ASSERT_EQ(IsLineEnd(c), line_break == U_LB_MANDATORY_BREAK || line_break == U_LB_CARRIAGE_RETURN ||
                                line_break == U_LB_LINE_FEED || line_break == U_LB_NEXT_LINE)
        << std::hex << std::uint32_t{c};
  }
}

TEST(CountCharacters, CountsWhatIsNoWhiteSpace) {
  EXPECT_EQ(CountCharacters(""), 0u);
  EXPECT_EQ(CountCharacters("가 나\u3000다\n"), 3u);
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "가";
    AppendUtf8(c, text);
    AppendUtf8(c, text);
    ASSERT_EQ(CountCharacters(text), IsSpace(c) ? 1u : 3u) << std::hex << std::uint32_t{c};
  }
}

}  // namespace
}  // namespace textclean
