// Gradient-boosted regression trees: a score from a row of numbers.
//
// Const and thread-safe once read. The text format is what Write writes: a version, then a
// line for each tree with its depth, and for every inner node, breadth first, a column and
// a threshold (at most goes left), then the values of its leaves.
//
//   absl::StatusOr<BoostedTrees> trees = BoostedTrees::Read(text);
//   const float probability = trees->Probability(row);
#ifndef TEXTCLEAN_SERVICE_LABEL_BOOSTED_TREES_H_
#define TEXTCLEAN_SERVICE_LABEL_BOOSTED_TREES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace textclean {

// A complete binary tree: 2^depth - 1 inner nodes, 2^depth leaves.
struct RegressionTree {
  std::uint32_t depth = 0;
  std::vector<std::uint16_t> columns;
  std::vector<float> thresholds;
  std::vector<float> leaves;

  float Value(std::span<const float> row) const {
    std::size_t node = 0;
    for (std::uint32_t level = 0; level < depth; ++level) {
      node = 2 * node + 1 + static_cast<std::size_t>(row[columns[node]] > thresholds[node]);
    }
    return leaves[node - columns.size()];
  }
};

class BoostedTrees {
 public:
  BoostedTrees() = default;
  explicit BoostedTrees(std::vector<RegressionTree> trees) : trees_(std::move(trees)) {}

  // Reads one model off the front of `text`. INVALID_ARGUMENT if it is damaged or names a
  // column beyond `columns`.
  static absl::StatusOr<BoostedTrees> Read(std::string_view& text, std::size_t columns);
  std::string Write() const;

  // The trees' sum as a probability.
  float Probability(std::span<const float> row) const;

 private:
  std::vector<RegressionTree> trees_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_BOOSTED_TREES_H_
