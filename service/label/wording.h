// What the wording of a line says of it, wherever it stands: "로그인 회원가입" is a menu's, "…다고 밝혔다." is prose. A
// linear model over the pairs of characters that follow each other in the line, for phrases nobody listed; the field of
// model.h weighs what it says with all else.
//
// Immutable and thread-safe once built.
#ifndef TEXTCLEAN_SERVICE_LABEL_WORDING_H_
#define TEXTCLEAN_SERVICE_LABEL_WORDING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "service/rules/region_kind.h"

namespace textclean {

// What a line's wording speaks for.
struct WordingOpinion {
  std::int8_t content = 0;  // for an article's line against any other, in powers of e
  RegionKind kind = RegionKind::kUnspecified;
  std::uint8_t margin = 0;  // by which `kind` is before the next kind, in powers of e
  // Neither is more, nor less than as much below 0.
  static constexpr int kMost = 7;
};

// Two characters that follow each other in a line as its wording sees it: white space, at the line's ends as well, is
// one space, a run of digits one 0, ASCII in lower case. What is invisible is not there.
struct WordingPair {
  char32_t first;
  char32_t second;
};

class Wording {
 public:
  // Of a line the first so many pairs count.
  static constexpr std::size_t kMostPairs = 64;

  // It says nothing of any line.
  Wording();

  // Adds a row of a model file: of the empty pair the names of the columns, of a pair of characters its weights, small
  // integers, a column each. INVALID_ARGUMENT with the reason.
  absl::Status Add(std::string_view pair, std::string_view row);

  // Of at most kMostPairs pairs.
  WordingOpinion Judge(std::span<const WordingPair> pairs) const;

 private:
  static constexpr std::size_t kWidth = 16;
  using Row = std::int8_t __attribute__((vector_size(kWidth)));
  // Slots in fours, which every processor compares at once: of each the lower half is a row, 0 for none, and the upper
  // one what the hash says beyond its four.
  using Four = std::uint32_t __attribute__((vector_size(16)));

  static std::uint32_t HashOf(WordingPair pair) { return pair.first * 0x9E3779B1u ^ (pair.second + 1) * 0x85EBCA77u; }
  static constexpr unsigned kFourBits = 13;
  static std::size_t FourOf(std::uint32_t hash) { return hash >> (32 - kFourBits); }
  static std::uint32_t TagOf(std::uint32_t hash) { return hash & 0xFFFF; }
  // The row of a hash, 0 for none.
  std::size_t Find(std::uint32_t hash) const {
    const Four four = fours_[FourOf(hash)];
    Four row = four & ((four >> 16) == TagOf(hash)) & 0xFFFF;
    row |= __builtin_shufflevector(row, row, 2, 3, 0, 1);
    return row[0] | row[1];
  }

  std::vector<Four> fours_;
  std::vector<Row> rows_;  // the first is of pairs that the model does not know
  std::vector<RegionKind> columns_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_WORDING_H_
