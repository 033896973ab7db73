// From lines to paragraphs: lines that a hard wrap cut, or that a quotation or bracket runs
// over, are one paragraph; all others stand alone.
//
// A line break is a wrap only where the next word would not have fit into the width that
// the page's wrapped lines share, and the text around speaks for it: lines that end in
// the middle of a phrase, a last line that ends a sentence, many breaks of one width. So
// headlines, captions and list rows, which end where they like, stay apart. A blank line
// always ends a paragraph.
//
// Immutable and thread-safe once built. Time and memory are linear in the text.
//
//   const LineJoiner joiner(classes, words);
//   for (Span paragraph : joiner.Paragraphs(text, {0, text.size()})) ...
#ifndef TEXTCLEAN_SERVICE_SEGMENT_LINES_H_
#define TEXTCLEAN_SERVICE_SEGMENT_LINES_H_

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "service/segment/chars.h"
#include "service/segment/words.h"
#include "service/text/span.h"

namespace textclean {

class LineJoiner {
 public:
  // Both must outlive the joiner.
  LineJoiner(const CharClasses& classes, const WordClasses& words) : classes_(classes), words_(words) {}

  // The paragraphs of `range` of the valid UTF-8 `text`, in order, without white space at
  // their ends. What lies between them is white space and lines of invisible characters.
  std::vector<Span> Paragraphs(std::string_view text, Span range) const;

 private:
  // How wide a stretch is: in characters, and in columns, where a wide one takes two.
  using Width = std::array<std::size_t, 2>;

  struct Line {
    Span span;
    Width width{};
    Width first_word{};
    bool follows = false;  // the line before is not blank
    bool joins = false;    // it goes on with the line before
    bool may_quote = true;
    bool may_bracket = true;
  };

  // What a line's end says about the sentence.
  enum class End { kOpen, kNeutral, kFinal };

  static std::vector<Line> Read(std::string_view text, Span range);
  static void Measure(std::string_view text, Line& line);
  void JoinWrapped(std::string_view text, std::vector<Line>& lines) const;
  bool IsWrapped(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last,
                 bool is_habit, Chars& chars) const;
  static void JoinBrackets(std::string_view text, std::vector<Line>& lines);
  static void JoinQuotations(std::string_view text, std::vector<Line>& lines);
  // `chars` is to work in.
  End EndOf(std::string_view text, const Line& line, Chars& chars) const;
  bool OpensRow(std::string_view text, const Line& line) const;

  const CharClasses& classes_;
  const WordClasses& words_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_LINES_H_
