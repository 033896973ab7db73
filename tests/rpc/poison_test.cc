// A document on which the server's own code fails costs its caller the answer, and
// nobody else anything.
#include <memory>
#include <stdexcept>
#include <string>

#include "gtest/gtest.h"
#include "service/ops/server.h"
#include "service/rpc/unary_call.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

constexpr char kPageText[] = "page text";

class FailingService final : public v1::TextCleanService::WithRawCallbackMethod_Clean<v1::TextCleanService::Service> {
 public:
  grpc::ServerUnaryReactor* Clean(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override {
    return StartUnaryCall({context, request, response}, "Clean", {pool_, records_, limits_},
                          [](const auto&, auto&, auto&) -> absl::Status { throw std::length_error(kPageText); });
  }

 private:
  Records records_;
  const ServiceLimits limits_{};
  WorkerPool pool_{{.workers = 1, .queue = 4}};
};

TEST(Poison, ExceptionEndsTheCallAndNotTheServer) {
  FailingService service;
  const std::unique_ptr<Server> server = *Server::Start(service, {.listen = {"127.0.0.1:0"}});
  const auto stub = v1::TextCleanService::NewStub(
      grpc::CreateChannel(server->addresses().front(), grpc::InsecureChannelCredentials()));
  for (int i = 0; i < 3; ++i) {
    grpc::ClientContext context;
    v1::CleanResponse response;
    const Answer answer = Unpack(stub->Clean(&context, TextRequest("본문"), &response));
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_EQ(answer.info.reason(), "INTERNAL");
    EXPECT_EQ(answer.status.error_message().find(kPageText), std::string::npos);
  }
  server->Drain(absl::ZeroDuration(), absl::Seconds(10));
}

}  // namespace
}  // namespace textclean
