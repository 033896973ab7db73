// HTML for tests: invented pages with noise around an article, random markup, and what a hostile page holds.
#ifndef TEXTCLEAN_TESTS_SUPPORT_MARKUP_H_
#define TEXTCLEAN_TESTS_SUPPORT_MARKUP_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/pages.h"
#include "tests/support/random.h"

namespace textclean {

// What markup is made of: tags, attributes, comments, references, whole and cut.
const std::vector<std::string_view>& MarkupPieces();

// Pieces of markup and text in any order, at least `size` bytes; valid UTF-8.
std::string RandomMarkup(Random& random, std::size_t size);

// A news page of about `size` bytes: menus, an article, related headlines, comments and scripts.
std::string NewsPage(std::size_t size);

// What makes parsers slow or greedy, each of a few megabytes.
std::vector<NamedText> HostileMarkup();

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_MARKUP_H_
