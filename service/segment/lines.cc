#include "service/segment/lines.h"

#include "service/text/utf8.h"

namespace textclean {

struct LineJoiner::Line {
  Span span;
};

LineJoiner::LineJoiner(std::string_view, const CharClasses& classes) : classes_(classes) {}

std::vector<Span> LineJoiner::Paragraphs(std::string_view text, Span range) const {
  std::vector<Span> out;
  std::size_t begin = range.begin, end = range.begin;
  bool visible = false;
  for (std::size_t at = range.begin; at < range.end;) {
    const auto [c, n] = DecodeUtf8(text, at);
    if (IsLineEnd(c)) {
      if (visible) out.push_back({begin, end});
      visible = false;
      begin = end = at + n;
    } else if (!IsSpace(c)) {
      if (begin == end) begin = at;
      end = at + n;
      visible |= !IsInvisible(c);
    }
    at += n;
  }
  if (visible) out.push_back({begin, end});
  return out;
}

}  // namespace textclean
