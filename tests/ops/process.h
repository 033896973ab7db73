// The server as a program of its own, started and watched.
//
//   Process server({"--listen=127.0.0.1:0"});
//   server.address();
//   server.Signal(SIGTERM);
//   EXPECT_EQ(server.Wait(), 0);
#ifndef TEXTCLEAN_TESTS_OPS_PROCESS_H_
#define TEXTCLEAN_TESTS_OPS_PROCESS_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace textclean {

class Process {
 public:
  // Starts textcleand with these flags; in a shell that ran `before`, such as "ulimit -n 64",
  // with `redirect`, such as "2>/dev/full".
  explicit Process(const std::vector<std::string>& flags, const std::string& before = "",
                   const std::string& redirect = "");
  // Kills it if it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The next line of its standard error that contains `part`; empty if it ends before.
  std::string WaitForLine(const std::string& part);
  // The address that it serves on, once it does.
  std::string address();
  void Signal(int signal) const;
  pid_t pid() const { return pid_; }
  // Whether it still runs.
  bool IsRunning();
  // Waits for its end: its exit status, or 128 + the signal that killed it.
  int Wait();
  // The most memory that it has had resident; 0 once it has ended.
  std::size_t PeakMemoryKib() const;

 private:
  pid_t pid_ = 0;
  std::FILE* stderr_ = nullptr;
  std::optional<int> status_;
};

// A port that nothing listens on at the moment.
int FreePort();

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_OPS_PROCESS_H_
