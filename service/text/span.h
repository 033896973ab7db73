// A half-open range of bytes in a text. The text itself is always elsewhere.
#ifndef TEXTCLEAN_SERVICE_TEXT_SPAN_H_
#define TEXTCLEAN_SERVICE_TEXT_SPAN_H_

#include <cstddef>
#include <string_view>

namespace textclean {

// Offsets are UTF-8 bytes: [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  // The bytes of `text` that the span covers.
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_SPAN_H_
