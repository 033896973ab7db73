// What is seen of a page's lines together: where the article's prose lies, what repeats,
// which headings and end marks stand above and below, how dense prose and noise are nearby.
//
// Looks at visible lines only, never at blank ones: scrapers differ in those.
//
//   PageContext page(facts, reader.pairs());
//   page.context(i).overlap;   // what line i shares with the article's prose
#ifndef TEXTCLEAN_SERVICE_LABEL_PAGE_CONTEXT_H_
#define TEXTCLEAN_SERVICE_LABEL_PAGE_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <vector>

#include "service/label/line_facts.h"

namespace textclean {

// What sort of number a line opens with, where that of a line nearby is one more or less: where lines count on.
enum class Count : std::uint8_t {
  kNone,
  kItem,   // a small one with its mark, "2. ...": enumerations, in articles too
  kRank,   // a small one before words: rankings
  kCell,   // a small one that is all of the line: rankings and boards whose cells are lines
  kLarge,  // of three digits or more: posts on a board
  kCounts
};

// Facts of a line that hang on the rest of the page.
struct LineContext {
  std::uint16_t repeats = 1;  // lines of the page that look the same
  bool repeats_previous = false;
  bool seen_before = false;
  std::int8_t overlap = -1;    // percent of its syllable pairs that the article's prose holds; -1: not measured
  std::uint8_t end_marks = 0;  // lines from the article's start to here that end articles
  RegionKind mark_above = RegionKind::kUnspecified;  // of the nearest certain line above, prose between aside
  RegionKind mark_below = RegionKind::kUnspecified;
  std::uint16_t mark_above_distance = 0;
  std::uint16_t mark_below_distance = 0;
  std::uint16_t time_above_distance = 0;  // to the nearest line with a published time; 0: none
  std::uint16_t time_below_distance = 0;
  std::uint16_t times_above = 0;  // lines that show a time: the article's, comments', rows of a listing
  std::uint16_t times_below = 0;
  std::uint16_t reactions_above = 0;  // lines that a certain rule takes for readers' reactions
  std::uint16_t run = 0;              // lines in the run of lines without prose that it lies in
  Count count = Count::kNone;
  std::uint8_t counts_near = 0;  // lines that count on: it and the ten above and below
  std::uint8_t prose_near = 0;   // prose lines among the four above and below
  std::uint8_t noise_near = 0;   // lines that a certain rule marks, among the five above and below
  std::uint8_t prose_above = 0;  // among the eight above
  std::uint8_t prose_below = 0;  // among the eight below
};

class PageContext {
 public:
  // `facts` are of a page's visible lines in order, `pairs` those of the reader that read them; `facts` and `memory`
  // must outlive this. Linear in the page.
  PageContext(std::span<const LineFacts> facts, std::span<const std::uint16_t> pairs,
              std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  std::size_t size() const { return facts_.size(); }
  const LineFacts& facts(std::size_t i) const { return facts_[i]; }
  const LineContext& context(std::size_t i) const { return context_[i]; }

  // The lines among which the article's prose lies, [begin, end); empty if there is none.
  std::size_t main_begin() const { return main_begin_; }
  std::size_t main_end() const { return main_end_; }
  // Characters: of prose in the main lines, of prose in all lines, of all lines.
  std::uint64_t main_chars() const { return main_chars_; }
  std::uint64_t prose_chars() const { return prose_chars_; }
  std::uint64_t chars() const { return chars_; }

 private:
  void FindMain();
  void CountRepeats();
  void MeasureOverlap(std::span<const std::uint16_t> pairs);
  void TrackMarks();
  void MeasureDensity();
  void FollowNumbers();

  std::span<const LineFacts> facts_;
  std::pmr::vector<LineContext> context_;
  std::size_t main_begin_ = 0;
  std::size_t main_end_ = 0;
  std::uint64_t main_chars_ = 0;
  std::uint64_t prose_chars_ = 0;
  std::uint64_t chars_ = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_PAGE_CONTEXT_H_
