#include "service/rpc/worker_pool.h"

#include <utility>

namespace textclean {

WorkerPool::WorkerPool(const WorkerPoolOptions& options) : options_(options) {
  threads_.reserve(options.workers);
  for (std::size_t i = 0; i < options.workers; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::TrySubmit(std::function<void()> task, std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t unfinished = running_ + waiting_.size();
    if (unfinished >= options_.workers) {
      if (unfinished - options_.workers >= options_.queue) return false;
      if (waiting_bytes_ + bytes > options_.queue_bytes) return false;
    }
    waiting_.push_back({std::move(task), bytes});
    waiting_bytes_ += bytes;
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::Submit(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    streamed_.push_back(std::move(task));
  }
  changed_.notify_one();
}

WorkerPoolLoad WorkerPool::load() const {
  const std::lock_guard lock(mutex_);
  return {.running = running_, .waiting = waiting_.size(), .waiting_bytes = waiting_bytes_};
}

std::function<void()> WorkerPool::Next() {
  const bool streamed = waiting_.empty() || (streamed_next_ && !streamed_.empty());
  streamed_next_ = !streamed;
  std::function<void()> run;
  if (streamed) {
    run = std::move(streamed_.front());
    streamed_.pop_front();
  } else {
    run = std::move(waiting_.front().run);
    waiting_bytes_ -= waiting_.front().bytes;
    waiting_.pop_front();
  }
  return run;
}

void WorkerPool::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty() || !streamed_.empty(); });
    if (waiting_.empty() && streamed_.empty()) return;
    std::function<void()> run = Next();
    ++running_;
    lock.unlock();
    run();
    run = nullptr;  // what it holds is released outside the lock
    lock.lock();
    --running_;
  }
}

}  // namespace textclean
