// What a page's markup says about its lines, weighed against what their text says: which
// lines of an HTML page are the article's body, and what the others are.
//
// Three models of boosted trees (html_model.txt, written by train/train_html.cc): a
// first opinion of each line; an opinion of each container, how far it is the article and
// nothing else; and the verdict on each line in the light of both. A line's text enters
// through the labeller's own decision. The threshold is the one that promises the best F1
// of the page, so that a short post among long menus is found as well as an article.
//
// Const and thread-safe once built. Linear in the page, but for sorting its lines.
//
//   const auto evidence = HtmlEvidence::Default();
//   std::vector<HtmlVerdict> verdicts = evidence->Judge(page, decisions);
#ifndef TEXTCLEAN_SERVICE_LABEL_HTML_EVIDENCE_H_
#define TEXTCLEAN_SERVICE_LABEL_HTML_EVIDENCE_H_

#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/label/boosted_trees.h"
#include "service/label/html_features.h"
#include "service/label/model.h"
#include "service/page/page.h"

namespace textclean {

// What a line of an HTML page is.
struct HtmlVerdict {
  RegionKind kind = RegionKind::kOther;
  float confidence = 0;   // of kind, 0 to 1
  float content = 0;      // that it is article text, 0 to 1; at least one half for BODY
  std::string_view rule;  // "html.related"; empty where the text decided
};

class HtmlEvidence {
 public:
  // With the models that are compiled in; INTERNAL where they do not load.
  static absl::StatusOr<HtmlEvidence> Default();
  HtmlEvidence(BoostedTrees lines, BoostedTrees containers, BoostedTrees verdict);

  // The probability of each line of a page from ParseHtml that it is the article's body.
  // `text` is what the labeller decided of each line by its text alone.
  std::vector<float> Body(const Page& page, std::span<const Decision> text) const;

  std::vector<HtmlVerdict> Judge(const Page& page, std::span<const Decision> text) const;

 private:
  std::vector<float> Body(HtmlFeatures& features, std::span<const Decision> text) const;

  BoostedTrees lines_;
  BoostedTrees containers_;
  BoostedTrees verdict_;
};

// The threshold that promises the best F1 in words if the probabilities are right; `sizes`
// are the lines' words. Above them all where no line is likely enough for there to be an article.
float BestThreshold(std::span<const float> body, std::span<const float> sizes);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_HTML_EVIDENCE_H_
