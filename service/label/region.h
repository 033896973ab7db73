// What a stretch of a page is, and the stretches that partition it.
#ifndef TEXTCLEAN_SERVICE_LABEL_REGION_H_
#define TEXTCLEAN_SERVICE_LABEL_REGION_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "service/text/span.h"

namespace textclean {

// The numbers are those of textclean.v1.RegionKind.
enum class RegionKind : std::uint8_t {
  kUnspecified = 0,
  kTitle = 1,
  kSubtitle = 2,
  kBody = 3,
  kByline = 4,
  kTimestamp = 5,
  kCaption = 6,
  kSource = 7,
  kNavigation = 8,
  kRelated = 9,
  kPromotion = 10,
  kCopyright = 11,
  kReaction = 12,
  kSummary = 13,
  kOther = 14,
  kMarkup = 15,
  kWhitespace = 16,
};
inline constexpr std::size_t kRegionKinds = 17;

// The kind's name without prefix, as gold and tools write it: "TITLE".
std::string_view KindName(RegionKind kind);

// A set of kinds.
class KindSet {
 public:
  constexpr KindSet() = default;
  constexpr KindSet(std::initializer_list<RegionKind> kinds) {
    for (const RegionKind kind : kinds) Add(kind);
  }
  constexpr void Add(RegionKind kind) { bits_ |= 1u << static_cast<unsigned>(kind); }
  constexpr bool Has(RegionKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1u) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint32_t bits_ = 0;
};

// The kinds that are the article itself.
inline constexpr KindSet kContentKinds{RegionKind::kTitle, RegionKind::kSubtitle, RegionKind::kBody};

// A stretch of the source text. A page's regions partition it: in order, no gap, no
// overlap, on code point boundaries.
struct Region {
  Span span;
  RegionKind kind = RegionKind::kUnspecified;
  // Id of the rule or of the evidence that decided; lives as long as the labeller.
  std::string_view rule;
  // How sure the labeller is of `kind`, 0 to 1.
  float confidence = 0;
  // How sure it is that the region is article text at all, 0 to 1.
  float content = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_REGION_H_
