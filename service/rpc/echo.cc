#include "service/rpc/echo.h"

#include <utility>

namespace textclean {
namespace {

class EchoReactor final : public grpc::ServerBidiReactor<bench::v1::EchoStreamRequest, bench::v1::EchoStreamResponse> {
 public:
  EchoReactor() { StartRead(&request_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    response_.set_payload(std::move(*request_.mutable_payload()));
    StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  bench::v1::EchoStreamRequest request_;
  bench::v1::EchoStreamResponse response_;
};

}  // namespace

grpc::ServerUnaryReactor* EchoServiceImpl::Echo(grpc::CallbackServerContext* context,
                                                const bench::v1::EchoRequest* request,
                                                bench::v1::EchoResponse* response) {
  response->set_payload(request->payload());
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerBidiReactor<bench::v1::EchoStreamRequest, bench::v1::EchoStreamResponse>* EchoServiceImpl::EchoStream(
    grpc::CallbackServerContext*) {
  return new EchoReactor;
}

}  // namespace textclean
