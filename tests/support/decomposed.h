// A text with its Hangul in letters, as macOS writes it.
#ifndef TEXTCLEAN_TESTS_SUPPORT_DECOMPOSED_H_
#define TEXTCLEAN_TESTS_SUPPORT_DECOMPOSED_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "service/text/utf8.h"
#include "unicode/normalizer2.h"
#include "unicode/unistr.h"

namespace textclean {

// By ICU. What is no syllable stays as it is.
inline std::string WithHangulDecomposed(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2& nfc = *icu::Normalizer2::getNFCInstance(error);
  std::string out;
  icu::UnicodeString letters;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsHangulSyllable(c.value) && nfc.getDecomposition(static_cast<UChar32>(c.value), letters)) {
      letters.toUTF8String(out);
    } else {
      out.append(text, at, c.size);
    }
    at += c.size;
  }
  return out;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_DECOMPOSED_H_
