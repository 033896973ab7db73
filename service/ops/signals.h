// SIGTERM and SIGINT as something to wait for, instead of handlers in which nothing is
// allowed.
//
//   BlockStopSignals();  // first thing in main, before any thread
//   ... start the server ...
//   int signal = WaitForStopSignal();
//   ... drain ...
#ifndef TEXTCLEAN_SERVICE_OPS_SIGNALS_H_
#define TEXTCLEAN_SERVICE_OPS_SIGNALS_H_

namespace textclean {

// Blocks the stop signals in this thread and in those that it starts later, and ignores
// SIGPIPE: a closed standard error must not end the server.
void BlockStopSignals();

// Waits for SIGTERM or SIGINT and returns its number. A second one ends the process at
// once with status 128 + its number.
int WaitForStopSignal();

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_SIGNALS_H_
