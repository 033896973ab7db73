// Mentions in an article's text: money, percentages, quantities, dates, quotations,
// tickers, e-mail and web addresses, phone numbers, statutes, case numbers, hashtags.
//
// One pass over the lines; every reader is anchored where it begins, so the time is linear.
// Pure; the lexicon is not kept.
//
//   FindMentions(page, lexicon, {.kinds = MentionKindSet::All(), .published = day});
#ifndef TEXTCLEAN_SERVICE_EXTRACT_MENTIONS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_MENTIONS_H_

#include <optional>
#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"
#include "service/extract/times.h"

namespace textclean {

struct MentionOptions {
  MentionKindSet kinds = MentionKindSet::All();
  // The day, in the page's zone, from which relative dates are counted.
  std::optional<CivilDay> published;
};

// Mentions in the content (TITLE, SUBTITLE, BODY), e-mail addresses and phone numbers of
// bylines, hashtags of tag lines; by begin, the longer first.
std::vector<Mention> FindMentions(const PageLines& page, const Lexicon& lexicon, const MentionOptions& options);

// The tickers among mentions, each once: name as printed, code.
std::vector<Ticker> TickersOf(std::string_view text, const std::vector<Mention>& mentions);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_MENTIONS_H_
