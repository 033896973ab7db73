#include "service/segment/model.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

absl::Status BadLine(std::size_t number) {
  return absl::InternalError("segment model: line " + std::to_string(number) + " cannot be read");
}

bool ReadNumber(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

absl::StatusOr<BoundaryModel> BoundaryModel::Parse(std::string_view text) {
  BoundaryModel model;
  std::vector<std::pair<std::uint64_t, int>> weights;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.rfind('\t');
    if (tab == std::string_view::npos) return BadLine(number);
    const std::string_view name = line.substr(0, tab);
    const std::string_view value = line.substr(tab + 1);
    if (name == "finals") {
      for (std::size_t i = 0; i < value.size();) {
        const auto [c, n] = DecodeUtf8(value, i);
        if (c > 0xFFFF) return BadLine(number);
        model.finals_.set(c);
        i += n;
      }
      continue;
    }
    int weight = 0;
    if (!ReadNumber(value, weight)) return BadLine(number);
    if (name == "early" || name == "reject" || name == "accept") {
      Thresholds& t = model.thresholds_;
      (name == "early" ? t.early : name == "reject" ? t.reject : t.accept) = weight;
      continue;
    }
    BoundaryFeature feature;
    if (!BoundaryFeature::Parse(name, feature)) return BadLine(number);
    weights.emplace_back(feature.Key(), weight);
  }
  // At most a third full; clusters at the end run over into slots of their own.
  const std::size_t slots = std::bit_ceil(weights.size() * 3 + 2);
  model.slots_.resize(slots + weights.size() + 2);
  model.mask_ = slots - 1;
  for (const auto& [key, weight] : weights) {
    std::size_t i = key & model.mask_;
    while (model.slots_[i] != 0) ++i;
    const int clamped = std::clamp(weight, -kMaxWeight, kMaxWeight);
    model.slots_[i] = CheckOf(key) << kWeightBits | static_cast<std::uint32_t>(clamped + kMaxWeight);
  }
  std::size_t used = model.slots_.size();
  while (used > slots && model.slots_[used - 1] == 0) --used;
  model.slots_.resize(used + 2);  // a look-up ends at a free slot
  return model;
}

int BoundaryModel::WeightBeyond(std::size_t at, std::uint32_t check) const {
  for (; slots_[at] != 0; ++at) {
    if (slots_[at] >> kWeightBits == check)
      return static_cast<int>(slots_[at] & ((1u << kWeightBits) - 1)) - kMaxWeight;
  }
  return 0;
}

}  // namespace textclean
