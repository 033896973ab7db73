// HTML's elements and what the builder of a page must know of each.
#ifndef TEXTCLEAN_SERVICE_PAGE_ELEMENTS_H_
#define TEXTCLEAN_SERVICE_PAGE_ELEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "service/page/evidence.h"

namespace textclean {

// The elements that the builder treats by name; all others are kOther.
enum class Tag : std::uint8_t {
  kOther,
  kA,
  kBody,
  kBr,
  kButton,
  kDd,
  kDt,
  kForm,
  kHead,
  kHeading,  // h1 to h6
  kHtml,
  kInput,
  kLi,
  kLink,
  kMath,
  kMeta,
  kOption,
  kP,
  kPlaintext,
  kPre,
  kScript,
  kSelect,
  kSvg,
  kTable,
  kTbody,  // tbody, thead, tfoot, colgroup
  kTd,     // td, th
  kTemplate,
  kTime,
  kTitle,
  kTr,
  kTextarea,
  kCount,
};

// What kind of element it is, as flags.
enum ElementFlag : std::uint16_t {
  kBlock = 1,       // begins and ends a line
  kVoid = 2,        // has no content and no end tag
  kScope = 4,       // end tags inside it close nothing outside it
  kClosesP = 8,     // its start tag closes an open paragraph
  kRawText = 16,    // its content is text, not markup
  kInert = 32,      // its content shows nowhere
  kBold = 64,       // shows its text in bold
  kHeadOnly = 128,  // belongs into <head> and shows nothing
  kGap = 256,       // a blank line before and after it
};

struct Element {
  std::string_view name;
  Tag tag = Tag::kOther;
  std::uint16_t flags = 0;
  EvidenceSet evidence = {};

  bool Is(std::uint16_t flag) const { return (flags & flag) != 0; }
};

// The element of that name, in lower case; for unknown names one without flags.
const Element& FindElement(std::string_view name);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_ELEMENTS_H_
