// By what a call is found again: the caller's x-request-id and W3C traceparent, which stand
// in the call's log lines and go back in the trailing metadata.
//
//   const CallIds ids = ReadCallIds(*context);
//   SendCallIds(ids, *context);
#ifndef TEXTCLEAN_SERVICE_RPC_CALL_IDS_H_
#define TEXTCLEAN_SERVICE_RPC_CALL_IDS_H_

#include <string>
#include <string_view>

#include "grpcpp/server_context.h"

namespace textclean {

struct CallIds {
  std::string request_id;   // never empty once read
  std::string traceparent;  // empty if the caller sent none that is valid
};

// 1 to 128 letters, digits and "-._~:/+=@": nothing that could hold a sentence or break a line.
bool IsRequestId(std::string_view value);

// As https://www.w3.org/TR/trace-context/#traceparent-header has it, of at most 256 characters.
bool IsTraceparent(std::string_view value);

// What the caller sent, as far as it is valid; a random request id where it sent none.
CallIds ReadCallIds(const grpc::CallbackServerContext& context);

// Adds the ids to the trailing metadata. Call before the call is finished.
void SendCallIds(const CallIds& ids, grpc::CallbackServerContext& context);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_CALL_IDS_H_
