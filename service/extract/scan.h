// Small readers of UTF-8 text that the extractors share. All are stateless, read
// forward from an offset, and never look beyond what they return.
//
//   std::size_t at = SkipBlanks(line, 0);
//   if (Consume(line, at, "입력")) ...
#ifndef TEXTCLEAN_SERVICE_EXTRACT_SCAN_H_
#define TEXTCLEAN_SERVICE_EXTRACT_SCAN_H_

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "service/text/span.h"
#include "service/text/utf8.h"

namespace textclean {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether a Hangul syllable begins at `at`. Valid UTF-8 is assumed.
inline bool IsHangulAt(std::string_view text, std::size_t at) {
  return at < text.size() && static_cast<unsigned char>(text[at]) >= 0xEA &&
         IsHangulSyllable(DecodeUtf8(text, at).value);
}
inline bool IsDigitAt(std::string_view text, std::size_t at) { return at < text.size() && IsDigit(text[at]); }

// Whether `text` has `part` at `at`.
inline bool HasAt(std::string_view text, std::size_t at, std::string_view part) {
  // The last byte tells Korean syllables apart sooner than the first.
  const std::size_t end = at + part.size();
  return end <= text.size() && (part.empty() || text[end - 1] == part.back()) && text.substr(at, part.size()) == part;
}
// Moves `at` past `part` if it stands there.
inline bool Consume(std::string_view text, std::size_t& at, std::string_view part) {
  if (!HasAt(text, at, part)) return false;
  at += part.size();
  return true;
}
// Whether `part` stands anywhere in `text`. find() would stop at every syllable that begins with the
// same byte, and in Korean nearly every one does.
inline bool Contains(std::string_view text, std::string_view part) {
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

// The offset of the first character at or after `at` that is not white space or invisible.
std::size_t SkipBlanks(std::string_view text, std::size_t at);
// `span` without white space and invisible characters at its ends.
Span TrimSpan(std::string_view text, Span span);
inline std::string_view Trim(std::string_view text) { return TrimSpan(text, {0, text.size()}).of(text); }
// Moves `at` past the run of Hangul syllables there; returns how many they are.
std::size_t SkipHangul(std::string_view text, std::size_t& at);
// The number of Hangul syllables, if `word` holds nothing else; otherwise 0.
std::size_t CountHangul(std::string_view word);
// Whether the last syllable of `word` is Hangul and closes with a consonant.
bool EndsInConsonant(std::string_view word);

// The e-mail address around the '@' at `at`, or an empty span. At most 64 bytes before
// and 255 after are looked at, and no byte before `begin`.
Span EmailAround(std::string_view text, std::size_t at, std::size_t begin = 0);
// Every e-mail address in `text`, as spans of it, in order.
std::vector<Span> FindEmails(std::string_view text);

// `text` with runs of white space folded to one blank.
std::string FoldBlanks(std::string_view text);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_SCAN_H_
