// textclean.v1.TextCleanService over gRPC's callback API. An RPC is: convert, call the
// core on the pool, map the status, record; nothing else.
//
// Thread-safe. Handlers take raw bytes, so that requests are parsed on the pool's threads
// and a request that does not parse gets an error that says why (see wire.h).
//
//   TextCleanServiceImpl service(engine, pool, {.max_document_bytes = 16 << 20}, recorder);
//   builder.RegisterService(&service);
#ifndef TEXTCLEAN_SERVICE_RPC_SERVICE_H_
#define TEXTCLEAN_SERVICE_RPC_SERVICE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "service/rpc/engine.h"
#include "service/rpc/limits.h"
#include "service/rpc/process_streams.h"
#include "service/rpc/record.h"
#include "service/rpc/unary_call.h"
#include "service/rpc/worker_pool.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {

class TextCleanServiceImpl final
    : public v1::TextCleanService::WithRawCallbackMethod_Clean<
          v1::TextCleanService::WithRawCallbackMethod_Segment<v1::TextCleanService::WithRawCallbackMethod_Extract<
              v1::TextCleanService::WithRawCallbackMethod_Process<v1::TextCleanService::Service>>>> {
 public:
  // `engine`, `pool` and `recorder` outlive the service.
  TextCleanServiceImpl(const EngineHolder& engine, WorkerPool& pool, const ServiceLimits& limits,
                       CallRecorder& recorder);

  grpc::ServerUnaryReactor* Clean(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Segment(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Extract(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* Process(grpc::CallbackServerContext* context) override;

  // Ends streams, which would otherwise last as long as their callers like; see ProcessStreams.
  void DrainStreams() { streams_.Drain(); }

 private:
  // A unary RPC: `to_options` reads the request's options, `fill` writes what was asked for of the page it is given.
  template <typename Request, typename Response, typename ToOptions, typename Fill>
  absl::Status Answer(const grpc::ByteBuffer& in, grpc::ByteBuffer& out, DocumentRecord& record,
                      const ToOptions& to_options, const Fill& fill) const;
  absl::Status DoProcess(const grpc::ByteBuffer& in, v1::ProcessResponse& response, DocumentRecord& record) const;
  grpc::ByteBuffer AnswerStreamed(const grpc::ByteBuffer& in, std::uint64_t sequence, DocumentRecord& record) const;

  const EngineHolder& engine_;
  const ServiceLimits limits_;
  const CallEnvironment environment_;
  ProcessStreams streams_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_SERVICE_H_
