// What is recorded of each call when it ends: one access line, later metrics. Never
// holds text of a page.
#ifndef TEXTCLEAN_SERVICE_RPC_RECORD_H_
#define TEXTCLEAN_SERVICE_RPC_RECORD_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace textclean {

struct CallRecord {
  std::string_view method;               // "Clean"
  std::string peer;                      // "ipv4:10.0.0.7:40123"
  std::string code;                      // "OK", "INVALID_ARGUMENT"
  std::string reason;                    // ErrorInfo.reason; empty when OK
  std::chrono::microseconds wait{};      // in the queue
  std::chrono::microseconds duration{};  // from arrival to answer, wait included
  std::size_t request_bytes = 0;
  std::size_t response_bytes = 0;
  std::size_t kept_chars = 0;  // code points that are not white space
  std::size_t removed_chars = 0;
};

// Called once per call, from any thread, just before the answer is sent.
using CallRecorder = std::function<void(const CallRecord&)>;

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_RECORD_H_
