// Streams of documents: each document is a task of its own on the pool, and the answers go
// back in the order of the requests.
//
// Memory is bounded: a stream holds a limited number of documents and of bytes, and reads no
// further until answers are written, so that a caller who does not read is not read from.
// A full pool makes a stream wait, never fails it. Once a caller is gone, no document of its
// stream is begun any more.
//
// Thread-safe.
//
//   ProcessStreams streams("Process", {pool, recorder, limits}, [this](...) { ... });
//   grpc::ServerBidiReactor<...>* Process(CallbackServerContext* context) { return streams.Start(*context); }
#ifndef TEXTCLEAN_SERVICE_RPC_PROCESS_STREAMS_H_
#define TEXTCLEAN_SERVICE_RPC_PROCESS_STREAMS_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_set>

#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "service/rpc/record.h"
#include "service/rpc/unary_call.h"

namespace textclean {

// Answers the document at that zero-based place of its stream, on a worker thread; errors are
// part of the answer. Adds what it knows of the document to the record. Must not throw.
using StreamWork =
    std::function<grpc::ByteBuffer(const grpc::ByteBuffer& request, std::uint64_t sequence, DocumentRecord& record)>;

class ProcessStream;

class ProcessStreams {
 public:
  using Reactor = grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

  // `method` is a literal. This object outlives every stream.
  ProcessStreams(std::string_view method, const CallEnvironment& environment, StreamWork work);

  // Starts a stream. It ends with OK when the caller has sent and received everything, with
  // UNAVAILABLE after Drain(), with CANCELLED or DEADLINE_EXCEEDED if nobody waits for it any
  // more.
  Reactor* Start(grpc::CallbackServerContext& context);

  // Ends all streams, now and from now on, with UNAVAILABLE: what was read is answered before,
  // and the caller sends the rest elsewhere.
  void Drain();

 private:
  friend class ProcessStream;

  const std::string_view method_;
  const CallEnvironment environment_;
  const StreamWork work_;

  std::mutex mutex_;
  bool draining_ = false;
  std::unordered_set<ProcessStream*> live_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_PROCESS_STREAMS_H_
