// Clean on any bytes: an error with a reason, or a ledger that accounts for every byte, and the same one again.
//
// First byte: the mode, and which kinds are kept.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "service/clean/cleaner.h"
#include "service/label/region.h"
#include "service/text/error.h"
#include "tests/fuzz/require.h"
#include "tests/support/invariants.h"

namespace textclean {
namespace {

CleanOptions Options(unsigned byte) {
  constexpr CleanMode kModes[] = {CleanMode::kBalanced, CleanMode::kPrecision, CleanMode::kRecall};
  CleanOptions options;
  options.mode = kModes[byte % 3];
  // A line feed, the seeds' first byte, means the default kinds.
  if (byte >= 64) options.keep.Add(static_cast<RegionKind>(1 + byte % (kRegionKinds - 1)));
  if (byte >= 128) options.keep = {RegionKind::kBody};
  return options;
}

void Check(std::string_view bytes, const CleanOptions& options) {
  static const std::unique_ptr<const Cleaner> kCleaner = *Cleaner::Create();
  const DocumentView document = {.bytes = bytes, .format = Format::kText};
  const auto result = kCleaner->Clean(document, options);
  if (!result.ok()) {
    Require(!DetailOf(result.status()).reason.empty(), "errors have a reason");
    return;
  }
  RequireNone(LedgerViolation(*result));
  RequireNone(Difference(*result, *kCleaner->Clean(document, options)));
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1}, textclean::Options(data[0]));
  return 0;
}
