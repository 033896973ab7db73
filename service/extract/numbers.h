// Numbers as Korean text writes them: 3만4천500, 1조 2천억, 5000억, 1,234.5, 1.5조.
//
// A number is digits, with 천 백 십 inside a group and 만 억 조 경 after it, the groups in
// descending order. 718조억 breaks the order: it is read to its end and has no value.
// 2025.02.04 is no number at all. Functions are pure.
//
//   ReadNumber("5천억 달러", 0)->value->ToString()  // "500000000000"
#ifndef TEXTCLEAN_SERVICE_EXTRACT_NUMBERS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_NUMBERS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/text/span.h"

namespace textclean {

// digits x 10^exponent, exact.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;

  // In plain notation, without zeros at the end of a fraction: "34500", "0.5", "-3".
  std::string ToString() const;
  // The sum; nothing if it does not fit.
  static std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
  // The value times 10^power.
  Decimal Scaled(int power) const { return {digits, exponent + power}; }
};

struct Number {
  Span span;
  std::optional<Decimal> value;  // nothing where the order of units is broken
  bool has_unit = false;         // it holds 천, 만, 억 …
  bool is_grouped = false;       // it holds 1,234
};

// The number that begins with the digit at `at`; nothing if the digits there belong to a date,
// a version or an address (1.2.3) or are too many to count.
std::optional<Number> ReadNumber(std::string_view text, std::size_t at);

// Moves past the whole run of digits, dots and commas that begins at `at`.
std::size_t SkipNumeral(std::string_view text, std::size_t at);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_NUMBERS_H_
