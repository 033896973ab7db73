// Words and endings that say much about a sentence boundary, by class.
//
// Immutable and thread-safe once built; a look-up costs a probe or two.
//
//   const WordClasses words(text_of_words_txt);
//   if (words.Next(chars, i) == 'q') ...   // goes on with "라고"
#ifndef TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
#define TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

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
  // Open addressing over up to four characters, packed.
  class Table {
   public:
    // The first class that a key is given stays.
    void Add(std::uint64_t key, char16_t letter);
    char16_t Find(std::uint64_t key) const {
      for (std::size_t i = Hash(key);; i = (i + 1) % kSlots) {
        if (slots_[i].key == key) return slots_[i].letter;
        if (slots_[i].key == 0) return 0;
      }
    }
    // Whether a key begins with this character.
    bool Begins(char16_t c) const { return begins_[c % begins_.size()]; }

   private:
    static constexpr std::size_t kSlots = 4096;
    struct Slot {
      std::uint64_t key = 0;
      char16_t letter = 0;
    };

    static std::size_t Hash(std::uint64_t key) { return key * 0x9E3779B97F4A7C15u >> 52; }

    std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
    std::size_t size_ = 0;
    std::bitset<0x4000> begins_;
  };

  Table next_;
  Table end_;
  std::unordered_set<std::string> abbreviations_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_WORDS_H_
