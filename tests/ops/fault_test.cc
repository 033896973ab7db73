// What goes wrong around a server, each a test of its own: it goes on, or ends in order.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/ops/caller.h"
#include "tests/ops/process.h"
#include "tests/support/sanitized.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

// A page of about `bytes` bytes.
std::string Page(std::size_t bytes) {
  std::string page = "한빛시, 강변 다리 열두 곳 점검\n\n";
  while (page.size() < bytes) page += "한빛시가 22일 강변의 다리를 모두 점검했다. 시는 석 달이 걸린다고 밝혔다.\n";
  return page;
}

// Calls from several threads, as long as it lives.
class Load {
 public:
  Load(const std::string& address, std::size_t threads, const std::string& page) {
    for (std::size_t t = 0; t < threads; ++t) {
      threads_.emplace_back([this, channel = Connect(address), page] {
        while (!stop_) {
          EXPECT_TRUE(Clean(channel, page).ok());
          ++answered_;
        }
      });
    }
  }
  ~Load() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Waits until so many more calls are answered.
  void WaitForAnswers(int count) const {
    const int until = answered_ + count;
    while (answered_ < until) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> answered_ = 0;
  std::vector<std::thread> threads_;
};

TEST(Fault, SigtermUnderLoadFailsNoCallOfThoseWhoHeedHealth) {
  const std::string address = "127.0.0.1:" + std::to_string(FreePort());
  Process server({"--listen=" + address, "--drain-delay=2s", "--drain-deadline=1m", "--log-level=warn"});
  {
    // Callers that follow the service config leave when health turns: here, each looks before it calls.
    std::atomic<int> failed = 0;
    std::atomic<int> answered = 0;
    std::vector<std::thread> callers;
    for (int t = 0; t < 4; ++t) {
      callers.emplace_back([&] {
        const auto channel = Connect(address);
        bool serving = true;
        while (Clean(channel).ok()) {
          ++answered;
          if (!CheckHealth(channel, serving).ok() || !serving) return;
        }
        ++failed;
      });
    }
    while (answered < 100) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    server.Signal(SIGTERM);
    for (std::thread& caller : callers) caller.join();
    EXPECT_EQ(failed, 0);
  }
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Fault, WithoutFileDescriptorsItWaitsAndServesAgain) {
  if (kSanitized) GTEST_SKIP() << "UBSan's check of an object's type needs descriptors of its own";
  Process server({"--listen=127.0.0.1:0", "--drain-deadline=100ms"}, "ulimit -n 48");
  const std::string address = server.address();
  ASSERT_TRUE(Clean(Connect(address)).ok());
  std::vector<int> connections;
  for (int i = 0; i < 100; ++i) connections.push_back(ConnectSilently(address));
  ASSERT_NE(server.WaitForLine("cannot accept connections for now"), "");
  for (const int connection : connections) close(connection);
  EXPECT_TRUE(Clean(Connect(address)).ok());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Fault, MemoryStaysUnder128MiBUnderLoad) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer's own memory is counted too";
  Process server({"--listen=127.0.0.1:0", "--workers=2", "--access-log-rate=0", "--drain-deadline=1s"});
  const std::string address = server.address();
  {
    Load pages(address, 8, Page(8000));
    Load large(address, 1, Page(500'000));
    pages.WaitForAnswers(3000);
  }
  const std::size_t peak_kib = server.PeakMemoryKib();
  RecordProperty("peak_kib", static_cast<int>(peak_kib));
  EXPECT_GT(peak_kib, 0u);
  EXPECT_LT(peak_kib, 128u * 1024);
  std::cout << "peak resident memory: " << peak_kib / 1024 << " MiB\n";
}

// Serves, though its standard error takes nothing, and ends in order.
void ServesWith(const std::string& redirect) {
  const std::string address = "127.0.0.1:" + std::to_string(FreePort());
  Process server({"--listen=" + address, "--drain-deadline=100ms"}, "", redirect);
  const auto channel = Connect(address);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(Clean(channel).ok());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Fault, FullDiskUnderTheLogIsNotFelt) { ServesWith("2>/dev/full"); }

TEST(Fault, ClosedStandardErrorIsNotFelt) { ServesWith("2>&-"); }

// What has the number of standard error then must not get what is logged.
TEST(Fault, LogGoesToNobodyElseWithoutStandardError) {
  const std::string address = "127.0.0.1:" + std::to_string(FreePort());
  const std::string metrics = "127.0.0.1:" + std::to_string(FreePort());
  Process server({"--listen=" + address, "--metrics-listen=" + metrics}, "", "2>&-");
  ASSERT_TRUE(Clean(Connect(address)).ok());
  const std::string link = "/proc/" + std::to_string(server.pid()) + "/fd/2";
  if (std::filesystem::read_symlink(link) != "/dev/null") {
    // The lines are written in their own time.
    while (Scrape(metrics).find("textclean_log_lines_dropped_total 0") != std::string::npos) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
}

TEST(Fault, StandardErrorThatNobodyReadsIsNotFelt) {
  const std::string address = "127.0.0.1:" + std::to_string(FreePort());
  Process server(
      {"--listen=" + address, "--drain-deadline=100ms", "--access-log-rate=1000000", "--metrics-listen=127.0.0.1:0"});
  const auto channel = Connect(address);
  // 300 bytes a line: several times what a pipe holds.
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(Clean(channel).ok());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Fault, CallersThatCancelLeaveRoomForOthers) {
  Process server({"--listen=127.0.0.1:0", "--workers=1", "--drain-deadline=1s"});
  const std::string address = server.address();
  const auto stub = v1::TextCleanService::NewStub(Connect(address));
  v1::CleanRequest request;
  request.mutable_document()->set_text(Page(2'000'000));
  constexpr int kCalls = 40;
  std::vector<grpc::ClientContext> contexts(kCalls);
  std::vector<v1::CleanResponse> responses(kCalls);
  std::vector<std::promise<grpc::Status>> done(kCalls);
  for (std::size_t i = 0; i < kCalls; ++i) {
    stub->async()->Clean(&contexts[i], &request, &responses[i],
                         [&promise = done[i]](grpc::Status status) { promise.set_value(std::move(status)); });
  }
  for (grpc::ClientContext& context : contexts) context.TryCancel();
  for (auto& promise : done) promise.get_future().wait();
  // It is the turn of this one long before 40 such pages could be done.
  EXPECT_TRUE(Clean(Connect(address)).ok());
  EXPECT_NE(server.WaitForLine("code=CANCELLED"), "");
}

}  // namespace
}  // namespace textclean
