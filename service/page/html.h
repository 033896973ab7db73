// An HTML page as text: what a reader would see of it, line by line, with what the
// markup says about every line and the way back to the source.
//
// Lines end where block elements begin and end and at <br>; white space folds as it does
// on a screen; references are decoded. Text in scripts, styles, templates and drawings is
// none. Hidden text is text, with evidence that it is hidden. The reading order is that
// of the source (text that a browser would foster out of a table stays where it is).
//
// Time is linear in the source whatever it holds: elements deeper than kMaxDepth replace
// their parents, and every decision about open elements takes constant time.
//
//   const Page page = ParseHtml(source);   // page.text views page.rendering->text
//   for (std::size_t i = 0; i < page.blocks.size(); ++i) Use(page.blocks[i], page.html->lines[i]);
#ifndef TEXTCLEAN_SERVICE_PAGE_HTML_H_
#define TEXTCLEAN_SERVICE_PAGE_HTML_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/page/evidence.h"
#include "service/page/metadata.h"
#include "service/page/page.h"
#include "service/text/span.h"

namespace textclean {

inline constexpr std::size_t kMaxDepth = 512;

// A block element that holds text, directly or further down. Parents come before their
// children; the first node is the page and its own parent.
struct HtmlNode {
  std::uint32_t parent = 0;
  EvidenceSet own;  // of the element itself; empty for the page, <html> and <body>
  EvidenceSet all;  // of the element and everything around it
};

// What the markup says of a line.
struct HtmlLine {
  std::uint32_t node = 0;        // innermost block element around it
  std::uint32_t link_bytes = 0;  // how many of its bytes are link text
  std::uint32_t bold_bytes = 0;
  std::uint8_t heading = 0;  // 1 to 6 in <h1> to <h6>, else 0
  EvidenceSet inline_own;    // of inline elements around all of its text
  EvidenceSet all;           // of everything around it
};

// A picture.
struct HtmlImage {
  Span url;              // in the source, references not decoded
  std::size_t line = 0;  // number of lines before it
};

// What belongs to a page that came as HTML.
struct HtmlPage {
  std::vector<HtmlNode> nodes;  // at least one
  std::vector<HtmlLine> lines;  // one for each block of the page
  std::vector<HtmlImage> images;
  PageMetadata metadata;
};

// `source` is valid UTF-8 of less than 4 GB and outlives the page.
Page ParseHtml(std::string_view source);

// Whether a text is HTML: it begins like a document, or tags of well-known elements make
// up a good part of what it begins with. A text that merely mentions tags is not.
bool LooksLikeHtml(std::string_view text);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_HTML_H_
