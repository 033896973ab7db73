#include "service/rules/region_kind.h"

#include <array>

namespace textclean {

std::string_view KindName(RegionKind kind) {
  static constexpr std::array<std::string_view, kRegionKinds> kNames = {
      "UNSPECIFIED", "TITLE",     "SUBTITLE",  "BODY",     "BYLINE",  "TIMESTAMP", "CAPTION", "SOURCE",    "NAVIGATION",
      "RELATED",     "PROMOTION", "COPYRIGHT", "REACTION", "SUMMARY", "OTHER",     "MARKUP",  "WHITESPACE"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace textclean
