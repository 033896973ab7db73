// The load driver: what it says is so.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "client/load.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "tests/load/program.h"
#include "tests/ops/process.h"
#include "tests/support/sanitized.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

using client::BenchRpc;
using client::Load;
using client::LoadResult;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

// A server that the log of its calls does not stop.
class LoadedServer {
 public:
  explicit LoadedServer(const std::vector<std::string>& flags) : process_(Flags(flags)), address_(process_.address()) {
    reader_ = std::thread([this] { process_.WaitForLine("no such line"); });
  }
  ~LoadedServer() {
    process_.Signal(9);
    reader_.join();
  }
  const std::string& address() const { return address_; }
  std::size_t PeakMemoryKib() const { return process_.PeakMemoryKib(); }

 private:
  static std::vector<std::string> Flags(std::vector<std::string> flags) {
    flags.insert(flags.end(), {"--listen=127.0.0.1:0", "--echo"});
    return flags;
  }

  Process process_;
  const std::string address_;
  std::thread reader_;
};

// Clean by one caller at a time, as the test likes it.
class FakeServer final : public v1::TextCleanService::Service {
 public:
  FakeServer() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials());
  }
  ~FakeServer() override { server_->Shutdown(std::chrono::system_clock::now()); }

  std::shared_ptr<grpc::Channel> channel;
  std::atomic<int> stall_at = -1;
  std::atomic<bool> fickle = false;
  std::atomic<int> calls = 0;

 private:
  grpc::Status Clean(grpc::ServerContext*, const v1::CleanRequest* request, v1::CleanResponse* response) override {
    const std::lock_guard lock(mutex_);
    const int number = calls++;
    if (number == stall_at) std::this_thread::sleep_for(milliseconds(600));
    response->set_text(fickle ? std::to_string(number) : request->document().content());
    return number % 50 == 7 ? grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "") : grpc::Status::OK;
  }

  std::mutex mutex_;
  std::unique_ptr<grpc::Server> server_;
};

LoadResult Drive(FakeServer& server, const client::LoadOptions& options, milliseconds duration) {
  v1::Document page;
  page.set_content("본문");
  const client::Arguments args;
  return Load({server.channel}, BenchRpc::kClean, {page}, args, options).Run(duration);
}

TEST(Load, CountsEveryCallOnce) {
  FakeServer server;
  const LoadResult result = Drive(
      server, {.rate = 200, .concurrency = 1, .streams = 1, .deadline = std::chrono::seconds(60)}, milliseconds(500));
  EXPECT_EQ(server.calls, 100);
  EXPECT_EQ(result.latency.count(), 98u);
  ASSERT_EQ(result.failed.size(), 1u);
  EXPECT_EQ(result.failed.at("RESOURCE_EXHAUSTED"), 2u);
  EXPECT_EQ(result.different, 0u);
}

TEST(Load, SeesAnswersThatDiffer) {
  FakeServer server;
  server.fickle = true;
  const LoadResult result = Drive(server, {.concurrency = 2, .deadline = std::chrono::seconds(60)}, milliseconds(200));
  EXPECT_EQ(result.different + 1, result.latency.count());
}

// The calls that were due while the server stood still count with their wait.
TEST(Load, AnOpenLoopOmitsNoCallThatWasDueWhileTheServerStoodStill) {
  FakeServer server;
  server.stall_at = 20;
  const LoadResult result =
      Drive(server, {.rate = 100, .concurrency = 1, .deadline = std::chrono::seconds(60)}, milliseconds(1000));
  EXPECT_GT(result.latency.Percentile(80), milliseconds(200));
}

TEST(Bench, MeasuresEveryRpcBesideAnEcho) {
  LoadedServer server({"--workers=2"});
  Folder folder;
  const std::string page =
      folder.Write("page.txt", "한빛시, 강변 다리 점검\n\n한빛시가 강변의 다리를 모두 점검했다고 밝혔다.\n");
  for (const std::string rpc : {"clean", "segment", "extract", "process"}) {
    Program bench({"bench", "--server=" + server.address(), "--rpc=" + rpc, "--duration=0.3", "--warm-up=0.1",
                   "--compare-echo", "--health", page});
    EXPECT_EQ(bench.Wait(), 0) << bench.errors() << bench.output();
    EXPECT_THAT(bench.output(), HasSubstr("of the echo's calls per second"));
    EXPECT_THAT(bench.output(), HasSubstr(", 0 failed; p50"));
    EXPECT_THAT(bench.output(), Not(HasSubstr("ended with")));
  }
}

// More callers than one worker and a short queue hold, however fast they are: what is refused is counted by its
// status, and health is answered all the same.
TEST(Bench, CountsWhatAnOverloadedServerRefuses) {
  LoadedServer server({"--workers=1", "--queue=2"});
  Folder folder;
  std::string text;
  for (int i = 0; i < 4000; ++i)
    text += "한빛시가 " + std::to_string(i) + "일 강변의 다리를 모두 점검했다고 밝혔다.\n\n";
  Program bench({"bench", "--server=" + server.address(), "--concurrency=64", "--duration=1", "--warm-up=0", "--health",
                 folder.Write("page.txt", text)});
  EXPECT_EQ(bench.Wait(), 1);
  EXPECT_THAT(bench.output(), HasSubstr("calls ended with RESOURCE_EXHAUSTED"));
  EXPECT_THAT(bench.output(), HasSubstr(", 0 failed; p50"));
}

// Far more callers than may wait, on many connections: what was refused does not pile up behind what is served.
TEST(Bench, AnOverloadedServersMemoryIsBounded) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer's own memory is counted too";
  LoadedServer server({"--workers=2"});
  Folder folder;
  std::string text;
  while (text.size() < 5000) text += "한빛시가 강변의 다리를 모두 점검했다고 밝혔다.\n\n";
  Program bench({"bench", "--server=" + server.address(), "--connections=16", "--concurrency=16000", "--duration=3",
                 "--warm-up=0", folder.Write("page.txt", text)});
  EXPECT_EQ(bench.Wait(), 1);
  EXPECT_THAT(bench.output(), HasSubstr("calls ended with RESOURCE_EXHAUSTED"));
  const std::size_t peak_kib = server.PeakMemoryKib();
  EXPECT_GT(peak_kib, 0u);
  EXPECT_LT(peak_kib, 128u * 1024);
  std::cout << "peak resident memory: " << peak_kib / 1024 << " MiB\n";
}

TEST(Bench, SaysWhatIsWrong) {
  Folder folder;
  Program unreachable({"bench", "--server=127.0.0.1:1", "--deadline=0.2", folder.Write("page.txt", "글")});
  EXPECT_EQ(unreachable.Wait(), 1);
  EXPECT_THAT(unreachable.errors(), HasSubstr("no connection to 127.0.0.1:1"));
  Program missing({"bench", folder.path("missing.txt")});
  EXPECT_EQ(missing.Wait(), 1);
  EXPECT_THAT(missing.errors(), HasSubstr("missing.txt: No such file"));
}

}  // namespace
}  // namespace textclean
