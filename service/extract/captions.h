// Captions with the credit split off, and the pictures' addresses.
//
// A caption that the page repeats is given once; a credit on a line of its own joins the
// caption above it. Functions are pure.
//
//   SplitCredit("…에서 발언하고 있다. /사진=OSEN", lexicon)  // {"…에서 발언하고 있다.", "OSEN"}
#ifndef TEXTCLEAN_SERVICE_EXTRACT_CAPTIONS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_CAPTIONS_H_

#include <string_view>
#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"
#include "service/text/span.h"

namespace textclean {

// A caption's own words and its credit, as spans of the text; either may be empty.
struct CreditSplit {
  Span text;
  Span credit;
};

// Splits the caption that stands at `span` of `text`.
CreditSplit SplitCredit(std::string_view text, Span span, const Lexicon& lexicon);

std::vector<Caption> FindCaptions(const PageLines& page, const Lexicon& lexicon);

// The addresses of Markdown images, each once.
std::vector<Fact> FindImages(const PageLines& page);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_CAPTIONS_H_
