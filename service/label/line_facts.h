// What is seen of one line by itself: its characters, how it starts and ends, what
// patterns it holds, what the rules say of it. Facts of neighbours and of the page are
// added in page_context.h.
//
//   LineReader reader(rules);             // holds scratch space; one per thread
//   LineFacts facts = reader.Read(line);
#ifndef TEXTCLEAN_SERVICE_LABEL_LINE_FACTS_H_
#define TEXTCLEAN_SERVICE_LABEL_LINE_FACTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "service/label/wording.h"
#include "service/rules/region_kind.h"
#include "service/rules/rule_set.h"

namespace textclean {

// How a line starts.
enum class LineStart : std::uint8_t {
  kHangul,
  kLatin,
  kDigit,
  kNumbered,
  kDash,
  kDot,
  kArrow,
  kTriangle,
  kSquare,
  kDiamond,
  kCircle,
  kStar,
  kHash,
  kNote,
  kBracket,
  kParenthesis,
  kAngle,
  kQuote,
  kCopyright,
  kImage,
  kLink,
  kAt,
  kHanja,
  kOther,
  kCount
};

// How a line ends.
enum class LineEnd : std::uint8_t {
  kSentence,      // 다. 요. and other endings with a full stop
  kStop,          // any other full stop
  kQuestion,      // ? or !
  kQuote,         // a closing quotation mark
  kOpenSentence,  // 다 요 까 죠 and the like without a full stop
  kNominal,       // 음 함 임 됨 without a full stop
  kEllipsis,
  kColon,
  kComma,
  kBracket,
  kAngle,
  kDigit,
  kHangul,
  kLatin,
  kOther,
  kCount
};

struct LineFacts {
  std::uint64_t hash = 0;   // of what shows of the line, white space aside
  std::uint32_t chars = 0;  // code points that are not white space
  std::uint32_t hangul = 0;
  std::uint32_t latin = 0;
  std::uint32_t digits = 0;
  std::uint32_t symbols = 0;  // neither letter, digit, white space nor plain punctuation
  std::uint32_t words = 0;
  std::uint32_t particles = 0;      // words that end like one with a particle or a connective ending
  std::uint32_t sentence_ends = 0;  // full stops, ? and ! after a Hangul syllable
  std::uint32_t commas = 0;
  LineStart start = LineStart::kOther;
  LineEnd end = LineEnd::kOther;
  bool has_email = false;
  bool has_url = false;
  bool has_date = false;   // 2024.01.02, 2024-01-02, 2024년 1월
  bool has_clock = false;  // 09:10
  bool has_phone = false;  // 02-123-4567
  bool has_pipe = false;
  bool has_quote = false;
  bool has_ellipsis = false;
  bool has_cut = false;      // a rule that cuts inside lines may match: cuts is not empty
  bool is_row = false;       // a row of a listing: ends in columns such as counters, dates, [comments]
  bool is_code = false;      // program text: braces, semicolons, calls
  std::uint32_t number = 0;  // that the line opens with, as rows of a listing do: "1204", "3. ...", "12 | ..."; 0: none
  std::uint8_t pipes = 0;    // | and >, at most 255
  std::uint8_t hashes = 0;
  std::uint8_t prose = 0;  // 0 none, 1 some, 2 a sentence, 3 several

  CutSet cuts = 0;  // the rules that may

  WordingOpinion wording;

  // Its pairs of letters: the reader's pairs() from `first_pair` on, so many.
  std::uint32_t first_pair = 0;
  std::uint32_t pairs = 0;

  // From the rules; bit k stands for RegionKind k.
  std::uint32_t line_kinds = 0;
  std::uint32_t prefix_kinds = 0;
  std::uint32_t suffix_kinds = 0;
  std::uint32_t anywhere_kinds = 0;
  std::uint32_t certain_kinds = 0;
  RegionKind cover_kind = RegionKind::kUnspecified;  // the kind most of the line's words are of
  std::uint8_t cover = 0;                            // percent of the symbols they cover
  RegionKind rule_kind = RegionKind::kUnspecified;   // the kind that the rules favour
  std::uint16_t rule = kNoRule;                      // the rule that favours it

  static constexpr std::uint16_t kNoRule = 0xFFFF;
};

class LineReader {
 public:
  // `rules` and `wording` must outlive the reader. Without a wording the lines' says nothing.
  explicit LineReader(const RuleSet& rules, const Wording* wording = nullptr) : rules_(rules), wording_(wording) {}

  // Makes room for the pairs of lines of so many bytes, Korean for the most part.
  void Reserve(std::size_t bytes) { pairs_.reserve(bytes / 4); }

  // The facts of a line: not empty, valid UTF-8, no white space at its ends.
  LineFacts Read(std::string_view line);

  // The pairs of letters that follow each other in the lines read so far, each as a hash below kPairs; of a line its
  // first kMostPairs.
  std::span<const std::uint16_t> pairs() const { return pairs_; }
  static constexpr std::size_t kPairs = 1u << 14;
  static constexpr std::size_t kMostPairs = 1500;

  // What the wording sees of the line read last.
  std::span<const WordingPair> wording_pairs() const { return {wording_pairs_.data(), wording_pair_count_}; }

 private:
  // Folds the line into folded_ on the way.
  void ReadCharacters(std::string_view line, LineFacts& facts);
  void ReadRules(std::string_view line, LineFacts& facts);

  const RuleSet& rules_;
  const Wording* wording_;
  FoldedText folded_;
  LineMatches matches_;
  std::vector<std::uint16_t> pairs_;
  std::array<WordingPair, Wording::kMostPairs + 1> wording_pairs_;
  std::size_t wording_pair_count_ = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_LINE_FACTS_H_
