// From the bytes of a document to UTF-8 text, the first step of the pipeline.
//
//   absl::StatusOr<DecodedText> text = Decode(bytes, {.field = "document.content"});
#ifndef TEXTCLEAN_SERVICE_TEXT_DECODE_H_
#define TEXTCLEAN_SERVICE_TEXT_DECODE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace textclean {

// How a charset was chosen. The numbers are those of textclean.v1.CharsetSource.
enum class CharsetSource {
  kTextField = 1,
  kByteOrderMark = 2,
  kValidUtf8 = 3,
  kCaller = 4,
  kMeta = 5,
  kDetected = 6,
};

struct DecodeOptions {
  std::string_view field = "document.content";  // named in errors
  std::string_view charset = {};                // IANA name; empty: detect
  bool is_text = false;                         // the caller sent a string: UTF-8 or an error
};

// UTF-8 text and where it came from. `text` views `owned` or, where no conversion
// was needed, the input, which must then outlive it.
struct DecodedText {
  std::string_view text;
  std::string owned;
  std::string charset;  // IANA name
  CharsetSource source = CharsetSource::kTextField;
  std::size_t undecodable_bytes = 0;
};

// Errors: INVALID_ARGUMENT with reason EMPTY_DOCUMENT, INVALID_UTF8 (metadata
// byte_offset), UNKNOWN_CHARSET or CONTRADICTORY_CHARSET; UNIMPLEMENTED with reason
// CHARSET_NOT_SUPPORTED for charsets other than UTF-8. A byte order mark stays in
// the text, so that offsets count in what the caller sent.
absl::StatusOr<DecodedText> Decode(std::string_view bytes, const DecodeOptions& options);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_DECODE_H_
