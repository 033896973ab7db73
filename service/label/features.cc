#include "service/label/features.h"

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <span>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace textclean {
namespace {

constexpr std::size_t kKinds = kRegionKinds;
constexpr std::size_t kStarts = static_cast<std::size_t>(LineStart::kCount);
constexpr std::size_t kEnds = static_cast<std::size_t>(LineEnd::kCount);

// Index of the first limit above `value`.
template <std::size_t N>
constexpr std::size_t Bucket(std::size_t value, const std::array<std::size_t, N>& limits) {
  std::size_t b = 0;
  while (b < N && value >= limits[b]) ++b;
  return b;
}
constexpr std::array<std::size_t, 11> kLengthLimits = {2, 3, 5, 8, 12, 18, 26, 38, 55, 90, 180};  // characters
constexpr std::array<std::size_t, 4> kShareLimits = {10, 30, 60, 90};                             // percent
constexpr std::array<std::size_t, 5> kNearLimits = {2, 3, 5, 9, 20};                              // lines
constexpr std::size_t kLengths = kLengthLimits.size() + 1;
// A coarse length, from a length: below 5, 12, 26, 55 characters, and longer.
constexpr std::array<std::size_t, kLengths> kSizeOfLength = {0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
constexpr std::size_t kSizes = 5;

// Where a line lies about the article's prose.
enum Place : std::size_t { kNoMain, kFarBefore, kBefore, kInside, kAfter, kFarAfter, kPlaces };

// What the wording speaks for: its powers of e, from -kMost on; and how sure it is of a kind.
constexpr std::size_t kWordings = 2 * WordingOpinion::kMost + 1;
constexpr std::size_t kNoWording = kWordings;  // of no line
constexpr std::array<std::size_t, 3> kMarginLimits = {1, 2, 4};
std::size_t WordingOf(const LineFacts& f) {
  const int power = WordingOpinion::kMost + f.wording.content;
  return static_cast<std::size_t>(power);
}

// Yes-or-no facts, in two halves that are joints of their own.
constexpr std::size_t kLowFlags = 7;
constexpr std::size_t kHighFlags = 6;
constexpr std::size_t kFlags = kLowFlags + kHighFlags;

std::size_t FlagsOf(const LineFacts& f) {
  const std::array<bool, kFlags> flags = {
      f.has_email,
      f.has_url,
      f.has_date,
      f.has_clock,
      f.has_phone,
      f.has_quote,
      f.has_ellipsis,
      f.has_cut,
      f.rule == LineFacts::kNoRule && f.cover < 40,
      f.has_quote && f.prose == 0,
      f.has_date && f.chars <= 24,
      f.is_row,
      f.is_code,
  };
  std::size_t bits = 0;
  for (std::size_t i = 0; i < kFlags; ++i) bits |= static_cast<std::size_t>(flags[i]) << i;
  return bits;
}

std::size_t LengthOf(const LineFacts& f) { return Bucket(f.chars, kLengthLimits); }
std::size_t Percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<std::size_t>(part * 100 / whole);
}

// Names of the values of a dimension.
std::string Kind(std::size_t v) { return std::string(KindName(static_cast<RegionKind>(v))); }
std::string Number(std::size_t v) { return absl::StrCat(v); }
std::string Start(std::size_t v) {
  constexpr std::array<const char*, kStarts + 1> kNames = {
      "HANGUL",    "LATIN",  "DIGIT", "NUMBERED", "DASH",  "DOT",     "ARROW",       "TRIANGLE", "SQUARE",
      "DIAMOND",   "CIRCLE", "STAR",  "HASH",     "NOTE",  "BRACKET", "PARENTHESIS", "ANGLE",    "QUOTE",
      "COPYRIGHT", "IMAGE",  "LINK",  "AT",       "HANJA", "OTHER",   "NONE"};
  return kNames[v];
}
std::string End(std::size_t v) {
  constexpr std::array<const char*, kEnds + 1> kNames = {
      "SENTENCE", "STOP",    "QUESTION", "QUOTE", "OPEN_SENTENCE", "NOMINAL", "ELLIPSIS", "COLON",
      "COMMA",    "BRACKET", "ANGLE",    "DIGIT", "HANGUL",        "LATIN",   "OTHER",    "NONE"};
  return kNames[v];
}
std::string PlaceName(std::size_t v) {
  constexpr std::array<const char*, kPlaces> kNames = {"NO_MAIN", "FAR_BEFORE", "BEFORE",
                                                       "INSIDE",  "AFTER",      "FAR_AFTER"};
  return kNames[v];
}
std::string CountName(std::size_t v) {
  constexpr std::array<const char*, static_cast<std::size_t>(Count::kCounts)> kNames = {"NONE", "ITEM", "RANK", "CELL",
                                                                                        "LARGE"};
  return kNames[v];
}
std::string Power(std::size_t v) {
  return v == kNoWording ? "NONE" : absl::StrCat(static_cast<int>(v) - WordingOpinion::kMost);
}
std::string Flag(std::size_t v) {
  constexpr std::array<const char*, kFlags> kNames = {"EMAIL",      "URL",      "DATE", "CLOCK",   "PHONE",
                                                      "QUOTE",      "ELLIPSIS", "CUT",  "NO_RULE", "QUOTE_NO_PROSE",
                                                      "SHORT_DATE", "ROW",      "CODE"};
  return kNames[v];
}

struct Dimension {
  std::size_t size;
  std::string (*name)(std::size_t);
};
constexpr Dimension kKindDim{kKinds, Kind};
constexpr Dimension kStartDim{kStarts + 1, Start};
constexpr Dimension kEndDim{kEnds + 1, End};
constexpr Dimension kPlaceDim{kPlaces, PlaceName};
constexpr Dimension kFlagDim{kFlags, Flag};
constexpr Dimension kWordingDim{kWordings, Power};
constexpr Dimension kNeighbourWordingDim{kWordings + 1, Power};
constexpr Dimension kCountDim{static_cast<std::size_t>(Count::kCounts), CountName};
constexpr Dimension Numbers(std::size_t size) { return {size, Number}; }

// A group of features: one for each combination of its dimensions. An empty second
// dimension has one value and no name.
struct Group {
  std::string_view name;
  Dimension first;
  Dimension second = {1, nullptr};
  bool telling = false;
};

enum GroupId : std::size_t {
  kBiasG,
  kLinesG,
  kMainG,
  kMainShareG,  // of the page
  kLengthG,
  kEndG,
  kEndSizeG,
  kStartG,
  kStartPlaceG,
  kEndPlaceG,  // its form
  kSentencesG,
  kParticlesG,
  kWordsG,
  kHangulG,
  kDigitsG,
  kLatinG,
  kSymbolsG,
  kPipesG,
  kHashesG,
  kCommasG,
  kRuleG,
  kRuleSizeG,
  kRuleProseG,
  kRulePlaceG,
  kProseG,
  kProsePlaceG,
  kPlaceG,
  kSizePlaceG,
  kCoverG,
  kRepeatsG,
  kRepeatsSizeG,
  kOverlapG,
  kOverlapPlaceG,
  kMainSizeG,
  kPageProseG,
  kPageProsePlaceG,
  kIndexG,
  kFromEndG,
  kTenthG,
  kDistanceG,
  kRunG,
  kRunPlaceG,
  kAlikeG,
  kAlikePlaceG,
  kProseNearG,
  kProseAboveG,
  kProseBelowG,
  kEndMarksG,
  kNoiseNearG,
  kNoiseNearProseG,
  kMarkAboveG,
  kMarkAboveProseG,
  kMarkBelowG,
  kTimeAboveG,
  kTimeAboveSizeG,
  kTimeBelowG,
  kTimesAroundG,
  kTimesAboveProseG,
  kTimesBelowProseG,
  kReactionsAboveG,
  kReactionsAboveProseG,
  kReactionsAbovePlaceG,
  kCountG,
  kCountPlaceG,
  kCountsNearG,
  kCountsNearProseG,
  kFlagG,
  kFlagPlaceG,
  kPrevRuleG,
  kPrevSizeG,
  kPrevProseG,
  kPrevEndG,
  kPrevStartG,
  kPrev2RuleG,
  kPrev2SizeG,
  kPrevFlagG,
  kNextRuleG,
  kNextSizeG,
  kNextProseG,
  kNextEndG,
  kNextStartG,
  kNext2RuleG,
  kNext2SizeG,
  kNextFlagG,
  kWordingG,
  kWordingPlaceG,
  kWordingEndG,
  kWordingRuleG,
  kWordingProseG,
  kWordingLengthG,
  kWordingKindG,
  kWordingMarginG,
  kWordingNearG,
  kPrevWordingG,
  kNextWordingG,
  kRuleLineG,
  kRulePrefixG,
  kRuleSuffixG,
  kRuleAnywhereG,
  kRuleCertainG,
  kGroups
};

constexpr std::array<Group, kGroups> kGroup = {{
    {"bias", Numbers(1)},
    {"page.lines", Numbers(6)},
    {"page.main", Numbers(6)},
    {"main.share", Numbers(5)},
    {"length", Numbers(kLengths)},
    {"end", kEndDim, {1, nullptr}, true},
    {"end+size", kEndDim, Numbers(kSizes)},
    {"start", kStartDim, {1, nullptr}, true},
    {"start+place", kStartDim, kPlaceDim, true},
    {"end+place", kEndDim, kPlaceDim, true},
    {"sentences", Numbers(5), {1, nullptr}, true},
    {"particles", Numbers(6)},
    {"words", Numbers(7)},
    {"hangul", Numbers(5)},
    {"digits", Numbers(5)},
    {"latin", Numbers(5)},
    {"symbols", Numbers(4)},
    {"pipes", Numbers(4), {1, nullptr}, true},
    {"hashes", Numbers(4), {1, nullptr}, true},
    {"commas", Numbers(4)},
    {"rule", kKindDim, {1, nullptr}, true},
    {"rule+size", kKindDim, Numbers(kSizes)},
    {"rule+prose", kKindDim, Numbers(4), true},
    {"rule+place", kKindDim, kPlaceDim, true},
    {"prose", Numbers(4), {1, nullptr}, true},
    {"prose+place", Numbers(4), kPlaceDim, true},
    {"place", kPlaceDim, {1, nullptr}, true},
    {"size+place", Numbers(kSizes), kPlaceDim},
    {"cover", kKindDim, Numbers(4), true},
    {"repeats", Numbers(4), {1, nullptr}, true},
    {"repeats+size", Numbers(4), Numbers(kSizes), true},
    {"overlap", Numbers(8), {1, nullptr}, true},
    {"overlap+place", Numbers(8), kPlaceDim, true},
    {"main+size", Numbers(6), Numbers(kSizes)},
    {"page.prose", Numbers(6)},
    {"page.prose+place", Numbers(6), kPlaceDim},
    {"index", Numbers(6)},
    {"from-end", Numbers(4)},
    {"tenth", Numbers(10)},
    {"distance", Numbers(13), {1, nullptr}, true},
    {"run", Numbers(7), {1, nullptr}, true},
    {"run+place", Numbers(7), kPlaceDim, true},
    {"alike", Numbers(4), {1, nullptr}, true},
    {"alike+place", Numbers(4), kPlaceDim, true},
    {"prose.near", Numbers(5), {1, nullptr}, true},
    {"prose.above", Numbers(5), {1, nullptr}, true},
    {"prose.below", Numbers(5), {1, nullptr}, true},
    {"end-marks", Numbers(4), {1, nullptr}, true},
    {"noise.near", Numbers(5), {1, nullptr}, true},
    {"noise.near+prose", Numbers(5), Numbers(4), true},
    {"mark.above", kKindDim, Numbers(4), true},
    {"mark.above+prose", kKindDim, Numbers(4), true},
    {"mark.below", kKindDim, Numbers(3), true},
    {"time.above", Numbers(5), {1, nullptr}, true},
    {"time.above+size", Numbers(5), Numbers(kSizes), true},
    {"time.below", Numbers(5), {1, nullptr}, true},
    {"times.around", Numbers(5), Numbers(5), true},
    {"times.above+prose", Numbers(5), Numbers(4), true},
    {"times.below+prose", Numbers(5), Numbers(4), true},
    {"reactions.above", Numbers(5), {1, nullptr}, true},
    {"reactions.above+prose", Numbers(5), Numbers(4), true},
    {"reactions.above+place", Numbers(5), kPlaceDim, true},
    {"count", kCountDim, {1, nullptr}, true},
    {"count+place", kCountDim, kPlaceDim, true},
    {"counts.near", Numbers(4), {1, nullptr}, true},
    {"counts.near+prose", Numbers(4), Numbers(4), true},
    {"flag", kFlagDim, {1, nullptr}, true},
    {"flag+place", kFlagDim, kPlaceDim, true},
    {"prev.rule", kKindDim, {1, nullptr}, true},
    {"prev.size", Numbers(kSizes + 1)},
    {"prev.prose", Numbers(5)},
    {"prev.end", kEndDim},
    {"prev.start", kStartDim},
    {"prev2.rule", kKindDim, {1, nullptr}, true},
    {"prev2.size", Numbers(kSizes + 1)},
    {"prev.flag", kFlagDim},
    {"next.rule", kKindDim, {1, nullptr}, true},
    {"next.size", Numbers(kSizes + 1)},
    {"next.prose", Numbers(5)},
    {"next.end", kEndDim},
    {"next.start", kStartDim},
    {"next2.rule", kKindDim, {1, nullptr}, true},
    {"next2.size", Numbers(kSizes + 1)},
    {"next.flag", kFlagDim},
    {"wording", kWordingDim, {1, nullptr}, true},
    {"wording+place", kWordingDim, kPlaceDim, true},
    {"wording+end", kWordingDim, kEndDim},
    {"wording+rule", kWordingDim, kKindDim, true},
    {"wording+prose", kWordingDim, Numbers(4), true},
    {"wording+length", kWordingDim, Numbers(kLengths)},
    {"wording.kind", kKindDim, {1, nullptr}, true},
    {"wording.margin", kKindDim, Numbers(4), true},
    {"wording.near", kWordingDim, {1, nullptr}, true},
    {"prev.wording", kNeighbourWordingDim},
    {"next.wording", kNeighbourWordingDim},
    {"rule.line", kKindDim, {1, nullptr}, true},
    {"rule.prefix", kKindDim, {1, nullptr}, true},
    {"rule.suffix", kKindDim, {1, nullptr}, true},
    {"rule.anywhere", kKindDim, {1, nullptr}, true},
    {"rule.certain", kKindDim, {1, nullptr}, true},
}};

constexpr std::array<std::size_t, kGroups + 1> MakeGroupOffsets() {
  std::array<std::size_t, kGroups + 1> offsets{};
  for (std::size_t g = 0; g < kGroups; ++g) offsets[g + 1] = offsets[g] + kGroup[g].first.size * kGroup[g].second.size;
  return offsets;
}
constexpr auto kGroupOffsets = MakeGroupOffsets();
static_assert(kGroupOffsets[kGroups] <= 0xFFFF);

constexpr Feature FeatureOf(GroupId group, std::size_t first, std::size_t second = 0) {
  return static_cast<Feature>(kGroupOffsets[group] + first * kGroup[group].second.size + second);
}

std::size_t GroupOf(Feature feature) {
  return static_cast<std::size_t>(std::upper_bound(kGroupOffsets.begin(), kGroupOffsets.end(), feature) -
                                  kGroupOffsets.begin()) -
         1;
}

// A joint: the sizes of its facts, and the features of one combination `v` of them.
using Values = std::array<std::size_t, 4>;
struct Joint {
  Values sizes;  // 1 for none
  std::vector<Feature> (*features)(const Values& v);
};

void AddFlags(GroupId group, std::size_t bits, std::size_t shift, std::vector<Feature>& features) {
  for (; bits != 0; bits &= bits - 1) {
    features.push_back(FeatureOf(group, shift + static_cast<std::size_t>(std::countr_zero(bits))));
  }
}
std::vector<Feature> FlagFeatures(std::size_t bits, std::size_t shift, std::size_t place) {
  std::vector<Feature> features;
  for (; bits != 0; bits &= bits - 1) {
    const std::size_t flag = shift + static_cast<std::size_t>(std::countr_zero(bits));
    features.push_back(FeatureOf(kFlagG, flag));
    features.push_back(FeatureOf(kFlagPlaceG, flag, place));
  }
  return features;
}
std::vector<Feature> NeighbourFlags(GroupId group, std::size_t bits, std::size_t shift) {
  std::vector<Feature> features;
  AddFlags(group, bits, shift, features);
  return features;
}

enum JointId : std::size_t {
  kPageJ,
  kLengthEndJ,
  kStartPlaceJ,
  kEndPlaceJ,
  kCountsJ,
  kLettersJ,
  kSignsJ,
  kRuleJ,
  kCoverJ,
  kRepeatsJ,
  kOverlapJ,
  kMainSizeJ,
  kPageProseJ,
  kPositionJ,
  kDistanceJ,
  kRunJ,
  kProseNearJ,
  kMarksJ,
  kMarkAboveJ,
  kMarkBelowJ,
  kTimesJ,
  kTimesAroundJ,
  kReactionsJ,
  kNumbersJ,
  kLowFlagsJ,
  kHighFlagsJ,
  kPrevJ,
  kPrevFormJ,
  kPrev2J,
  kNextJ,
  kNextFormJ,
  kNext2J,
  kPrevFlagsJ,
  kNextFlagsJ,
  kWordingJ,
  kWordingRuleJ,
  kWordingLengthJ,
  kWordingKindJ,
  kWordingNearJ
};

constexpr std::size_t kLow = std::size_t{1} << kLowFlags;
constexpr std::size_t kHigh = std::size_t{1} << kHighFlags;

constexpr std::array<Joint, kJoints> kJoint = {{
    {{6, 6, 5, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kBiasG, 0), FeatureOf(kLinesG, v[0]), FeatureOf(kMainG, v[1]), FeatureOf(kMainShareG, v[2])};
     }},
    {{kLengths, kEnds, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kLengthG, v[0]), FeatureOf(kEndG, v[1]), FeatureOf(kEndSizeG, v[1], kSizeOfLength[v[0]])};
     }},
    {{kStarts, kPlaces, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kStartG, v[0]), FeatureOf(kStartPlaceG, v[0], v[1])};
     }},
    {{kEnds, kPlaces, 1, 1}, [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kEndPlaceG, v[0], v[1])}; }},
    {{5, 6, 7, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kSentencesG, v[0]), FeatureOf(kParticlesG, v[1]), FeatureOf(kWordsG, v[2])};
     }},
    {{5, 5, 5, 4}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kHangulG, v[0]), FeatureOf(kDigitsG, v[1]), FeatureOf(kLatinG, v[2]), FeatureOf(kSymbolsG, v[3])};
     }},
    {{4, 4, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPipesG, v[0]), FeatureOf(kHashesG, v[1]), FeatureOf(kCommasG, v[2])};
     }},
    {{kKinds, kSizes, 4, kPlaces}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kRuleG, v[0]),          FeatureOf(kRuleSizeG, v[0], v[1]),  FeatureOf(kRuleProseG, v[0], v[2]),
               FeatureOf(kRulePlaceG, v[0], v[3]), FeatureOf(kProseG, v[2]),           FeatureOf(kProsePlaceG, v[2], v[3]),
               FeatureOf(kPlaceG, v[3]),         FeatureOf(kSizePlaceG, v[1], v[3])};
     }},
    {{kKinds, 4, 1, 1}, [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kCoverG, v[0], v[1])}; }},
    {{4, kSizes, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kRepeatsG, v[0]), FeatureOf(kRepeatsSizeG, v[0], v[1])};
     }},
    {{8, kPlaces, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kOverlapG, v[0]), FeatureOf(kOverlapPlaceG, v[0], v[1])};
     }},
    {{6, kSizes, 1, 1}, [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kMainSizeG, v[0], v[1])}; }},
    {{6, kPlaces, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPageProseG, v[0]), FeatureOf(kPageProsePlaceG, v[0], v[1])};
     }},
    {{6, 4, 10, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kIndexG, v[0]), FeatureOf(kFromEndG, v[1]), FeatureOf(kTenthG, v[2])};
     }},
    {{13, 1, 1, 1}, [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kDistanceG, v[0])}; }},
    {{7, kPlaces, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kRunG, v[0]), FeatureOf(kRunPlaceG, v[0], v[1]), FeatureOf(kAlikeG, v[2]),
               FeatureOf(kAlikePlaceG, v[2], v[1])};
     }},
    {{5, 5, 5, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kProseNearG, v[0]), FeatureOf(kProseAboveG, v[1]), FeatureOf(kProseBelowG, v[2])};
     }},
    {{4, 5, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kEndMarksG, v[0]), FeatureOf(kNoiseNearG, v[1]), FeatureOf(kNoiseNearProseG, v[1], v[2])};
     }},
    {{kKinds, 4, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kMarkAboveG, v[0], v[1]), FeatureOf(kMarkAboveProseG, v[0], v[2])};
     }},
    {{kKinds, 3, 1, 1}, [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kMarkBelowG, v[0], v[1])}; }},
    {{5, kSizes, 5, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kTimeAboveG, v[0]), FeatureOf(kTimeAboveSizeG, v[0], v[1]), FeatureOf(kTimeBelowG, v[2])};
     }},
    {{5, 5, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kTimesAroundG, v[0], v[1]), FeatureOf(kTimesAboveProseG, v[0], v[2]),
               FeatureOf(kTimesBelowProseG, v[1], v[2])};
     }},
    {{5, 4, kPlaces, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kReactionsAboveG, v[0]), FeatureOf(kReactionsAboveProseG, v[0], v[1]),
               FeatureOf(kReactionsAbovePlaceG, v[0], v[2])};
     }},
    {{static_cast<std::size_t>(Count::kCounts), kPlaces, 4, 4}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kCountG, v[0]), FeatureOf(kCountPlaceG, v[0], v[1]), FeatureOf(kCountsNearG, v[2]),
               FeatureOf(kCountsNearProseG, v[2], v[3])};
     }},
    {{kLow, kPlaces, 1, 1}, [](const Values& v) { return FlagFeatures(v[0], 0, v[1]); }},
    {{kHigh, kPlaces, 1, 1}, [](const Values& v) { return FlagFeatures(v[0], kLowFlags, v[1]); }},
    {{kKinds, kSizes + 1, 5, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPrevRuleG, v[0]), FeatureOf(kPrevSizeG, v[1]), FeatureOf(kPrevProseG, v[2])};
     }},
    {{kEnds + 1, kStarts + 1, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPrevEndG, v[0]), FeatureOf(kPrevStartG, v[1])};
     }},
    {{kKinds, kSizes + 1, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPrev2RuleG, v[0]), FeatureOf(kPrev2SizeG, v[1])};
     }},
    {{kKinds, kSizes + 1, 5, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kNextRuleG, v[0]), FeatureOf(kNextSizeG, v[1]), FeatureOf(kNextProseG, v[2])};
     }},
    {{kEnds + 1, kStarts + 1, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kNextEndG, v[0]), FeatureOf(kNextStartG, v[1])};
     }},
    {{kKinds, kSizes + 1, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kNext2RuleG, v[0]), FeatureOf(kNext2SizeG, v[1])};
     }},
    {{kLow, kHigh, 1, 1}, [](const Values& v) {
       std::vector<Feature> features = NeighbourFlags(kPrevFlagG, v[0], 0);
       AddFlags(kPrevFlagG, v[1], kLowFlags, features);
       return features;
     }},
    {{kLow, kHigh, 1, 1}, [](const Values& v) {
       std::vector<Feature> features = NeighbourFlags(kNextFlagG, v[0], 0);
       AddFlags(kNextFlagG, v[1], kLowFlags, features);
       return features;
     }},
    {{kWordings, kEnds, kPlaces, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kWordingG, v[0]), FeatureOf(kWordingEndG, v[0], v[1]), FeatureOf(kWordingPlaceG, v[0], v[2])};
     }},
    {{kWordings, kKinds, 4, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kWordingRuleG, v[0], v[1]), FeatureOf(kWordingProseG, v[0], v[2])};
     }},
    {{kWordings, kLengths, 1, 1},
     [](const Values& v) -> std::vector<Feature> { return {FeatureOf(kWordingLengthG, v[0], v[1])}; }},
    {{kKinds, 4, 1, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kWordingKindG, v[0]), FeatureOf(kWordingMarginG, v[0], v[1])};
     }},
    {{kWordings + 1, kWordings + 1, kWordings, 1}, [](const Values& v) -> std::vector<Feature> {
       return {FeatureOf(kPrevWordingG, v[0]), FeatureOf(kNextWordingG, v[1]), FeatureOf(kWordingNearG, v[2])};
     }},
}};

constexpr std::array<std::size_t, kJoints + 1> MakeJointOffsets() {
  std::array<std::size_t, kJoints + 1> offsets{};
  for (std::size_t j = 0; j < kJoints; ++j) {
    std::size_t cells = 1;
    for (const std::size_t size : kJoint[j].sizes) cells *= size;
    offsets[j + 1] = offsets[j] + cells;
  }
  return offsets;
}
constexpr auto kJointOffsets = MakeJointOffsets();
static_assert(kJointOffsets[kJoints] <= 0xFFFF);

// The cell of a joint's facts.
std::uint16_t CellOf(JointId joint, std::size_t a, std::size_t b = 0, std::size_t c = 0, std::size_t d = 0) {
  const Values& sizes = kJoint[joint].sizes;
  return static_cast<std::uint16_t>(kJointOffsets[joint] + ((a * sizes[1] + b) * sizes[2] + c) * sizes[3] + d);
}

std::size_t NumberOf(RegionKind kind) { return static_cast<std::size_t>(kind); }

// What is of a line alone, whatever its page: its neighbours ask for it as well.
struct LineForm {
  std::uint16_t flags;
  std::uint8_t size;
  std::uint16_t length_end;  // the others are cells
  std::uint16_t counts;
  std::uint16_t letters;
  std::uint16_t signs;
  std::uint16_t cover;
  std::uint16_t wording_length;
  std::uint16_t wording_kind;
};

LineForm FormOf(const LineFacts& f) {
  const std::size_t length = LengthOf(f);
  LineForm form{};
  form.flags = static_cast<std::uint16_t>(FlagsOf(f));
  form.size = static_cast<std::uint8_t>(kSizeOfLength[length]);
  form.length_end = CellOf(kLengthEndJ, length, static_cast<std::size_t>(f.end));
  form.counts = CellOf(kCountsJ, std::min<std::size_t>(f.sentence_ends, 4),
                       Bucket(Percent(f.particles, f.words), std::array<std::size_t, 5>{1, 15, 30, 45, 60}),
                       Bucket(f.words, std::array<std::size_t, 6>{2, 3, 5, 8, 13, 25}));
  form.letters =
      CellOf(kLettersJ, Bucket(Percent(f.hangul, f.chars), kShareLimits),
             Bucket(Percent(f.digits, f.chars), kShareLimits), Bucket(Percent(f.latin, f.chars), kShareLimits),
             Bucket(Percent(f.symbols, f.chars), std::array<std::size_t, 3>{1, 10, 40}));
  form.signs = CellOf(kSignsJ, std::min<std::size_t>(f.pipes, 3), std::min<std::size_t>(f.hashes, 3),
                      Bucket(f.commas, std::array<std::size_t, 3>{1, 3, 8}));
  form.cover = CellOf(kCoverJ, NumberOf(f.cover_kind), Bucket(f.cover, std::array<std::size_t, 3>{30, 60, 90}));
  form.wording_length = CellOf(kWordingLengthJ, WordingOf(f), length);
  form.wording_kind = CellOf(kWordingKindJ, NumberOf(f.wording.kind), Bucket(f.wording.margin, kMarginLimits));
  return form;
}

// The joints of a page's lines, one line after the other.
class CellReader {
 public:
  CellReader(const PageContext& page, std::pmr::memory_resource* memory)
      : page_(page),
        page_main_(Bucket(page.main_chars(), std::array<std::size_t, 5>{1, 60, 200, 500, 1200})),
        page_prose_(Bucket(Percent(page.prose_chars(), page.chars()), std::array<std::size_t, 5>{5, 20, 40, 70, 90})),
        page_cell_(
            CellOf(kPageJ, Bucket(page.size(), std::array<std::size_t, 5>{3, 10, 30, 80, 200}), page_main_,
                   Bucket(Percent(page.main_chars(), page.prose_chars()), std::array<std::size_t, 4>{1, 40, 70, 95}))),
        forms_(memory) {
    forms_.reserve(page.size());
    for (std::size_t i = 0; i < page.size(); ++i) forms_.push_back(FormOf(page.facts(i)));
  }

  void Read(std::size_t i, LineCells& cells) const;

 private:
  std::size_t PlaceOf(std::size_t i) const {
    const std::size_t begin = page_.main_begin();
    const std::size_t end = page_.main_end();
    if (begin == end) return kNoMain;
    if (i < begin) return i + 12 < begin ? kFarBefore : kBefore;
    if (i < end) return kInside;
    return i < end + 8 ? kAfter : kFarAfter;
  }
  bool Alike(std::size_t i, std::size_t j) const {
    const LineFacts& f = page_.facts(i);
    const LineFacts& o = page_.facts(j);
    return f.prose <= 1 && o.prose <= 1 && f.start == o.start && f.end == o.end &&
           (f.chars < o.chars ? o.chars - f.chars : f.chars - o.chars) * 3 <= std::max(f.chars, o.chars);
  }
  // Of the line before or after; `exists` is false at the page's ends.
  void ReadNeighbour(std::size_t j, bool exists, JointId near, JointId form, JointId flags, LineCells& cells) const {
    if (!exists) {
      cells.cells[near] = CellOf(near, 0, kSizes, 4);
      cells.cells[form] = CellOf(form, kEnds, kStarts);
      cells.cells[flags] = CellOf(flags, 0, 0);
      return;
    }
    const LineFacts& f = page_.facts(j);
    cells.cells[near] = CellOf(near, NumberOf(f.rule_kind), forms_[j].size, f.prose);
    cells.cells[form] = CellOf(form, static_cast<std::size_t>(f.end), static_cast<std::size_t>(f.start));
    cells.cells[flags] = CellOf(flags, forms_[j].flags % kLow, forms_[j].flags / kLow);
  }
  // Of the line two before or after.
  std::uint16_t Second(std::size_t j, bool exists, JointId joint) const {
    return exists ? CellOf(joint, NumberOf(page_.facts(j).rule_kind), forms_[j].size) : CellOf(joint, 0, kSizes);
  }

  const PageContext& page_;
  const std::size_t page_main_;
  const std::size_t page_prose_;
  const std::uint16_t page_cell_;
  std::pmr::vector<LineForm> forms_;
};

void CellReader::Read(std::size_t i, LineCells& cells) const {
  const LineFacts& f = page_.facts(i);
  const LineContext& c = page_.context(i);
  const LineForm& form = forms_[i];
  const std::size_t n = page_.size();
  const std::size_t place = PlaceOf(i);
  const auto set = [&](JointId joint, std::size_t a, std::size_t b = 0, std::size_t d = 0, std::size_t e = 0) {
    cells.cells[joint] = CellOf(joint, a, b, d, e);
  };

  // The page.
  cells.cells[kPageJ] = page_cell_;
  set(kPageProseJ, page_prose_, place);
  set(kMainSizeJ, page_main_, form.size);

  // The line itself.
  cells.cells[kLengthEndJ] = form.length_end;
  cells.cells[kCountsJ] = form.counts;
  cells.cells[kLettersJ] = form.letters;
  cells.cells[kSignsJ] = form.signs;
  set(kStartPlaceJ, static_cast<std::size_t>(f.start), place);
  set(kEndPlaceJ, static_cast<std::size_t>(f.end), place);
  set(kLowFlagsJ, form.flags % kLow, place);
  set(kHighFlagsJ, form.flags / kLow, place);

  // What the rules say.
  cells.cells[kCoverJ] = form.cover;
  set(kRuleJ, NumberOf(f.rule_kind), form.size, f.prose, place);
  cells.rules = {f.line_kinds, f.prefix_kinds, f.suffix_kinds, f.anywhere_kinds, f.certain_kinds};

  // Its place in the page.
  set(kRepeatsJ, c.repeats == 1 ? 0 : c.repeats_previous ? 3 : c.seen_before ? 2 : 1, form.size);
  set(kOverlapJ,
      c.overlap < 0
          ? 0
          : 1 + Bucket(static_cast<std::size_t>(c.overlap), std::array<std::size_t, 6>{15, 30, 45, 60, 75, 90}),
      place);
  set(kPositionJ, Bucket(i, std::array<std::size_t, 5>{1, 2, 3, 5, 10}),
      Bucket(n - 1 - i, std::array<std::size_t, 3>{1, 3, 8}), i * 10 / n);
  set(kDistanceJ, place == kNoMain || place == kInside ? 0
                  : i < page_.main_begin()             ? 1 + Bucket(page_.main_begin() - i, kNearLimits)
                                                       : 7 + Bucket(i - page_.main_end() + 1, kNearLimits));
  set(kRunJ, Bucket(c.run, std::array<std::size_t, 6>{1, 2, 4, 8, 16, 40}), place,
      (i > 0 && Alike(i, i - 1) ? 1u : 0u) + (i + 1 < n && Alike(i, i + 1) ? 2u : 0u));
  constexpr std::array<std::size_t, 4> kProseLimits = {1, 2, 4, 6};
  set(kProseNearJ, Bucket(c.prose_near, kProseLimits), Bucket(c.prose_above, kProseLimits),
      Bucket(c.prose_below, kProseLimits));
  set(kMarksJ, c.end_marks, Bucket(c.noise_near, std::array<std::size_t, 4>{1, 3, 5, 8}), f.prose);
  const auto distance = [](std::size_t d) { return Bucket(d, std::array<std::size_t, 3>{2, 4, 10}); };
  set(kMarkAboveJ, NumberOf(c.mark_above), distance(c.mark_above_distance), f.prose);
  set(kMarkBelowJ, NumberOf(c.mark_below), std::min<std::size_t>(distance(c.mark_below_distance), 2));
  const auto time = [&](std::size_t d) { return d == 0 ? 4 : distance(d); };
  constexpr std::array<std::size_t, 4> kCountLimits = {1, 2, 3, 7};
  set(kTimesAroundJ, Bucket(c.times_above, kCountLimits), Bucket(c.times_below, kCountLimits), f.prose);
  set(kReactionsJ, Bucket(c.reactions_above, kCountLimits), f.prose, place);
  set(kNumbersJ, static_cast<std::size_t>(c.count), place, Bucket(c.counts_near, std::array<std::size_t, 3>{1, 3, 6}),
      f.prose);
  set(kTimesJ, time(c.time_above_distance), form.size, time(c.time_below_distance));

  // Its wording, and that of up to three lines on either side of it.
  const std::size_t wording = WordingOf(f);
  set(kWordingJ, wording, static_cast<std::size_t>(f.end), place);
  set(kWordingRuleJ, wording, NumberOf(f.rule_kind), f.prose);
  cells.cells[kWordingLengthJ] = form.wording_length;
  cells.cells[kWordingKindJ] = form.wording_kind;
  const std::size_t near_begin = i < 3 ? 0 : i - 3;
  const std::size_t near_end = std::min(i + 4, n);
  std::size_t near = 0;
  for (std::size_t j = near_begin; j < near_end; ++j) near += WordingOf(page_.facts(j));
  const std::size_t near_lines = near_end - near_begin;
  set(kWordingNearJ, i >= 1 ? WordingOf(page_.facts(i - 1)) : kNoWording,
      i + 1 < n ? WordingOf(page_.facts(i + 1)) : kNoWording, (2 * near + near_lines) / (2 * near_lines));

  // Its neighbours.
  ReadNeighbour(i - 1, i >= 1, kPrevJ, kPrevFormJ, kPrevFlagsJ, cells);
  ReadNeighbour(i + 1, i + 1 < n, kNextJ, kNextFormJ, kNextFlagsJ, cells);
  cells.cells[kPrev2J] = Second(i - 2, i >= 2, kPrev2J);
  cells.cells[kNext2J] = Second(i + 2, i + 2 < n, kNext2J);
}

}  // namespace

std::size_t FeatureCount() { return kGroupOffsets[kGroups]; }

std::string FeatureName(Feature feature) {
  const Group& group = kGroup[GroupOf(feature)];
  const std::size_t index = feature - kGroupOffsets[GroupOf(feature)];
  std::string name = absl::StrCat(std::string(group.name), "=", group.first.name(index / group.second.size));
  if (group.second.name != nullptr) absl::StrAppend(&name, ",", group.second.name(index % group.second.size));
  return name;
}

bool IsTelling(Feature feature) { return kGroup[GroupOf(feature)].telling; }

std::size_t FirstCell(std::size_t joint) { return kJointOffsets[joint]; }

std::vector<Feature> FeaturesOfCell(std::size_t cell) {
  const auto joint = static_cast<std::size_t>(std::upper_bound(kJointOffsets.begin(), kJointOffsets.end(), cell) -
                                              kJointOffsets.begin()) -
                     1;
  std::size_t index = cell - kJointOffsets[joint];
  const Values& sizes = kJoint[joint].sizes;
  Values values{};
  for (std::size_t d = sizes.size(); d-- > 0;) {
    values[d] = index % sizes[d];
    index /= sizes[d];
  }
  return kJoint[joint].features(values);
}

std::vector<Feature> FeaturesOf(const LineCells& cells) {
  std::vector<Feature> features;
  ForEachRuleFeature(cells, [&](Feature feature) { features.push_back(feature); });
  for (const std::size_t cell : cells.cells) {
    const std::vector<Feature> more = FeaturesOfCell(cell);
    features.insert(features.end(), more.begin(), more.end());
  }
  return features;
}

Feature RuleFeature(std::size_t mask, std::size_t kind) {
  constexpr std::array<GroupId, kRuleMasks> kGroupOfMask = {kRuleLineG, kRulePrefixG, kRuleSuffixG, kRuleAnywhereG,
                                                            kRuleCertainG};
  return FeatureOf(kGroupOfMask[mask], kind);
}

std::pmr::vector<LineCells> ReadCells(const PageContext& page, std::pmr::memory_resource* memory) {
  std::pmr::vector<LineCells> cells(page.size(), memory);
  const CellReader reader(page, memory);
  for (std::size_t i = 0; i < page.size(); ++i) reader.Read(i, cells[i]);
  return cells;
}

}  // namespace textclean
