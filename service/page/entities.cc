#include "service/page/entities.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

constexpr std::size_t kLongestName = 32;         // "CounterClockwiseContourIntegral;"
constexpr std::size_t kLongestUnterminated = 6;  // "Aacute", "brvbar"

// What the numbers 128 to 159 stand for: windows-1252, as pages mean them.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

const NamedEntity* Find(std::string_view name) {
  const auto at = std::lower_bound(kNamedEntityTable.begin(), kNamedEntityTable.end(), name,
                                   [](const NamedEntity& e, std::string_view n) { return e.name < n; });
  return at != kNamedEntityTable.end() && at->name == name ? &*at : nullptr;
}

EntityMatch MatchNumber(std::string_view text) {
  std::size_t at = 2;
  const bool is_hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  at += is_hex;
  const std::size_t digits = at;
  char32_t value = 0;
  for (; at < text.size(); ++at) {
    const int digit = is_hex ? HexValue(text[at]) : IsDigit(text[at]) ? text[at] - '0' : -1;
    if (digit < 0) break;
    value = std::min<char32_t>(value * (is_hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
  }
  if (at == digits) return {};
  at += at < text.size() && text[at] == ';';
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  return {at, value, 0};
}

}  // namespace

EntityMatch MatchEntity(std::string_view text, bool in_attribute) {
  if (text.size() < 3 || text[0] != '&') return {};
  if (text[1] == '#') return MatchNumber(text);
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && IsAlnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const NamedEntity* e = Find(text.substr(1, end))) return {end + 1, e->first, e->second};
  }
  for (std::size_t size = std::min(end - 1, kLongestUnterminated); size >= 2; --size) {
    const NamedEntity* e = Find(text.substr(1, size));
    if (e == nullptr) continue;
    const char next = size + 1 < text.size() ? text[size + 1] : '\0';
    if (in_attribute && (next == '=' || IsAlnum(next))) return {};
    return {size + 1, e->first, e->second};
  }
  return {};
}

std::string DecodeEntities(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  while (!value.empty()) {
    const std::size_t plain = std::min(value.find('&'), value.size());
    out += value.substr(0, plain);
    value.remove_prefix(plain);
    if (value.empty()) break;
    const EntityMatch match = MatchEntity(value, /*in_attribute=*/true);
    if (match.size == 0) {
      out += '&';
      value.remove_prefix(1);
      continue;
    }
    AppendUtf8(match.first, out);
    if (match.second != 0) AppendUtf8(match.second, out);
    value.remove_prefix(match.size);
  }
  return out;
}

}  // namespace textclean
