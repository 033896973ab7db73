// SIGTERM, SIGINT and SIGHUP as something to wait for, instead of handlers in which nothing
// is allowed.
//
//   BlockSignals();  // first thing in main, before any thread
//   ... start the server ...
//   while ((signal = WaitForSignal(absl::Seconds(10))) is SIGHUP or 0) reload();
//   ExitAtNextStopSignal();
//   ... drain ...
#ifndef TEXTCLEAN_SERVICE_OPS_SIGNALS_H_
#define TEXTCLEAN_SERVICE_OPS_SIGNALS_H_

#include "absl/time/time.h"

namespace textclean {

// Blocks the signals in this thread and in those that it starts later, and ignores
// SIGPIPE: a closed standard error must not end the server.
void BlockSignals();

// Waits for SIGTERM, SIGINT or SIGHUP and returns its number; 0 if none comes for so long.
int WaitForSignal(absl::Duration most);

// From now on SIGTERM and SIGINT end the process at once with status 128 + their number.
void ExitAtNextStopSignal();

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_SIGNALS_H_
