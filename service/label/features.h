// The evidence on which a line is labelled: features with readable names, such as
// "end=SENTENCE" or "prev.rule=RELATED", for which the model has a weight a kind.
//
// Features that hang on the same few facts are looked up together: a joint is the table of
// all combinations of such facts, a cell is one combination and stands for its set of
// features. The model adds up their weights once, when it loads; a line then costs one
// addition a joint.
//
//   for (const LineCells& line : ReadCells(page)) {
//     for (Feature f : FeaturesOf(line)) std::cout << FeatureName(f);
//   }
#ifndef TEXTCLEAN_SERVICE_LABEL_FEATURES_H_
#define TEXTCLEAN_SERVICE_LABEL_FEATURES_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <vector>

#include "service/label/page_context.h"

namespace textclean {

using Feature = std::uint16_t;

// How many features there are, and the name of each.
std::size_t FeatureCount();
std::string FeatureName(Feature feature);

// The cells of a joint follow those of the joint before: the first of `joint`, and of kJoints how many there are in
// all; and the features that a cell stands for.
inline constexpr std::size_t kJoints = 39;
inline constexpr std::size_t kRuleMasks = 5;
std::size_t FirstCell(std::size_t joint);
std::vector<Feature> FeaturesOfCell(std::size_t cell);

// A line's features: a cell of each joint, and those that are in none because any number
// of them may hold (what the rules say).
struct LineCells {
  std::array<std::uint16_t, kJoints> cells;
  // Bit k stands for RegionKind k: of rules that match as line, prefix, suffix, anywhere, and of certain ones.
  std::array<std::uint32_t, kRuleMasks> rules;
};

// The feature of kind `kind` in mask `mask` of LineCells::rules.
Feature RuleFeature(std::size_t mask, std::size_t kind);

// Calls fn(feature) for each feature of a line that is in no joint.
template <typename Fn>
void ForEachRuleFeature(const LineCells& line, const Fn& fn) {
  for (std::size_t mask = 0; mask < kRuleMasks; ++mask) {
    for (std::uint32_t kinds = line.rules[mask]; kinds != 0; kinds &= kinds - 1) {
      fn(RuleFeature(mask, static_cast<std::size_t>(std::countr_zero(kinds))));
    }
  }
}

// The features of each line of a page.
std::pmr::vector<LineCells> ReadCells(const PageContext& page,
                                      std::pmr::memory_resource* memory = std::pmr::get_default_resource());

// All features of a line, one by one.
std::vector<Feature> FeaturesOf(const LineCells& cells);

// Whether a feature tells a reader something: what rules, place, repetition, neighbours and
// prose say, not lengths and shares. Only such are named as the reason of a decision.
bool IsTelling(Feature feature);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_FEATURES_H_
