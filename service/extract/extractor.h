// Extract, without gRPC: from a labelled page to the article's facts and mentions.
//
// Built once, immutable and thread-safe after; the same page always gives the same answer.
// Time and memory are linear in the page. A field that the page does not show stays empty.
//
//   const Extractor extractor;
//   Extraction extraction = extractor.Extract(page, document.text, regions, {});
//   std::cout << extraction.article.title.value;
#ifndef TEXTCLEAN_SERVICE_EXTRACT_EXTRACTOR_H_
#define TEXTCLEAN_SERVICE_EXTRACT_EXTRACTOR_H_

#include <span>
#include <string_view>
#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/label/region.h"
#include "service/page/page.h"

namespace textclean {

struct ExtractOptions {
  MentionKindSet mentions = MentionKindSet::All();  // kinds that are answered
};

struct Extraction {
  ArticleFacts article;
  std::vector<Mention> mentions;  // by begin
};

class Extractor {
 public:
  Extractor() = default;

  // `regions` partition page.text (see Region). `source` is the document that the page was read from: for text,
  // page.text itself. All are only read during the call.
  Extraction Extract(const Page& page, std::string_view source, std::span<const Region> regions,
                     const ExtractOptions& options) const;

 private:
  Lexicon lexicon_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_EXTRACTOR_H_
