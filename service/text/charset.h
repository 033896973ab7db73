// Charsets by name, and the conversion of bytes to UTF-8.
//
// Labels are read as the WHATWG encoding standard reads them ("euc-kr", "cp949" and
// "ks_c_5601-1987" are windows-949, "latin1" is windows-1252); other names are ICU's.
// Charsets that hide ASCII behind escapes (UTF-7, ISO-2022-KR, HZ ...) are not known:
// a filter that looks at the bytes and a reader of the text would see two documents.
//
//   if (const std::optional<Charset> charset = FindCharset("euc-kr")) {
//     Converted page = Convert(bytes, *charset);  // page.utf8, page.bad_bytes
//   }
#ifndef TEXTCLEAN_SERVICE_TEXT_CHARSET_H_
#define TEXTCLEAN_SERVICE_TEXT_CHARSET_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace textclean {

// A charset that can be read.
struct Charset {
  std::string name;            // "UTF-8", "windows-949"; IANA's name where there is one
  std::string converter;       // ICU's name of the converter
  bool extends_ascii = false;  // bytes below 0x80 are ASCII
};

// The charset that `label` names, white space and case aside; nothing if it is not known.
std::optional<Charset> FindCharset(std::string_view label);

// The outcome of a conversion. Each maximal run of bytes that is no character
// became one U+FFFD.
struct Converted {
  std::string utf8;
  std::size_t bad_bytes = 0;  // bytes that did not decode
  std::size_t first_bad = 0;  // offset in the input of the first; 0 if there is none
};

// Reads all of `bytes` (at most 2 GB). Linear in the input.
Converted Convert(std::string_view bytes, const Charset& charset);

// The charset that an HTML page declares in the first 4096 bytes, by <meta charset>,
// <meta http-equiv content> or an XML declaration; nothing if there is none that is
// known. UTF-16 there means UTF-8: the declaration could not have been read otherwise.
std::optional<Charset> DeclaredCharset(std::string_view bytes);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_CHARSET_H_
