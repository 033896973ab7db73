// What it costs to count a call, beside the time of its work.
#include "benchmark/benchmark.h"
#include "service/ops/metrics.h"

namespace textclean {
namespace {

void Record(benchmark::State& state) {
  static Metrics metrics("benchmark");
  DocumentRecord document;
  document.method = "Clean";
  document.ok = true;
  document.format = Format::kText;
  document.bytes = 5000;
  document.wait = std::chrono::microseconds(30);
  document.kept_chars = 1000;
  for (std::size_t kind = 4; kind < 10; ++kind) document.removed_chars[kind] = 10;
  CallRecord call;
  call.method = "Clean";
  call.duration = std::chrono::microseconds(300);
  call.Add(document);
  for (auto _ : state) {
    metrics.Begin("Clean");
    metrics.Document(document);
    metrics.End(call);
  }
}
BENCHMARK(Record)->Threads(1)->Threads(4)->UseRealTime();

}  // namespace
}  // namespace textclean

BENCHMARK_MAIN();
