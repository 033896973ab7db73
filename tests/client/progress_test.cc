#include "client/progress.h"

#include "gtest/gtest.h"

namespace textclean::client {
namespace {

TEST(Progress, SaysHowFarAndHowFast) {
  ProgressState state{.documents = 1200, .bytes = 3'000'000, .total_bytes = 12'000'000, .seconds = 2};
  EXPECT_EQ(ProgressLine(state, 8), "[==>     ] 25% 1200 documents, 1.5 MB/s, 0:06 left");
  EXPECT_EQ(ProgressLine(state, 0), "25% 1200 documents, 1.5 MB/s, 0:06 left");
  state.failed = 3;
  state.bytes = 12'000'000;
  state.seconds = 4000;
  EXPECT_EQ(ProgressLine(state, 8), "[========] 100% 1200 documents, 3 failed, 0.0 MB/s, 1:06:40");
}

TEST(Progress, WorksWithoutATotal) {
  EXPECT_EQ(ProgressLine({.documents = 1, .bytes = 500'000, .seconds = 1}, 8), "1 document, 0.5 MB/s, 0:01");
  EXPECT_EQ(ProgressLine({}, 8), "0 documents");
}

// What an earlier run did says nothing about how fast this one is.
TEST(Progress, CountsOnlyThisRunsSpeed) {
  EXPECT_EQ(
      ProgressLine(
          {.documents = 9, .bytes = 8'000'000, .total_bytes = 10'000'000, .skipped_bytes = 7'000'000, .seconds = 1}, 0),
      "80% 9 documents, 1.0 MB/s, 0:02 left");
}

// A file that grew while it was read.
TEST(Progress, NeverPassesTheEnd) {
  EXPECT_EQ(ProgressLine({.documents = 9, .bytes = 11'000'000, .total_bytes = 10'000'000, .seconds = 1}, 4),
            "[====] 100% 9 documents, 11.0 MB/s, 0:01");
}

}  // namespace
}  // namespace textclean::client
