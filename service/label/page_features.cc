#include "service/label/page_features.h"

#include <algorithm>
#include <array>
#include <bit>

#include "absl/strings/str_cat.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

constexpr std::size_t kKinds = kRegionKinds;
constexpr std::size_t kStarts = static_cast<std::size_t>(LineStart::kCount);
constexpr std::size_t kEnds = static_cast<std::size_t>(LineEnd::kCount);
constexpr std::size_t kSizes = 5;   // coarse lengths
constexpr std::size_t kPlaces = 6;  // where a line lies about the article

// Every feature is a member of a group; its number is the group's offset plus its index.
enum Group : std::size_t {
  kBias,
  kLength,
  kStart,
  kEnd,
  kSentences,
  kProse,
  kParticles,
  kWords,
  kHangul,
  kDigits,
  kLatin,
  kSymbols,
  kFlags,
  kPipes,
  kHashes,
  kCommas,
  kRuleLine,
  kRulePrefix,
  kRuleSuffix,
  kRuleAnywhere,
  kRuleCertain,
  kRule,
  kCover,
  kRuleSize,
  kRuleProse,
  kRulePlace,
  kRepeats,
  kOverlap,
  kOverlapPlace,
  kPlace,
  kBefore,
  kAfter,
  kPageMain,
  kPageLines,
  kPageProse,
  kIndex,
  kFromEnd,
  kTenth,
  kRun,
  kAlike,
  kProseNear,
  kProseAbove,
  kProseBelow,
  kEndMarks,
  kMarkAbove,
  kMarkBelow,
  kMarkAboveProse,
  kTimeAbove,
  kTimeBelow,
  kTimeAboveSize,
  kProsePlace,
  kSizePlace,
  kEndPlace,
  kStartPlace,
  kEndSize,
  kMainSize,
  kFlagPlace,
  kRepeatSize,
  kPageProsePlace,
  kPrevRule,
  kPrev2Rule,
  kNextRule,
  kNext2Rule,
  kPrevSize,
  kNextSize,
  kPrev2Size,
  kNext2Size,
  kPrevProse,
  kNextProse,
  kPrevEnd,
  kNextEnd,
  kPrevStart,
  kNextStart,
  kPrevFlags,
  kNextFlags,
  kGroups
};

constexpr std::size_t kFlagCount = 11;

struct GroupInfo {
  const char* name;
  std::size_t size;
};

constexpr std::array<GroupInfo, kGroups> kInfo = {{
    {"bias", 1},
    {"length", 12},
    {"start", kStarts},
    {"end", kEnds},
    {"sentences", 5},
    {"prose", 4},
    {"particles", 6},
    {"words", 7},
    {"hangul", 5},
    {"digits", 5},
    {"latin", 5},
    {"symbols", 4},
    {"flag", kFlagCount},
    {"pipes", 4},
    {"hashes", 4},
    {"commas", 4},
    {"rule.line", kKinds},
    {"rule.prefix", kKinds},
    {"rule.suffix", kKinds},
    {"rule.anywhere", kKinds},
    {"rule.certain", kKinds},
    {"rule", kKinds},
    {"cover", 4 * kKinds},
    {"rule+size", kKinds* kSizes},
    {"rule+prose", kKinds * 4},
    {"rule+place", kKinds* kPlaces},
    {"repeats", 4},
    {"overlap", 8},
    {"overlap+place", 8 * kPlaces},
    {"place", kPlaces},
    {"before", 6},
    {"after", 6},
    {"page.main", 6},
    {"page.lines", 6},
    {"page.prose", 6},
    {"index", 6},
    {"from-end", 4},
    {"tenth", 10},
    {"run", 7},
    {"alike", 4},
    {"prose.near", 5},
    {"prose.above", 5},
    {"prose.below", 5},
    {"end-marks", 4},
    {"mark.above", 4 * kKinds},
    {"mark.below", 3 * kKinds},
    {"mark.above+prose", 4 * kKinds},
    {"time.above", 5},
    {"time.below", 5},
    {"time.above+size", 5 * kSizes},
    {"prose+place", 4 * kPlaces},
    {"size+place", kSizes* kPlaces},
    {"end+place", kEnds* kPlaces},
    {"start+place", kStarts* kPlaces},
    {"end+size", kEnds* kSizes},
    {"main+size", 6 * kSizes},
    {"flag+place", kFlagCount* kPlaces},
    {"repeat+size", 4 * kSizes},
    {"page.prose+place", 6 * kPlaces},
    {"prev.rule", kKinds},
    {"prev2.rule", kKinds},
    {"next.rule", kKinds},
    {"next2.rule", kKinds},
    {"prev.size", kSizes + 1},
    {"next.size", kSizes + 1},
    {"prev2.size", kSizes + 1},
    {"next2.size", kSizes + 1},
    {"prev.prose", 5},
    {"next.prose", 5},
    {"prev.end", kEnds + 1},
    {"next.end", kEnds + 1},
    {"prev.start", kStarts + 1},
    {"next.start", kStarts + 1},
    {"prev.flag", kFlagCount},
    {"next.flag", kFlagCount},
}};

constexpr std::array<std::size_t, kGroups + 1> MakeOffsets() {
  std::array<std::size_t, kGroups + 1> offsets{};
  for (std::size_t g = 0; g < kGroups; ++g) offsets[g + 1] = offsets[g] + kInfo[g].size;
  return offsets;
}
constexpr auto kOffsets = MakeOffsets();
static_assert(kOffsets[kGroups] < 0xFFFF);

constexpr std::array<const char*, kStarts> kStartNames = {
    "HANGUL", "LATIN",   "DIGIT",     "NUMBERED", "DASH", "DOT",  "ARROW",   "TRIANGLE",
    "SQUARE", "DIAMOND", "CIRCLE",    "STAR",     "HASH", "NOTE", "BRACKET", "PARENTHESIS",
    "ANGLE",  "QUOTE",   "COPYRIGHT", "IMAGE",    "LINK", "AT",   "HANJA",   "OTHER"};
constexpr std::array<const char*, kEnds> kEndNames = {"SENTENCE", "STOP",     "QUESTION", "QUOTE", "OPEN_SENTENCE",
                                                      "NOMINAL",  "ELLIPSIS", "COLON",    "COMMA", "BRACKET",
                                                      "ANGLE",    "DIGIT",    "HANGUL",   "LATIN", "OTHER"};
constexpr std::array<const char*, kPlaces> kPlaceNames = {"NO_MAIN", "FAR_BEFORE", "BEFORE",
                                                          "INSIDE",  "AFTER",      "FAR_AFTER"};
constexpr std::array<const char*, kFlagCount> kFlagNames = {
    "EMAIL", "URL", "DATE", "CLOCK", "PHONE", "QUOTE", "ELLIPSIS", "CUT", "NO_RULE", "EVEN_QUOTES", "SHORT_DATE"};

// Index of the first limit above `value`.
template <std::size_t N>
constexpr std::size_t Bucket(std::size_t value, const std::array<std::size_t, N>& limits) {
  std::size_t b = 0;
  while (b < N && value >= limits[b]) ++b;
  return b;
}
constexpr std::array<std::size_t, 11> kLengthLimits = {2, 3, 5, 8, 12, 18, 26, 38, 55, 90, 180};
constexpr std::array<std::size_t, 4> kSizeLimits = {5, 14, 32, 70};
constexpr std::array<std::size_t, 4> kShareLimits = {10, 30, 60, 90};
constexpr std::array<std::size_t, 5> kNearLimits = {2, 3, 5, 9, 20};

std::size_t SizeOf(const LineFacts& f) { return Bucket(f.chars, kSizeLimits); }
std::size_t Percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<std::size_t>(part * 100 / whole);
}

bool IsProse(const LineFacts& f) { return f.prose >= 2; }

// What a certain rule says of a line that is not prose of several sentences.
RegionKind MarkOf(const LineFacts& f) {
  if (f.prose >= 3 || f.rule_kind == RegionKind::kUnspecified) return RegionKind::kUnspecified;
  const bool certain = (f.certain_kinds >> static_cast<unsigned>(f.rule_kind) & 1u) != 0;
  return certain ? f.rule_kind : RegionKind::kUnspecified;
}

template <typename Emit>
void EachFlag(const LineFacts& f, Emit emit) {
  if (f.has_email) emit(0);
  if (f.has_url) emit(1);
  if (f.has_date) emit(2);
  if (f.has_clock) emit(3);
  if (f.has_phone) emit(4);
  if (f.has_quote) emit(5);
  if (f.has_ellipsis) emit(6);
  if (f.has_cut) emit(7);
  if (f.rule == LineFacts::kNoRule && f.cover < 40) emit(8);
  if (f.has_quote && f.prose == 0) emit(9);
  if (f.has_date && f.chars <= 24) emit(10);
}

}  // namespace

std::size_t FeatureCount() { return kOffsets[kGroups]; }

std::string FeatureName(Feature feature) {
  const auto group =
      static_cast<std::size_t>(std::upper_bound(kOffsets.begin(), kOffsets.end(), feature) - kOffsets.begin()) - 1;
  const std::size_t index = feature - kOffsets[group];
  const std::string_view name = kInfo[group].name;
  const auto kind = [](std::size_t k) { return std::string(KindName(static_cast<RegionKind>(k))); };
  const auto label = [&]() -> std::string {
    switch (group) {
      case kStart:
        return kStartNames[index];
      case kEnd:
        return kEndNames[index];
      case kFlags:
      case kPrevFlags:
      case kNextFlags:
        return kFlagNames[index];
      case kPlace:
        return kPlaceNames[index];
      case kRuleLine:
      case kRulePrefix:
      case kRuleSuffix:
      case kRuleAnywhere:
      case kRuleCertain:
      case kRule:
      case kPrevRule:
      case kPrev2Rule:
      case kNextRule:
      case kNext2Rule:
        return kind(index);
      case kCover:
      case kMarkAbove:
      case kMarkBelow:
      case kMarkAboveProse:
        return absl::StrCat(kind(index % kKinds), ",", index / kKinds);
      case kRuleSize:
        return absl::StrCat(kind(index / kSizes), ",", index % kSizes);
      case kRuleProse:
        return absl::StrCat(kind(index / 4), ",", index % 4);
      case kRulePlace:
        return absl::StrCat(kind(index / kPlaces), ",", kPlaceNames[index % kPlaces]);
      case kEndPlace:
        return absl::StrCat(kEndNames[index / kPlaces], ",", kPlaceNames[index % kPlaces]);
      case kStartPlace:
        return absl::StrCat(kStartNames[index / kPlaces], ",", kPlaceNames[index % kPlaces]);
      case kFlagPlace:
        return absl::StrCat(kFlagNames[index / kPlaces], ",", kPlaceNames[index % kPlaces]);
      case kOverlapPlace:
      case kProsePlace:
      case kSizePlace:
      case kPageProsePlace:
        return absl::StrCat(index / kPlaces, ",", kPlaceNames[index % kPlaces]);
      case kEndSize:
        return absl::StrCat(kEndNames[index / kSizes], ",", index % kSizes);
      case kPrevEnd:
      case kNextEnd:
        return index == kEnds ? "NONE" : kEndNames[index];
      case kPrevStart:
      case kNextStart:
        return index == kStarts ? "NONE" : kStartNames[index];
      default:
        return absl::StrCat(index);
    }
  }();
  return absl::StrCat(std::string(name), "=", label);
}

PageFeatures::PageFeatures(std::span<const std::string_view> lines, std::span<const LineFacts> facts)
    : facts_(facts), context_(facts.size()) {
  for (const LineFacts& f : facts_) {
    chars_ += f.chars;
    if (IsProse(f)) prose_chars_ += f.chars;
  }
  FindMain();
  CountRepeats();
  MeasureOverlap(lines);
  TrackMarks();
}

// The stretch of lines with the most prose: each line of prose counts for its length, each
// other line against it (maximum sum of a run).
void PageFeatures::FindMain() {
  double best = 0;
  double sum = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const LineFacts& f = facts_[i];
    const bool noise =
        MarkOf(f) != RegionKind::kUnspecified && MarkOf(f) != RegionKind::kCaption && MarkOf(f) != RegionKind::kByline;
    double weight = -12;
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

void PageFeatures::CountRepeats() {
  const std::size_t slots = std::bit_ceil(facts_.size() * 2 + 2);
  std::vector<std::uint32_t> table(slots, 0);  // index of the first line + 1
  std::vector<std::uint32_t> first(facts_.size());
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

// Which share of a short line's pairs of syllables the article's prose holds as well: a
// headline, a deck or a caption speaks of what the article speaks of, another article's
// headline does not.
void PageFeatures::MeasureOverlap(std::span<const std::string_view> lines) {
  if (main_chars_ < 60) return;
  constexpr std::size_t kBits = 1u << 14;
  constexpr std::uint64_t kEnough = 3000;  // characters of prose
  std::array<std::uint64_t, kBits / 64> seen{};
  const auto each_pair = [](std::string_view line, auto use) {
    char32_t last = 0;
    for (std::size_t at = 0; at < line.size();) {
      const CodePoint c = DecodeUtf8(line, at);
      at += c.size;
      const bool letter = (c.value >= 0xAC00 && c.value <= 0xD7A3) || (c.value >= '0' && c.value <= '9') ||
                          (c.value >= 'A' && c.value <= 'z') || c.value >= 0x3400;
      if (!letter) {
        last = 0;
        continue;
      }
      if (last != 0) use((last * 0x9E3779B1u ^ c.value * 0x85EBCA77u) >> 8 & (kBits - 1));
      last = c.value;
    }
  };
  std::uint64_t used = 0;
  for (std::size_t i = main_begin_; i < main_end_ && used < kEnough; ++i) {
    if (facts_[i].prose == 0) continue;
    const std::string_view line = lines[i].substr(0, 4096);
    std::size_t end = line.size();
    while (end < lines[i].size() && end > 0 && IsContinuation(lines[i][end])) --end;
    each_pair(line.substr(0, end), [&](std::size_t bit) { seen[bit / 64] |= std::uint64_t{1} << bit % 64; });
    used += facts_[i].chars;
  }
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const bool inside_prose = i >= main_begin_ && i < main_end_ && facts_[i].prose > 0;
    if (inside_prose || facts_[i].chars < 7 || facts_[i].chars > 300) continue;
    std::uint32_t pairs = 0;
    std::uint32_t known = 0;
    each_pair(lines[i], [&](std::size_t bit) {
      ++pairs;
      known += static_cast<std::uint32_t>(seen[bit / 64] >> bit % 64 & 1u);
    });
    if (pairs >= 4) context_[i].overlap = static_cast<std::int8_t>(known * 100 / pairs);
  }
}

void PageFeatures::TrackMarks() {
  const std::size_t n = facts_.size();
  const auto near = [](std::size_t distance) {
    return static_cast<std::uint16_t>(std::min<std::size_t>(distance, 0xFFFF));
  };
  const auto is_time = [&](const LineFacts& f) {
    return MarkOf(f) == RegionKind::kTimestamp || (f.has_date && f.has_clock && f.chars < 60 && f.prose == 0);
  };
  std::size_t mark = n;
  std::size_t time = n;
  std::uint8_t end_marks = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Context& c = context_[i];
    const LineFacts& f = facts_[i];
    if (mark < n) {
      c.mark_above = MarkOf(facts_[mark]);
      c.mark_above_distance = near(i - mark);
    }
    if (time < n) c.time_above_distance = near(i - time);
    if (main_end_ > 0 && i >= main_begin_ && end_marks < 3) {
      const RegionKind kind = MarkOf(f);
      const bool ends = kind == RegionKind::kCopyright || kind == RegionKind::kRelated ||
                        kind == RegionKind::kReaction || (kind == RegionKind::kByline && f.has_email) ||
                        (kind == RegionKind::kPromotion && f.chars > 8);
      if (ends && main_chars_ > 0 && i + 1 >= main_begin_) ++end_marks;
    }
    c.end_marks = end_marks;
    if (MarkOf(f) != RegionKind::kUnspecified) mark = i;
    if (is_time(f)) time = i;
  }
  mark = time = n;
  for (std::size_t i = n; i-- > 0;) {
    Context& c = context_[i];
    if (mark < n) {
      c.mark_below = MarkOf(facts_[mark]);
      c.mark_below_distance = near(mark - i);
    }
    if (time < n) c.time_below_distance = near(time - i);
    if (MarkOf(facts_[i]) != RegionKind::kUnspecified) mark = i;
    if (is_time(facts_[i])) time = i;
  }
  // Runs of lines without prose.
  for (std::size_t i = 0; i < n;) {
    std::size_t end = i;
    while (end < n && facts_[end].prose == 0) ++end;
    for (std::size_t j = i; j < end; ++j) context_[j].run = near(end - i);
    i = end + 1;
  }
  // Prose nearby, from running totals.
  std::vector<std::uint32_t> total(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) total[i + 1] = total[i] + (IsProse(facts_[i]) ? 1u : 0u);
  for (std::size_t i = 0; i < n; ++i) {
    const auto between = [&](std::size_t begin, std::size_t end) { return total[std::min(end, n)] - total[begin]; };
    const std::size_t four = i < 4 ? 0 : i - 4;
    const std::size_t eight = i < 8 ? 0 : i - 8;
    context_[i].prose_near = static_cast<std::uint8_t>(between(four, i + 5) - between(i, i + 1));
    context_[i].prose_above = static_cast<std::uint8_t>(between(eight, i));
    context_[i].prose_below = static_cast<std::uint8_t>(between(i + 1, i + 9));
  }
}

void PageFeatures::Append(std::size_t i, std::vector<Feature>& features) const {
  const LineFacts& f = facts_[i];
  const Context& c = context_[i];
  const std::size_t n = facts_.size();
  const auto add = [&](Group group, std::size_t index) {
    features.push_back(static_cast<Feature>(kOffsets[group] + index));
  };
  const auto kind = [](RegionKind k) { return static_cast<std::size_t>(k); };

  const std::size_t size = SizeOf(f);
  const bool has_main = main_end_ > main_begin_;
  std::size_t place = 0;
  if (has_main) {
    place = i + 12 < main_begin_ ? 1 : i < main_begin_ ? 2 : i < main_end_ ? 3 : i < main_end_ + 8 ? 4 : 5;
  }
  const std::size_t page_main = Bucket(main_chars_, std::array<std::size_t, 5>{1, 60, 200, 500, 1200});
  const std::size_t page_prose = Bucket(Percent(prose_chars_, chars_), std::array<std::size_t, 5>{5, 20, 40, 70, 90});

  // The line itself.
  add(kBias, 0);
  add(kLength, Bucket(f.chars, kLengthLimits));
  add(kStart, static_cast<std::size_t>(f.start));
  add(kEnd, static_cast<std::size_t>(f.end));
  add(kSentences, std::min<std::size_t>(f.sentence_ends, 4));
  add(kProse, f.prose);
  add(kParticles, Bucket(Percent(f.particles, f.words), std::array<std::size_t, 5>{1, 15, 30, 45, 60}));
  add(kWords, Bucket(f.words, std::array<std::size_t, 6>{2, 3, 5, 8, 13, 25}));
  add(kHangul, Bucket(Percent(f.hangul, f.chars), kShareLimits));
  add(kDigits, Bucket(Percent(f.digits, f.chars), kShareLimits));
  add(kLatin, Bucket(Percent(f.latin, f.chars), kShareLimits));
  add(kSymbols, Bucket(Percent(f.symbols, f.chars), std::array<std::size_t, 3>{1, 10, 40}));
  EachFlag(f, [&](std::size_t flag) {
    add(kFlags, flag);
    add(kFlagPlace, flag * kPlaces + place);
  });
  add(kPipes, std::min<std::size_t>(f.pipes, 3));
  add(kHashes, std::min<std::size_t>(f.hashes, 3));
  add(kCommas, Bucket(f.commas, std::array<std::size_t, 3>{1, 3, 8}));

  // What the rules say.
  const auto each_kind = [&](Group group, std::uint32_t kinds) {
    for (; kinds != 0; kinds &= kinds - 1) add(group, static_cast<std::size_t>(std::countr_zero(kinds)));
  };
  each_kind(kRuleLine, f.line_kinds);
  each_kind(kRulePrefix, f.prefix_kinds);
  each_kind(kRuleSuffix, f.suffix_kinds);
  each_kind(kRuleAnywhere, f.anywhere_kinds);
  each_kind(kRuleCertain, f.certain_kinds);
  add(kRule, kind(f.rule_kind));
  add(kCover, Bucket(f.cover, std::array<std::size_t, 3>{30, 60, 90}) * kKinds + kind(f.cover_kind));
  add(kRuleSize, kind(f.rule_kind) * kSizes + size);
  add(kRuleProse, kind(f.rule_kind) * 4 + f.prose);
  add(kRulePlace, kind(f.rule_kind) * kPlaces + place);

  // The page.
  const std::size_t repeats = c.repeats == 1 ? 0 : c.repeats_previous ? 3 : c.seen_before ? 2 : 1;
  add(kRepeats, repeats);
  add(kRepeatSize, repeats * kSizes + size);
  const std::size_t overlap = c.overlap < 0 ? 0
                                            : 1 + Bucket(static_cast<std::size_t>(c.overlap),
                                                         std::array<std::size_t, 6>{15, 30, 45, 60, 75, 90});
  add(kOverlap, overlap);
  add(kOverlapPlace, overlap * kPlaces + place);
  add(kPlace, place);
  if (has_main && i < main_begin_) add(kBefore, Bucket(main_begin_ - i, kNearLimits));
  if (has_main && i >= main_end_) add(kAfter, Bucket(i - main_end_ + 1, kNearLimits));
  add(kPageMain, page_main);
  add(kMainSize, page_main * kSizes + size);
  add(kPageLines, Bucket(n, std::array<std::size_t, 5>{3, 10, 30, 80, 200}));
  add(kPageProse, page_prose);
  add(kPageProsePlace, page_prose * kPlaces + place);
  add(kIndex, Bucket(i, std::array<std::size_t, 5>{1, 2, 3, 5, 10}));
  add(kFromEnd, Bucket(n - 1 - i, std::array<std::size_t, 3>{1, 3, 8}));
  add(kTenth, i * 10 / n);
  add(kRun, Bucket(c.run, std::array<std::size_t, 6>{1, 2, 4, 8, 16, 40}));
  const auto alike = [&](std::size_t j) {
    const LineFacts& o = facts_[j];
    return f.prose <= 1 && o.prose <= 1 && f.start == o.start && f.end == o.end &&
           (f.chars < o.chars ? o.chars - f.chars : f.chars - o.chars) * 3 <= std::max(f.chars, o.chars);
  };
  add(kAlike, (i > 0 && alike(i - 1) ? 1u : 0u) + (i + 1 < n && alike(i + 1) ? 2u : 0u));
  constexpr std::array<std::size_t, 4> kProseLimits = {1, 2, 4, 6};
  add(kProseNear, Bucket(c.prose_near, kProseLimits));
  add(kProseAbove, Bucket(c.prose_above, kProseLimits));
  add(kProseBelow, Bucket(c.prose_below, kProseLimits));
  add(kEndMarks, c.end_marks);
  const auto distance4 = [](std::size_t d) { return Bucket(d, std::array<std::size_t, 3>{2, 4, 10}); };
  add(kMarkAbove, distance4(c.mark_above_distance) * kKinds + kind(c.mark_above));
  add(kMarkBelow, std::min<std::size_t>(distance4(c.mark_below_distance), 2) * kKinds + kind(c.mark_below));
  add(kMarkAboveProse, f.prose * kKinds + kind(c.mark_above));
  const auto time_distance = [](std::size_t d) { return d == 0 ? 4 : Bucket(d, std::array<std::size_t, 3>{2, 4, 10}); };
  add(kTimeAbove, time_distance(c.time_above_distance));
  add(kTimeBelow, time_distance(c.time_below_distance));
  add(kTimeAboveSize, time_distance(c.time_above_distance) * kSizes + size);
  add(kProsePlace, f.prose * kPlaces + place);
  add(kSizePlace, size * kPlaces + place);
  add(kEndPlace, static_cast<std::size_t>(f.end) * kPlaces + place);
  add(kStartPlace, static_cast<std::size_t>(f.start) * kPlaces + place);
  add(kEndSize, static_cast<std::size_t>(f.end) * kSizes + size);

  // The neighbours.
  const auto neighbour = [&](std::ptrdiff_t offset) -> const LineFacts* {
    const auto j = static_cast<std::ptrdiff_t>(i) + offset;
    return j < 0 || j >= static_cast<std::ptrdiff_t>(n) ? nullptr : &facts_[static_cast<std::size_t>(j)];
  };
  const auto look = [&](const LineFacts* o, Group rule, Group its_size) {
    add(rule, o == nullptr ? 0 : kind(o->rule_kind));
    add(its_size, o == nullptr ? kSizes : SizeOf(*o));
  };
  const auto look_closely = [&](const LineFacts* o, Group prose, Group end, Group start, Group flags) {
    add(prose, o == nullptr ? 4 : o->prose);
    add(end, o == nullptr ? kEnds : static_cast<std::size_t>(o->end));
    add(start, o == nullptr ? kStarts : static_cast<std::size_t>(o->start));
    if (o != nullptr) EachFlag(*o, [&](std::size_t flag) { add(flags, flag); });
  };
  look(neighbour(-1), kPrevRule, kPrevSize);
  look(neighbour(-2), kPrev2Rule, kPrev2Size);
  look(neighbour(1), kNextRule, kNextSize);
  look(neighbour(2), kNext2Rule, kNext2Size);
  look_closely(neighbour(-1), kPrevProse, kPrevEnd, kPrevStart, kPrevFlags);
  look_closely(neighbour(1), kNextProse, kNextEnd, kNextStart, kNextFlags);
}

}  // namespace textclean
