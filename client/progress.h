// How far a long run is: a bar that redraws itself on a terminal, a line now and then elsewhere.
//
//   Progress progress(quiet);
//   progress.Update(state);   // as often as one likes
//   progress.Finish(state);
#ifndef TEXTCLEAN_CLIENT_PROGRESS_H_
#define TEXTCLEAN_CLIENT_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace textclean::client {

struct ProgressState {
  std::uint64_t documents = 0;  // done, failed ones included
  std::uint64_t failed = 0;
  std::uint64_t bytes = 0;          // of the input, done
  std::uint64_t total_bytes = 0;    // 0 where nobody knows
  std::uint64_t skipped_bytes = 0;  // of `bytes`: done by an earlier run
  double seconds = 0;               // since the run began
};

// The state in words: "[=====>    ] 52% 1234 documents, 2 failed, 812/s, 3.9 MB/s, 0:42 left".
// With a bar of so many columns; none for 0.
std::string ProgressLine(const ProgressState& state, std::size_t bar_columns);

// Writes to standard error. Not thread-safe.
class Progress {
 public:
  explicit Progress(bool quiet);

  void Update(ProgressState state);
  // The last state, and the end of the line.
  void Finish(ProgressState state);
  // Ends the line that is being redrawn, so that a message can be written.
  void Interrupt();

 private:
  using Clock = std::chrono::steady_clock;

  void Write(const ProgressState& state);

  const bool quiet_;
  const bool on_terminal_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
  bool drawn_ = false;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_PROGRESS_H_
