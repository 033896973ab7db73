// Converts byte offsets of a UTF-8 text into the unit a caller chose.
//
//   OffsetConverter to(text, OffsetUnit::kCodePoints);
//   for (const Region& r : regions) Use(to(r.span.begin), to(r.span.end));
#ifndef TEXTCLEAN_SERVICE_TEXT_OFFSETS_H_
#define TEXTCLEAN_SERVICE_TEXT_OFFSETS_H_

#include <cstddef>
#include <string_view>

namespace textclean {

enum class OffsetUnit { kUtf8Bytes, kUtf16CodeUnits, kCodePoints };

// Walks the text once: offsets must be asked for in ascending order (a smaller one
// starts over from the text's beginning). Linear in the text over all calls in order.
class OffsetConverter {
 public:
  // `text` must be valid UTF-8 and outlive the converter.
  OffsetConverter(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {}

  // The offset in the chosen unit of byte offset `byte` (on a code point boundary,
  // at most text.size()).
  std::size_t operator()(std::size_t byte);

 private:
  std::string_view text_;
  OffsetUnit unit_;
  std::size_t byte_ = 0;
  std::size_t units_ = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_OFFSETS_H_
