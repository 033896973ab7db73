#include "service/rpc/worker_pool.h"

#include <atomic>
#include <future>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace textclean {
namespace {

TEST(WorkerPool, RefusesWhatNeitherRunsNorWaits) {
  std::promise<void> release;
  std::atomic<int> done = 0;
  {
    WorkerPool pool({.workers = 2, .queue = 3});
    const auto task = [&done, released = release.get_future().share()] {
      released.wait();
      ++done;
    };
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(pool.TrySubmit(task)) << i;
    EXPECT_FALSE(pool.TrySubmit(task));
    EXPECT_FALSE(pool.TrySubmit(task));
    release.set_value();
  }
  EXPECT_EQ(done, 5);
}

TEST(WorkerPool, TakesWorkAgainWhenSomeIsDone) {
  WorkerPool pool({.workers = 1, .queue = 1});
  for (int i = 0; i < 1000; ++i) {
    std::promise<void> ran;
    // The thread may still be on its way back from the task before.
    while (!pool.TrySubmit([&ran] { ran.set_value(); })) std::this_thread::yield();
    ran.get_future().wait();
  }
}

TEST(WorkerPool, BeginsTasksInOrder) {
  std::vector<int> order;
  {
    WorkerPool pool({.workers = 1, .queue = 100});
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.TrySubmit([&order, i] { order.push_back(i); }));
  }
  std::vector<int> expected(100);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST(WorkerPool, CallsAndStreamsTakeTurns) {
  std::string order;
  std::promise<void> release;
  {
    WorkerPool pool({.workers = 1, .queue = 3});
    ASSERT_TRUE(pool.TrySubmit([released = release.get_future().share()] { released.wait(); }));
    for (int i = 0; i < 8; ++i) pool.Submit([&order] { order += 's'; });
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(pool.TrySubmit([&order] { order += 'c'; })) << "streams took the queue";
    release.set_value();
  }
  EXPECT_THAT(order, testing::AnyOf("scscscsssss", "cscscssssss"));
}

TEST(WorkerPool, RunsAsManyAtOnceAsItHasThreads) {
  // Each waits for all the others: with fewer threads this would never end.
  constexpr int kWorkers = 4;
  std::atomic<int> arrived = 0;
  std::promise<void> all_here;
  const auto everyone = all_here.get_future().share();
  {
    WorkerPool pool({.workers = kWorkers, .queue = 1});
    for (int i = 0; i < kWorkers; ++i) {
      ASSERT_TRUE(pool.TrySubmit([&, everyone] {
        if (++arrived == kWorkers) all_here.set_value();
        everyone.wait();
      }));
    }
  }
  EXPECT_EQ(arrived, kWorkers);
}

TEST(WorkerPool, TakesTasksFromManyThreads) {
  std::atomic<int> accepted = 0;
  std::atomic<int> done = 0;
  {
    WorkerPool pool({.workers = 3, .queue = 16});
    std::vector<std::thread> submitters;
    for (int t = 0; t < 4; ++t) {
      submitters.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) accepted += pool.TrySubmit([&done] { ++done; });
      });
    }
    for (std::thread& submitter : submitters) submitter.join();
  }
  EXPECT_EQ(done, accepted);
  EXPECT_GE(accepted, 16);
}

}  // namespace
}  // namespace textclean
