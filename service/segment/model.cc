#include "service/segment/model.h"

#include <algorithm>
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
  // In the order of their slots, so that none comes to stand far from its own.
  std::sort(weights.begin(), weights.end());
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::adjacent_find(weights.begin(), weights.end(), same) != weights.end()) {
    return absl::InternalError("segment model: a feature has two weights");
  }
  // The smallest table in which every key stands within reach of its slot.
  for (model.homes_ = weights.size() + 1; !model.Fill(weights); model.homes_ += model.homes_ / 8) {
  }
  return model;
}

bool BoundaryModel::Fill(const std::vector<std::pair<std::uint64_t, int>>& weights) {
  slots_.assign(homes_ + kReach, 0);
  std::size_t next = 0;
  for (const auto& [key, weight] : weights) {
    const std::size_t home = HomeOf(key);
    next = std::max(next, home);
    if (next >= home + kReach) return false;
    slots_[next++] = CheckOf(key) | (std::clamp(weight, 1 - kBias, kBias - 1) + kBias);
  }
  return true;
}

}  // namespace textclean
