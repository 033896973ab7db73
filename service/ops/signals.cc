#include "service/ops/signals.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace textclean {
namespace {

sigset_t StopSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

sigset_t Signals() {
  sigset_t set = StopSignals();
  sigaddset(&set, SIGHUP);
  return set;
}

}  // namespace

void BlockSignals() {
  const sigset_t set = Signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int WaitForSignal(absl::Duration most) {
  const sigset_t set = Signals();
  const timespec timeout = absl::ToTimespec(most);
  return std::max(0, sigtimedwait(&set, nullptr, &timeout));
}

void ExitAtNextStopSignal() {
  // A thread rather than the default action, which process 1 of a container does not have.
  std::thread([] {
    const sigset_t set = StopSignals();
    int signal = 0;
    sigwait(&set, &signal);
    _exit(128 + signal);
  }).detach();
}

}  // namespace textclean
