// What every server has around its service: health, reflection, its own address.
#include "service/ops/server.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "grpc/health/v1/health.pb.h"
#include "grpcpp/create_channel.h"
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

}  // namespace
}  // namespace textclean
