// The splitter's weights: a linear model over the features of a candidate.
//
// Immutable and thread-safe once built. A look-up is one probe or two of a table that
// fits a second-level cache.
//
//   absl::StatusOr<BoundaryModel> model = BoundaryModel::Parse(segment_model);
//   if (model->Score(features.begin(), features.end()) > 0) ...   // a boundary
#ifndef TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_
#define TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/segment/features.h"

namespace textclean {

class BoundaryModel {
 public:
  // Reads data/model.tsv: "finals<TAB>syllables", "early", "reject" and "accept" with
  // a score, and "feature<TAB>weight", one a line; '#' begins a comment. INTERNAL with the line's number
  // where it cannot be read.
  static absl::StatusOr<BoundaryModel> Parse(std::string_view text);

  // The sum of the features' weights, in hundredths; above zero speaks for a boundary.
  int Score(const BoundaryFeature* begin, const BoundaryFeature* end) const {
    int sum = 0;
    for (const BoundaryFeature* f = begin; f != end; ++f) sum += Weight(f->Key());
    return sum;
  }
  // Thresholds that save work and change next to no decision: a candidate whose early
  // features score less than `early` is no boundary; with the middle ones, less than
  // `reject` is none and more than `accept` is one.
  struct Thresholds {
    int early = 0;
    int reject = 0;
    int accept = 0;
  };
  const Thresholds& thresholds() const { return thresholds_; }
  const FinalSyllables& finals() const { return finals_; }

 private:
  // A key's check and its weight; 0: free.
  using Slot = std::uint32_t;
  static constexpr unsigned kWeightBits = 12;
  static constexpr int kMaxWeight = (1 << (kWeightBits - 1)) - 1;

  // The bits of a key that do not choose its slot; never 0.
  static std::uint32_t CheckOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 44) | 1u; }

  // Whether a feature is known cannot be predicted, so the first two slots are read
  // without a branch; they settle nearly every look-up.
  int Weight(std::uint64_t key) const {
    const std::uint32_t check = CheckOf(key);
    const auto value = [&](Slot slot) {
      return slot >> kWeightBits == check ? static_cast<int>(slot & ((1u << kWeightBits) - 1)) - kMaxWeight : 0;
    };
    const std::size_t i = key & mask_;
    const int sum = value(slots_[i]) + value(slots_[i + 1]);
    if (sum != 0 || slots_[i] == 0 || slots_[i + 1] == 0) [[likely]]
      return sum;
    return WeightBeyond(i + 2, check);
  }
  int WeightBeyond(std::size_t at, std::uint32_t check) const;

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  Thresholds thresholds_;
  FinalSyllables finals_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_
