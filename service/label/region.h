// The stretches that partition a page.
#ifndef TEXTCLEAN_SERVICE_LABEL_REGION_H_
#define TEXTCLEAN_SERVICE_LABEL_REGION_H_

#include <string_view>

#include "service/rules/region_kind.h"
#include "service/text/span.h"

namespace textclean {

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
