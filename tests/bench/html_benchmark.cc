// HTML pages, from bytes to the article, beside libgumbo's bare parse of the same bytes in the same run.
//
//   build/release/bin/html_benchmark [--benchmark_min_time=SECONDS] [PAGE.html...]
//
// Without pages it takes invented ones of 10 KB to 10 MB. A table with the ratios follows Google Benchmark's output.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "gumbo.h"
#include "service/clean/cleaner.h"
#include "service/page/html.h"
#include "tests/bench/speeds.h"
#include "tests/support/markup.h"

namespace textclean {
namespace {

std::size_t GumboParse(const std::string& page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  const std::size_t children = output->root->v.element.children.length;
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return children;
}

int Main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<NamedText> pages;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    pages.push_back({argv[i], std::string(std::istreambuf_iterator<char>(file), {})});
  }
  if (pages.empty()) {
    pages = {{"10 KB", NewsPage(10'000)},
             {"90 KB", NewsPage(90'000)},
             {"1 MB", NewsPage(1'000'000)},
             {"10 MB", NewsPage(10'000'000)}};
  }
  const auto cleaner = *Cleaner::Create();
  const std::vector<std::pair<std::string, std::function<std::size_t(const std::string&)>>> works = {
      {"clean",
       [&](const std::string& page) {
         const auto result =
             cleaner->Clean({.bytes = page, .decode_errors = DecodeErrors::kReplace, .format = Format::kHtml}, {});
         return result->text.size();
       }},
      {"parse", [](const std::string& page) { return ParseHtml(page).blocks.size(); }},
      {"gumbo", GumboParse},
  };
  for (const NamedText& page : pages) {
    for (const auto& [name, work] : works) {
      benchmark::RegisterBenchmark((name + '/' + page.name).c_str(), [&page, &work = work](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(work(page.text));
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.text.size()));
      });
    }
  }
  Speeds speeds;
  benchmark::RunSpecifiedBenchmarks(&speeds);
  std::printf("\nMB/s\n%-24s %10s %8s %8s %8s %22s\n", "page", "bytes", "Clean", "parse", "gumbo",
              "Clean's time / gumbo's");
  for (const NamedText& page : pages) {
    const auto speed = [&](const std::string& name) { return speeds.Of(name + '/' + page.name); };
    std::printf("%-24s %10zu %8.1f %8.1f %8.1f %21.2fx\n", page.name.c_str(), page.text.size(), speed("clean"),
                speed("parse"), speed("gumbo"), speed("gumbo") / speed("clean"));
  }
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
