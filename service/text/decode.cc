#include "service/text/decode.h"

#include <optional>

#include "service/text/error.h"
#include "service/text/utf8.h"
#include "unicode/ucnv.h"

namespace textclean {
namespace {

// Labels of UTF-8 in the WHATWG encoding standard, and ICU's canonical name of it.
bool NamesUtf8(const std::string& label) {
  UErrorCode error = U_ZERO_ERROR;
  const char* name = ucnv_getStandardName(label.c_str(), "IANA", &error);
  return U_SUCCESS(error) && name != nullptr && std::string_view(name) == "UTF-8";
}

bool IsKnownCharset(const std::string& label) {
  UErrorCode error = U_ZERO_ERROR;
  return ucnv_countAliases(label.c_str(), &error) > 0 && U_SUCCESS(error);
}

}  // namespace

absl::StatusOr<DecodedText> Decode(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.empty()) {
    return InputError("EMPTY_DOCUMENT", options.field, "the document is empty; send its text or content");
  }
  const std::string label(options.charset);
  if (!label.empty()) {
    if (!IsKnownCharset(label)) {
      return InputError("UNKNOWN_CHARSET", "document.charset",
                        "the charset is not one that the server knows; use an IANA name such as utf-8 or euc-kr");
    }
    if (!NamesUtf8(label)) {
      if (options.is_text) {
        return InputError("CONTRADICTORY_CHARSET", "document.charset",
                          "text is always UTF-8; leave the charset empty, or send the bytes as content");
      }
      return DetailedError(absl::StatusCode::kUnimplemented, "CHARSET_NOT_SUPPORTED", "document.charset",
                           "charsets other than UTF-8 are not supported yet; convert the document to UTF-8");
    }
  }
  if (const std::optional<std::size_t> bad = FindInvalidUtf8(bytes)) {
    const std::string offset = std::to_string(*bad);
    return InputError("INVALID_UTF8", options.field,
                      "invalid UTF-8 at byte " + offset + (options.is_text ? "; send the bytes as content" : ""),
                      {{"byte_offset", offset}});
  }
  DecodedText decoded;
  decoded.text = bytes;
  decoded.charset = "UTF-8";
  decoded.source = options.is_text                     ? CharsetSource::kTextField
                   : bytes.starts_with("\xEF\xBB\xBF") ? CharsetSource::kByteOrderMark
                   : !label.empty()                    ? CharsetSource::kCaller
                                                       : CharsetSource::kValidUtf8;
  return decoded;
}

}  // namespace textclean
