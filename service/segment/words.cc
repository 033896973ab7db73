#include "service/segment/words.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Longer words are known by this many of their characters.
constexpr std::size_t kLongest = 4;

// The class of a path that only begins words.
constexpr char kPath = '+';

// A word's characters, or those from its end.
std::u16string Characters(std::string_view word, bool from_end) {
  std::u16string chars;
  for (std::size_t i = 0; i < word.size();) {
    const auto [c, n] = DecodeUtf8(word, i);
    chars.push_back(static_cast<char16_t>(c));
    i += n;
  }
  if (from_end) std::reverse(chars.begin(), chars.end());
  return chars;
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
      if (side == "abbr") {
        abbreviations_.emplace(word);
      } else if (side == "next") {
        next_.Add(Characters(word, false), line[0]);
      } else {
        end_.Add(Characters(word, true), line[0]);
      }
    }
  }
}

void WordClasses::Table::Add(std::u16string_view word, char letter) {
  word = word.substr(0, kLongest);
  std::uint64_t path = 0;
  for (std::size_t n = 0; n < word.size(); ++n) {
    path = path << 16 | word[n];
    const char known = Find(path);
    const char wanted = n + 1 == word.size() ? letter : kPath;
    if (known != 0 && (known != kPath || wanted == kPath)) continue;
    if (size_ == kSlots * 3 / 4) return;  // far more words than there are
    const std::uint64_t hash = Hash(path);
    std::size_t i = hash >> kShift;
    while (slots_[i % kSlots] != 0 && (slots_[i % kSlots] ^ CheckOf(hash)) > 0x7F) ++i;
    size_ += slots_[i % kSlots] == 0;
    slots_[i % kSlots] = CheckOf(hash) | static_cast<std::uint32_t>(wanted);
  }
}

char16_t WordClasses::Next(const Chars& chars, std::size_t at) const {
  char16_t found = kNone;
  std::uint64_t path = 0;
  for (std::size_t i = at; i < chars.size() && i < at + kLongest && chars.cls(i) != kSpace; ++i) {
    path = path << 16 | chars.normal(i);
    const char letter = next_.Find(path);
    if (letter == 0) break;
    if (letter != kPath) found = static_cast<char16_t>(letter);
  }
  return found;
}

char16_t WordClasses::End(const Chars& chars, std::size_t begin, std::size_t end) const {
  char16_t found = kNone;
  std::uint64_t path = 0;
  for (std::size_t i = end; i > begin && i + kLongest > end && chars.cls(i - 1) != kSpace; --i) {
    path = path << 16 | chars.normal(i - 1);
    const char letter = end_.Find(path);
    if (letter == 0) break;
    if (letter != kPath) found = static_cast<char16_t>(letter);
  }
  return found;
}

}  // namespace textclean
