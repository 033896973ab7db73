// The writers of an article, read from bylines: "홍길동·김철수 기자", "워싱턴=홍길동 특파원",
// "[이데일리 홍길동 기자]", "글·사진 홍길동 선임기자", a bare name above a date, "온라인뉴스팀".
//
// A person of the story, a photographer named in a credit and an editor in production
// credits are no writers. Functions are pure; the lexicon must outlive nothing.
//
//   Bylines bylines = FindBylines(page, lexicon);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_AUTHORS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_AUTHORS_H_

#include <string_view>
#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lexicon.h"
#include "service/extract/lines.h"
#include "service/text/span.h"

namespace textclean {

// How sure it is that the text is a byline.
enum class BylineTrust {
  kByline,   // labelled so: bare names and guests' roles count
  kHeading,  // the line of the date: a bare name before the date counts
  kText,     // any line: only names with a reporter's role count
};

// The writers that the stretch `span` of `text` names, in order, with e-mail addresses
// that follow their names.
std::vector<Author> ParseByline(std::string_view text, Span span, BylineTrust trust, const Lexicon& lexicon);

struct Bylines {
  std::vector<Author> authors;  // each once
  std::vector<Fact> emails;     // of the bylines, whether an author's or not; each once
};

// The writers of a page and the addresses that stand with them. Bylines that were taken for
// something else are found where nothing else gives a writer.
Bylines FindBylines(const PageLines& page, const Lexicon& lexicon);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_AUTHORS_H_
