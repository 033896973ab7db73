// The rows of related lists, rankings and board listings.
//
// A listing with a header ("번호 제목 글쓴이 날짜") is read by its columns; other lists by
// their bullets, numbers and headlines. Headings and buttons are no rows. Pure.
//
//   std::vector<RelatedItem> items = FindRelated(page);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_RELATED_H_
#define TEXTCLEAN_SERVICE_EXTRACT_RELATED_H_

#include <vector>

#include "service/extract/facts.h"
#include "service/extract/lines.h"

namespace textclean {

std::vector<RelatedItem> FindRelated(const PageLines& page);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_RELATED_H_
