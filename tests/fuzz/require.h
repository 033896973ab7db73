// A check in a fuzz target: prints what is wrong and aborts, which the fuzzer reports with the input.
#ifndef TEXTCLEAN_TESTS_FUZZ_REQUIRE_H_
#define TEXTCLEAN_TESTS_FUZZ_REQUIRE_H_

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace textclean {

inline void Require(bool holds, std::string_view otherwise) {
  if (holds) return;
  std::cerr << "violated: " << otherwise << '\n';
  std::abort();
}

// For checks that say what is wrong themselves; empty is right.
inline void RequireNone(std::string_view violation) { Require(violation.empty(), violation); }

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_FUZZ_REQUIRE_H_
