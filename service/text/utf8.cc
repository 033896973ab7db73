#include "service/text/utf8.h"

#include <cstring>

namespace textclean {

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(text.data());
  const unsigned char* const end = begin + text.size();
  const unsigned char* p = begin;
  const auto continues = [](unsigned char c) { return (c & 0xC0) == 0x80; };
  while (p < end) {
    if (*p < 0x80) {
      // Eight ASCII bytes at a time.
      while (end - p >= 8) {
        std::uint64_t word;
        std::memcpy(&word, p, sizeof(word));
        if ((word & 0x8080808080808080u) != 0) break;
        p += 8;
      }
      while (p < end && *p < 0x80) ++p;
      continue;
    }
    const auto left = end - p;
    const unsigned char lead = *p;
    if (lead >= 0xE1 && lead <= 0xEF) {  // first: nearly all of Korean
      if (left < 3 || !continues(p[1]) || !continues(p[2]) || (lead == 0xED && p[1] >= 0xA0)) break;
      p += 3;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      if (left < 2 || !continues(p[1])) break;
      p += 2;
    } else if (lead == 0xE0) {
      if (left < 3 || p[1] < 0xA0 || !continues(p[1]) || !continues(p[2])) break;
      p += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      if (left < 4 || !continues(p[1]) || !continues(p[2]) || !continues(p[3]) || (lead == 0xF0 && p[1] < 0x90) ||
          (lead == 0xF4 && p[1] >= 0x90)) {
        break;
      }
      p += 4;
    } else {
      break;
    }
  }
  if (p == end) return std::nullopt;
  return static_cast<std::size_t>(p - begin);
}

bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsInvisible(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c < 0xAD) return false;
  // General category Cf as of Unicode 15.
  struct Range {
    char32_t first;
    char32_t last;
  };
  static constexpr Range kFormat[] = {
      {0x00AD, 0x00AD},   {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},
      {0x0890, 0x0891},   {0x08E2, 0x08E2},   {0x180E, 0x180E},   {0x200B, 0x200F},   {0x202A, 0x202E},
      {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD},
      {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001},
      {0xE0020, 0xE007F},
  };
  // Hangul and Han, nearly all that is asked, are in the gap after U+206F.
  if (c > 0x206F && c < 0xFEFF) return false;
  for (const Range& range : kFormat) {
    if (c <= range.last) return c >= range.first;
  }
  return false;
}

bool IsLineEnd(char32_t c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

void AppendUtf8(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace textclean
