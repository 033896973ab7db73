// The splitter's weights: a linear model over the features of a candidate.
//
// Immutable and thread-safe once built. A look-up is one probe or two of a table that
// fits a second-level cache.
//
//   absl::StatusOr<BoundaryModel> model = BoundaryModel::Parse(segment_model);
//   if (model->Score(features.begin(), features.end()) > 0) ...   // a boundary
#ifndef TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_
#define TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
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
  int Score(const std::uint64_t* begin, const std::uint64_t* end) const {
    Lanes sums{};
    for (const std::uint64_t* key = begin; key != end; ++key) {
      std::array<Lanes, kReach / kLanes> rests;
      std::memcpy(&rests, &slots_[HomeOf(*key)], sizeof(rests));
      for (Lanes& rest : rests) {
        rest ^= CheckOf(*key);
        sums += (rest - kBias) & (rest < kNoMatch);  // all bits set where a slot matches
      }
    }
    return sums[0] + sums[1] + sums[2] + sums[3];
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
  // A key's check above its weight, which is never negative there; 0: free.
  using Slot = std::int32_t;
  static constexpr unsigned kWeightBits = 12;
  static constexpr Slot kNoMatch = 1 << kWeightBits;  // and more: what another key leaves of a slot
  static constexpr Slot kBias = kNoMatch / 2;
  // A key stands at most so many slots after its own. A look-up reads all of these and
  // needs no branch, since nobody could predict whether a feature is known.
  static constexpr std::size_t kReach = 8;
  // Some slots in one register: an extension of GCC and Clang.
  static constexpr std::size_t kLanes = 4;
  using Lanes __attribute__((vector_size(kLanes * sizeof(Slot)))) = Slot;

  // The bits of a key that choose its slot, and others that tell it from its neighbours,
  // never 0.
  std::size_t HomeOf(std::uint64_t key) const { return (key >> 32) * homes_ >> 32; }
  static Slot CheckOf(std::uint64_t key) {
    return static_cast<Slot>((key & 0x7FFFFFFF & ~std::uint64_t{kNoMatch - 1}) | kNoMatch);
  }
  // Fills a table with homes_ slots to begin at; false where a key finds none within reach.
  bool Fill(const std::vector<std::pair<std::uint64_t, int>>& weights);

  std::vector<Slot> slots_;
  std::size_t homes_ = 0;
  Thresholds thresholds_;
  FinalSyllables finals_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_MODEL_H_
