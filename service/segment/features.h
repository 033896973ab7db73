// Where a sentence may end, and the evidence on both sides of the place.
//
// A candidate is a gap between two characters of a paragraph: after a word that may end
// a sentence, its punctuation, laughter, quotation marks and brackets included. The
// features say what stands before it (the ending's syllables), at it (the marks), after
// it (how the next word begins and ends), and around it (an open quotation and what
// follows its end, the distance from the last boundary, how the paragraph punctuates).
// The training tool and the splitter read the same features from here.
//
// Time per candidate is bounded, runs of marks aside, each of which is walked a bounded
// number of times. A CandidateScanner belongs to one paragraph and one thread.
//
//   CandidateScanner scanner(chars, words, finals);
//   while (scanner.Next()) {
//     scanner.ExtractEarly(features);
//     scanner.ExtractMiddle(features);
//     scanner.ExtractLate(features);
//     if (model.Score(features) > 0) scanner.Accept();
//   }
#ifndef TEXTCLEAN_SERVICE_SEGMENT_FEATURES_H_
#define TEXTCLEAN_SERVICE_SEGMENT_FEATURES_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/segment/chars.h"
#include "service/segment/words.h"

namespace textclean {

// A feature: a template and the characters that fill it, packed.
class BoundaryFeature {
 public:
  static constexpr std::size_t kValues = 7;

  BoundaryFeature() = default;
  BoundaryFeature(unsigned kind, std::u16string_view values) : words_{kind | values.size() << 8, 0} {
    for (std::size_t i = 0; i < values.size(); ++i) Put(i, values[i]);
  }
  template <typename... Values>
  static BoundaryFeature Of(unsigned kind, Values... values) {
    static_assert(sizeof...(values) <= kValues);
    BoundaryFeature feature;
    feature.words_[0] = kind | sizeof...(values) << 8;
    std::size_t i = 0;
    (feature.Put(i++, values), ...);
    return feature;
  }

  unsigned kind() const { return words_[0] & 0xFF; }
  std::size_t size() const { return words_[0] >> 8 & 0xFF; }
  char16_t value(std::size_t i) const { return static_cast<char16_t>(words_[(i + 1) / 4] >> 16 * ((i + 1) % 4)); }

  // The key under which the model keeps its weight.
  std::uint64_t Key() const {
    std::uint64_t h = words_[0] * 0x9E3779B97F4A7C15u ^ words_[1] * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    return h * 0xBF58476D1CE4E5B9u;
  }
  // As the model's file writes it: "12:습니다".
  std::string ToString() const;
  // The reverse; false where `text` is not of that form.
  static bool Parse(std::string_view text, BoundaryFeature& feature);

 private:
  void Put(std::size_t i, char16_t c) { words_[(i + 1) / 4] |= std::uint64_t{c} << 16 * ((i + 1) % 4); }

  std::array<std::uint64_t, 2> words_{};
};

// The keys of one candidate's features.
class BoundaryKeys {
 public:
  static constexpr std::size_t kMax = 96;

  void clear() { size_ = 0; }
  template <typename... Values>
  void Add(unsigned kind, Values... values) {
    list_[size_++] = BoundaryFeature::Of(kind, values...).Key();
  }
  const std::uint64_t* begin() const { return list_.data(); }
  const std::uint64_t* end() const { return list_.data() + size_; }
  std::size_t size() const { return size_; }

 private:
  std::array<std::uint64_t, kMax> list_;
  std::size_t size_ = 0;
};

// The same with their names, to train with.
class BoundaryFeatures {
 public:
  void clear() { list_.clear(); }
  template <typename... Values>
  void Add(unsigned kind, Values... values) {
    list_.push_back(BoundaryFeature::Of(kind, values...));
  }
  std::vector<BoundaryFeature>::const_iterator begin() const { return list_.begin(); }
  std::vector<BoundaryFeature>::const_iterator end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<BoundaryFeature> list_;
};

// The syllables after which a sentence may end without any mark.
using FinalSyllables = std::bitset<0x10000>;

class CandidateScanner {
 public:
  // All must outlive the scanner.
  CandidateScanner(const Chars& chars, const WordClasses& words, const FinalSyllables& finals);

  // Moves to the next candidate; false at the paragraph's end.
  bool Next();
  // The candidate lies before this character; the sentence before it ends after the
  // character at position() - 1.
  std::size_t position() const { return at_; }
  // The candidate's features come in three parts, each appended to `features` (the first
  // replaces what it held) and each needing the one before: what the end looks like, what
  // surrounds it, and the details. A model may know enough after the first or second.
  // Features: BoundaryKeys or BoundaryFeatures.
  template <typename Features>
  void ExtractEarly(Features& features);
  template <typename Features>
  void ExtractMiddle(Features& features);
  template <typename Features>
  void ExtractLate(Features& features);
  // A sentence ends here.
  void Accept();

 private:
  static constexpr std::size_t kMarks = 5;
  static constexpr std::size_t kDepth = 16;

  // What surrounds the candidate, as the features name it.
  struct Context {
    char16_t gap;                    // whether a space follows
    char16_t follows;                // class of the next character
    std::array<char16_t, 5> next;    // the next word's first characters
    std::array<char16_t, 2> last;    // its last, last first
    std::array<char16_t, 2> second;  // the first of the word after it
    std::size_t next_length;
    char16_t next_class;
    bool speaks;                       // the next word names a speaker
    std::size_t length;                // of the word before
    std::array<char16_t, 2> previous;  // the last of the word before that, last first
    char16_t run;                      // distance from the last boundary
    char16_t ahead;                    // distance to the next end punctuation
    char16_t closed_opens;             // where the quotation that the marks close begins
    char16_t closed_ended;             // the mark before its end
    // Set inside a quotation or bracket only.
    std::size_t close;
    std::size_t open;
    bool is_bracket;
    char16_t mark;
    char16_t join;                  // whether a space follows its end
    char16_t ended;                 // whether end punctuation stands before it
    char16_t opens;                 // where it begins
    std::array<char16_t, 2> after;  // what follows its end
    char16_t after_class;
  };

  bool IsCandidate();
  bool BulletFollows() const;
  bool IsShortening() const;
  void ReadTail();
  void ReadContext();

  const Chars& chars_;
  const WordClasses& words_;
  const FinalSyllables& finals_;
  std::size_t gap_ = 0;      // index of the next gap that may be a candidate
  std::size_t end_gap_ = 0;  // index of the gap before the next end punctuation
  std::size_t at_ = 0;       // the candidate
  std::size_t next_ = 0;     // first character after it that is not space
  std::size_t start_ = 0;    // first character of the current sentence
  // Closing marks of the pairs around at_, outermost first.
  std::array<std::uint32_t, kDepth> open_{};
  std::size_t depth_ = 0;
  // The end of the sentence: its word ends before core_; the marks after it, last first.
  std::size_t core_ = 0;
  std::array<char16_t, kMarks> marks_{};
  std::size_t marks_size_ = 0;
  std::size_t opener_ = 0;  // of the quotation that the marks close; size() if none
  Context context_;
  std::array<char16_t, 5> ending_{};  // the last characters of the word, last first
  char16_t style_ = 0;                // how the paragraph punctuates
  char16_t manner_ = 0;               // how often its words end like nominal sentences
  char16_t line_ = 0;                 // how it ends
  char16_t end_class_ = 0;            // of the word's ending
  char16_t previous_ = u'n';          // how the sentence before ended
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_FEATURES_H_
