// Words and endings that say much about a sentence boundary, by class.
//
// Immutable and thread-safe once built; a look-up costs a probe or two.
//
//   const WordClasses words(text_of_words_txt);
//   if (words.Next(chars, i) == 'q') ...   // goes on with "라고"
#ifndef TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
#define TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
  // A trie of up to four characters, as a hash table of its paths; small, since it is asked
  // of nearly every word.
  class Table {
   public:
    // The first class that a word is given stays. `word` is read up to the fourth character.
    void Add(std::u16string_view word, char letter);
    // The class of the word with this path; kPath if it only begins words; 0 if it begins none.
    char Find(std::uint64_t path) const {
      const std::uint64_t hash = Hash(path);
      for (std::size_t i = hash >> kShift;; ++i) {
        const std::uint32_t rest = slots_[i % kSlots] ^ CheckOf(hash);
        if (rest <= 0x7F) return static_cast<char>(rest);
        if (slots_[i % kSlots] == 0) return 0;
      }
    }

   private:
    static constexpr std::size_t kSlots = 4096;
    static constexpr unsigned kShift = 64 - 12;

    static std::uint64_t Hash(std::uint64_t path) { return (path ^ path >> 32) * 0x9E3779B97F4A7C15u; }
    static std::uint32_t CheckOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 16) << 8 | 0x80; }

    // A check above a class; 0: free.
    std::array<std::uint32_t, kSlots> slots_{};
    std::size_t size_ = 0;
  };

  Table next_;
  Table end_;
  std::unordered_set<std::string> abbreviations_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
