// What a stretch of a page can be.
#ifndef TEXTCLEAN_SERVICE_RULES_REGION_KIND_H_
#define TEXTCLEAN_SERVICE_RULES_REGION_KIND_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

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

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_REGION_KIND_H_
