// Between the messages of textclean.v1 and the types of the core.
//
// Requests are checked here for what the core's types cannot express: missing fields,
// unknown enum values, sizes. Errors are INVALID_ARGUMENT and name the field, as
// "document.format" or "options.keep[2]", unless said otherwise.
//
//   absl::StatusOr<DocumentView> document = ToDocument(request, limits);
//   absl::StatusOr<CleanOptions> options = ToCleanOptions(request.options());
//   ToResponse(request, *cleaner.Clean(*document, *options), cleaner.rules_version(), response);
#ifndef TEXTCLEAN_SERVICE_RPC_CONVERT_H_
#define TEXTCLEAN_SERVICE_RPC_CONVERT_H_

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/clean/cleaner.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean {

// The document of a request; views its bytes. Errors: MISSING_DOCUMENT, MISSING_INPUT,
// UNKNOWN_ENUM_VALUE; RESOURCE_EXHAUSTED with DOCUMENT_TOO_LARGE.
absl::StatusOr<DocumentView> ToDocument(const v1::CleanRequest& request, std::size_t max_document_bytes);

// Errors: UNKNOWN_ENUM_VALUE, KIND_NOT_KEEPABLE.
absl::StatusOr<CleanOptions> ToCleanOptions(const v1::CleanOptions& options);

// Fills the response: offsets in the request's unit, and of the optional parts those that
// the request asks for.
void ToResponse(const v1::CleanRequest& request, CleanResult result, std::string_view rules_version,
                v1::CleanResponse& response);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_CONVERT_H_
