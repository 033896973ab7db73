// A fixed number of threads and a bounded queue, so that work never runs on gRPC's
// few threads, where it would starve health checks, and never piles up without end.
//
// Calls compete for the queue; streams, which hold back by themselves, wait in a line of
// their own, and the two lines take turns, so that neither starves the other.
//
// Thread-safe. Tasks of a line begin in the order in which they were accepted; a task
// decides itself whether it is still wanted when its turn comes. Stopping finishes every
// accepted task.
//
//   WorkerPool pool({.workers = 4, .queue = 256});
//   if (!pool.TrySubmit([] { Work(); }, request.size())) return Busy();
#ifndef TEXTCLEAN_SERVICE_RPC_WORKER_POOL_H_
#define TEXTCLEAN_SERVICE_RPC_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace textclean {

struct WorkerPoolOptions {
  std::size_t workers = 4;                         // tasks that run at once; at least 1
  std::size_t queue = 256;                         // tasks that may wait; at least 1
  std::size_t queue_bytes = std::size_t{1} << 30;  // what they may hold together
};

struct WorkerPoolLoad {
  std::size_t running = 0;
  std::size_t waiting = 0;
  std::size_t waiting_bytes = 0;
};

class WorkerPool {
 public:
  explicit WorkerPool(const WorkerPoolOptions& options);
  // Finishes every accepted task. Nobody may submit any more.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Takes the task, which holds so many bytes, or refuses it at once: false if no thread is
  // free and as many tasks or bytes are waiting as may. The task must not throw.
  bool TrySubmit(std::function<void()> task, std::size_t bytes = 0);

  // Takes the task however many wait: for those who bound what they submit. The task must
  // not throw.
  void Submit(std::function<void()> task);

  WorkerPoolLoad load() const;

 private:
  struct Task {
    std::function<void()> run;
    std::size_t bytes;
  };

  void Work();
  std::function<void()> Next();

  const WorkerPoolOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Holds also what a free thread is about to take.
  std::deque<Task> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::deque<std::function<void()>> streamed_;  // the other line
  bool streamed_next_ = false;                  // whose turn it is where both wait
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_WORKER_POOL_H_
