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
  return c == 0xAD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0001 && c <= 0xE007F);
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
