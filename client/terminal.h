// Text on a terminal: what is safe to send there, how wide it is, and what the terminal can do.
// Text must be valid UTF-8, as all strings of protobuf messages are.
#ifndef TEXTCLEAN_CLIENT_TERMINAL_H_
#define TEXTCLEAN_CLIENT_TERMINAL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "client/arguments.h"

namespace textclean::client {

// The first character of a text as a terminal should be sent it.
struct Glyph {
  // Bytes of the text that it stands for, at least 1.
  std::size_t size;
  // Itself, or a visible stand-in where it is invisible or the terminal would obey it: a
  // control character's picture (␛), another such character's number (<U+202E>).
  std::string shown;
  // Columns that `shown` takes: 2 for East Asian wide characters, 0 for combining marks.
  std::size_t columns;
};

// `text` must not be empty.
Glyph FirstGlyph(std::string_view text);

// All of `text` as glyphs, but for line feeds and tabs, which stay.
std::string Printable(std::string_view text);

// Columns that Printable(line) takes; `line` holds no line feeds and tabs.
std::size_t Columns(std::string_view line);

// Whether standard output is a terminal.
bool OnTerminal();

// Whether to colour: as asked, or on a terminal that can, unless NO_COLOR is set
// (https://no-color.org).
bool WantsColor(Color color);

// Columns of the terminal; elsewhere those of the environment's COLUMNS, or 100.
std::size_t TerminalWidth();

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_TERMINAL_H_
