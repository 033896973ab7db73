#include "service/clean/cleaner.h"

#include <utility>

#include "service/page/page.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {

absl::StatusOr<std::unique_ptr<const Cleaner>> Cleaner::Create() {
  return std::unique_ptr<const Cleaner>(new Cleaner());
}

absl::StatusOr<CleanResult> Cleaner::Clean(const DocumentView& document, const CleanOptions& options) const {
  if (document.format == Format::kHtml) {
    return DetailedError(absl::StatusCode::kUnimplemented, "HTML_NOT_SUPPORTED", "document.format",
                         "HTML is not supported yet; send the page's text");
  }
  auto decoded = Decode(document.bytes, {.field = document.is_text ? "document.text" : "document.content",
                                         .charset = document.charset,
                                         .is_text = document.is_text,
                                         .errors = document.decode_errors});
  if (!decoded.ok()) return decoded.status();

  CleanResult result;
  result.document = *std::move(decoded);
  const std::string_view text = result.document.text;
  const Page page = ParseText(text);
  std::vector<Region> regions = labeller_.Label(page);
  result.ledger.reserve(regions.size());
  for (Region& region : regions) {
    const bool kept = options.keep.Has(region.kind);
    KindCount& count = result.counts[static_cast<std::size_t>(region.kind)];
    (kept ? count.kept : count.removed) += CountCharacters(region.span.of(text));
    if (kept) {
      if (!result.text.empty()) result.text += '\n';
      result.text += region.span.of(text);
    }
    result.ledger.push_back({region, kept});
  }
  return result;
}

}  // namespace textclean
