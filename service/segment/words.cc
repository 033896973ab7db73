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
        next_.Add(Pack(word, false), letter);
      } else {
        end_.Add(Pack(word, true), letter);
      }
    }
  }
}

void WordClasses::Table::Add(std::uint64_t key, char16_t letter) {
  if (size_ + 1 >= kSlots / 2) return;  // far more words than there are
  std::size_t i = Hash(key);
  while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) % kSlots;
  if (slots_[i].key == key) return;
  slots_[i] = {key, letter};
  ++size_;
  std::uint64_t first = key;
  while (first > 0xFFFF) first >>= 16;
  begins_.set(first % begins_.size());
}

char16_t WordClasses::Next(const Chars& chars, std::size_t at) const {
  char16_t found = kNone;
  std::uint64_t key = 0;
  for (std::size_t i = at; i < chars.size() && i < at + kLongest && chars.cls(i) != kSpace; ++i) {
    key = key << 16 | chars.normal(i);
    if (i == at && !next_.Begins(chars.normal(i))) break;
    if (const char16_t letter = next_.Find(key); letter != 0) found = letter;
  }
  return found;
}

char16_t WordClasses::End(const Chars& chars, std::size_t begin, std::size_t end) const {
  char16_t found = kNone;
  std::uint64_t key = 0;
  for (std::size_t i = end; i > begin && i + kLongest > end && chars.cls(i - 1) != kSpace; --i) {
    key = key << 16 | chars.normal(i - 1);
    if (i == end && !end_.Begins(chars.normal(i - 1))) break;
    if (const char16_t letter = end_.Find(key); letter != 0) found = letter;
  }
  return found;
}

}  // namespace textclean
