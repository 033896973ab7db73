// Labels every stretch of a page with what it is, by a decision over the whole page.
//
// Immutable and thread-safe once built. Time and memory are linear in the page.
//
//   const Labeller labeller = ...;
//   std::vector<Region> regions = labeller.Label(ParseText(text));
#ifndef TEXTCLEAN_SERVICE_LABEL_LABELLER_H_
#define TEXTCLEAN_SERVICE_LABEL_LABELLER_H_

#include <vector>

#include "service/label/region.h"
#include "service/page/page.h"

namespace textclean {

class Labeller {
 public:
  // The regions partition page.text (see Region).
  std::vector<Region> Label(const Page& page) const;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_LABELLER_H_
