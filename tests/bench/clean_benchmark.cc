// The core's speed beside two measures of the same bytes in the same run: ICU's sentence iterator, which does less
// with Korean text than a cleaner must, and a copy with UTF-8 validation, less than which nothing can be done.
//
//   build/release/bin/clean_benchmark [--benchmark_min_time=SECONDS] [FOLDER of .txt pages]
//
// Pages: the beginnings of the folder's pages (1 KB), its pages of 3 to 8 KB as they are (5 KB), and all of them one
// after the other (100 KB, 10 MB). Google Benchmark times; a table with the ratios follows its output.
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "service/clean/cleaner.h"
#include "service/page/page.h"
#include "service/text/decode.h"
#include "service/text/utf8.h"
#include "tests/bench/page_sets.h"
#include "tests/bench/sentence_iterator.h"
#include "tests/bench/speeds.h"
#include "tests/support/heap.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

std::size_t CopyAndValidate(std::string_view page) {
  const std::string copy(page);
  return FindInvalidUtf8(copy).value_or(copy.size());
}

std::size_t DecodeOnly(std::string_view page) { return Decode(page, {.is_text = true})->text.size(); }

// Heap allocations of one Clean beyond its two outputs, the text and the ledger.
double AllocationsBeyondOutputs(const Cleaner& cleaner, const PageSet& set) {
  std::size_t allocations = 0;
  for (const std::string& page : set.pages) {
    const HeapMeter meter;
    const auto result = cleaner.Clean({.bytes = page, .is_text = true}, {});
    allocations += meter.allocations() - (result->text.empty() ? 0 : 1) - (result->ledger.empty() ? 0 : 1);
  }
  return static_cast<double>(allocations) / static_cast<double>(set.pages.size());
}

int Main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc > 2) {
    std::fprintf(stderr, "usage: clean_benchmark [--benchmark_*] [FOLDER]\n");
    return 2;
  }
  const std::vector<PageSet> sets = MakePageSets(argc == 2 ? ReadPages(argv[1]) : FixturePages());
  const auto cleaner = *Cleaner::Create();
  SentenceIterator sentences;

  const std::vector<std::pair<std::string, std::function<std::size_t(std::string_view)>>> works = {
      {"clean",
       [&](std::string_view page) { return cleaner->Clean({.bytes = page, .is_text = true}, {})->text.size(); }},
      {"decode", DecodeOnly},
      {"parse", [](std::string_view page) { return ParseText(page).blocks.size(); }},
      {"icu_utf8", [&](std::string_view page) { return sentences.OverUtf8(page); }},
      {"icu_utf16", [&](std::string_view page) { return sentences.OverUtf16(page); }},
      {"copy_validate", CopyAndValidate},
  };
  for (const PageSet& set : sets) {
    for (const auto& [name, work] : works) {
      benchmark::RegisterBenchmark((name + '/' + set.name).c_str(), [&set, &work = work](benchmark::State& state) {
        std::size_t next = 0;
        std::int64_t bytes = 0;
        for (auto _ : state) {
          const std::string& page = set.pages[next++ % set.pages.size()];
          benchmark::DoNotOptimize(work(page));
          bytes += static_cast<std::int64_t>(page.size());
        }
        state.SetBytesProcessed(bytes);
      });
    }
  }
  Speeds speeds;
  benchmark::RunSpecifiedBenchmarks(&speeds);

  std::printf(
      "\nMB/s; ICU's sentence iterator is the faster of two ways: over UTF-8, and over UTF-16 with the conversion\n");
  std::printf("%-7s %8s %8s %7s %9s %7s | %6s %6s %12s (share of Clean's time) | %s\n", "page", "Clean", "ICU", "ratio",
              "copy+val", "ratio", "decode", "parse", "label, join", "allocations beyond outputs");
  for (const PageSet& set : sets) {
    const auto speed = [&](const std::string& name) { return speeds.Of(name + '/' + set.name); };
    const double clean = speed("clean");
    const double icu = std::max(speed("icu_utf8"), speed("icu_utf16"));
    const double decode = 100 * clean / speed("decode");
    const double parse = 100 * clean / speed("parse");
    std::printf("%-7s %8.0f %8.0f %6.2fx %9.0f %6.3fx | %5.0f%% %5.0f%% %11.0f%% %24s | %.1f\n", set.name.c_str(),
                clean, icu, clean / icu, speed("copy_validate"), clean / speed("copy_validate"), decode, parse,
                100 - decode - parse, "", AllocationsBeyondOutputs(*cleaner, set));
  }
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
