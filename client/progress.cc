#include "client/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace textclean::client {
namespace {

constexpr std::chrono::milliseconds kRedraw(100);
constexpr std::chrono::seconds kLine(10);
constexpr std::size_t kBarColumns = 24;

std::string Clockwise(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  return whole < 3600 ? absl::StrFormat("%d:%02d", whole / 60, whole % 60)
                      : absl::StrFormat("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string ProgressLine(const ProgressState& state, std::size_t bar_columns) {
  std::string line;
  if (state.total_bytes > 0) {
    // Files may grow while they are read.
    const std::uint64_t done = std::min(state.bytes, state.total_bytes);
    if (bar_columns > 0) {
      const auto full = static_cast<std::size_t>(done * bar_columns / state.total_bytes);
      line = absl::StrCat("[", std::string(full, '='), full < bar_columns ? ">" : "",
                          std::string(bar_columns - std::min(bar_columns, full + 1), ' '), "] ");
    }
    absl::StrAppend(&line, done * 100 / state.total_bytes, "% ");
  }
  absl::StrAppend(&line, state.documents, state.documents == 1 ? " document" : " documents");
  if (state.failed > 0) absl::StrAppend(&line, ", ", state.failed, " failed");
  if (state.seconds <= 0) return line;
  const double bytes_per_second = static_cast<double>(state.bytes - state.skipped_bytes) / state.seconds;
  absl::StrAppendFormat(&line, ", %.1f MB/s", bytes_per_second / 1e6);
  if (state.total_bytes > state.bytes && bytes_per_second > 0) {
    const double left = static_cast<double>(state.total_bytes - state.bytes) / bytes_per_second;
    if (left < 1e7) absl::StrAppend(&line, ", ", Clockwise(left), " left");
  } else {
    absl::StrAppend(&line, ", ", Clockwise(state.seconds));
  }
  return line;
}

Progress::Progress(bool quiet) : quiet_(quiet), on_terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::Update(ProgressState state) {
  const Clock::time_point now = Clock::now();
  if (quiet_ || now - last_ < (on_terminal_ ? Clock::duration(kRedraw) : Clock::duration(kLine))) return;
  last_ = now;
  Write(state);
}

void Progress::Finish(ProgressState state) {
  if (quiet_) return;
  Write(state);
  Interrupt();
}

void Progress::Interrupt() {
  if (drawn_) std::fputc('\n', stderr);
  drawn_ = false;
}

void Progress::Write(const ProgressState& state) {
  ProgressState timed = state;
  timed.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  if (on_terminal_) {
    // Back to the line's begin, and whatever stood there away.
    std::fprintf(stderr, "\r\x1b[K%s", ProgressLine(timed, kBarColumns).c_str());
    drawn_ = true;
  } else {
    std::fprintf(stderr, "textclean: %s\n", ProgressLine(timed, 0).c_str());
  }
  std::fflush(stderr);
}

}  // namespace textclean::client
