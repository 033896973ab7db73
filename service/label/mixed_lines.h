// Pages whose menus, article and footer came as one line: finds, at the line's head and
// tail, the stretches that are not the article.
//
// At the head, before the first sentence ends: runs of words that the rules know as whole
// lines (menu words, dates, share buttons); a headline between two such runs stays. At the
// tail, after the last sentence: everything, if it holds what ends articles. Looks at a
// bounded stretch of the line only.
//
//   MixedLineCutter cutter(rules);              // holds scratch space; one per thread
//   cutter.Cut("홈 로그인 정치 경제 시청 앞 새 단장 입력 2024.01.02 …", pieces);
#ifndef TEXTCLEAN_SERVICE_LABEL_MIXED_LINES_H_
#define TEXTCLEAN_SERVICE_LABEL_MIXED_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "service/label/inline_cuts.h"
#include "service/rules/rule_set.h"

namespace textclean {

class MixedLineCutter {
 public:
  // `rules` must outlive the cutter.
  explicit MixedLineCutter(const RuleSet& rules) : rules_(rules) {}

  // Appends pieces that partition `line`; one content piece where it holds no sentence or
  // nothing is to be cut.
  void Cut(std::string_view line, std::vector<Piece>& pieces);

 private:
  struct Word {
    Span span;
    std::uint16_t rule = Piece::kContent;  // the rule that knows it, if one does
  };

  // The words of a stretch of the line, each with the rule that knows it.
  void ReadWords(std::string_view line, Span stretch);
  std::optional<std::uint16_t> KnownAs(std::string_view words);

  const RuleSet& rules_;
  std::vector<Word> words_;
  FoldedText folded_;
  LineMatches matches_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_MIXED_LINES_H_
