// The sentence splitter's speed beside ICU's sentence iterator on the same text in the same run, on prose of several
// sizes and on what a hostile page holds.
//
//   build/release/bin/segment_benchmark [--benchmark_min_time=SECONDS] [FOLDER of .txt pages]
//
// Prose: the pages one after the other, as they are. Google Benchmark times; a table with the ratios follows.
#include <algorithm>
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
#include "service/segment/segmenter.h"
#include "tests/bench/sentence_iterator.h"
#include "tests/bench/speeds.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

// Whole characters of `text`, up to `size` bytes.
std::string Beginning(std::string_view text, std::size_t size) {
  size = std::min(size, text.size());
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

std::vector<NamedText> MakeTexts(const std::vector<NamedText>& pages) {
  constexpr std::size_t kLarge = 10'000'000;
  std::string all;
  for (const NamedText& page : pages) all.append(page.text).append("\n");
  std::vector<NamedText> texts;
  for (const auto& [name, size] :
       {std::pair{"1 KB", 1'000}, {"10 KB", 10'000}, {"100 KB", 100'000}, {"1 MB", 1'000'000}, {"10 MB", 10'000'000}}) {
    const auto bytes = static_cast<std::size_t>(size);
    texts.push_back({name, Beginning(Repeat(all, bytes + all.size()), bytes)});
  }
  std::string line = Repeat(all, kLarge);
  std::replace(line.begin(), line.end(), '\n', ' ');
  texts.push_back({"10 MB prose in a line", line});
  texts.push_back({"1M opening quotes", Repeat("“", 3'000'000)});
  texts.push_back({"10 MB without an end", Repeat("가나 ", kLarge)});
  texts.push_back({"10 MB of full stops", std::string(kLarge, '.')});
  texts.push_back({"10 MB of ends", Repeat("다. ", kLarge)});
  return texts;
}

int Main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc > 2) {
    std::fprintf(stderr, "usage: segment_benchmark [--benchmark_*] [FOLDER]\n");
    return 2;
  }
  const std::unique_ptr<const Segmenter> segmenter = *Segmenter::Create();
  SentenceIterator icu;
  const std::vector<NamedText> texts = MakeTexts(argc == 2 ? ReadPages(argv[1]) : FixturePages());
  const std::vector<std::pair<std::string, std::function<std::size_t(std::string_view)>>> works = {
      {"segment", [&](std::string_view text) { return segmenter->Segment(text).sentences.size(); }},
      {"icu_utf8", [&](std::string_view text) { return icu.OverUtf8(text); }},
      {"icu_utf16", [&](std::string_view text) { return icu.OverUtf16(text); }},
  };
  for (const NamedText& text : texts) {
    for (const auto& [name, work] : works) {
      benchmark::RegisterBenchmark((name + '/' + text.name).c_str(), [&text, &work = work](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(work(text.text));
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.text.size()));
      });
    }
  }
  Speeds speeds;
  benchmark::RunSpecifiedBenchmarks(&speeds);
  std::printf("\nMB/s; ICU's is the faster of two ways: over UTF-8, and over UTF-16 with the conversion\n");
  std::printf("%-24s %9s %9s %8s\n", "text", "Segment", "ICU", "ratio");
  for (const NamedText& text : texts) {
    const double segment = speeds.Of("segment/" + text.name);
    const double other = std::max(speeds.Of("icu_utf8/" + text.name), speeds.Of("icu_utf16/" + text.name));
    std::printf("%-24s %9.0f %9.0f %7.2fx\n", text.name.c_str(), segment, other, segment / other);
  }
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
