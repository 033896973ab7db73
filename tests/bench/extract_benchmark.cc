// Extract's speed beside ICU's sentence iterator over the same bytes in the same run: the facts and mentions of a
// labelled page alone, and the whole way from its bytes, labelling included.
//
//   build/release/bin/extract_benchmark [--benchmark_min_time=SECONDS] [FOLDER of .txt pages]
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "service/clean/cleaner.h"
#include "service/extract/extractor.h"
#include "tests/bench/page_sets.h"
#include "tests/bench/sentence_iterator.h"

namespace textclean {
namespace {

int Main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc > 2) {
    std::fprintf(stderr, "usage: extract_benchmark [--benchmark_*] [FOLDER]\n");
    return 2;
  }
  const auto cleaner = *Cleaner::Create();
  const Extractor extractor;
  SentenceIterator sentences;
  for (const PageSet& set : MakePageSets(argc == 2 ? ReadPages(argv[1]) : FixturePages())) {
    // What the benchmarks below run over; they outlive this scope.
    auto pages = std::make_shared<std::vector<std::string>>(set.pages);
    auto labelled = std::make_shared<std::vector<LabelledPage>>();
    for (const std::string& page : *pages) labelled->push_back(*cleaner->Label({.bytes = page, .is_text = true}));

    const std::vector<std::pair<std::string, std::function<std::size_t(std::size_t)>>> works = {
        {"facts_and_mentions",
         [&, labelled](std::size_t i) {
           const LabelledPage& page = (*labelled)[i];
           return extractor.Extract(page.page, page.document.text, page.regions, {}).mentions.size();
         }},
        {"from_bytes",
         [&, pages](std::size_t i) {
           const auto page = cleaner->Label({.bytes = (*pages)[i], .is_text = true});
           return extractor.Extract(page->page, page->document.text, page->regions, {}).mentions.size();
         }},
        {"icu_sentences", [&, pages](std::size_t i) { return sentences.OverUtf16((*pages)[i]); }},
    };
    for (const auto& [name, work] : works) {
      benchmark::RegisterBenchmark((name + '/' + set.name).c_str(), [pages, work = work](benchmark::State& state) {
        std::size_t next = 0;
        std::int64_t bytes = 0;
        for (auto _ : state) {
          const std::size_t i = next++ % pages->size();
          benchmark::DoNotOptimize(work(i));
          bytes += static_cast<std::int64_t>((*pages)[i].size());
        }
        state.SetBytesProcessed(bytes);
      });
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
