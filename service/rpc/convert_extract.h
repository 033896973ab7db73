// Extract between the messages of textclean.v1 and the types of the core; see convert.h.
//
//   absl::StatusOr<ExtractOptions> options = ToExtractOptions(request.options(), "options");
//   ToResponse(request.document(), request.options(), *page,
//              extractor.Extract(page->page, page->document.text, page->regions, *options), body, version, response);
#ifndef TEXTCLEAN_SERVICE_RPC_CONVERT_EXTRACT_H_
#define TEXTCLEAN_SERVICE_RPC_CONVERT_EXTRACT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/clean/cleaner.h"
#include "service/extract/extractor.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean {

// `path` as in convert.h. Errors: UNKNOWN_ENUM_VALUE; CONTRADICTORY_OPTIONS where mentions are both
// named and left out.
absl::StatusOr<ExtractOptions> ToExtractOptions(const v1::ExtractOptions& options, const std::string& path);

// Fills the response: offsets in the options' unit; `body` goes in as it is.
void ToResponse(const v1::Document& document, const v1::ExtractOptions& options, const LabelledPage& labelled,
                const Extraction& extraction, std::string body, std::string_view rules_version,
                v1::ExtractResponse& response);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_CONVERT_EXTRACT_H_
