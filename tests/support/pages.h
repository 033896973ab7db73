// Pages that tests clean: the fixtures of the repository, and damaged or hostile input.
#ifndef TEXTCLEAN_TESTS_SUPPORT_PAGES_H_
#define TEXTCLEAN_TESTS_SUPPORT_PAGES_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace textclean {

struct NamedText {
  std::string name;
  std::string text;
  // How a test that runs over such texts is listed.
  friend std::ostream& operator<<(std::ostream& out, const NamedText& text) { return out << text.name; }
};

// The pages of a folder, by name. Ends the program if there are none: a test over no page proves nothing.
std::vector<NamedText> ReadPages(const std::string& folder, std::string_view extension = ".txt");

// The pages of tests/pages/raw.
const std::vector<NamedText>& FixturePages();

// What damaged pages hold without end, each a short piece to be repeated: opened brackets, quotations and tags that
// nothing closes, line ends, blanks, symbols and phrases that rules look for.
const std::vector<NamedText>& HostilePieces();

// `piece` repeated up to `size` bytes, at most one piece less.
std::string Repeat(std::string_view piece, std::size_t size);

// Small texts that each show one sort of damage: marks, line ends and characters that scraping leaves behind.
const std::vector<NamedText>& DamagedTexts();

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_PAGES_H_
