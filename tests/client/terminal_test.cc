#include "client/terminal.h"

#include <string>

#include "gtest/gtest.h"
#include "service/text/utf8.h"

namespace textclean::client {
namespace {

TEST(Columns, CountsWhatTerminalsDraw) {
  const struct {
    const char* text;
    std::size_t columns;
  } cases[] = {
      {"", 0},       {"abc", 3},  {"가나다", 6},  {"ａｂ", 4},           {"…“”·", 4},
      {"①▶", 2},     {"漢字", 4}, {"e\u0301", 1}, {"ᄒ\u1161\u11AB", 2}, {"😀", 2},
      {"\u3000", 2}, {"ｶﾅ", 2},   {"\x1B", 1},    {"\u200B", 8},         {"\U000E0001", 9},
  };
  for (const auto& [text, columns] : cases) EXPECT_EQ(Columns(text), columns) << text;
}

TEST(Printable, ShowsWhatATerminalWouldObeyOrHide) {
  EXPECT_EQ(Printable("가 나\t다\n"), "가 나\t다\n");
  EXPECT_EQ(Printable(std::string("\0\x1B\r\x7F", 4)), "␀␛␍␡");
  EXPECT_EQ(Printable("\u0085\u009B\u00AD\u200B\u202E\u2028\uFEFF"),
            "<U+0085><U+009B><U+00AD><U+200B><U+202E><U+2028><U+FEFF>");
}

// Every code point but the surrogates: nothing that a terminal obeys is left.
TEST(Printable, LeavesNoControlCharacter) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, text);
    const std::string shown = Printable(text);
    if (c == '\n' || c == '\t') continue;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    EXPECT_EQ(shown != text, control || (shown[0] == '<' && c != '<')) << std::uint32_t{c};
    for (const char byte : shown) EXPECT_GE(static_cast<unsigned char>(byte), 0x20) << std::uint32_t{c};
  }
}

}  // namespace
}  // namespace textclean::client
