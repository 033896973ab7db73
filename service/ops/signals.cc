#include "service/ops/signals.h"

#include <signal.h>
#include <unistd.h>

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

int Wait() {
  const sigset_t set = StopSignals();
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

}  // namespace

void BlockStopSignals() {
  const sigset_t set = StopSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int WaitForStopSignal() {
  const int first = Wait();
  // A thread rather than the default action, which process 1 of a container does not have.
  std::thread([] { _exit(128 + Wait()); }).detach();
  return first;
}

}  // namespace textclean
