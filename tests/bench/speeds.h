// Google Benchmark's table on the console, and each benchmark's speed by its name for a table of ratios after it.
//
//   Speeds speeds;
//   benchmark::RunSpecifiedBenchmarks(&speeds);
//   std::printf("%.0f MB/s\n", speeds.Of("clean/5 KB"));
#ifndef TEXTCLEAN_TESTS_BENCH_SPEEDS_H_
#define TEXTCLEAN_TESTS_BENCH_SPEEDS_H_

#include <map>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"

namespace textclean {

class Speeds : public benchmark::ConsoleReporter {
 public:
  Speeds() : ConsoleReporter(OO_Tabular) {}
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) speeds_[run.benchmark_name()] = run.counters.at("bytes_per_second") / 1e6;
  }
  // MB/s; 0 for a benchmark that did not run.
  double Of(const std::string& name) const {
    const auto found = speeds_.find(name);
    return found == speeds_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> speeds_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_BENCH_SPEEDS_H_
