// Labels every stretch of a page with what it is, by a decision over the whole page.
//
// Each visible line gets features (features.h), the model decides all lines together
// (model.h), and noise inside the lines that are content is cut out as regions of its own
// (inline_cuts.h).
//
// Immutable and thread-safe once built. Time and memory are linear in the page.
//
//   absl::StatusOr<Labeller> labeller = Labeller::Create(rules);
//   std::vector<Region> regions = labeller->Label(ParseText(text));
#ifndef TEXTCLEAN_SERVICE_LABEL_LABELLER_H_
#define TEXTCLEAN_SERVICE_LABEL_LABELLER_H_

#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/label/html_evidence.h"
#include "service/label/model.h"
#include "service/label/page_context.h"
#include "service/label/region.h"
#include "service/page/page.h"
#include "service/rules/rule_set.h"

namespace textclean {

class Labeller {
 public:
  // With the model that is compiled in. INTERNAL where that does not load.
  static absl::StatusOr<Labeller> Create(std::shared_ptr<const RuleSet> rules);

  // With another model of the text, such as one that has not seen some sites.
  static absl::StatusOr<Labeller> Create(std::shared_ptr<const RuleSet> rules, Model model);

  // The regions partition page.text (see Region).
  std::vector<Region> Label(const Page& page) const;

  // What the lines of a page are by their text alone, one decision for each block.
  std::vector<Decision> DecideByText(const Page& page) const;

  const RuleSet& rules() const { return *rules_; }

 private:
  class Run;

  Labeller(std::shared_ptr<const RuleSet> rules, Model model, HtmlEvidence html);
  // Whether an operator's rule decides the line's kind, whatever else is known.
  bool IsDecided(const LineFacts& facts) const;
  std::pmr::vector<Decision> Decide(const PageContext& page, bool has_markup, std::span<const LineCells> cells,
                                    std::pmr::memory_resource* memory) const;
  // Id of the rule or the feature that spoke most for giving a line that kind.
  std::string_view Evidence(const LineFacts& facts, const LineCells& cells, RegionKind kind) const;

  std::shared_ptr<const RuleSet> rules_;
  Model model_;
  HtmlEvidence html_;
  std::vector<std::string> evidence_;  // "model.NAME" by feature
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_LABELLER_H_
