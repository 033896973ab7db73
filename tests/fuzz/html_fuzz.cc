// HTML on any bytes: the page's lines are in order and lead back to the source, and Clean's regions partition it.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "service/clean/cleaner.h"
#include "service/page/html.h"
#include "service/text/utf8.h"
#include "tests/fuzz/require.h"

namespace textclean {
namespace {

void CheckPage(std::string_view source) {
  const Page page = ParseHtml(source);
  const HtmlPage& html = *page.html;
  Require(html.lines.size() == page.blocks.size(), "every block has its evidence");
  Require(!FindInvalidUtf8(page.text), "what shows is UTF-8");
  SourceMap::Cursor cursor(page.rendering->map);
  std::size_t at = 0;
  std::size_t mapped = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Span span = page.blocks[i].span;
    Require(span.begin >= at && span.begin < span.end && span.end <= page.text.size(), "blocks are in order");
    Require(html.lines[i].node < html.nodes.size(), "a line stands in a node");
    Require(html.lines[i].link_bytes <= source.size(), "links are no longer than the page");
    at = span.end;
    bool has_source = false;
    cursor.ForEachPiece(span, [&](Span piece) {
      Require(piece.begin >= mapped && piece.begin < piece.end && piece.end <= source.size(), "pieces are in order");
      Require(!IsContinuation(source[piece.begin]), "pieces begin at code points");
      mapped = piece.end;
      has_source = true;
    });
    Require(has_source, "every line came from somewhere");
  }
  for (std::size_t node = 1; node < html.nodes.size(); ++node) {
    Require(html.nodes[node].parent < node, "parents come before their children");
  }
}

void Check(std::string_view bytes) {
  static const std::unique_ptr<const Cleaner> kCleaner = *Cleaner::Create();
  const auto result =
      kCleaner->Clean({.bytes = bytes, .decode_errors = DecodeErrors::kReplace, .format = Format::kHtml}, {});
  if (!result.ok()) return;
  const std::string_view source = result->document.text;
  std::size_t at = 0;
  for (const LedgerEntry& entry : result->ledger) {
    Require(entry.region.span.begin == at && entry.region.span.end > at, "regions partition the source");
    Require(!IsContinuation(source[at]), "regions begin at code points");
    at = entry.region.span.end;
  }
  Require(at == source.size(), "regions reach the end");
  CheckPage(source);
  LooksLikeHtml(source);
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
