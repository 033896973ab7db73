#include "service/segment/words.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Longer words are known by this many of their characters.
constexpr std::size_t kLongest = 4;

// The first (or, from the end, the last) characters of a word.
std::uint64_t Pack(std::string_view word, bool from_end) {
  std::u16string chars;
  for (std::size_t i = 0; i < word.size();) {
    const auto [c, n] = DecodeUtf8(word, i);
    chars.push_back(static_cast<char16_t>(c));
    i += n;
  }
  if (from_end) std::reverse(chars.begin(), chars.end());
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < std::min(chars.size(), kLongest); ++i) key = key << 16 | chars[i];
  return key;
}

}  // namespace

WordClasses::WordClasses(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    const std::string_view line = words.substr(at, end - at);
    at = end + 1;
    const std::size_t where = line.find('\t');
    const std::size_t list = line.rfind('\t');
    if (line.empty() || line[0] == '#' || where == list) continue;
    const std::string_view side = line.substr(where + 1, list - where - 1);
    for (std::size_t i = list + 1; i < line.size();) {
      const std::size_t stop = std::min(line.find(' ', i), line.size());
      const std::string_view word = line.substr(i, stop - i);
      i = stop + 1;
      if (word.empty()) continue;
      const auto letter = static_cast<char16_t>(line[0]);
      if (side == "abbr") {
        abbreviations_.emplace(word);
      } else if (side == "next") {
        next_.try_emplace(Pack(word, false), letter);
      } else {
        end_.try_emplace(Pack(word, true), letter);
      }
    }
  }
}

char16_t WordClasses::Next(const Chars& chars, std::size_t at) const {
  char16_t found = kNone;
  std::uint64_t key = 0;
  for (std::size_t i = at; i < chars.size() && i < at + kLongest && chars.cls(i) != kSpace; ++i) {
    key = key << 16 | chars.normal(i);
    if (const auto it = next_.find(key); it != next_.end()) found = it->second;
  }
  return found;
}

char16_t WordClasses::End(const Chars& chars, std::size_t begin, std::size_t end) const {
  char16_t found = kNone;
  std::uint64_t key = 0;
  for (std::size_t i = end; i > begin && i + kLongest > end && chars.cls(i - 1) != kSpace; --i) {
    key = key << 16 | chars.normal(i - 1);
    if (const auto it = end_.find(key); it != end_.end()) found = it->second;
  }
  return found;
}

}  // namespace textclean
