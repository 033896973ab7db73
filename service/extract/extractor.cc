#include "service/extract/extractor.h"

#include <optional>
#include <utility>

#include "service/extract/authors.h"
#include "service/extract/captions.h"
#include "service/extract/headline.h"
#include "service/extract/lines.h"
#include "service/extract/markup_facts.h"
#include "service/extract/mentions.h"
#include "service/extract/page_times.h"
#include "service/extract/related.h"
#include "service/extract/source.h"
#include "service/extract/times.h"

namespace textclean {
namespace {

// The day of a page's time where the page is.
std::optional<CivilDay> LocalDay(const PageTime& time) {
  if (!time.seconds) return std::nullopt;
  const std::int64_t local = *time.seconds + kSeoulMinutes * 60;
  return FromDayNumber(local >= 0 ? local / 86400 : (local - 86399) / 86400);
}

}  // namespace

Extraction Extractor::Extract(const Page& whole, std::string_view source, std::span<const Region> regions,
                              const ExtractOptions& options) const {
  const PageLines page = CutLines(whole.text, regions);
  Extraction extraction;
  ArticleFacts& article = extraction.article;

  Headline headline = FindHeadline(page, lexicon_);
  article.title = std::move(headline.title);
  article.title_tags = std::move(headline.tags);
  article.subtitles = std::move(headline.subtitles);
  article.section = std::move(headline.section);

  Bylines bylines = FindBylines(page, lexicon_);
  article.authors = std::move(bylines.authors);
  article.emails = std::move(bylines.emails);

  Source origin = FindSource(page, lexicon_);
  article.publisher = std::move(origin.publisher);
  article.agency = std::move(origin.agency);
  article.dateline = std::move(origin.dateline);
  article.copyright = std::move(origin.copyright);

  PageTimes times = FindPageTimes(page);
  article.published = std::move(times.published);
  article.modified = std::move(times.modified);

  article.captions = FindCaptions(page, lexicon_);
  article.images = FindImages(page);
  article.summary = FindSummary(page);
  article.related = FindRelated(page);
  if (whole.html != nullptr) AddMarkupFacts(whole, source, page, lexicon_, article);

  // Tickers are a field too: they are looked for whichever mentions are asked.
  MentionOptions mention_options{.kinds = options.mentions, .published = LocalDay(article.published)};
  mention_options.kinds.Add(MentionKind::kTicker);
  extraction.mentions = FindMentions(page, lexicon_, mention_options);
  article.tickers = TickersOf(whole.text, extraction.mentions);
  if (!options.mentions.Has(MentionKind::kTicker)) {
    std::erase_if(extraction.mentions, [](const Mention& m) { return m.kind == MentionKind::kTicker; });
  }
  for (Mention& mention : extraction.mentions) {
    if (mention.kind == MentionKind::kTicker) mention.parts.clear();
  }
  return extraction;
}

}  // namespace textclean
