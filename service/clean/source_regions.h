// The regions of what a page shows, laid back over its source.
//
//   std::vector<SourceRegion> ledger = InSource(page, source, labeller.Label(page), may_be_kept);
#ifndef TEXTCLEAN_SERVICE_CLEAN_SOURCE_REGIONS_H_
#define TEXTCLEAN_SERVICE_CLEAN_SOURCE_REGIONS_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "service/label/region.h"
#include "service/page/page.h"

namespace textclean {

// A region of the source and the region of the page's text that it shows.
struct SourceRegion {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Region region;
  std::size_t shown = kNone;  // index into the page's regions; kNone: markup or white space
};

// Regions that partition `source`, from `regions`, which partition page.text. A region whose
// text tags interrupt becomes several; what shows nowhere is MARKUP, or WHITESPACE where it
// is that alone. Its notation is part of a line of Markdown that is kept by no mode. `page` was made of `source` and
// has a rendering. Linear.
std::vector<SourceRegion> InSource(const Page& page, std::string_view source, std::span<const Region> regions,
                                   absl::FunctionRef<bool(const Region&)> may_be_kept);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_CLEAN_SOURCE_REGIONS_H_
