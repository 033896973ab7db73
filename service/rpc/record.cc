#include "service/rpc/record.h"

#include <numeric>

namespace textclean {

void CallRecord::Add(const DocumentRecord& document) {
  ++documents;
  kept_chars += document.kept_chars;
  removed_chars += std::accumulate(document.removed_chars.begin(), document.removed_chars.end(), std::size_t{0});
}

}  // namespace textclean
