// A TCP proxy on 127.0.0.1 that does to connections what networks do.
//
//   ChaosProxy proxy(server.address(), Fault::kCut, 5);
//   Call(proxy.address());
#ifndef TEXTCLEAN_TESTS_LOAD_CHAOS_PROXY_H_
#define TEXTCLEAN_TESTS_LOAD_CHAOS_PROXY_H_

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace textclean {

enum class Fault {
  kDelay,       // every piece comes some milliseconds late
  kCut,         // a reset in the middle
  kTruncate,    // an orderly end in the middle
  kCorrupt,     // bytes that are not those that were sent
  kSlowReader,  // takes a little at a time
  kHalfOpen,    // falls silent, and stays open
};

class ChaosProxy {
 public:
  // The first `faulty` connections suffer, some tens of kilobytes after they were opened, at
  // places that are the same every time; those after them do not. Delays and slow reading are
  // from the begin.
  ChaosProxy(const std::string& upstream, Fault fault, int faulty);
  ~ChaosProxy();
  ChaosProxy(const ChaosProxy&) = delete;
  ChaosProxy& operator=(const ChaosProxy&) = delete;

  const std::string& address() const { return address_; }
  // Connections that were made so far.
  int connections() const { return connections_; }

 private:
  void Accept();
  void Serve(int client, int number);
  // Passes bytes on in one direction until either end closes or the fault strikes.
  void Pump(int from, int to, bool faulty, std::size_t strikes_after);

  const Fault fault_;
  const int faulty_;
  int upstream_port_ = 0;
  int listener_ = -1;
  std::string address_;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;  // of connections
  std::thread acceptor_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_LOAD_CHAOS_PROXY_H_
