// The labeller's model: a linear-chain conditional random field. A line's score for a kind
// is the sum of its features' weights for that kind; neighbouring kinds add a weight for
// the step from one to the other; the best sequence over the whole page wins. Every weight
// is a line of model.tsv, written by train/train.py.
//
// Immutable and thread-safe once built. Decoding is linear in the number of lines.
#ifndef TEXTCLEAN_SERVICE_LABEL_MODEL_H_
#define TEXTCLEAN_SERVICE_LABEL_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/label/features.h"
#include "service/label/wording.h"
#include "service/rules/region_kind.h"

namespace textclean {

// A score for each kind, in units of 1 / kScoreUnit; index: RegionKind. Padded so that a row is whole vectors. Small
// integers take half the vectors that floats do, and add up to the same on every processor.
inline constexpr std::size_t kScoreWidth = 16;
inline constexpr int kScoreUnit = 512;
struct alignas(32) KindScores : std::array<std::int16_t, kScoreWidth> {};

// A line's decision.
struct Decision {
  RegionKind kind = RegionKind::kOther;
  float confidence = 0;  // share of `kind` among all kinds
  float content = 0;     // share of TITLE, SUBTITLE and BODY together
  float title = 0;       // share of TITLE
};

class Model {
 public:
  // The model that is compiled in; INTERNAL where it does not load.
  static absl::StatusOr<Model> Default();
  // From the text of a model file. INVALID_ARGUMENT with line and reason.
  static absl::StatusOr<Model> Parse(std::string_view text);

  // What the features of wording are read with.
  const Wording& wording() const { return wording_; }
  // The scores of a line by its features alone.
  KindScores Score(const LineCells& line) const;
  // Decides all lines together; `scores` has a row for each, Score's with a few units added.
  std::pmr::vector<Decision> Decide(std::span<const KindScores> scores,
                                    std::pmr::memory_resource* memory = std::pmr::get_default_resource()) const;
  // The telling feature of a line that speaks most for `kind` against the average kind.
  Feature Evidence(const LineCells& line, RegionKind kind) const;

 private:
  // The telling feature that speaks most for a kind, and how much more than for the average kind, in units of a score.
  struct Speaker {
    std::int16_t lift = std::numeric_limits<std::int16_t>::min();
    Feature feature = 0;
  };

  Model();
  absl::Status AddUp();
  std::int16_t Lift(Feature feature, std::size_t kind) const;

  Wording wording_;
  std::vector<std::array<float, kScoreWidth>> weights_;     // by feature
  std::vector<KindScores> features_;                        // the same, rounded
  std::vector<KindScores> cells_;                           // by cell: the sum of its features' weights, rounded
  std::vector<std::array<Speaker, kScoreWidth>> speakers_;  // by cell, then kind
  std::array<KindScores, kScoreWidth> steps_;               // [from][to]
  std::array<KindScores, kScoreWidth> steps_back_;          // [to][from]
  std::vector<float> odds_;                                 // by how far a score is behind the best: e to that power
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_MODEL_H_
