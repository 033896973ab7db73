// Errors of the core, with what the edge needs to tell a caller: a stable reason,
// the field at fault, and facts such as a byte offset. Messages never repeat text
// of a page.
//
//   return InputError("INVALID_UTF8", "document.text",
//                     "text is not valid UTF-8 at byte 17; send bytes as content",
//                     {{"byte_offset", "17"}});
#ifndef TEXTCLEAN_SERVICE_TEXT_ERROR_H_
#define TEXTCLEAN_SERVICE_TEXT_ERROR_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace textclean {

// What a caller can act on.
struct ErrorDetail {
  std::string reason;                           // UPPER_SNAKE_CASE, stable
  std::string field;                            // path in the request; may be empty
  std::map<std::string, std::string> metadata;  // further facts
};

// An INVALID_ARGUMENT status that carries an ErrorDetail.
absl::Status InputError(std::string_view reason, std::string_view field, std::string_view message,
                        const std::map<std::string, std::string>& metadata = {});

// A status of any code that carries an ErrorDetail.
absl::Status DetailedError(absl::StatusCode code, std::string_view reason, std::string_view field,
                           std::string_view message, const std::map<std::string, std::string>& metadata = {});

// The detail that `status` carries; empty fields where it carries none.
ErrorDetail DetailOf(const absl::Status& status);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_ERROR_H_
