// The pages that benchmarks run over, by size.
//
//   for (const PageSet& set : MakePageSets(FixturePages())) ...
#ifndef TEXTCLEAN_TESTS_BENCH_PAGE_SETS_H_
#define TEXTCLEAN_TESTS_BENCH_PAGE_SETS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/pages.h"

namespace textclean {

struct PageSet {
  std::string name;
  std::vector<std::string> pages;
};

// Whole lines of `text`, up to `size` bytes.
inline std::string Beginning(std::string_view text, std::size_t size) {
  if (text.size() > size) text = text.substr(0, text.rfind('\n', size) + 1);
  return std::string(text);
}

// The beginnings of the pages (1 KB), the pages of 3 to 8 KB as they are (5 KB), and all of them one
// after the other (100 KB, 10 MB).
inline std::vector<PageSet> MakePageSets(const std::vector<NamedText>& originals) {
  PageSet small{"1 KB", {}};
  PageSet typical{"5 KB", {}};
  std::string all;
  for (const NamedText& page : originals) {
    if (page.text.size() > 1000) small.pages.push_back(Beginning(page.text, 1024));
    if (page.text.size() >= 3000 && page.text.size() <= 8000) typical.pages.push_back(page.text);
    all.append(page.text).append("\n");
  }
  std::erase_if(small.pages, [](const std::string& page) { return page.empty(); });
  return {small,
          typical,
          {"100 KB", {Beginning(Repeat(all, 100'000 + all.size()), 100'000)}},
          {"10 MB", {Beginning(Repeat(all, 10'000'000 + all.size()), 10'000'000)}}};
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_BENCH_PAGE_SETS_H_
