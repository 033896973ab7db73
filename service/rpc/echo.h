// textclean.bench.v1.EchoService: what gRPC alone costs on this machine. Answers on gRPC's own
// threads; there is no work to keep off them.
//
//   EchoServiceImpl echo;
//   builder.RegisterService(&echo);
#ifndef TEXTCLEAN_SERVICE_RPC_ECHO_H_
#define TEXTCLEAN_SERVICE_RPC_ECHO_H_

#include "textclean/bench/v1/echo.grpc.pb.h"

namespace textclean {

class EchoServiceImpl final : public bench::v1::EchoService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const bench::v1::EchoRequest* request,
                                 bench::v1::EchoResponse* response) override;
  grpc::ServerBidiReactor<bench::v1::EchoStreamRequest, bench::v1::EchoStreamResponse>* EchoStream(
      grpc::CallbackServerContext* context) override;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_ECHO_H_
