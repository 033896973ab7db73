// The evidence on which a line is labelled: features with readable names, such as
// "end=SENTENCE" or "prev.rule=RELATED", for which the model has a weight a kind.
//
// Features that hang on the same few facts are looked up together: a joint is the table of
// all combinations of such facts, a cell is one combination and stands for its set of
// features. The model adds up their weights once, when it loads; a line then costs one
// addition a joint.
//
//   LineCells cells;
//   ReadCells(page, i, cells);
//   for (Feature f : FeaturesOf(cells)) std::cout << FeatureName(f);
#ifndef TEXTCLEAN_SERVICE_LABEL_FEATURES_H_
#define TEXTCLEAN_SERVICE_LABEL_FEATURES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "service/label/page_context.h"

namespace textclean {

using Feature = std::uint16_t;

// How many features there are, and the name of each.
std::size_t FeatureCount();
std::string FeatureName(Feature feature);

// How many cells there are in all joints, and the features that each stands for.
inline constexpr std::size_t kJoints = 31;
std::size_t CellCount();
std::vector<Feature> FeaturesOfCell(std::size_t cell);

// A line's features: a cell of each joint, and those that are in none because any number
// of them may hold (what the rules say).
struct LineCells {
  std::array<std::uint16_t, kJoints> cells;
  std::vector<Feature> others;
};

// The features of line `i`; `cells` is written over.
void ReadCells(const PageContext& page, std::size_t i, LineCells& cells);

// All features of a line, one by one.
std::vector<Feature> FeaturesOf(const LineCells& cells);

// Whether a feature tells a reader something: what rules, place, repetition, neighbours and
// prose say, not lengths and shares. Only such are named as the reason of a decision.
bool IsTelling(Feature feature);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_FEATURES_H_
