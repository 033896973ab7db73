// Pages that came as Markdown, as converters of web pages write them: html2text, markdownify, Turndown, readers for
// language models.
//
//   if (LooksLikeMarkdown(source)) RenderMarkdown(source, renderer);
#ifndef TEXTCLEAN_SERVICE_PAGE_MARKDOWN_H_
#define TEXTCLEAN_SERVICE_PAGE_MARKDOWN_H_

#include <string_view>

#include "service/page/renderer.h"

namespace textclean {

// Whether a text is Markdown: it has links in its notation, or headings and lists of it. A text with a mark or two is
// not.
bool LooksLikeMarkdown(std::string_view text);

// Shows every line without its notation: the marks of headings, lists and quotations, emphasis, what is behind links,
// pictures in links beside text, lines that only underline or rule, backslashes. A table's cells are lines of their
// own, as those of markup are, parted by U+2028; so each LF of the source is one of what it shows. Other pictures and
// program text between fences stay as they are. Linear.
void RenderMarkdown(std::string_view source, Renderer& renderer);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_MARKDOWN_H_
