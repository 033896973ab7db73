// What a call may ask for.
#ifndef TEXTCLEAN_SERVICE_RPC_LIMITS_H_
#define TEXTCLEAN_SERVICE_RPC_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace textclean {

// What one stream may hold at the same time, from a document's arrival until its answer is
// written. One document more than `bytes` allows is read; answers count with their size.
struct StreamLimits {
  std::size_t documents = 32;
  std::size_t bytes = std::size_t{16} << 20;
};

struct ServiceLimits {
  std::size_t max_message_bytes = std::size_t{32} << 20;   // a larger request: MESSAGE_TOO_LARGE
  std::size_t max_document_bytes = std::size_t{16} << 20;  // a larger document: DOCUMENT_TOO_LARGE
  // Work that has waited longer is not begun, whatever deadline its caller set.
  std::chrono::milliseconds max_deadline = std::chrono::minutes(1);
  StreamLimits stream = {};
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_LIMITS_H_
