#include "service/label/model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace textclean {

extern const std::string_view kDefaultModel;

namespace {

// Kinds that the model knows: TITLE to OTHER. The rest of a row is padding that never wins.
constexpr std::size_t kFirst = static_cast<std::size_t>(RegionKind::kTitle);
constexpr std::size_t kLast = static_cast<std::size_t>(RegionKind::kOther);
// What a line's weights, and a step's, may add up to.
constexpr float kMostSum = 60;
constexpr float kMostStep = 8;
// No line's score is further from 0, and no sequence that is further behind the best is told from one that is as far:
// sums of these, and of a step, fit a row.
constexpr int kMostScore = 24 * kScoreUnit;
constexpr int kMostBehind = 24 * kScoreUnit;
constexpr int kPadding = -16 * kScoreUnit;
// Kinds that are further behind the best one share less than a float's digits. Odds are tabled by 128ths, which tells
// shares to half a percent.
constexpr int kMostOdds = 16 * kScoreUnit;
constexpr int kOddsStep = kScoreUnit / 128;

// A row in eights, which every processor adds and compares at once.
using Eight = std::int16_t __attribute__((vector_size(16)));
struct Row {
  explicit Row(const KindScores& scores) { std::memcpy(eights, scores.data(), sizeof(eights)); }
  explicit Row(int each) {
    for (Eight& eight : eights) eight = Eight{} + static_cast<std::int16_t>(each);
  }
  void Store(KindScores& scores) const { std::memcpy(scores.data(), eights, sizeof(eights)); }

  Row& operator+=(const Row& other) {
    for (std::size_t i = 0; i < kEights; ++i) eights[i] += other.eights[i];
    return *this;
  }
  Row& operator-=(const Row& other) {
    for (std::size_t i = 0; i < kEights; ++i) eights[i] -= other.eights[i];
    return *this;
  }
  void Raise(const Row& other) {
    for (std::size_t i = 0; i < kEights; ++i) eights[i] = eights[i] > other.eights[i] ? eights[i] : other.eights[i];
  }
  void Lower(const Row& other) {
    for (std::size_t i = 0; i < kEights; ++i) eights[i] = eights[i] < other.eights[i] ? eights[i] : other.eights[i];
  }
  int Max() const {
    Eight most = eights[0] > eights[1] ? eights[0] : eights[1];
    most = Greater(most, __builtin_shufflevector(most, most, 4, 5, 6, 7, 0, 1, 2, 3));
    most = Greater(most, __builtin_shufflevector(most, most, 2, 3, 0, 1, 6, 7, 4, 5));
    most = Greater(most, __builtin_shufflevector(most, most, 1, 0, 3, 2, 5, 4, 7, 6));
    return most[0];
  }
  // So that the best is 0.
  void Normalize() {
    *this -= Row(Max());
    Raise(Row(-kMostBehind));
  }

  static constexpr std::size_t kEights = 2;
  static_assert(kEights * sizeof(Eight) == sizeof(KindScores));
  Eight eights[kEights];

 private:
  static Eight Greater(Eight a, Eight b) { return a > b ? a : b; }
};

// best[to] = max over from of (scores[from] + steps[from][to]).
Row Step(const KindScores& scores, const std::array<KindScores, kScoreWidth>& steps) {
  Row best(steps[kFirst]);
  best += Row(scores[kFirst]);
  for (std::size_t from = kFirst + 1; from <= kLast; ++from) {
    Row step(steps[from]);
    step += Row(scores[from]);
    best.Raise(step);
  }
  return best;
}

std::int16_t Rounded(float weight) { return static_cast<std::int16_t>(std::lround(weight * kScoreUnit)); }

}  // namespace

absl::StatusOr<Model> Model::Default() {
  auto model = Parse(kDefaultModel);
  if (!model.ok()) return absl::InternalError(absl::StrCat("model.tsv:", std::string(model.status().message())));
  return model;
}

Model::Model() : weights_(FeatureCount()), odds_(kMostOdds / kOddsStep) {
  for (KindScores& row : steps_) row.fill(kPadding);
  steps_back_ = steps_;
  for (std::size_t i = 0; i < odds_.size(); ++i) {
    odds_[i] = std::exp(-static_cast<float>(i) * kOddsStep / kScoreUnit);
  }
}

absl::StatusOr<Model> Model::Parse(std::string_view text) {
  std::unordered_map<std::string, std::size_t> features;
  for (std::size_t f = 0; f < FeatureCount(); ++f) features[FeatureName(static_cast<Feature>(f))] = f;
  std::unordered_map<std::string_view, std::size_t> kinds;
  for (std::size_t k = kFirst; k <= kLast; ++k) kinds[KindName(static_cast<RegionKind>(k))] = k;

  Model model;
  for (std::size_t from = kFirst; from <= kLast; ++from) {
    for (std::size_t to = kFirst; to <= kLast; ++to) model.steps_[from][to] = model.steps_back_[to][from] = 0;
  }
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fail = [&](const std::string& why) {
      return absl::InvalidArgumentError(absl::StrCat(number, ": ", why));
    };
    const std::size_t last_tab = line.rfind('\t');
    if (last_tab == std::string_view::npos) return fail("has no tab");
    constexpr std::string_view kWording = "wording\t";
    if (line.starts_with(kWording) && last_tab >= kWording.size()) {
      const std::string_view pair = line.substr(kWording.size(), last_tab - kWording.size());
      if (absl::Status status = model.wording_.Add(pair, line.substr(last_tab + 1)); !status.ok()) {
        return fail(std::string(status.message()));
      }
      continue;
    }
    float weight = 0;
    const char* const end = line.data() + line.size();
    if (const auto [at, error] = std::from_chars(line.data() + last_tab + 1, end, weight);
        error != std::errc() || at != end) {
      return fail("does not end in a number");
    }
    if (!(std::abs(weight) < kMostStep)) return fail("has a weight that is none of a trained model");
    const std::string_view key = line.substr(0, last_tab);
    if (const std::size_t tab = key.find('\t'); tab != std::string_view::npos) {
      const auto feature = features.find(std::string(key.substr(0, tab)));
      const auto kind = kinds.find(key.substr(tab + 1));
      if (feature == features.end()) return fail("names no feature; train again");
      if (kind == kinds.end()) return fail("names no kind");
      model.weights_[feature->second][kind->second] = weight;
      continue;
    }
    const std::size_t arrow = key.find('>');
    if (arrow == std::string_view::npos) return fail("is neither a feature nor a step");
    const auto from = kinds.find(key.substr(0, arrow));
    const auto to = kinds.find(key.substr(arrow + 1));
    if (from == kinds.end() || to == kinds.end()) return fail("names no kind");
    model.steps_[from->second][to->second] = Rounded(weight);
    model.steps_back_[to->second][from->second] = Rounded(weight);
  }
  if (absl::Status status = model.AddUp(); !status.ok()) return status;
  return model;
}

KindScores Model::Score(const LineCells& line) const {
  Row sum(0);
  for (const std::uint16_t cell : line.cells) sum += Row(cells_[cell]);
  ForEachRuleFeature(line, [&](Feature feature) { sum += Row(features_[feature]); });
  sum.Raise(Row(-kMostScore));
  sum.Lower(Row(kMostScore));
  KindScores scores;
  sum.Store(scores);
  return scores;
}

std::pmr::vector<Decision> Model::Decide(std::span<const KindScores> scores, std::pmr::memory_resource* memory) const {
  const std::size_t n = scores.size();
  std::pmr::vector<Decision> decisions(n, memory);
  if (n == 0) return decisions;
  // The best sequence up to each line, and from the end back to it. Their sum is, for each
  // kind, the score of the best sequence that gives the line that kind; the kind with the
  // highest is the best sequence's own.
  std::pmr::vector<KindScores> up_to(scores.begin(), scores.end(), memory);
  for (std::size_t i = 1; i < n; ++i) {
    Row row = Step(up_to[i - 1], steps_);
    row += Row(scores[i]);
    row.Normalize();
    row.Store(up_to[i]);
  }
  Row after(0);
  for (std::size_t i = n; i-- > 0;) {
    Row sum(up_to[i]);
    sum += after;
    KindScores total;
    sum.Store(total);
    const auto best =
        static_cast<std::size_t>(std::max_element(total.begin() + kFirst, total.begin() + kLast + 1) - total.begin());
    float all = 0;
    float content = 0;
    float title = 0;
    for (std::size_t k = kFirst; k <= kLast; ++k) {
      const int behind = total[best] - total[k];
      if (behind >= kMostOdds) continue;
      const float odds = odds_[static_cast<std::size_t>(behind / kOddsStep)];
      all += odds;
      if (kContentKinds.Has(static_cast<RegionKind>(k))) content += odds;
      if (k == static_cast<std::size_t>(RegionKind::kTitle)) title = odds;
    }
    decisions[i] = {static_cast<RegionKind>(best), 1 / all, content / all, title / all};
    after += Row(scores[i]);
    KindScores from;
    after.Store(from);
    after = Step(from, steps_back_);
    after.Normalize();
  }
  return decisions;
}

Feature Model::Evidence(const LineCells& line, RegionKind kind) const {
  const auto k = static_cast<std::size_t>(kind);
  Speaker best;
  for (const std::uint16_t cell : line.cells) {
    const Speaker& speaker = speakers_[cell][k];
    if (speaker.lift > best.lift) best = speaker;
  }
  ForEachRuleFeature(line, [&](Feature feature) {
    if (const std::int16_t lift = Lift(feature, k); lift > best.lift) best = {lift, feature};
  });
  return best.feature;
}

std::int16_t Model::Lift(Feature feature, std::size_t kind) const {
  const std::array<float, kScoreWidth>& weights = weights_[feature];
  float sum = 0;
  for (std::size_t k = kFirst; k <= kLast; ++k) sum += weights[k];
  return Rounded(weights[kind] - sum / static_cast<float>(kLast - kFirst + 1));
}

absl::Status Model::AddUp() {
  const auto round = [](const std::array<float, kScoreWidth>& weights) {
    KindScores rounded;
    for (std::size_t k = 0; k < kScoreWidth; ++k) rounded[k] = Rounded(weights[k]);
    return rounded;
  };
  // The most that a line's score may be: each joint's largest cell, and every rule's kind.
  std::array<float, kScoreWidth> most{};
  speakers_.resize(FirstCell(kJoints));
  for (std::size_t joint = 0; joint < kJoints; ++joint) {
    std::array<float, kScoreWidth> most_of_joint{};
    for (std::size_t cell = FirstCell(joint); cell < FirstCell(joint + 1); ++cell) {
      std::array<float, kScoreWidth> sums{};
      for (const Feature feature : FeaturesOfCell(cell)) {
        for (std::size_t k = 0; k < kScoreWidth; ++k) sums[k] += weights_[feature][k];
        if (!IsTelling(feature)) continue;
        for (std::size_t k = kFirst; k <= kLast; ++k) {
          if (const std::int16_t lift = Lift(feature, k); lift > speakers_[cell][k].lift)
            speakers_[cell][k] = {lift, feature};
        }
      }
      cells_.push_back(round(sums));
      for (std::size_t k = 0; k < kScoreWidth; ++k) most_of_joint[k] = std::max(most_of_joint[k], std::abs(sums[k]));
    }
    for (std::size_t k = 0; k < kScoreWidth; ++k) most[k] += most_of_joint[k];
  }
  for (const auto& weights : weights_) features_.push_back(round(weights));
  for (std::size_t mask = 0; mask < kRuleMasks; ++mask) {
    for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
      for (std::size_t k = 0; k < kScoreWidth; ++k) most[k] += std::abs(weights_[RuleFeature(mask, kind)][k]);
    }
  }
  if (*std::max_element(most.begin(), most.end()) >= kMostSum) {
    return absl::InvalidArgumentError("its weights add up to more than scores hold; train with more regularization");
  }
  return absl::OkStatus();
}

}  // namespace textclean
