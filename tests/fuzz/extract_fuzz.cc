// Extract on any text under any labels: every span lies in the text on borders of characters, mentions are in order,
// and the answer is the same again.
//
// First byte: 0 to 127, the labeller's own labels; else every line gets a label that its number and the byte choose.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "service/clean/cleaner.h"
#include "service/extract/extractor.h"
#include "service/text/utf8.h"
#include "tests/fuzz/require.h"

namespace textclean {
namespace {

std::vector<Region> AnyLabels(const Page& page, unsigned seed) {
  std::vector<Region> regions;
  unsigned number = seed;
  std::size_t at = 0;
  const auto add = [&](Span span, RegionKind kind) {
    Region& region = regions.emplace_back();
    region.span = span;
    region.kind = kind;
    at = span.end;
  };
  for (const Block& block : page.blocks) {
    number = number * 1103515245u + 12345u;
    add({at, block.span.begin}, RegionKind::kWhitespace);
    add(block.span, static_cast<RegionKind>(1 + (number >> 16) % (kRegionKinds - 1)));
  }
  return regions;
}

void RequireInside(Span span, std::string_view text) {
  Require(span.begin <= span.end && span.end <= text.size(), "a span lies in the text");
  Require(span.begin == text.size() || !IsContinuation(text[span.begin]), "a span begins on a border");
  Require(span.end == text.size() || !IsContinuation(text[span.end]), "a span ends on a border");
}

void Check(std::string_view bytes, unsigned seed) {
  static const std::unique_ptr<const Cleaner> kCleaner = *Cleaner::Create();
  static const Extractor kExtractor;
  const auto page = kCleaner->Label({.bytes = bytes, .format = Format::kText});
  if (!page.ok()) return;
  const std::string_view text = page->page.text;
  const std::vector<Region> regions = seed < 128 ? page->regions : AnyLabels(page->page, seed);
  const Extraction extraction = kExtractor.Extract({.text = text, .blocks = {}}, text, regions, {});
  const std::vector<FieldSpan> fields = FieldSpans(extraction.article);
  for (const FieldSpan& field : fields) RequireInside(field.span, text);
  std::size_t last = 0;
  for (const Mention& mention : extraction.mentions) {
    RequireInside(mention.span, text);
    Require(!mention.span.empty() && mention.span.begin >= last, "mentions are in order");
    last = mention.span.begin;
    for (const Span part : mention.parts) RequireInside(part, text);
  }
  const Extraction again = kExtractor.Extract({.text = text, .blocks = {}}, text, regions, {});
  Require(FieldSpans(again.article).size() == fields.size() && again.mentions.size() == extraction.mentions.size(),
          "the same answer again");
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0]);
  return 0;
}
