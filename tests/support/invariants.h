// The invariants of Clean that hold whatever the page, as checks that a test, a property test or a fuzz target can
// make of any result.
//
//   EXPECT_EQ(LedgerViolation(*result), "");
#ifndef TEXTCLEAN_TESTS_SUPPORT_INVARIANTS_H_
#define TEXTCLEAN_TESTS_SUPPORT_INVARIANTS_H_

#include <string>

#include "service/clean/cleaner.h"

namespace textclean {

// What of a text page's result is broken, empty if nothing:
// - the regions partition the document: in order, no gap, no overlap, none empty, on code point boundaries, and so
//   they do in UTF-16 code units and in code points;
// - each has a kind, a rule, and a confidence from 0 to 1; WHITESPACE holds nothing that shows;
// - the text is the kept regions' characters in order, with nothing but white space between them;
// - the counts are those of the regions.
std::string LedgerViolation(const CleanResult& result);

// The first difference between two results of the same bytes, empty if there is none.
std::string Difference(const CleanResult& a, const CleanResult& b);

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_INVARIANTS_H_
