// The same bytes give the same answer: again, from another cleaner, from another place in memory, on many threads
// at once with other pages in between.
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "tests/support/invariants.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

std::vector<NamedText> Pages() {
  std::vector<NamedText> pages = FixturePages();
  Random random(3);
  for (const NamedText& page : FixturePages()) pages.push_back({page.name + " mutated", Mutate(random, page.text)});
  for (const NamedText& damaged : DamagedTexts()) pages.push_back(damaged);
  std::erase_if(pages, [](const NamedText& page) { return page.text.empty(); });
  return pages;
}

CleanResult MustClean(const Cleaner& cleaner, std::string_view text) {
  auto result = cleaner.Clean({.bytes = text, .is_text = true, .format = Format::kText}, {});
  EXPECT_TRUE(result.ok()) << result.status();
  return *std::move(result);
}

TEST(SameAnswer, FromAnotherCleanerAndAnotherPlace) {
  const auto cleaner = *Cleaner::Create();
  const auto other = *Cleaner::Create();
  for (const NamedText& page : Pages()) {
    const CleanResult first = MustClean(*cleaner, page.text);
    EXPECT_EQ(Difference(first, MustClean(*cleaner, page.text)), "") << page.name;
    // Elsewhere in memory, unaligned, with other bytes before and after.
    const std::string copy = "다" + page.text + "다.\n";
    const std::string_view moved = std::string_view(copy).substr(3, page.text.size());
    EXPECT_EQ(Difference(first, MustClean(*other, moved)), "") << page.name;
  }
}

TEST(SameAnswer, OnManyThreads) {
  const auto cleaner = *Cleaner::Create();
  const std::vector<NamedText> pages = Pages();
  std::vector<CleanResult> expected;
  expected.reserve(pages.size());
  for (const NamedText& page : pages) expected.push_back(MustClean(*cleaner, page.text));

  constexpr unsigned kThreads = 8;
  std::vector<std::string> failures(kThreads);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Random random(t);
      std::vector<std::size_t> order(pages.size());
      std::iota(order.begin(), order.end(), 0);
      for (int round = 0; round < 3; ++round) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.Below(i)]);
        for (const std::size_t i : order) {
          const std::string difference = Difference(expected[i], MustClean(*cleaner, pages[i].text));
          if (!difference.empty()) failures[t] = pages[i].name + ": " + difference;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& failure : failures) EXPECT_EQ(failure, "");
}

}  // namespace
}  // namespace textclean
