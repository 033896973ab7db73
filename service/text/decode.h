// From the bytes of a document to UTF-8 text, the first step of the pipeline.
//
// The charset is, in this order: what a byte order mark says; UTF-8 if all bytes are;
// what the caller says; what the page declares in <meta>; windows-949 if the bytes
// decode as Hangul. A declaration that the bytes contradict gives way to a charset
// that fits. Functions are stateless and linear in the input.
//
//   absl::StatusOr<DecodedText> text = Decode(bytes, {.field = "document.content"});
#ifndef TEXTCLEAN_SERVICE_TEXT_DECODE_H_
#define TEXTCLEAN_SERVICE_TEXT_DECODE_H_

#include <cstddef>
#include <memory>
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

// What happens to bytes that do not decode.
enum class DecodeErrors { kStrict, kReplace };

struct DecodeOptions {
  std::string_view field = "document.content";  // named in errors
  std::string_view charset = {};                // IANA name; empty: detect
  bool is_text = false;                         // the caller sent a string: UTF-8 or an error
  DecodeErrors errors = DecodeErrors::kStrict;  // of bytes; a string is always strict
};

// UTF-8 text and where it came from. `text` views `owned` or, where no conversion
// was needed, the input, which must then outlive it.
struct DecodedText {
  std::string_view text;
  std::shared_ptr<const std::string> owned;  // null where `text` is the input
  std::string charset;                       // "UTF-8", "windows-949"; IANA's name where there is one
  CharsetSource source = CharsetSource::kTextField;
  std::size_t undecodable_bytes = 0;  // each run of them became one U+FFFD
};

// Errors: INVALID_ARGUMENT with reason EMPTY_DOCUMENT, UNKNOWN_CHARSET,
// CONTRADICTORY_CHARSET, COMPRESSED_DOCUMENT, INVALID_UTF8 or
// UNDECODABLE_BYTES (metadata: byte_offset of the first; of bytes also undecodable_bytes and charset).
// A byte order mark stays in the text, so that offsets count in what the caller sent.
absl::StatusOr<DecodedText> Decode(std::string_view bytes, const DecodeOptions& options);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_DECODE_H_
