// Words and endings that say much about a sentence boundary, by class.
//
// Immutable and thread-safe once built; a look-up costs a probe or two.
//
//   const WordClasses words(text_of_words_txt);
//   if (words.Next(chars, i) == 'q') ...   // goes on with "라고"
#ifndef TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
#define TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "service/segment/chars.h"

namespace textclean {

class WordClasses {
 public:
  static constexpr char16_t kNone = u'·';

  // `words` is the text of data/words.txt.
  explicit WordClasses(std::string_view words);

  // The class of the longest known word that begins at `at`.
  char16_t Next(const Chars& chars, std::size_t at) const;
  // The class of the longest known ending of the word [begin, end).
  char16_t End(const Chars& chars, std::size_t begin, std::size_t end) const;
  // Whether a full stop after `word` shortens it.
  bool IsAbbreviation(std::string_view word) const { return abbreviations_.count(std::string(word)) > 0; }

 private:
  // Up to four characters, packed.
  using Table = std::unordered_map<std::uint64_t, char16_t>;

  Table next_;
  Table end_;
  std::unordered_set<std::string> abbreviations_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
