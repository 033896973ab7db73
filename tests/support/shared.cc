#include "tests/support/shared.h"

#include <memory>

namespace textclean {

const RuleSet& SharedRules() {
  static const std::unique_ptr<const RuleSet> kRules = *RuleSet::Default();
  return *kRules;
}

const Segmenter& SharedSegmenter() {
  static const std::unique_ptr<const Segmenter> kSegmenter = *Segmenter::Create();
  return *kSegmenter;
}

}  // namespace textclean
