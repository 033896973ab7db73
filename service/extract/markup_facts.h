// What the markup of an HTML page says of its article: <title>, Open Graph, Twitter cards, JSON-LD, <time>, <img>.
//
// Readers never see it and sites let it rot, so what the page shows is taken before it: markup picks the headline
// among the lines that are shown, fills fields that the page shows nowhere, and where both speak and differ the other
// word is listed as a conflict. Names of sites and portals are no titles, accounts and addresses no writers. Pure;
// linear in the page.
//
//   AddMarkupFacts(page, document.text, CutLines(page.text, regions), lexicon, article);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_MARKUP_FACTS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_MARKUP_FACTS_H_

#include <string_view>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"
#include "service/page/page.h"

namespace textclean {

// `page.html` is not null. `source` is the document; `lines` are those of `page`, and `article` is what they showed.
void AddMarkupFacts(const Page& page, std::string_view source, const PageLines& lines, const Lexicon& lexicon,
                    ArticleFacts& article);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_MARKUP_FACTS_H_
