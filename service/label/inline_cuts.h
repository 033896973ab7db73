// Noise inside a content line: datelines at its head, reporters, credits and notices at
// its tail, widgets and image markup anywhere, found by the rules that cut.
//
//   InlineCutter cutter(rules);                 // holds scratch space; one per thread
//   std::vector<Piece> pieces;
//   cutter.Cut(line, facts.cuts, pieces);   // of "(서울=한빛통신) 홍길동 기자 = 정부가 ….": BYLINE, then content
#ifndef TEXTCLEAN_SERVICE_LABEL_INLINE_CUTS_H_
#define TEXTCLEAN_SERVICE_LABEL_INLINE_CUTS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "service/rules/rule_set.h"
#include "service/text/span.h"

namespace textclean {

// A part of a line. Pieces partition the line.
struct Piece {
  static constexpr std::uint16_t kContent = 0xFFFF;

  Span span;                      // in the line
  std::uint16_t rule = kContent;  // the rule that cut it out, or kContent
};

class InlineCutter {
 public:
  // `rules` must outlive the cutter.
  explicit InlineCutter(const RuleSet& rules) : rules_(rules) {}

  // Appends the pieces of `line`, whose facts named `cuts`; one content piece where nothing
  // is to be cut. Something of the line always stays: a line that is noise altogether is not
  // for this to judge.
  void Cut(std::string_view line, CutSet cuts, std::vector<Piece>& pieces);
  // The same for a line without facts, which it matches itself.
  void Cut(std::string_view line, std::vector<Piece>& pieces);

 private:
  const RuleSet& rules_;
  FoldedText folded_;
  LineMatches matches_;
  std::vector<Piece> tail_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_INLINE_CUTS_H_
