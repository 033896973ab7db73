// What every server has around its service: health, reflection, its own address.
#include "service/ops/server.h"

#include <chrono>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "grpc/health/v1/health.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

grpc::Status CheckHealth(grpc::Channel& channel, const std::string& service, HealthCheckResponse& response) {
  HealthCheckRequest request;
  request.set_service(service);
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  return grpc::internal::BlockingUnaryCall(&channel, method, &context, request, &response);
}

TEST(Server, IsHealthyByBothNames) {
  v1::TextCleanService::Service service;
  const std::unique_ptr<Server> server = *Server::Start(service, {.listen = {"127.0.0.1:0"}});
  const auto channel = grpc::CreateChannel(server->addresses().front(), grpc::InsecureChannelCredentials());
  for (const std::string name : {"", "textclean.v1.TextCleanService"}) {
    HealthCheckResponse response;
    ASSERT_TRUE(CheckHealth(*channel, name, response).ok()) << name;
    EXPECT_EQ(response.status(), HealthCheckResponse::SERVING) << name;
  }
  HealthCheckResponse response;
  EXPECT_EQ(CheckHealth(*channel, "no.such.Service", response).error_code(), grpc::StatusCode::NOT_FOUND);
  server->Drain(absl::ZeroDuration(), absl::Seconds(5));
}

TEST(Server, TellsTheRealPortsOfAllItsAddresses) {
  v1::TextCleanService::Service service;
  const std::unique_ptr<Server> server = *Server::Start(service, {.listen = {"127.0.0.1:0", "localhost:0"}});
  ASSERT_EQ(server->addresses().size(), 2u);
  EXPECT_NE(server->addresses()[0], server->addresses()[1]);
  for (const std::string& address : server->addresses()) {
    EXPECT_FALSE(address.ends_with(":0"));
    HealthCheckResponse response;
    EXPECT_TRUE(CheckHealth(*grpc::CreateChannel(address, grpc::InsecureChannelCredentials()), "", response).ok());
  }
  server->Drain(absl::ZeroDuration(), absl::Seconds(5));
}

TEST(Server, DoesNotShareAnAddress) {
  v1::TextCleanService::Service service;
  const std::unique_ptr<Server> first = *Server::Start(service, {.listen = {"127.0.0.1:0"}});
  const std::string taken = first->addresses().front();
  v1::TextCleanService::Service other;
  const absl::Status status = Server::Start(other, {.listen = {"127.0.0.1:0", taken}}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("cannot listen on " + taken + ":"));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("--listen="));
  first->Drain(absl::ZeroDuration(), absl::Seconds(5));
}

TEST(Server, OldConnectionsAreClosed) {
  v1::TextCleanService::Service service;
  const std::unique_ptr<Server> server = *Server::Start(service, {.listen = {"127.0.0.1:0"},
                                                                  .max_connection_age = absl::Milliseconds(200),
                                                                  .max_connection_age_grace = absl::Milliseconds(100)});
  const auto channel = grpc::CreateChannel(server->addresses().front(), grpc::InsecureChannelCredentials());
  HealthCheckResponse response;
  ASSERT_TRUE(CheckHealth(*channel, "", response).ok());
  // Once connected, nothing but the server ends an idle connection.
  const auto deadline = std::chrono::system_clock::now() + std::chrono::minutes(5);
  EXPECT_TRUE(channel->WaitForStateChange(GRPC_CHANNEL_READY, deadline));
  EXPECT_TRUE(CheckHealth(*channel, "", response).ok());
  server->Drain(absl::ZeroDuration(), absl::Seconds(5));
}

TEST(Server, HoldsBackCallsAboveAConnectionsLimit) {
  v1::TextCleanService::Service service;
  const std::unique_ptr<Server> server =
      *Server::Start(service, {.listen = {"127.0.0.1:0"}, .max_streams_per_connection = 1});
  const auto channel = grpc::CreateChannel(server->addresses().front(), grpc::InsecureChannelCredentials());
  // A watch of health, which does not end by itself, takes the one place.
  grpc::GenericStub stub(channel);
  grpc::ClientContext watching;
  grpc::CompletionQueue queue;
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
  };
  const auto watch = stub.PrepareCall(&watching, "/grpc.health.v1.Health/Watch", &queue);
  watch->StartCall(nullptr);
  next();
  watch->WriteLast(grpc::ByteBuffer(nullptr, 0), {}, nullptr);
  next();
  grpc::ByteBuffer answer;
  watch->Read(&answer, nullptr);
  next();

  HealthCheckRequest request;
  HealthCheckResponse response;
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(200));
  EXPECT_EQ(grpc::internal::BlockingUnaryCall(channel.get(), method, &context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  watching.TryCancel();
  grpc::Status status;
  watch->Finish(&status, nullptr);
  next();
  EXPECT_TRUE(CheckHealth(*channel, "", response).ok());
  queue.Shutdown();
  server->Drain(absl::ZeroDuration(), absl::Seconds(5));
}

}  // namespace
}  // namespace textclean
