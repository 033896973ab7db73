// Quotations in an article's sentences, with their speaker where the sentence names one.
//
// "A"라며 "B"라고 말했다 is one quotation with two parts. Words set off by quotation marks, such
// as titles and terms, are no quotations. Pure; linear in the text.
//
//   for (const Quotation& q : FindQuotations(text, bodies)) Use(q.speaker, q.span);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_QUOTES_H_
#define TEXTCLEAN_SERVICE_EXTRACT_QUOTES_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/extract/lexicon.h"
#include "service/text/span.h"

namespace textclean {

struct Quotation {
  Span span;                // from the first opening mark to the last closing one
  std::vector<Span> parts;  // each with its marks; one or more
  std::string speaker;      // as printed before the particle; may be empty
};

// `bodies` are the lines of the article in order, as spans of `text`.
std::vector<Quotation> FindQuotations(std::string_view text, std::span<const Span> bodies, const Lexicon& lexicon);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_QUOTES_H_
