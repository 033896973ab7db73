#include "service/ops/line_writer.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string_view>
#include <utility>

namespace textclean {
namespace {

// A pipe that can take something takes as much as this without blocking (pipe(7)).
constexpr std::size_t kChunk = 4096;
constexpr int kPollMs = 100;
constexpr std::chrono::seconds kStopTime(1);

}  // namespace

struct LineWriter::State {
  State(int fd_in, std::size_t most_lines_in) : fd(fd_in), most_lines(most_lines_in) {}

  void Run();
  // Whether all of it is written.
  bool WriteChunk(std::string_view bytes);
  bool IsTimeUp();

  const int fd;
  const std::size_t most_lines;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> lines;
  std::uint64_t dropped = 0;
  bool stopping = false;
  bool done = false;
  std::chrono::steady_clock::time_point end;  // once stopping
};

void LineWriter::State::Run() {
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [this] { return stopping || !lines.empty(); });
    if (lines.empty()) break;
    // As many whole lines as fit: fewer calls of the system, and no line is torn in a pipe.
    std::string chunk = std::move(lines.front());
    lines.pop_front();
    std::uint64_t count = 1;
    while (!lines.empty() && chunk.size() + lines.front().size() <= kChunk) {
      chunk += lines.front();
      lines.pop_front();
      ++count;
    }
    lock.unlock();
    const bool written = WriteChunk(chunk);
    lock.lock();
    if (written) continue;
    dropped += count;
    if (stopping && std::chrono::steady_clock::now() > end) {
      dropped += lines.size();
      break;
    }
  }
  done = true;
  changed.notify_all();
}

bool LineWriter::State::WriteChunk(std::string_view bytes) {
  if (fd < 0) return false;
  while (!bytes.empty()) {
    pollfd wait = {fd, POLLOUT, 0};
    while (poll(&wait, 1, kPollMs) == 0) {
      if (IsTimeUp()) return false;
    }
    const ssize_t written = write(fd, bytes.data(), std::min(bytes.size(), kChunk));
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR && errno != EAGAIN) {
      return false;
    }
  }
  return true;
}

bool LineWriter::State::IsTimeUp() {
  const std::lock_guard lock(mutex);
  return stopping && std::chrono::steady_clock::now() > end;
}

LineWriter::LineWriter(int fd, std::size_t most_lines)
    : state_(std::make_shared<State>(fd, most_lines)), thread_([state = state_] { state->Run(); }) {}

LineWriter::~LineWriter() { Stop(); }

void LineWriter::Write(std::string line) {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) {
      ++state_->dropped;
      return;
    }
    if (state_->lines.size() == state_->most_lines) {
      state_->lines.pop_front();
      ++state_->dropped;
    }
    state_->lines.push_back(std::move(line));
  }
  state_->changed.notify_one();
}

void LineWriter::Stop() {
  if (!thread_.joinable()) return;
  std::unique_lock lock(state_->mutex);
  state_->stopping = true;
  state_->end = std::chrono::steady_clock::now() + kStopTime;
  state_->changed.notify_all();
  // A descriptor that others write to as well may block all the same.
  const bool done = state_->changed.wait_for(lock, 2 * kStopTime, [this] { return state_->done; });
  lock.unlock();
  if (done) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

std::uint64_t LineWriter::dropped() const {
  const std::lock_guard lock(state_->mutex);
  return state_->dropped;
}

}  // namespace textclean
