// The text steps alone: UTF-8 validation and line cutting, over the fixtures one after the other.
//
//   build/release/bin/text_benchmark
#include <string>

#include "benchmark/benchmark.h"
#include "service/page/page.h"
#include "service/text/utf8.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

std::string AllFixtures() {
  std::string text;
  for (const NamedText& page : FixturePages()) text.append(page.text).append("\n");
  return text;
}

void ValidateUtf8(benchmark::State& state) {
  const std::string text = AllFixtures();
  for (auto _ : state) benchmark::DoNotOptimize(FindInvalidUtf8(text));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(ValidateUtf8);

void CutIntoLines(benchmark::State& state) {
  const std::string text = AllFixtures();
  for (auto _ : state) benchmark::DoNotOptimize(ParseText(text));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(CutIntoLines);

}  // namespace
}  // namespace textclean

BENCHMARK_MAIN();
