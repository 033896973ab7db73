#include "service/label/labeller.h"

#include <cstddef>

namespace textclean {

std::vector<Region> Labeller::Label(const Page& page) const {
  std::vector<Region> regions;
  regions.reserve(page.blocks.size() * 2 + 1);
  std::size_t at = 0;
  const auto gap = [&](std::size_t end) {
    if (end > at) regions.push_back({{at, end}, RegionKind::kWhitespace, "page.space", 1, 0});
  };
  for (const Block& block : page.blocks) {
    gap(block.span.begin);
    regions.push_back({block.span, RegionKind::kBody, "default", 0.5F, 0.5F});
    at = block.span.end;
  }
  gap(page.text.size());
  return regions;
}

}  // namespace textclean
