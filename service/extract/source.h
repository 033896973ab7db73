// Where an article comes from: the outlet that published the page, the agency that wrote
// the story where another did, the dateline's place, the copyright line.
//
// An outlet is named by a line of its own, by "[Source : …]" or 기사제공, by the copyright
// line, by the byline's bracket. A credit under a picture names none. Pure.
//
//   Source source = FindSource(page, lexicon);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_SOURCE_H_
#define TEXTCLEAN_SERVICE_EXTRACT_SOURCE_H_

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"

namespace textclean {

struct Source {
  Fact publisher;
  Fact agency;
  Fact dateline;
  Fact copyright;
};

Source FindSource(const PageLines& page, const Lexicon& lexicon);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_SOURCE_H_
