// Dates and times inside sentences: 2025년 2월 4일, 지난달 21일, 4일 오전, 내년, 3일 전, 오후 5시.
//
// A complete date is absolute. A relative one is counted from the published day where that
// is known; where it is not, or where the text points into the story (이날, 전날), the date
// has no value. Impossible dates are no dates. Functions are pure.
//
//   ReadProseDate("지난달 21일", 0, CivilDay{2025, 2, 4})->normalized  // "2025-01-21"
#ifndef TEXTCLEAN_SERVICE_EXTRACT_PROSE_DATES_H_
#define TEXTCLEAN_SERVICE_EXTRACT_PROSE_DATES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "service/extract/times.h"
#include "service/text/span.h"

namespace textclean {

struct ProseDate {
  Span span;
  // ISO 8601, as complete as the text: "2025", "2025-02", "2025-02-04", "2025-02-04T09:30",
  // "2025-W06", "T17:00"; empty where it cannot be told.
  std::string normalized = {};
  bool is_relative = false;
};

// The date that begins at `at`, which must be a digit not preceded by one, or the first
// syllable of a word.
std::optional<ProseDate> ReadProseDate(std::string_view text, std::size_t at, std::optional<CivilDay> published);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_PROSE_DATES_H_
