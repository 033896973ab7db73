#include "service/page/page.h"

#include <cstddef>
#include <utility>

#include "service/page/markdown.h"
#include "service/page/renderer.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

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

// Number of LF. By blocks whose counts fit a byte, which compilers turn into instructions on 16 bytes at a time.
std::size_t CountLineFeeds(std::string_view text) {
  constexpr std::size_t kBlock = 64;
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + kBlock <= text.size(); at += kBlock) {
    unsigned char in_block = 0;
    for (std::size_t i = at; i < at + kBlock; ++i) in_block = static_cast<unsigned char>(in_block + (text[i] == '\n'));
    count += in_block;
  }
  for (; at < text.size(); ++at) count += text[at] == '\n';
  return count;
}

// Whether LF and CRLF are the only line ends, as in nearly every page. Compilers turn the inner loop into a few
// instructions on 16 bytes at a time.
bool HasOnlyLineFeeds(std::string_view text) {
  constexpr std::size_t kBlock = 64;
  constexpr std::size_t kAhead = 2;  // bytes that a line end reaches beyond its first
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  for (; at + kBlock + kAhead <= text.size(); at += kBlock) {
    unsigned others = 0;
    for (std::size_t i = at; i < at + kBlock; ++i) {
      const unsigned char byte = bytes[i];
      const unsigned char next = bytes[i + 1];
      const auto is = [](bool condition) { return static_cast<unsigned char>(condition); };
      others |= is(byte == 0x0B) | is(byte == 0x0C) | (is(byte == 0x0D) & is(next != 0x0A)) |
                (is(byte == 0xC2) & is(next == 0x85)) |
                (is(byte == 0xE2) & is(next == 0x80) & is((bytes[i + 2] | 1) == 0xA9));
    }
    if (others != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (LineEndAt(text, at) != 0 && text[at] != '\n' && !text.substr(at).starts_with("\r\n")) return false;
  }
  return true;
}

}  // namespace

Span Trim(std::string_view text, Span span) {
  while (!span.empty()) {
    const CodePoint c = DecodeUtf8(text, span.begin);
    if (IsVisible(c.value)) break;
    span.begin += c.size;
  }
  while (!span.empty()) {
    const CodePoint c = DecodeUtf8Before(text, span.end);
    if (IsVisible(c.value)) break;
    span.end -= c.size;
  }
  return span;
}

std::vector<Block> BlocksOf(std::string_view text) {
  std::vector<Block> lines;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const Span line = Trim(text, {begin, end});
    if (!line.empty()) lines.push_back({line});
  };
  lines.reserve(CountLineFeeds(text) + 1);
  if (HasOnlyLineFeeds(text)) {
    // The CR of CRLF ends its line as white space, which no block does.
    for (std::size_t end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1) add(end);
  } else {
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
  }
  add(text.size());
  return lines;
}

Page ParseText(std::string_view source) {
  Page page{source, {}};
  const bool is_markdown = LooksLikeMarkdown(source);
  if (is_markdown || FindConjoinedSyllable(source, 0) != std::string_view::npos) {
    Renderer renderer(source);
    if (is_markdown) {
      RenderMarkdown(source, renderer);
    } else {
      renderer.Show({0, source.size()});
    }
    page.rendering = std::make_shared<const Rendering>(std::move(renderer).Finish());
    page.text = page.rendering->text;
  }
  page.blocks = BlocksOf(page.text);
  return page;
}

}  // namespace textclean
