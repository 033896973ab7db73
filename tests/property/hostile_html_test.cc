// Hostile markup is answered in little time and memory. The bounds are those of parsing: what labels lines has its own.
#include <ctime>
#include <string>

#include "gtest/gtest.h"
#include "service/page/html.h"
#include "tests/support/heap.h"
#include "tests/support/markup.h"

namespace textclean {
namespace {

double ThreadSeconds() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

class HostileHtml : public testing::TestWithParam<NamedText> {};

TEST_P(HostileHtml, TakesLittleTimeAndMemory) {
  const std::string& source = GetParam().text;
  const HeapMeter heap;
  const double begin = ThreadSeconds();
  const Page page = ParseHtml(source);
  const double seconds = ThreadSeconds() - begin;
  const auto megabytes = static_cast<double>(source.size()) / 1e6;
  // Ten times the bound where sanitizers or a busy machine slow the code; quadratic work takes thousands of times.
  EXPECT_LT(seconds, 0.5 * megabytes + 0.2);
  // Twenty times the input; a page of one-letter lines costs most, a line for every four to six bytes.
  EXPECT_LT(heap.peak_bytes(), 32 * source.size() + 200'000);
  EXPECT_LE(page.blocks.size(), source.size());
}

INSTANTIATE_TEST_SUITE_P(Markup, HostileHtml, testing::ValuesIn(HostileMarkup()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace textclean
