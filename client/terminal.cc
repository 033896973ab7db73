#include "client/terminal.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "service/text/utf8.h"

namespace textclean::client {
namespace {

std::size_t ColumnsOf(UChar32 c) {
  const auto category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) return 0;
  // Vowels and finals of conjoining Hangul are drawn into the initial's cell.
  if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF)) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Terminals obey control characters, reorder text at bidirectional ones, and show nothing
// for the rest of these.
bool NeedsStandIn(UChar32 c) {
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return true;
    default:
      return false;
  }
}

std::string Utf8(char32_t c) {
  std::string utf8;
  AppendUtf8(c, utf8);
  return utf8;
}

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Glyph FirstGlyph(std::string_view text) {
  const CodePoint first = DecodeUtf8(text, 0);
  const auto c = static_cast<UChar32>(first.value);
  if (!NeedsStandIn(c)) return {first.size, std::string(text.substr(0, first.size)), ColumnsOf(c)};
  if (c < 0x20) return {first.size, Utf8(0x2400 + first.value), 1};
  if (c == 0x7F) return {first.size, Utf8(0x2421), 1};
  const std::string number = absl::StrFormat("<U+%04X>", std::uint32_t{first.value});
  return {first.size, number, number.size()};
}

std::string Printable(std::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    if (text[0] == '\n' || text[0] == '\t') {
      printable += text[0];
    } else {
      printable += glyph.shown;
    }
    text.remove_prefix(glyph.size);
  }
  return printable;
}

std::size_t Columns(std::string_view line) {
  std::size_t columns = 0;
  while (!line.empty()) {
    const Glyph glyph = FirstGlyph(line);
    columns += glyph.columns;
    line.remove_prefix(glyph.size);
  }
  return columns;
}

bool OnTerminal() { return isatty(STDOUT_FILENO) == 1; }

bool WantsColor(Color color) {
  if (color != Color::kAuto) return color == Color::kAlways;
  return OnTerminal() && Environment("NO_COLOR").empty() && Environment("TERM") != "dumb";
}

std::size_t TerminalWidth() {
  struct winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  std::uint32_t columns = 0;
  return absl::SimpleAtoi(Environment("COLUMNS"), &columns) && columns > 0 ? std::min(columns, 1000u) : 100;
}

}  // namespace textclean::client
