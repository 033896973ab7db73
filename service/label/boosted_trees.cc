#include "service/label/boosted_trees.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace textclean {
namespace {

constexpr std::string_view kHeader = "boosted-trees-1";
constexpr std::uint32_t kMaxDepth = 8;

// The next word of `text`, taken off it.
std::string_view TakeWord(std::string_view& text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

template <typename Number>
bool TakeNumber(std::string_view& text, Number& number) {
  const std::string_view word = TakeWord(text);
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size();
}

bool TakeTree(std::string_view& text, std::size_t columns, RegressionTree& tree) {
  if (!TakeNumber(text, tree.depth) || tree.depth > kMaxDepth) return false;
  const std::size_t inner = (std::size_t{1} << tree.depth) - 1;
  tree.columns.resize(inner);
  tree.thresholds.resize(inner);
  tree.leaves.resize(inner + 1);
  for (std::size_t i = 0; i < inner; ++i) {
    if (!TakeNumber(text, tree.columns[i]) || tree.columns[i] >= columns) return false;
    if (!TakeNumber(text, tree.thresholds[i])) return false;
  }
  for (float& leaf : tree.leaves) {
    if (!TakeNumber(text, leaf)) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<BoostedTrees> BoostedTrees::Read(std::string_view& text, std::size_t columns) {
  std::size_t count = 0;
  BoostedTrees model;
  if (TakeWord(text) != kHeader || !TakeNumber(text, count)) {
    return absl::InvalidArgumentError("boosted trees: no header");
  }
  for (std::size_t i = 0; i < count; ++i) {
    RegressionTree tree;
    if (!TakeTree(text, columns, tree)) {
      return absl::InvalidArgumentError("boosted trees: tree " + std::to_string(i) + " is damaged");
    }
    model.trees_.push_back(std::move(tree));
  }
  return model;
}

std::string BoostedTrees::Write() const {
  std::string out(kHeader);
  out += ' ';
  out += std::to_string(trees_.size());
  out += '\n';
  const auto add = [&](float value) {
    char buffer[32];
    std::snprintf(buffer, sizeof(buffer), " %.5g", static_cast<double>(value));
    out += buffer;
  };
  for (const RegressionTree& tree : trees_) {
    out += std::to_string(tree.depth);
    for (std::size_t i = 0; i < tree.columns.size(); ++i) {
      out += ' ';
      out += std::to_string(tree.columns[i]);
      add(tree.thresholds[i]);
    }
    for (const float leaf : tree.leaves) add(leaf);
    out += "\n";
  }
  return out;
}

float BoostedTrees::Probability(std::span<const float> row) const {
  float sum = 0;
  for (const RegressionTree& tree : trees_) sum += tree.Value(row);
  return 1 / (1 + std::exp(-sum));
}

}  // namespace textclean
