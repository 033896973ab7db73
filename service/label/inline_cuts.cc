#include "service/label/inline_cuts.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "re2/re2.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

// Longest stretch, in bytes, in which a head or a tail is looked for.
constexpr std::size_t kReach = 360;
// A line is not cut down to less than this many bytes.
constexpr std::size_t kLeast = 6;

std::size_t BoundaryAtOrAfter(std::string_view text, std::size_t at) {
  while (at < text.size() && IsContinuation(text[at])) ++at;
  return at;
}

// Where the pattern matches in `text`: its first group if it has one and that took part,
// the whole match otherwise.
std::optional<Span> Find(const RE2& pattern, std::string_view text, std::size_t from) {
  const re2::StringPiece input(text.data(), text.size());
  re2::StringPiece groups[2];
  const int count = std::min(2, 1 + pattern.NumberOfCapturingGroups());
  if (!pattern.Match(input, from, text.size(), RE2::UNANCHORED, groups, count)) return std::nullopt;
  const re2::StringPiece& hit = count == 2 && groups[1].data() != nullptr ? groups[1] : groups[0];
  const auto begin = static_cast<std::size_t>(hit.data() - text.data());
  return Span{begin, begin + hit.size()};
}

}  // namespace

void InlineCutter::Cut(std::string_view line, std::vector<Piece>& pieces) {
  rules_.Fold(line, folded_);
  matches_.Clear();
  rules_.Match(line, folded_, matches_);
  Cut(line, matches_.cuts, pieces);
}

void InlineCutter::Cut(std::string_view line, CutSet cuts, std::vector<Piece>& pieces) {
  // Calls visit(rule's index, pattern) for the patterns of that place.
  const auto each = [&](Place place, auto visit) {
    for (CutSet left = cuts; left != 0; left &= left - 1) {
      const std::uint16_t index = rules_.cut_rules()[static_cast<std::size_t>(std::countr_zero(left))];
      const Rule& rule = rules_.rules()[index];
      if (rule.place != place) continue;
      for (const auto& pattern : rule.patterns) visit(index, *pattern);
    }
  };
  std::size_t begin = 0;
  std::size_t end = line.size();

  // Heads: the longest match, again and again.
  for (int round = 0; round < 3; ++round) {
    const std::string_view head = line.substr(begin, BoundaryAtOrAfter(line, std::min(end, begin + kReach)) - begin);
    Piece best{{begin, begin}, Piece::kContent};
    each(Place::kCutHead, [&](std::uint16_t index, const RE2& pattern) {
      const auto hit = Find(pattern, head, 0);
      if (hit && hit->begin == 0 && begin + hit->end > best.span.end) best = {{begin, begin + hit->end}, index};
    });
    if (best.span.empty() || best.span.end + kLeast > end) break;
    pieces.push_back(best);
    begin = best.span.end;
  }

  // Tails: the longest match, again and again, from the end backwards.
  tail_.clear();
  for (int round = 0; round < 6; ++round) {
    const std::size_t from = end - begin > kReach ? BoundaryAtOrAfter(line, end - kReach) : begin;
    const std::string_view tail = line.substr(from, end - from);
    Piece best{{end, end}, Piece::kContent};
    each(Place::kCutTail, [&](std::uint16_t index, const RE2& pattern) {
      const auto hit = Find(pattern, tail, 0);
      if (hit && hit->end == tail.size() && from + hit->begin < best.span.begin)
        best = {{from + hit->begin, end}, index};
    });
    if (best.span.empty() || best.span.begin < begin + kLeast) break;
    tail_.push_back(best);
    end = best.span.begin;
  }

  // Anywhere between.
  while (begin < end) {
    Piece next{{end, end}, Piece::kContent};
    each(Place::kCutAnywhere, [&](std::uint16_t index, const RE2& pattern) {
      const auto hit = Find(pattern, line.substr(0, end), begin);
      if (hit && !hit->empty() && hit->begin < next.span.begin) next = {*hit, index};
    });
    if (next.span.begin > begin) pieces.push_back({{begin, next.span.begin}, Piece::kContent});
    if (!next.span.empty()) pieces.push_back(next);
    begin = next.span.end;
  }
  for (std::size_t i = tail_.size(); i-- > 0;) pieces.push_back(tail_[i]);
}

}  // namespace textclean
