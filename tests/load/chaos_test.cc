// bulk through a bad network: nothing is lost or doubled, and the server is none the worse.
#include "gtest/gtest.h"
#include "tests/load/chaos_proxy.h"
#include "tests/load/program.h"
#include "tests/ops/process.h"

namespace textclean {
namespace {

constexpr int kPages = 1500;
constexpr int kFaulty = 6;

struct Outcome {
  std::string lines;
  int connections = 0;
};

Outcome RunThrough(Fault fault, const std::vector<std::string>& flags = {}) {
  Process server({"--listen=127.0.0.1:0", "--workers=2"});
  const std::string address = server.address();
  Folder folder;
  const std::string pages = folder.Write("in.jsonl", Pages(kPages));
  Outcome outcome;
  {
    ChaosProxy proxy(address, fault, kFaulty);
    std::vector<std::string> args = {"bulk", "--server=" + proxy.address(), "--no-regions",
                                     "--output=" + folder.path("out.jsonl"), pages};
    args.insert(args.end(), flags.begin(), flags.end());
    Program bulk(args);
    EXPECT_LE(bulk.Wait(), 1) << bulk.errors();
    outcome.connections = proxy.connections();
  }
  outcome.lines = folder.Read("out.jsonl");
  const std::string page = folder.Write("page.txt", "한빛시가 22일 강변의 다리를 모두 점검했다고 밝혔다.\n");
  Program after({"clean", "--server=" + address, page});
  EXPECT_EQ(after.Wait(), 0) << after.errors();
  return outcome;
}

TEST(Chaos, Delay) { ExpectAllAnswered(RunThrough(Fault::kDelay).lines, kPages); }

TEST(Chaos, SlowReader) { ExpectAllAnswered(RunThrough(Fault::kSlowReader).lines, kPages); }

TEST(Chaos, Cut) {
  const Outcome outcome = RunThrough(Fault::kCut);
  ExpectAllAnswered(outcome.lines, kPages);
  EXPECT_GT(outcome.connections, kFaulty);
}

TEST(Chaos, Truncate) {
  const Outcome outcome = RunThrough(Fault::kTruncate);
  ExpectAllAnswered(outcome.lines, kPages);
  EXPECT_GT(outcome.connections, kFaulty);
}

TEST(Chaos, HalfOpen) {
  const Outcome outcome = RunThrough(Fault::kHalfOpen, {"--deadline=0.5"});
  ExpectAllAnswered(outcome.lines, kPages);
  EXPECT_GT(outcome.connections, kFaulty);
}

// Without TLS, nothing tells a page that was changed on the way from one that was not: it may be
// answered, or refused. But each is answered, once and in its place.
TEST(Chaos, Corrupt) {
  const Outcome outcome = RunThrough(Fault::kCorrupt, {"--deadline=0.5"});
  const auto rows = Rows(outcome.lines);
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(kPages));
  for (int i = 0; i < kPages; ++i) EXPECT_EQ(Member(rows[static_cast<std::size_t>(i)], "id"), std::to_string(i));
}

}  // namespace
}  // namespace textclean
