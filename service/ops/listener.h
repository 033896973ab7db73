// Accepts connections at an address and hands them on, one thread for each listener. gRPC's
// own listener ends for good when the process has no file descriptor left for a connection;
// this one waits until there is one again, while callers wait in the kernel's backlog.
//
//   absl::StatusOr<std::unique_ptr<Listener>> listener = Listener::Bind("127.0.0.1:0");
//   (*listener)->Start([](int fd) { ... });   // takes the descriptor over
#ifndef TEXTCLEAN_SERVICE_OPS_LISTENER_H_
#define TEXTCLEAN_SERVICE_OPS_LISTENER_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace textclean {

class Listener {
 public:
  // HOST:PORT, all addresses that a name has; port 0 picks a free one. Errors: UNAVAILABLE,
  // with the address and the reason.
  static absl::StatusOr<std::unique_ptr<Listener>> Bind(const std::string& address);
  // Stops.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Gives every connection to `accepted`, from the listener's thread. Call once.
  void Start(std::function<void(int)> accepted);
  // Closes the address; later calls do nothing.
  void Stop();

  // With the real port.
  const std::string& address() const { return address_; }

 private:
  Listener(std::string address, std::vector<int> sockets, int stop);
  void Run();
  // Whether it is worth trying again at once; if not, errno says why.
  bool Accept(int socket);

  const std::string address_;
  const std::vector<int> sockets_;
  const int stop_;  // an event that ends the thread
  std::function<void(int)> accepted_;
  bool in_trouble_ = false;  // the last attempt failed, and the log says so
  std::thread thread_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_LISTENER_H_
