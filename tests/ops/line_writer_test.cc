// Whoever logs never waits, whatever the descriptor is.
#include "service/ops/line_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>

#include "gtest/gtest.h"

namespace textclean {
namespace {

TEST(LineWriter, WritesLinesInOrder) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  std::string expected;
  {
    LineWriter writer(ends[1], 1000);
    for (int i = 0; i < 500; ++i) {
      const std::string line = "line " + std::to_string(i) + "\n";
      expected += line;
      writer.Write(line);
    }
    writer.Stop();
    EXPECT_EQ(writer.dropped(), 0u);
  }
  close(ends[1]);
  std::string read_back;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    read_back.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(ends[0]);
  EXPECT_EQ(read_back, expected);
}

TEST(LineWriter, PipeThatNobodyReadsLosesTheOldest) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  LineWriter writer(ends[1], 10);
  const std::string line = std::string(1000, 'x') + "\n";
  // 64 KiB fit into the pipe; here are a hundred times as much.
  for (int i = 0; i < 6400; ++i) writer.Write(line);
  writer.Write("the last\n");
  EXPECT_GT(writer.dropped(), 6000u);
  std::string read_back;
  std::array<char, 65536> buffer{};
  // Once somebody reads, the newest lines come.
  while (read_back.find("the last\n") == std::string::npos) {
    const ssize_t n = read(ends[0], buffer.data(), buffer.size());
    ASSERT_GT(n, 0);
    read_back.append(buffer.data(), static_cast<std::size_t>(n));
  }
  writer.Stop();
  close(ends[0]);
  close(ends[1]);
}

TEST(LineWriter, StopGivesUpOnAPipeThatNobodyReads) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  LineWriter writer(ends[1], 1000);
  for (int i = 0; i < 1000; ++i) writer.Write(std::string(1000, 'x') + "\n");
  writer.Stop();
  // 16 pages are the pipe's; all the rest is accounted for.
  EXPECT_GE(writer.dropped(), 1000u - 65536u / 1001u - 1u);
  close(ends[0]);
  close(ends[1]);
}

TEST(LineWriter, FullDiskAndClosedDescriptorAreCounted) {
  constexpr int kClosed = 999;
  for (const int fd : {open("/dev/full", O_WRONLY), kClosed, -1}) {
    LineWriter writer(fd, 100);
    for (int i = 0; i < 50; ++i) writer.Write("a line\n");
    writer.Stop();
    EXPECT_EQ(writer.dropped(), 50u) << fd;
    if (fd >= 0 && fd != kClosed) close(fd);
  }
}

}  // namespace
}  // namespace textclean
