#include "client/bench.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <future>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/bulk_input.h"
#include "client/channel.h"
#include "client/histogram.h"
#include "client/input.h"
#include "client/load.h"
#include "client/terminal.h"

namespace textclean::client {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kHealthInterval(10);
constexpr std::chrono::seconds kHealthDeadline(5);
constexpr std::chrono::milliseconds kMemoryInterval(250);

// With an echo beside it, both are measured by turns of at most this, so that what else the
// machine does falls on both alike.
constexpr std::chrono::milliseconds kTurn(1'000);

std::string NameOf(BenchRpc rpc) {
  switch (rpc) {
    case BenchRpc::kClean:
      return "Clean";
    case BenchRpc::kSegment:
      return "Segment";
    case BenchRpc::kExtract:
      return "Extract";
    case BenchRpc::kProcess:
      return "Process";
    case BenchRpc::kEcho:
      return "Echo";
    case BenchRpc::kEchoStream:
      return "EchoStream";
  }
  return "";
}

std::string Milliseconds(std::chrono::nanoseconds latency) {
  return absl::StrFormat("%.2f", static_cast<double>(latency.count()) / 1e6);
}

// Processor time of a process so far; zero where it is not there.
double ProcessorSeconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string stat;
  std::getline(file, stat);
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double ResidentMegabytes(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Does something at intervals on a thread of its own until it is destroyed.
class Ticker {
 public:
  Ticker(std::chrono::milliseconds interval, std::function<void()> tick)
      : thread_([this, interval, tick = std::move(tick)] {
          for (auto due = Clock::now(); !stopping_; due = std::max(due + interval, Clock::now())) {
            std::this_thread::sleep_until(due);
            tick();
          }
        }) {}
  ~Ticker() {
    stopping_ = true;
    thread_.join();
  }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// A server's health, asked for again and again on a connection of its own.
class HealthProbe {
 public:
  explicit HealthProbe(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(channel), ticker_(std::in_place, kHealthInterval, [this] { Ask(); }) {}

  // Ends it.
  std::string Report() {
    ticker_.reset();
    return absl::StrFormat("health      %d asked, %d failed; p50 %s, p99 %s, max %s ms\n", latency_.count() + failed_,
                           failed_, Milliseconds(latency_.Percentile(50)), Milliseconds(latency_.Percentile(99)),
                           Milliseconds(latency_.max()));
  }

 private:
  void Ask() {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kHealthDeadline);
    const grpc::Slice nothing("");
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    std::promise<bool> ok;
    const Clock::time_point begin = Clock::now();
    stub_.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                    [&ok](const grpc::Status& status) { ok.set_value(status.ok()); });
    if (ok.get_future().get()) {
      latency_.Record(Clock::now() - begin);
    } else {
      ++failed_;
    }
  }

  grpc::GenericStub stub_;
  Histogram latency_;
  std::uint64_t failed_ = 0;
  std::optional<Ticker> ticker_;
};

// The memory of a local process over time, and the line through it.
class MemoryProbe {
 public:
  explicit MemoryProbe(int pid)
      : ticker_(std::in_place, kMemoryInterval, [this, pid] {
          const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
          samples_.emplace_back(seconds, ResidentMegabytes(pid));
        }) {}

  // Ends it.
  std::string Report() {
    ticker_.reset();
    if (samples_.empty()) return "";
    double seconds = 0;
    double megabytes = 0;
    for (const auto& [at, size] : samples_) {
      seconds += at;
      megabytes += size;
    }
    const double count = static_cast<double>(samples_.size());
    double covariance = 0;
    double variance = 0;
    for (const auto& [at, size] : samples_) {
      covariance += (at - seconds / count) * (size - megabytes / count);
      variance += (at - seconds / count) * (at - seconds / count);
    }
    const double per_minute = variance > 0 ? covariance / variance * 60 : 0;
    return absl::StrFormat("memory      %.1f MB resident at the end; slope %+.2f MB a minute over %.0f s\n",
                           samples_.back().second, per_minute, samples_.back().first);
  }

 private:
  const Clock::time_point begin_ = Clock::now();
  std::vector<std::pair<double, double>> samples_;
  std::optional<Ticker> ticker_;
};

// What one RPC did in its turns.
struct Measured {
  BenchRpc rpc;
  LoadResult result;
  double server_seconds = 0;
};

double Rate(const LoadResult& result) {
  return result.seconds > 0 ? static_cast<double>(result.answered) / result.seconds : 0;
}

std::string Header() {
  return absl::StrFormat("%-11s %9s %8s %8s %8s %8s %8s %8s %8s %8s\n", "rpc", "calls/s", "MB/s", "p50 ms", "p90",
                         "p99", "p99.9", "p99.99", "max", "failed");
}

std::string Row(const Measured& measured) {
  const LoadResult& result = measured.result;
  std::uint64_t failed = 0;
  for (const auto& [code, count] : result.failed) failed += count;
  std::string row = absl::StrFormat("%-11s %9.0f %8.2f", NameOf(measured.rpc), Rate(result),
                                    static_cast<double>(result.request_bytes) / 1e6 / std::max(result.seconds, 1e-9));
  for (const double percent : {50.0, 90.0, 99.0, 99.9, 99.99, 100.0}) {
    absl::StrAppendFormat(&row, " %8s", Milliseconds(result.latency.Percentile(percent)));
  }
  absl::StrAppendFormat(&row, " %8d\n", failed);
  for (const auto& [code, count] : result.failed)
    absl::StrAppendFormat(&row, "  %d calls ended with %s\n", count, code);
  if (result.different > 0) {
    absl::StrAppendFormat(&row, "  %d answers differ from the first to the same page\n", result.different);
  }
  if (measured.server_seconds > 0 && result.latency.count() > 0) {
    absl::StrAppendFormat(&row, "  server: %.0f us of processor time a call\n",
                          measured.server_seconds * 1e6 / static_cast<double>(result.latency.count()));
  }
  return row;
}

absl::StatusOr<std::vector<v1::Document>> ReadPages(const Arguments& args) {
  std::vector<v1::Document> pages;
  for (const std::string& file : args.files) {
    absl::StatusOr<std::string> content = ReadInput(file);
    if (!content.ok())
      return absl::Status(content.status().code(), absl::StrCat(file, ": ", content.status().message()));
    v1::Document& page = pages.emplace_back(args.document);
    if (page.format() == v1::FORMAT_UNSPECIFIED && HasHtmlName(file)) page.set_format(v1::FORMAT_HTML);
    page.set_content(*std::move(content));
  }
  return pages;
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "textclean: %s\n", Printable(ValidUtf8(std::string(status.message()))).c_str());
  return 1;
}

void Print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

// Measures all by turns.
void Measure(const Arguments& args, std::vector<std::unique_ptr<Load>>& loads, std::vector<Measured>& measured) {
  const BenchArguments& bench = args.bench;
  const auto turn = loads.size() > 1 ? std::min(kTurn, bench.duration) : bench.duration;
  if (bench.warm_up.count() > 0) {
    for (const auto& load : loads) load->Run(bench.warm_up);
  }
  for (std::chrono::milliseconds done(0); done < bench.duration; done += turn) {
    for (std::size_t i = 0; i < loads.size(); ++i) {
      const double before = ProcessorSeconds(bench.server_pid);
      measured[i].result.Add(loads[i]->Run(turn));
      measured[i].server_seconds += ProcessorSeconds(bench.server_pid) - before;
    }
  }
}

}  // namespace

int RunBench(const Arguments& args) {
  const BenchArguments& bench = args.bench;
  const auto pages = ReadPages(args);
  if (!pages.ok()) return Fail(pages.status());
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (std::size_t i = 0; i < bench.connections; ++i) {
    const auto channel = Connect(args.server, args.tls);
    if (!channel.ok()) return Fail(channel.status());
    if (!(*channel)->WaitForConnected(std::chrono::system_clock::now() + args.deadline)) {
      return Fail(absl::UnavailableError("no connection to " + args.server));
    }
    channels.push_back(*channel);
  }

  std::vector<BenchRpc> rpcs = {bench.rpc};
  if (bench.compare_echo) {
    rpcs.push_back(bench.rpc == BenchRpc::kProcess ? BenchRpc::kEchoStream : BenchRpc::kEcho);
  }
  std::vector<std::unique_ptr<Load>> loads;
  std::vector<Measured> measured;
  for (const BenchRpc rpc : rpcs) {
    loads.push_back(std::make_unique<Load>(channels, rpc, *pages, args,
                                           LoadOptions{.rate = bench.rate,
                                                       .concurrency = bench.concurrency,
                                                       .streams = bench.streams,
                                                       .deadline = args.deadline}));
    measured.push_back({rpc, {}, 0});
  }
  std::optional<HealthProbe> health;
  if (bench.health) {
    const auto own = Connect(args.server, args.tls);
    if (!own.ok()) return Fail(own.status());
    health.emplace(*own);
  }
  std::optional<MemoryProbe> memory;
  if (bench.server_pid > 0) memory.emplace(bench.server_pid);

  Measure(args, loads, measured);

  bool ok = true;
  Print(Header());
  for (const Measured& one : measured) {
    Print(Row(one));
    ok &= one.result.failed.empty() && one.result.different == 0 && one.result.answered > 0;
  }
  if (bench.compare_echo && measured[1].result.answered > 0) {
    Print(absl::StrFormat("ratio       %.1f%% of the echo's calls per second\n",
                          100 * Rate(measured[0].result) / Rate(measured[1].result)));
  }
  if (health) Print(health->Report());
  if (memory) Print(memory->Report());
  return ok ? 0 : 1;
}

}  // namespace textclean::client
