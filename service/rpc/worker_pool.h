// A fixed number of threads and a bounded queue, so that work never runs on gRPC's
// few threads, where it would starve health checks, and never piles up without end.
//
// Thread-safe. Tasks begin in the order in which they were accepted; a task decides
// itself whether it is still wanted when its turn comes. Stopping finishes every
// accepted task.
//
//   WorkerPool pool(4, 256);
//   if (!pool.TrySubmit([] { Work(); })) return Busy();
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

class WorkerPool {
 public:
  // `workers` tasks run at once and `queue` more wait; both at least 1.
  WorkerPool(std::size_t workers, std::size_t queue);
  // Finishes every accepted task. Nobody may submit any more.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Takes the task, or refuses it at once: false if as many are waiting as may. The
  // task must not throw.
  bool TrySubmit(std::function<void()> task);

 private:
  void Work();

  const std::size_t limit_;  // running and waiting tasks together
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  std::size_t unfinished_ = 0;  // running and waiting
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_WORKER_POOL_H_
