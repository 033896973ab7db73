// Between the messages of textclean.v1 and the types of the core.
//
// Requests are checked here for what the core's types cannot express: missing fields,
// unknown enum values, sizes. Errors are INVALID_ARGUMENT and name the field, as
// "document.format" or "options.keep[2]", unless said otherwise.
//
//   absl::StatusOr<DocumentView> document = ToDocument(request, limits);
//   absl::StatusOr<CleanOptions> options = ToCleanOptions(request.options(), "options");
//   ToResponse(request.document(), request.options(), *cleaner.Clean(*document, *options), cleaner.rules_version(),
//              response);
#ifndef TEXTCLEAN_SERVICE_RPC_CONVERT_H_
#define TEXTCLEAN_SERVICE_RPC_CONVERT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/clean/cleaner.h"
#include "service/text/error.h"
#include "service/text/offsets.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean {

// The document of a request; views its bytes. Errors: MISSING_INPUT, UNKNOWN_ENUM_VALUE;
// RESOURCE_EXHAUSTED with DOCUMENT_TOO_LARGE.
absl::StatusOr<DocumentView> ToDocument(const v1::Document& document, std::size_t max_document_bytes);

// The same of any request that has a document. Errors: also MISSING_DOCUMENT.
template <typename Request>
absl::StatusOr<DocumentView> ToDocument(const Request& request, std::size_t max_document_bytes) {
  if (!request.has_document()) return InputError("MISSING_DOCUMENT", "document", "send a document");
  return ToDocument(request.document(), max_document_bytes);
}

// proto3 enums are open: any number may arrive. The error for one that the server does not know.
absl::Status UnknownEnumValue(const std::string& field, int value);

// The unit as the core has it; UTF-8 bytes where none is set.
OffsetUnit ToUnit(v1::OffsetUnit unit);

// How a document was read, as every response says it.
void FillDocumentInfo(const v1::Document& request, const DecodedText& decoded, Format format, bool include_decoded_text,
                      v1::DocumentInfo& info);

// `path` is where the options stand in the request, as errors name it: "options", or "clean" in a
// ProcessRequest. Errors: UNKNOWN_ENUM_VALUE, KIND_NOT_KEEPABLE.
absl::StatusOr<CleanOptions> ToCleanOptions(const v1::CleanOptions& options, const std::string& path);

// Fills the response: offsets in the options' unit, and of the optional parts those that the
// options ask for.
void ToResponse(const v1::Document& document, const v1::CleanOptions& options, CleanResult result,
                std::string_view rules_version, v1::CleanResponse& response);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_CONVERT_H_
