// The heading of an article: title, its tags, deck lines, section, summary.
//
// Functions are pure; facts carry the span of the line they were read from.
//
//   Headline headline = FindHeadline(page, lexicon);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_HEADLINE_H_
#define TEXTCLEAN_SERVICE_EXTRACT_HEADLINE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"

namespace textclean {

struct Headline {
  Fact title;
  std::vector<Fact> tags;
  std::vector<Fact> subtitles;
  Fact section;
};

Headline FindHeadline(const PageLines& page, const Lexicon& lexicon);

// The headline of a page on which nothing is labelled as one, from where it stands: right above writer and time.
std::optional<Span> HeadlineAboveText(const PageLines& page);

// The tags of a title without their brackets: [단독] and the like at its ends, and (종합) and
// its kin, which parentheses alone do not make a tag. `title` is a span of `text`.
std::vector<Fact> TitleTags(std::string_view text, Span title);

// The sentences of a summary by an editor or a machine, without its heading and notice.
std::vector<Fact> FindSummary(const PageLines& page);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_HEADLINE_H_
