#include "service/page/page.h"

#include <cstddef>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Narrows a line to what shows of it.
Span Trim(std::string_view text, Span line) {
  while (!line.empty()) {
    const CodePoint c = DecodeUtf8(text, line.begin);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) break;
    line.begin += c.size;
  }
  while (!line.empty()) {
    const CodePoint c = DecodeUtf8Before(text, line.end);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) break;
    line.end -= c.size;
  }
  return line;
}

// Length in bytes of the line end at `at`, 0 if there is none. Looks at first bytes
// only: LF, VT, FF, CR are ASCII; NEL is C2 85; U+2028 and U+2029 are E2 80 A8 and A9.
std::size_t LineEndAt(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x0A && byte <= 0x0D) return 1;
  if (byte == 0xC2) return static_cast<unsigned char>(text[at + 1]) == 0x85 ? 2 : 0;
  if (byte == 0xE2 && static_cast<unsigned char>(text[at + 1]) == 0x80) {
    const auto last = static_cast<unsigned char>(text[at + 2]);
    return last == 0xA8 || last == 0xA9 ? 3 : 0;
  }
  return 0;
}

}  // namespace

Page ParseText(std::string_view text) {
  Page page{text, {}};
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const Span line = Trim(text, {begin, end});
    if (!line.empty()) page.blocks.push_back({line});
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = LineEndAt(text, at);
    if (size == 0) {
      ++at;
      continue;
    }
    add(at);
    at += size;
    begin = at;
  }
  add(text.size());
  return page;
}

}  // namespace textclean
