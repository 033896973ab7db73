// From lines to paragraphs: lines that a hard wrap or an unfinished quotation cut are one
// paragraph; all others stand alone.
//
// A line break is a wrap only where the next word would not have fit into the width that
// the neighbouring lines share, and the text around speaks for it: lines that end in the
// middle of a phrase, a last line that ends a sentence, many breaks of the same width.
// So headlines, captions and list rows, which end where they like, stay apart. A blank
// line always ends a paragraph. Time and memory are linear in the text.
//
//   const LineJoiner joiner(open_ends);
//   for (Span paragraph : joiner.Paragraphs(text, {0, text.size()})) ...
#ifndef TEXTCLEAN_SERVICE_SEGMENT_LINES_H_
#define TEXTCLEAN_SERVICE_SEGMENT_LINES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "service/segment/chars.h"
#include "service/text/span.h"

namespace textclean {

class LineJoiner {
 public:
  // `open_ends` is the text of data/open_ends.txt. `classes` must outlive the joiner.
  LineJoiner(std::string_view open_ends, const CharClasses& classes);

  // The paragraphs of `range` of the valid UTF-8 `text`, in order, without white space at
  // their ends. What lies between them is white space and invisible characters only.
  std::vector<Span> Paragraphs(std::string_view text, Span range) const;

 private:
  struct Line;

  Line Read(std::string_view text, Span span) const;
  void JoinWrapped(std::vector<Line>& lines) const;
  void JoinQuotations(std::string_view text, std::vector<Line>& lines) const;

  const CharClasses& classes_;
  std::unordered_set<std::string> open_ends_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_LINES_H_
