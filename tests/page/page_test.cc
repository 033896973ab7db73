#include "service/page/page.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/page/markdown.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"
#include "tests/support/random.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace textclean {
namespace {

using std::string_view_literals::operator""sv;
using testing::ElementsAre;
using testing::IsEmpty;

bool Shows(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const int8_t type = u_charType(code);
  return !u_isUWhiteSpace(code) && type != U_FORMAT_CHAR && type != U_CONTROL_CHAR;
}

// The blocks of `text`, a character at a time and with ICU's view of each: the span from the first to the last
// character of a line that shows.
std::vector<Span> SlowBlocks(std::string_view text) {
  std::vector<Span> blocks;
  Span block;
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = DecodeUtf8(text, at);
    at += c.size;
    if (c.value == '\n' || c.value == '\v' || c.value == '\f' || c.value == '\r' || c.value == 0x85 ||
        c.value == 0x2028 || c.value == 0x2029) {
      if (!block.empty()) blocks.push_back(block);
      block = {};
    } else if (Shows(c.value)) {
      if (block.empty()) block.begin = at - c.size;
      block.end = at;
    }
  }
  if (!block.empty()) blocks.push_back(block);
  return blocks;
}

std::vector<Span> Spans(const Page& page) {
  std::vector<Span> spans;
  for (const Block& block : page.blocks) spans.push_back(block.span);
  return spans;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const Span& span : Spans(ParseText(text))) lines.push_back(span.of(text));
  return lines;
}

TEST(ParseText, CutsAtEverySortOfLineEnd) {
  EXPECT_THAT(Lines("가\n나\r다\r\n라\v마\f바\u0085사\u2028아\u2029자"),
              ElementsAre("가", "나", "다", "라", "마", "바", "사", "아", "자"));
}

// Characters that share bytes with line ends.
TEST(ParseText, CutsNowhereElse) {
  for (const std::string_view line :
       {"·"sv, "Å"sv, "한“말”끝"sv, "…"sv, "\u2027\u202a가"sv, "ⓒ"sv, "€"sv, "\u2085"sv}) {
    EXPECT_EQ(Lines("가" + std::string(line) + "나"), std::vector<std::string_view>{"가" + std::string(line) + "나"});
  }
}

TEST(ParseText, NarrowsLinesToWhatShows) {
  EXPECT_THAT(Lines("\ufeff 가 나\u00a0\r\n\t\u3000다\u200b\u200d \0\n"sv), ElementsAre("가 나", "다"));
  EXPECT_THAT(Lines("가\0나\n\0\n"sv), ElementsAre("가\0나"sv));
}

TEST(ParseText, HasNoBlockWhereNothingShows) {
  for (const std::string_view text :
       {""sv, "\n"sv, " "sv, "\ufeff"sv, "\0\0"sv, "\r\n\r\n"sv, " \u200b\n\u3000\n\t"sv}) {
    EXPECT_THAT(ParseText(text).blocks, IsEmpty()) << testing::PrintToString(text);
  }
}

TEST(ParseText, AgreesWithTheSlowWayOnRandomText) {
  Random random(7);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = RandomText(random, random.Below(300));
    const Page page = ParseText(text);
    if (!LooksLikeMarkdown(text)) {
      ASSERT_EQ(page.text, ComposeHangul(text));
    }
    ASSERT_EQ(Spans(page), SlowBlocks(page.text)) << testing::PrintToString(text);
  }
}

// Every code point at every place: alone, at a line's ends and within it, and at each distance from the text's
// beginning that a scan of many bytes at a time could treat on its own.
TEST(ParseText, AgreesWithTheSlowWayOnEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string one;
    AppendUtf8(c, one);
    const std::string text = one + "가" + one + "b" + one;
    ASSERT_EQ(Spans(ParseText(text)), SlowBlocks(text)) << std::hex << std::uint32_t{c};
  }
  for (const std::string_view line_end : {"\n", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f"}) {
    for (std::size_t before = 0; before < 80; ++before) {
      for (std::size_t after = 0; after < 80; ++after) {
        const std::string text = std::string(before, 'a').append(line_end).append(after, 'b');
        ASSERT_EQ(Spans(ParseText(text)), SlowBlocks(text)) << before << ' ' << after;
      }
    }
  }
}

TEST(ParseText, ShowsHangulWhole) {
  const std::string source = "a\u1112\u1161\u11ab강\n\u1112 \u1103\u1161\u1105\u1175다\n";
  const Page page = ParseText(source);
  EXPECT_EQ(page.text, "a한강\n\u1112 다리다\n");
  EXPECT_THAT(Spans(page), ElementsAre(Span{0, 7}, Span{8, 21}));
  ASSERT_NE(page.rendering, nullptr);
  SourceMap::Cursor cursor(page.rendering->map);
  std::string copied;
  cursor.ForEachPiece({0, page.text.size()}, [&](Span piece) { copied += piece.of(source); });
  EXPECT_EQ(copied, source);
  std::vector<Span> pieces;
  SourceMap::Cursor again(page.rendering->map);
  again.ForEachPiece({1, 7}, [&](Span piece) { pieces.push_back(piece); });
  EXPECT_THAT(pieces, ElementsAre(Span{1, 10}, Span{10, 13}));
}

TEST(ParseText, ShowsAnyOtherSourceItself) {
  const std::string source = "한강\n\u1112 \u1161\n";
  const Page page = ParseText(source);
  EXPECT_EQ(page.text.data(), source.data());
  EXPECT_EQ(page.rendering, nullptr);
}

}  // namespace
}  // namespace textclean
