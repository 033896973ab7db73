// UTF-8 as bytes: validation and decoding of single code points.
//
//   if (auto bad = FindInvalidUtf8(text)) ... *bad is the offset of the first bad byte
//   for (size_t i = 0; i < text.size();) { auto [c, n] = DecodeUtf8(text, i); i += n; }
#ifndef TEXTCLEAN_SERVICE_TEXT_UTF8_H_
#define TEXTCLEAN_SERVICE_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace textclean {

// Offset in bytes of the first byte that does not begin a valid UTF-8 sequence
// (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF); nothing if all is valid.
std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

// A code point and the number of bytes it takes.
struct CodePoint {
  char32_t value;
  std::size_t size;
};

// The code point that begins at `at` (at < text.size()). `text` must be valid UTF-8.
inline CodePoint DecodeUtf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {static_cast<char32_t>((lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu)), 2};
  // Nearly all that is not ASCII. The bytes' marks come off in one subtraction.
  if (lead < 0xF0) return {static_cast<char32_t>((lead << 12) + (byte(1) << 6) + byte(2) - 0xE2080), 3};
  return {static_cast<char32_t>((lead & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
                                (byte(3) & 0x3Fu)),
          4};
}

// The code point that ends before `end` (end > 0). `text` must be valid UTF-8.
inline CodePoint DecodeUtf8Before(std::string_view text, std::size_t end) {
  std::size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return DecodeUtf8(text, at);
}

// Whether the byte continues a sequence, that is, begins no code point.
inline bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The syllables 가 to 힣, in the order of their initial, vowel and final; 28 finals, none being the first.
inline constexpr char32_t kFirstSyllable = 0xAC00;
inline constexpr char32_t kLastSyllable = 0xD7A3;
inline constexpr char32_t kFinals = 28;
constexpr bool IsHangulSyllable(char32_t c) { return c >= kFirstSyllable && c <= kLastSyllable; }

// White space in Unicode's sense (White_Space), line ends included.
bool IsSpace(char32_t c);
// Characters that show nothing: zero-width and other format characters (Cf), the
// byte order mark, and control characters (Cc), NUL included.
bool IsInvisible(char32_t c);
// Whether the character shows: it is neither white space nor invisible.
inline bool IsVisible(char32_t c) {
  // Nearly every answer: ASCII's marks, and Hangul syllables.
  if ((c > 0x20 && c < 0x7F) || IsHangulSyllable(c)) return true;
  return !IsSpace(c) && !IsInvisible(c);
}
// A character that ends a line: LF, VT, FF, CR, NEL, U+2028, U+2029.
bool IsLineEnd(char32_t c);

// Number of characters of `text`, valid UTF-8: of code points that are not white space.
std::size_t CountCharacters(std::string_view text);

// Appends `c` as UTF-8.
void AppendUtf8(char32_t c, std::string& out);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_UTF8_H_
