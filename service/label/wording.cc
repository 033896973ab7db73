#include "service/label/wording.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Weights of a row are so many to one.
constexpr float kUnit = 8;
// As many as half a slot tells apart.
constexpr std::size_t kMostRows = 0xFFFF;

std::vector<std::string_view> Cells(std::string_view row) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at <= row.size();) {
    const std::size_t end = std::min(row.find(' ', at), row.size());
    cells.push_back(row.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

std::uint8_t Whole(float value) {
  return static_cast<std::uint8_t>(std::lround(std::min<float>(value, WordingOpinion::kMost)));
}

}  // namespace

Wording::Wording() : fours_(std::size_t{1} << kFourBits), rows_(1) {}

absl::Status Wording::Add(std::string_view pair, std::string_view row) {
  const std::vector<std::string_view> cells = Cells(row);
  if (pair.empty()) {
    if (!columns_.empty()) return absl::InvalidArgumentError("names the columns again");
    std::vector<RegionKind> columns;
    for (const std::string_view name : cells) {
      std::size_t kind = 0;
      while (kind < kRegionKinds && KindName(static_cast<RegionKind>(kind)) != name) ++kind;
      if (kind == kRegionKinds) return absl::InvalidArgumentError("names no kind");
      columns.push_back(static_cast<RegionKind>(kind));
    }
    if (columns.size() > kWidth) return absl::InvalidArgumentError("has too many columns");
    columns_ = std::move(columns);
    return absl::OkStatus();
  }
  if (FindInvalidUtf8(pair)) return absl::InvalidArgumentError("is no UTF-8");
  const CodePoint first = DecodeUtf8(pair, 0);
  if (first.size >= pair.size()) return absl::InvalidArgumentError("is of no pair of characters");
  const CodePoint second = DecodeUtf8(pair, first.size);
  if (first.size + second.size != pair.size()) return absl::InvalidArgumentError("is of no pair of characters");
  if (cells.size() != columns_.size()) return absl::InvalidArgumentError("has not as many weights as columns");
  Row weights{};
  for (std::size_t k = 0; k < cells.size(); ++k) {
    std::int8_t weight = 0;
    const char* const end = cells[k].data() + cells[k].size();
    if (const auto [at, error] = std::from_chars(cells[k].data(), end, weight); error != std::errc() || at != end) {
      return absl::InvalidArgumentError("has a weight that is no small integer");
    }
    weights[k] = weight;
  }
  if (rows_.size() > kMostRows) return absl::InvalidArgumentError("is of a pair too many");
  const std::uint32_t hash = HashOf({first.value, second.value});
  Four& four = fours_[FourOf(hash)];
  for (int i = 0; i < 4; ++i) {
    if (four[i] != 0 && four[i] >> 16 == TagOf(hash)) break;
    if (four[i] != 0) continue;
    four[i] = TagOf(hash) << 16 | static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(weights);
    break;
  }
  // Where its four are taken, the model does not know the pair: one in hundreds.
  return absl::OkStatus();
}

WordingOpinion Wording::Judge(std::span<const WordingPair> pairs) const {
  WordingOpinion opinion;
  if (columns_.empty() || pairs.empty()) return opinion;
  // In eights, which every processor adds at once.
  using Eight = std::int16_t __attribute__((vector_size(16)));
  static_assert(kMostPairs * std::numeric_limits<std::int8_t>::max() <= std::numeric_limits<std::int16_t>::max());
  std::array<Eight, 2> totals{};
  for (const WordingPair pair : pairs) {
    const Row row = rows_[Find(HashOf(pair))];
    // Each weight twice, and the sign that its upper half has: two bytes are one wider weight.
    const Row low = __builtin_shufflevector(row, row, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    const Row high = __builtin_shufflevector(row, row, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15);
    totals[0] += reinterpret_cast<Eight>(low) >> 8;
    totals[1] += reinterpret_cast<Eight>(high) >> 8;
  }
  std::array<std::int16_t, kWidth> sums;
  std::memcpy(sums.data(), totals.data(), sizeof(sums));
  // The most of an article's kinds and of the others, and the kind before all and the next.
  int content = std::numeric_limits<std::int16_t>::min();
  int other = content;
  int best = content;
  int second = content;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const int sum = sums[k];
    int& side = kContentKinds.Has(columns_[k]) ? content : other;
    side = std::max(side, sum);
    if (sum > best) {
      second = std::exchange(best, sum);
      opinion.kind = columns_[k];
    } else {
      second = std::max(second, sum);
    }
  }
  // A line's evidence grows with its length, but not as fast: its pairs hang together.
  const float scale = 1 / (kUnit * std::sqrt(static_cast<float>(pairs.size())));
  const auto lead = static_cast<float>(content - other) * scale;
  opinion.content = static_cast<std::int8_t>(lead < 0 ? -Whole(-lead) : Whole(lead));
  opinion.margin = Whole(static_cast<float>(best - second) * scale);
  return opinion;
}

}  // namespace textclean
