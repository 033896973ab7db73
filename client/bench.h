// `textclean bench`: puts a load on a server, checks every answer, and tells what the server
// makes of it.
#ifndef TEXTCLEAN_CLIENT_BENCH_H_
#define TEXTCLEAN_CLIENT_BENCH_H_

#include "client/arguments.h"

namespace textclean::client {

// Prints the figures to standard output. The program's exit status: 0 when every call was
// answered, and with the same bytes each time; 1 otherwise.
int RunBench(const Arguments& args);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_BENCH_H_
