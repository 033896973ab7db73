// Writes lines to a file descriptor from a thread of its own, so that whoever logs never
// waits for a disk that is full, a pipe that nobody reads or a terminal that is gone. What
// cannot be kept or written is dropped, the oldest first, and counted.
//
//   LineWriter writer(STDERR_FILENO, 8192);
//   writer.Write("a line\n");
//   writer.Stop();
#ifndef TEXTCLEAN_SERVICE_OPS_LINE_WRITER_H_
#define TEXTCLEAN_SERVICE_OPS_LINE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace textclean {

class LineWriter {
 public:
  // Keeps at most so many lines that wait to be written; drops all where `fd` is -1.
  LineWriter(int fd, std::size_t most_lines);
  // Stops.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Takes a line with its end. Never blocks on the descriptor. Thread-safe.
  void Write(std::string line);

  // Writes what waits, for about a second at most. Later lines are dropped.
  void Stop();

  // Lines so far.
  std::uint64_t dropped() const;

 private:
  struct State;

  const std::shared_ptr<State> state_;  // outlives this object where the thread is stuck
  std::thread thread_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_LINE_WRITER_H_
