// What a call may ask for.
#ifndef TEXTCLEAN_SERVICE_RPC_LIMITS_H_
#define TEXTCLEAN_SERVICE_RPC_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace textclean {

struct ServiceLimits {
  std::size_t max_message_bytes = std::size_t{32} << 20;   // a larger request: MESSAGE_TOO_LARGE
  std::size_t max_document_bytes = std::size_t{16} << 20;  // a larger document: DOCUMENT_TOO_LARGE
  // Work that has waited longer is not begun, whatever deadline its caller set.
  std::chrono::milliseconds max_deadline = std::chrono::minutes(1);
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_LIMITS_H_
