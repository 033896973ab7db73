// What an HTML page says about itself: <title>, <meta>, JSON-LD, <time>. Values come as
// written, references and JSON escapes decoded and Hangul
// whole; nothing is checked against what the page
// shows.
//
//   for (const MetaValue& title : page.html->metadata.titles) Use(title.text, title.source);
#ifndef TEXTCLEAN_SERVICE_PAGE_METADATA_H_
#define TEXTCLEAN_SERVICE_PAGE_METADATA_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/text/span.h"

namespace textclean {

// Where a value was read.
enum class MetaSource { kTitleElement, kMeta, kOpenGraph, kArticle, kTwitter, kJsonLd, kTime };

struct MetaValue {
  std::string text;
  MetaSource source = MetaSource::kMeta;
  Span span;  // in the page's source
};

// Each list in the order of the page.
struct PageMetadata {
  std::vector<MetaValue> titles;
  std::vector<MetaValue> descriptions;
  std::vector<MetaValue> authors;
  std::vector<MetaValue> publishers;
  std::vector<MetaValue> sections;
  std::vector<MetaValue> published;  // times as written
  std::vector<MetaValue> modified;
  std::vector<MetaValue> images;  // addresses
  std::vector<MetaValue> bodies;  // articleBody of JSON-LD
};

// Adds what <meta name|property|itemprop=`key` content=`value`> says.
void AddMeta(std::string_view key, std::string value, Span span, PageMetadata& metadata);

// Adds what a JSON-LD script of an article (NewsArticle, BlogPosting, ...) says. `span` is
// the script's text in `source`. Damaged JSON gives what comes before the damage; what is
// nested deeper than 32 levels is passed over. Linear.
void AddJsonLd(std::string_view source, Span span, PageMetadata& metadata);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_METADATA_H_
