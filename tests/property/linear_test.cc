// Time and memory grow with the page and no faster, whatever it holds.
//
// Each hostile piece is repeated up to a small and to a large size. Twice the bytes may take about twice the time
// and memory; work that is quadratic takes as many times more per byte as the page is larger.
#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "tests/support/heap.h"
#include "tests/support/invariants.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"
#include "tests/support/sanitized.h"

namespace textclean {
namespace {

// Sanitized code is some 20 times slower, and just as linear.
constexpr std::size_t kLarge = kSanitized ? 1'000'000 : 10'000'000;
constexpr std::size_t kTimes = 16;
constexpr std::size_t kSmall = kLarge / kTimes;

// Caches and page faults cost a large page up to three times as much per byte; quadratic work costs it 16 times.
constexpr double kMostPerByte = 6;
// Faster than this at the large size is beyond reproach, and too little to be measured well at the small one.
constexpr double kBeyondReproach = 0.05;

double ThreadSeconds() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Cost {
  double seconds = std::numeric_limits<double>::infinity();
  std::size_t allocations = 0;
  std::size_t peak_bytes = 0;
};

// The least of `runs` runs: what disturbs a run only ever adds to it.
Cost Measure(const Cleaner& cleaner, const std::string& text, int runs) {
  Cost cost;
  for (int run = 0; run < runs; ++run) {
    const HeapMeter heap;
    const double begin = ThreadSeconds();
    const auto result = cleaner.Clean({.bytes = text, .is_text = true, .format = Format::kText}, {});
    cost.seconds = std::min(cost.seconds, ThreadSeconds() - begin);
    cost.allocations = heap.allocations();
    cost.peak_bytes = heap.peak_bytes();
    EXPECT_TRUE(result.ok()) << result.status();
    if (run == 0 && result.ok()) {
      EXPECT_EQ(LedgerViolation(*result), "");
    }
  }
  return cost;
}

// `make` gives a text of about so many bytes.
void ExpectLinear(const Cleaner& cleaner, const std::string& name,
                  const std::function<std::string(std::size_t)>& make) {
  SCOPED_TRACE(name);
  const std::string small_text = make(kSmall);
  const std::string large_text = make(kLarge);
  const double times = static_cast<double>(large_text.size()) / static_cast<double>(small_text.size());
  Cost small = Measure(cleaner, small_text, 3);
  Cost large = Measure(cleaner, large_text, 1);
  for (int more = 0; more < 3 && large.seconds > kBeyondReproach; ++more) {
    if (large.seconds <= kMostPerByte * times * small.seconds) break;
    // Before a verdict, both once more: another program may have had the caches.
    small.seconds = std::min(small.seconds, Measure(cleaner, small_text, 5).seconds);
    large.seconds = std::min(large.seconds, Measure(cleaner, large_text, 2).seconds);
  }
  if (large.seconds > kBeyondReproach) {
    EXPECT_LE(large.seconds, kMostPerByte * times * small.seconds)
        << large_text.size() << " bytes took " << large.seconds << " s, " << small_text.size() << " took "
        << small.seconds << " s";
  }
  // Counted, not measured, so exact; twice for a vector that doubles just before the larger size.
  constexpr std::size_t kFixedBytes = 1 << 20;
  EXPECT_LE(static_cast<double>(large.peak_bytes), 2.2 * times * static_cast<double>(small.peak_bytes) + kFixedBytes);
  EXPECT_LE(static_cast<double>(large.allocations), 2.2 * times * static_cast<double>(small.allocations) + 100);
}

class Linear : public testing::Test {
 protected:
  const std::unique_ptr<const Cleaner> cleaner_ = *Cleaner::Create();
};

class LinearOverPieces : public Linear, public testing::WithParamInterface<NamedText> {};

TEST_P(LinearOverPieces, Repeated) {
  ExpectLinear(*cleaner_, GetParam().name, [&](std::size_t size) { return Repeat(GetParam().text, size); });
}

TEST_P(LinearOverPieces, AfterAnArticleAndInIt) {
  const std::string article = "정부 대책 발표\n정부는 오늘 대책을 발표했다고 밝혔다.\n";
  ExpectLinear(*cleaner_, GetParam().name, [&](std::size_t size) {
    return article + "“" + Repeat(GetParam().text, size) + "” 홍길동 기자는 말했다.\n" + article;
  });
}

INSTANTIATE_TEST_SUITE_P(Hostile, LinearOverPieces, testing::ValuesIn(HostilePieces()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST_F(Linear, OverFixtures) {
  // Both texts repeat one mix of pages, so that they hold the same sorts of pages. Pages of one sort stand together:
  // long steps mix them.
  std::string mix;
  constexpr std::size_t kStep = 97;
  for (std::size_t i = 0; mix.size() < kSmall / 4; ++i)
    mix += FixturePages()[i * kStep % FixturePages().size()].text + "\n";
  ExpectLinear(*cleaner_, "fixtures", [&](std::size_t size) { return Repeat(mix, size); });
}

TEST_F(Linear, OverOneFixtureAgainAndAgain) {
  ExpectLinear(*cleaner_, "fixture", [](std::size_t size) { return Repeat(FixturePages().front().text + "\n", size); });
}

TEST_F(Linear, OverRandomText) {
  ExpectLinear(*cleaner_, "random", [](std::size_t size) {
    Random random(6);
    return RandomText(random, size);
  });
}

// Lines that share longer and longer beginnings, for what compares lines with one another.
TEST_F(Linear, OverLinesThatGrow) {
  ExpectLinear(*cleaner_, "growing", [](std::size_t size) {
    std::string text;
    std::string line;
    while (text.size() < size) text.append(line += "가").append("\n");
    return text;
  });
}

// Lines that are nearly the title, for what looks for repetitions of it.
TEST_F(Linear, OverLinesLikeTheTitle) {
  ExpectLinear(*cleaner_, "titles", [](std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) text.append("정부 대책 발표 ").append(std::to_string(i)) += '\n';
    return text;
  });
}

}  // namespace
}  // namespace textclean
