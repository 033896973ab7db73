// One unary call: onto the pool, do the work, map the status, record.
//
//   grpc::ServerUnaryReactor* Clean(CallbackServerContext* context, const ByteBuffer* request, ByteBuffer* response) {
//     return StartUnaryCall({context, request, response}, "Clean", {pool_, recorder_, limits_}, [this](...) { ... });
//   }
#ifndef TEXTCLEAN_SERVICE_RPC_UNARY_CALL_H_
#define TEXTCLEAN_SERVICE_RPC_UNARY_CALL_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "service/rpc/limits.h"
#include "service/rpc/record.h"
#include "service/rpc/worker_pool.h"

namespace textclean {

// What gRPC hands to a raw unary handler; all of it outlives the call.
struct UnaryCallContext {
  grpc::CallbackServerContext* context;
  const grpc::ByteBuffer* request;
  grpc::ByteBuffer* response;
};

// What calls share; all of it outlives them.
struct CallEnvironment {
  WorkerPool& pool;
  CallRecorder& recorder;
  const ServiceLimits& limits;
};

// RESOURCE_EXHAUSTED with reason MESSAGE_TOO_LARGE for a request over the limit.
absl::Status CheckMessageSize(const grpc::ByteBuffer& request, const ServiceLimits& limits);

// Answers a request, on a worker thread. It fills the response, or gives an error, and adds
// what it knows of the document to the record.
using UnaryWork =
    std::function<absl::Status(const grpc::ByteBuffer& request, grpc::ByteBuffer& response, DocumentRecord& record)>;

// Starts the call. It ends with the work's status, or without any work done with
// RESOURCE_EXHAUSTED if the request is too large (reason MESSAGE_TOO_LARGE) or the pool
// refuses it (QUEUE_FULL, with RetryInfo), or with CANCELLED or DEADLINE_EXCEEDED if nobody
// waits for the answer any more, or nobody should, when its turn comes. An exception from
// the work ends the call with INTERNAL, not the process: no page may take the server down.
// `method` is a literal.
grpc::ServerUnaryReactor* StartUnaryCall(const UnaryCallContext& call, std::string_view method,
                                         const CallEnvironment& environment, UnaryWork work);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_UNARY_CALL_H_
