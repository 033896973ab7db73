// When a page says that its article was published and last modified.
//
// Times of the story, of comments and of listings say nothing about the page. Pure.
//
//   PageTimes times = FindPageTimes(page);
#ifndef TEXTCLEAN_SERVICE_EXTRACT_PAGE_TIMES_H_
#define TEXTCLEAN_SERVICE_EXTRACT_PAGE_TIMES_H_

#include "service/extract/facts.h"
#include "service/extract/lines.h"

namespace textclean {

struct PageTimes {
  PageTime published;
  PageTime modified;
};

PageTimes FindPageTimes(const PageLines& page);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_PAGE_TIMES_H_
