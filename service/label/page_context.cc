#include "service/label/page_context.h"

#include <algorithm>
#include <bit>
#include <bitset>

namespace textclean {
namespace {

bool IsProse(const LineFacts& f) { return f.prose >= 2; }

// What a certain rule says of a line that is not prose of several sentences.
RegionKind MarkOf(const LineFacts& f) {
  if (f.prose >= 3 || f.rule_kind == RegionKind::kUnspecified) return RegionKind::kUnspecified;
  const bool certain = (f.certain_kinds >> static_cast<unsigned>(f.rule_kind) & 1u) != 0;
  return certain ? f.rule_kind : RegionKind::kUnspecified;
}

}  // namespace

PageContext::PageContext(std::span<const LineFacts> facts, std::span<const std::uint16_t> pairs,
                         std::pmr::memory_resource* memory)
    : facts_(facts), context_(facts.size(), memory) {
  for (const LineFacts& f : facts_) {
    chars_ += f.chars;
    if (IsProse(f)) prose_chars_ += f.chars;
  }
  FindMain();
  CountRepeats();
  MeasureOverlap(pairs);
  TrackMarks();
  MeasureDensity();
  FollowNumbers();
}

// The stretch of lines with the most prose: each line of prose counts for its length, each
// other line against it (maximum sum of a run).
void PageContext::FindMain() {
  double best = 0;
  double sum = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const LineFacts& f = facts_[i];
    const bool noise =
        MarkOf(f) != RegionKind::kUnspecified && MarkOf(f) != RegionKind::kCaption && MarkOf(f) != RegionKind::kByline;
    double weight = f.is_code ? 0 : f.is_row ? -25 : -9;
    if (f.prose >= 2 && !noise)
      weight = std::min<double>(f.chars, 250);
    else if (f.prose == 1 && !noise)
      weight = std::min<double>(f.chars, 60) * 0.6;
    else if (noise)
      weight = -25;
    if (sum <= 0) {
      sum = 0;
      begin = i;
    }
    sum += weight;
    if (sum > best) {
      best = sum;
      main_begin_ = begin;
      main_end_ = i + 1;
    }
  }
  for (std::size_t i = main_begin_; i < main_end_; ++i) {
    if (facts_[i].prose >= 1) main_chars_ += facts_[i].chars;
  }
}

void PageContext::CountRepeats() {
  const std::size_t slots = std::bit_ceil(facts_.size() * 2 + 2);
  std::pmr::vector<std::uint32_t> table(slots, 0, context_.get_allocator());  // index of the first line + 1
  std::pmr::vector<std::uint32_t> first(facts_.size(), context_.get_allocator());
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    std::size_t slot = (facts_[i].hash * 0x9E3779B97F4A7C15u) >> 32 & (slots - 1);
    while (table[slot] != 0 && facts_[table[slot] - 1].hash != facts_[i].hash) slot = (slot + 1) & (slots - 1);
    if (table[slot] == 0) table[slot] = static_cast<std::uint32_t>(i + 1);
    first[i] = table[slot] - 1;
    if (first[i] != i && context_[first[i]].repeats < 0xFFFF) ++context_[first[i]].repeats;
  }
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    context_[i].repeats = context_[first[i]].repeats;
    context_[i].seen_before = first[i] != i;
    context_[i].repeats_previous = i > 0 && facts_[i].hash == facts_[i - 1].hash;
  }
}

// Which share of a short line's pairs of letters the article's prose holds as well: a
// headline, a deck or a caption speaks of what the article speaks of, another article's
// headline does not.
void PageContext::MeasureOverlap(std::span<const std::uint16_t> pairs) {
  if (main_chars_ < 60) return;
  constexpr std::uint64_t kEnough = 1500;  // characters of prose
  std::bitset<LineReader::kPairs> seen;
  const auto of = [&](const LineFacts& f) { return pairs.subspan(f.first_pair, f.pairs); };
  std::uint64_t used = 0;
  for (std::size_t i = main_begin_; i < main_end_ && used < kEnough; ++i) {
    if (facts_[i].prose == 0) continue;
    for (const std::uint16_t pair : of(facts_[i])) seen[pair] = true;
    used += facts_[i].chars;
  }
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const LineFacts& f = facts_[i];
    const bool inside_prose = i >= main_begin_ && i < main_end_ && f.prose > 0;
    if (inside_prose || f.chars < 7 || f.chars > 300 || f.pairs < 4) continue;
    std::uint32_t known = 0;
    for (const std::uint16_t pair : of(f)) known += seen[pair];
    context_[i].overlap = static_cast<std::int8_t>(known * 100 / f.pairs);
  }
}

void PageContext::TrackMarks() {
  const std::size_t n = facts_.size();
  const auto clamp = [](std::size_t number) {
    return static_cast<std::uint16_t>(std::min<std::size_t>(number, 0xFFFF));
  };
  const auto is_time = [&](const LineFacts& f) {
    return MarkOf(f) == RegionKind::kTimestamp || (f.has_date && f.has_clock && f.chars < 60 && f.prose == 0);
  };
  // Comments and rows of a listing have times of their own, often without a day or a year.
  const auto shows_time = [&](const LineFacts& f) {
    return is_time(f) || ((f.has_date || f.has_clock) && f.prose == 0 && (f.chars <= 24 || f.is_row));
  };
  std::size_t mark = n;
  std::size_t time = n;
  std::size_t times = 0;
  std::size_t reactions = 0;
  std::uint8_t end_marks = 0;
  for (std::size_t i = 0; i < n; ++i) {
    LineContext& c = context_[i];
    const LineFacts& f = facts_[i];
    if (mark < n) {
      c.mark_above = MarkOf(facts_[mark]);
      c.mark_above_distance = clamp(i - mark);
    }
    if (time < n) c.time_above_distance = clamp(i - time);
    if (main_end_ > 0 && i >= main_begin_ && end_marks < 3) {
      const RegionKind kind = MarkOf(f);
      const bool ends = kind == RegionKind::kCopyright || kind == RegionKind::kRelated ||
                        kind == RegionKind::kReaction || (kind == RegionKind::kByline && f.has_email) ||
                        (kind == RegionKind::kPromotion && f.chars > 8);
      if (ends && main_chars_ > 0 && i + 1 >= main_begin_) ++end_marks;
    }
    c.end_marks = end_marks;
    c.times_above = clamp(times);
    c.reactions_above = clamp(reactions);
    times += shows_time(f) ? 1u : 0u;
    reactions += MarkOf(f) == RegionKind::kReaction ? 1u : 0u;
    if (MarkOf(f) != RegionKind::kUnspecified) mark = i;
    if (is_time(f)) time = i;
  }
  mark = time = n;
  times = 0;
  for (std::size_t i = n; i-- > 0;) {
    LineContext& c = context_[i];
    if (mark < n) {
      c.mark_below = MarkOf(facts_[mark]);
      c.mark_below_distance = clamp(mark - i);
    }
    if (time < n) c.time_below_distance = clamp(time - i);
    c.times_below = clamp(times);
    times += shows_time(facts_[i]) ? 1u : 0u;
    if (MarkOf(facts_[i]) != RegionKind::kUnspecified) mark = i;
    if (is_time(facts_[i])) time = i;
  }
}

void PageContext::MeasureDensity() {
  const std::size_t n = facts_.size();
  // Runs of lines without prose.
  for (std::size_t i = 0; i < n;) {
    std::size_t end = i;
    while (end < n && facts_[end].prose == 0) ++end;
    for (std::size_t j = i; j < end; ++j)
      context_[j].run = static_cast<std::uint16_t>(std::min<std::size_t>(end - i, 0xFFFF));
    i = end + 1;
  }
  // Prose nearby, from running totals.
  std::pmr::vector<std::uint32_t> total(n + 1, 0, context_.get_allocator());
  std::pmr::vector<std::uint32_t> marks(n + 1, 0, context_.get_allocator());
  for (std::size_t i = 0; i < n; ++i) {
    total[i + 1] = total[i] + (IsProse(facts_[i]) ? 1u : 0u);
    marks[i + 1] = marks[i] + (MarkOf(facts_[i]) != RegionKind::kUnspecified ? 1u : 0u);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto between = [&](std::size_t begin, std::size_t end) { return total[std::min(end, n)] - total[begin]; };
    const std::size_t four = i < 4 ? 0 : i - 4;
    const std::size_t eight = i < 8 ? 0 : i - 8;
    context_[i].prose_near = static_cast<std::uint8_t>(between(four, i + 5) - between(i, i + 1));
    const std::size_t five = i < 5 ? 0 : i - 5;
    context_[i].noise_near =
        static_cast<std::uint8_t>(marks[std::min(i + 6, n)] - marks[five] - (marks[i + 1] - marks[i]));
    context_[i].prose_above = static_cast<std::uint8_t>(between(eight, i));
    context_[i].prose_below = static_cast<std::uint8_t>(between(i + 1, i + 9));
  }
}

// The rows of a listing count: a board's posts down, a ranking up.
void PageContext::FollowNumbers() {
  constexpr std::size_t kReach = 14;  // lines of a row whose cells are lines
  constexpr std::size_t kNear = 10;
  const std::size_t n = facts_.size();
  const auto count_of = [](const LineFacts& f) {
    return f.number >= 100                   ? Count::kLarge
           : f.chars <= 3                    ? Count::kCell
           : f.start == LineStart::kNumbered ? Count::kItem
                                             : Count::kRank;
  };
  bool any = false;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t number = facts_[i].number;
    if (number == 0) continue;
    for (std::size_t j = i; j-- > 0 && i - j <= kReach;) {
      const std::uint32_t other = facts_[j].number;
      if (other == 0 || (other + 1 != number && number + 1 != other)) continue;
      context_[i].count = count_of(facts_[i]);
      context_[j].count = count_of(facts_[j]);
      any = true;
      break;
    }
  }
  if (!any) return;
  std::size_t near = 0;
  const auto counts = [&](std::size_t i) { return context_[i].count != Count::kNone ? 1u : 0u; };
  for (std::size_t i = 0; i < std::min(kNear, n); ++i) near += counts(i);
  for (std::size_t i = 0; i < n; ++i) {
    if (i + kNear < n) near += counts(i + kNear);
    if (i > kNear) near -= counts(i - kNear - 1);
    context_[i].counts_near = static_cast<std::uint8_t>(near);
  }
}

}  // namespace textclean
