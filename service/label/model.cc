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
constexpr float kNever = -1e9F;

// A row in fours, which every processor adds and compares at once; left alone GCC takes them one by one.
using Four = float __attribute__((vector_size(16)));
constexpr std::size_t kFours = kScoreWidth / 4;
struct Row {
  explicit Row(const KindScores& scores) { std::memcpy(fours.data(), scores.data(), sizeof(scores)); }
  std::array<Four, kFours> fours;
};

// best[to] = max over from of (scores[from] + steps[from][to]).
KindScores Step(const KindScores& scores, const std::array<KindScores, kScoreWidth>& steps) {
  KindScores best;
  best.fill(kNever);
  Row row(best);
  for (std::size_t from = kFirst; from <= kLast; ++from) {
    const Row step(steps[from]);
    const float score = scores[from];
    for (std::size_t i = 0; i < kFours; ++i) {
      const Four sum = step.fours[i] + score;
      row.fours[i] = sum > row.fours[i] ? sum : row.fours[i];
    }
  }
  std::memcpy(best.data(), row.fours.data(), sizeof(best));
  return best;
}

}  // namespace

absl::StatusOr<Model> Model::Default() {
  auto model = Parse(kDefaultModel);
  if (!model.ok()) return absl::InternalError(absl::StrCat("model.tsv:", std::string(model.status().message())));
  return model;
}

absl::StatusOr<Model> Model::Parse(std::string_view text) {
  std::unordered_map<std::string, std::size_t> features;
  for (std::size_t f = 0; f < FeatureCount(); ++f) features[FeatureName(static_cast<Feature>(f))] = f;
  std::unordered_map<std::string_view, std::size_t> kinds;
  for (std::size_t k = kFirst; k <= kLast; ++k) kinds[KindName(static_cast<RegionKind>(k))] = k;

  Model model;
  model.weights_.resize(FeatureCount(), KindScores{});
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fail = [&](const char* why) { return absl::InvalidArgumentError(absl::StrCat(number, ": ", why)); };
    const std::size_t last_tab = line.rfind('\t');
    if (last_tab == std::string_view::npos) return fail("has no tab");
    float weight = 0;
    const char* const end = line.data() + line.size();
    if (const auto [at, error] = std::from_chars(line.data() + last_tab + 1, end, weight);
        error != std::errc() || at != end) {
      return fail("does not end in a number");
    }
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
    model.steps_[from->second][to->second] = weight;
    model.steps_back_[to->second][from->second] = weight;
  }
  model.AddUp();
  return model;
}

KindScores Model::Score(const LineCells& line) const {
  KindScores scores{};
  Row sum(scores);
  const auto add = [&](const KindScores& weights) {
    const Row row(weights);
    for (std::size_t i = 0; i < kFours; ++i) sum.fours[i] += row.fours[i];
  };
  for (const std::uint16_t cell : line.cells) add(cells_[cell]);
  ForEachRuleFeature(line, [&](Feature feature) { add(weights_[feature]); });
  std::memcpy(scores.data(), sum.fours.data(), sizeof(scores));
  return scores;
}

std::vector<Decision> Model::Decide(std::span<const KindScores> scores) const {
  const std::size_t n = scores.size();
  std::vector<Decision> decisions(n);
  if (n == 0) return decisions;
  // The best sequence up to each line, and from the end back to it. Their sum is, for each
  // kind, the score of the best sequence that gives the line that kind; the kind with the
  // highest is the best sequence's own.
  std::vector<KindScores> up_to(scores.begin(), scores.end());
  for (std::size_t i = 1; i < n; ++i) {
    const KindScores step = Step(up_to[i - 1], steps_);
    for (std::size_t k = 0; k < kScoreWidth; ++k) up_to[i][k] += step[k];
  }
  KindScores after{};
  for (std::size_t i = n; i-- > 0;) {
    KindScores total;
    for (std::size_t k = 0; k < kScoreWidth; ++k) total[k] = up_to[i][k] + after[k];
    const auto best =
        static_cast<std::size_t>(std::max_element(total.begin() + kFirst, total.begin() + kLast + 1) - total.begin());
    float sum = 0;
    float content = 0;
    for (std::size_t k = kFirst; k <= kLast; ++k) {
      const float behind = total[k] - total[best];
      if (behind < -16.0F) continue;  // below a float's digits
      const float share = std::exp(behind);
      sum += share;
      if (kContentKinds.Has(static_cast<RegionKind>(k))) content += share;
    }
    decisions[i] = {static_cast<RegionKind>(best), 1 / sum, content / sum};
    for (std::size_t k = 0; k < kScoreWidth; ++k) after[k] += scores[i][k];
    after = Step(after, steps_back_);
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
    if (const float lift = Lift(feature, k); lift > best.lift) best = {lift, feature};
  });
  return best.feature;
}

float Model::Lift(Feature feature, std::size_t kind) const {
  const KindScores& weights = weights_[feature];
  float sum = 0;
  for (std::size_t k = kFirst; k <= kLast; ++k) sum += weights[k];
  return weights[kind] - sum / static_cast<float>(kLast - kFirst + 1);
}

void Model::AddUp() {
  cells_.resize(CellCount(), KindScores{});
  speakers_.resize(CellCount());
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    for (const Feature feature : FeaturesOfCell(cell)) {
      for (std::size_t k = 0; k < kScoreWidth; ++k) cells_[cell][k] += weights_[feature][k];
      if (!IsTelling(feature)) continue;
      for (std::size_t k = kFirst; k <= kLast; ++k) {
        if (const float lift = Lift(feature, k); lift > speakers_[cell][k].lift) speakers_[cell][k] = {lift, feature};
      }
    }
  }
}

}  // namespace textclean
