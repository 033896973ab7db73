// SIGTERM, to a real process: calls in flight are finished, callers see health turn, and
// the process ends with 0.
#include <signal.h>

#include <memory>
#include <string>

#include "grpc/health/v1/health.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "gtest/gtest.h"
#include "tests/ops/process.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

using grpc::health::v1::HealthCheckResponse;

HealthCheckResponse::ServingStatus CheckHealth(grpc::Channel& channel) {
  grpc::health::v1::HealthCheckRequest request;
  HealthCheckResponse response;
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  EXPECT_TRUE(grpc::internal::BlockingUnaryCall(&channel, method, &context, request, &response).ok());
  return response.status();
}

v1::CleanRequest Request() {
  v1::CleanRequest request;
  request.mutable_document()->set_text("제목\n\n본문의 한 문장입니다.\n");
  return request;
}

std::shared_ptr<grpc::Channel> Connect(Process& server) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(server.address(), grpc::InsecureChannelCredentials(), arguments);
}

// A Clean call that is answered, and whose answer is larger than the caller's windows: it
// stays in flight until the caller reads.
class UnreadCall {
 public:
  explicit UnreadCall(Process& server) : stub_(Connect(server)) {
    v1::CleanRequest request;
    request.mutable_document()->set_text(std::string(std::size_t{15} << 20, 'a'));
    request.mutable_options()->set_include_decoded_text(true);
    const grpc::Slice slice(request.SerializeAsString());
    call_ = stub_.PrepareCall(&context_, "/textclean.v1.TextCleanService/Clean", &queue_);
    call_->StartCall(this);
    Next();
    call_->WriteLast(grpc::ByteBuffer(&slice, 1), {}, this);
    Next();
  }
  ~UnreadCall() { queue_.Shutdown(); }

  // Reads the answer; the call's status.
  grpc::Status Finish() {
    grpc::ByteBuffer answer;
    call_->Read(&answer, this);
    Next();
    grpc::Status status;
    call_->Finish(&status, this);
    Next();
    return status;
  }

 private:
  void Next() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

TEST(Drain, FinishesACallInFlight) {
  Process server({"--listen=127.0.0.1:0", "--drain-deadline=5m"});
  {
    UnreadCall call(server);
    ASSERT_NE(server.WaitForLine("method=Clean code=OK"), "");
    server.Signal(SIGTERM);
    ASSERT_NE(server.WaitForLine("draining signal=SIGTERM"), "");
    const grpc::Status status = call.Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  EXPECT_NE(server.WaitForLine("stopped connections=closed"), "");
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Drain, TurnsHealthBeforeItRefusesCalls) {
  Process server({"--listen=127.0.0.1:0", "--drain-delay=2s", "--drain-deadline=100ms"});
  const auto channel = Connect(server);
  ASSERT_EQ(CheckHealth(*channel), HealthCheckResponse::SERVING);
  server.Signal(SIGINT);
  ASSERT_NE(server.WaitForLine("draining signal=SIGINT"), "");
  while (CheckHealth(*channel) == HealthCheckResponse::SERVING) {
  }
  const auto stub = v1::TextCleanService::NewStub(channel);
  grpc::ClientContext context;
  v1::CleanResponse response;
  EXPECT_TRUE(stub->Clean(&context, Request(), &response).ok());
  EXPECT_EQ(server.Wait(), 0);
  grpc::ClientContext late;
  EXPECT_EQ(stub->Clean(&late, Request(), &response).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST(Drain, LeavesACallerThatNeverReads) {
  Process server({"--listen=127.0.0.1:0", "--drain-deadline=100ms"});
  UnreadCall call(server);
  ASSERT_NE(server.WaitForLine("method=Clean code=OK"), "");
  server.Signal(SIGTERM);
  EXPECT_NE(server.WaitForLine("stopped"), "");
  EXPECT_EQ(server.Wait(), 0);
  EXPECT_FALSE(call.Finish().ok());
}

TEST(Drain, SecondSignalEndsAtOnce) {
  Process server({"--listen=127.0.0.1:0", "--drain-delay=10m"});
  ASSERT_NE(server.address(), "");
  server.Signal(SIGTERM);
  ASSERT_NE(server.WaitForLine("draining"), "");
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 128 + SIGTERM);
}

TEST(Log, NeverHoldsTextOfThePage) {
  Process server({"--listen=127.0.0.1:0", "--log-level=debug", "--drain-deadline=100ms"});
  const auto stub = v1::TextCleanService::NewStub(Connect(server));
  v1::CleanRequest request;
  v1::CleanResponse response;
  request.mutable_document()->set_id("비밀문장");
  request.mutable_document()->set_url("https://example.com/비밀문장");
  for (const std::string end : {"", "\xff"}) {
    request.mutable_document()->set_content("비밀문장" + end);
    grpc::ClientContext context;
    EXPECT_EQ(stub->Clean(&context, request, &response).ok(), end.empty());
  }
  server.Signal(SIGTERM);
  EXPECT_EQ(server.WaitForLine("비밀문장"), "");
  EXPECT_EQ(server.Wait(), 0);
}

}  // namespace
}  // namespace textclean
