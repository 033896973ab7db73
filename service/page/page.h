// A page as blocks in reading order, each with the span of source it came from.
//
//   Page page = ParseText(text);
//   for (const Block& block : page.blocks) Use(block.span.of(page.text));
#ifndef TEXTCLEAN_SERVICE_PAGE_PAGE_H_
#define TEXTCLEAN_SERVICE_PAGE_PAGE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/page/source_map.h"
#include "service/text/span.h"

namespace textclean {

struct HtmlPage;  // service/page/html.h

// One line of a page. Never empty, never starts or ends with white space or
// invisible characters.
struct Block {
  Span span;
};

// What a source shows, and where in the source that came from.
struct Rendering {
  std::string text;
  SourceMap map;
};

// `text` is valid UTF-8. Blocks are in order and do not
// overlap; what lies between them is white space and invisible characters only.
struct Page {
  std::string_view text;  // the source, which outlives the page, or rendering->text
  std::vector<Block> blocks;
  std::shared_ptr<const Rendering> rendering = nullptr;  // null where the text is the source itself
  std::shared_ptr<const HtmlPage> html = nullptr;        // null for a text page
};

// Narrows a span to what shows of it: no white space or invisible character at its ends.
Span Trim(std::string_view text, Span span);

// The lines of a text, cut at LF, CR, CRLF, VT, FF, NEL, U+2028, U+2029.
std::vector<Block> BlocksOf(std::string_view text);

// A text of less than 4 GB as a page of its lines. What it shows is rendered where that is not its source: Markdown
// (markdown.h), and Hangul whose syllables came as letters of their own (hangul.h).
Page ParseText(std::string_view source);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_PAGE_H_
