// Sends files to the server, several at a time, and hands over the answers in the files'
// order.
#ifndef TEXTCLEAN_CLIENT_CALLS_H_
#define TEXTCLEAN_CLIENT_CALLS_H_

#include <functional>

#include "absl/status/status.h"
#include "client/answer.h"
#include "client/arguments.h"

namespace textclean::client {

// Reads and sends args.files and calls `take` with each one's answer, in order, on the calling
// thread. At most args.jobs files are under way, and a few times as many are in memory. An HTML
// report makes all three calls for each file. Ends early, with the calls under way cancelled, when `take` returns
// false. Fails, with nothing taken, where no connection can be made: a file of --tls cannot be read.
absl::Status CallForEach(const Arguments& args, const std::function<bool(const Answer&)>& take);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_CALLS_H_
