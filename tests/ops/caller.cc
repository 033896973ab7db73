#include "tests/ops/caller.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "grpc/health/v1/health.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

grpc::Status Clean(const std::shared_ptr<grpc::Channel>& channel, const std::string& text) {
  v1::CleanRequest request;
  request.mutable_document()->set_text(text);
  v1::CleanResponse response;
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  return v1::TextCleanService::NewStub(channel)->Clean(&context, request, &response);
}

grpc::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel, bool& serving) {
  grpc::health::v1::HealthCheckRequest request;
  grpc::health::v1::HealthCheckResponse response;
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::Status status = grpc::internal::BlockingUnaryCall(channel.get(), method, &context, request, &response);
  serving = response.status() == grpc::health::v1::HealthCheckResponse::SERVING;
  return status;
}

int ConnectSilently(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
  inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0) return fd;
  close(fd);
  return -1;
}

std::string Scrape(const std::string& address) {
  const int fd = ConnectSilently(address);
  if (fd < 0) return {};
  const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
  std::string answer;
  std::array<char, 65536> buffer{};
  if (write(fd, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
    for (ssize_t n = 0; (n = read(fd, buffer.data(), buffer.size())) > 0;) {
      answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
  }
  close(fd);
  const std::size_t body = answer.find("\r\n\r\n");
  return body == std::string::npos ? "" : answer.substr(body + 4);
}

}  // namespace textclean
