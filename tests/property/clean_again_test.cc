// Cleaning a cleaned article again removes nothing.
//
// Over the fixtures, and over the pages of another folder where TEXTCLEAN_CORPUS names one.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/label/region.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

// Names the pages of which a second cleaning removes something, and the first thing it removes.
void ExpectNothingRemovedAgain(const std::vector<NamedText>& pages) {
  const auto cleaner = *Cleaner::Create();
  std::size_t articles = 0;
  std::size_t changed = 0;
  for (const NamedText& page : pages) {
    const auto once = cleaner->Clean({.bytes = page.text, .is_text = true, .format = Format::kText}, {});
    ASSERT_TRUE(once.ok()) << page.name << ": " << once.status();
    if (once->text.empty()) continue;  // no article on the page
    ++articles;
    const auto again = cleaner->Clean({.bytes = once->text, .is_text = true, .format = Format::kText}, {});
    ASSERT_TRUE(again.ok()) << page.name << ": " << again.status();
    std::size_t removed = 0;
    const LedgerEntry* first = nullptr;
    for (const LedgerEntry& entry : again->ledger) {
      if (entry.kept || entry.region.kind == RegionKind::kWhitespace) continue;
      removed += entry.region.span.size();
      if (first == nullptr) first = &entry;
    }
    if (removed == 0) {
      EXPECT_EQ(again->text, once->text) << page.name << ": the second cleaning changes white space";
      continue;
    }
    ++changed;
    ADD_FAILURE() << page.name << ": the second cleaning removes " << removed << " of " << once->text.size()
                  << " bytes, first as " << KindName(first->region.kind) << " by " << first->region.rule << ": "
                  << first->region.span.of(once->text);
  }
  EXPECT_GT(articles, 0u);
  std::cout << articles << " articles of " << pages.size() << " pages, " << changed
            << " changed by a second cleaning\n";
}

TEST(CleanAgain, RemovesNothingOfFixtures) { ExpectNothingRemovedAgain(FixturePages()); }

TEST(CleanAgain, RemovesNothingOfTheCorpus) {
  const char* const corpus = std::getenv("TEXTCLEAN_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "TEXTCLEAN_CORPUS names no folder of pages";
  ExpectNothingRemovedAgain(ReadPages(corpus));
}

}  // namespace
}  // namespace textclean
