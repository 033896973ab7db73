#include "service/ops/server.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

// A caller's ping after this long without traffic finds a dead connection; ours does too.
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
// Callers may ping an idle connection this often before they are told to calm down.
constexpr int kLeastPingIntervalMs = 10'000;

// gRPC cuts larger messages off without a word of ours. Those that are over the limit by
// less than this still arrive, and get an error that says what the limit is.
constexpr std::size_t kTransportSlack = std::size_t{8} << 20;

// How long cancelled calls may take to end.
constexpr std::chrono::seconds kCancelGrace(1);

std::string WithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(grpc::Service& service, const ServerOptions& options) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();

  grpc::ServerBuilder builder;
  std::vector<int> ports(options.listen.size(), 0);
  for (std::size_t i = 0; i < options.listen.size(); ++i) {
    builder.AddListeningPort(options.listen[i], grpc::InsecureServerCredentials(), &ports[i]);
  }
  // Else a second server on the same port would start and take half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kLeastPingIntervalMs);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_message_bytes + kTransportSlack));
  builder.RegisterService(&service);

  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    // gRPC takes the addresses in order and stops at the first that it cannot have.
    const auto failed = std::find(ports.begin(), ports.end(), 0) - ports.begin();
    const std::string& address = options.listen[static_cast<std::size_t>(failed)];
    return absl::UnavailableError("cannot listen on " + address +
                                  ": another program listens there, or this machine has no such address, or the port "
                                  "needs privileges; choose another with --listen=HOST:PORT");
  }
  server->GetHealthCheckService()->SetServingStatus(v1::TextCleanService::service_full_name(), true);
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < ports.size(); ++i) addresses.push_back(WithPort(options.listen[i], ports[i]));
  return std::unique_ptr<Server>(new Server(std::move(server), std::move(addresses)));
}

bool Server::Drain(absl::Duration delay, absl::Duration deadline) {
  // Health stays NOT_SERVING from now on, whatever is set later.
  server_->GetHealthCheckService()->Shutdown();
  absl::SleepFor(delay);
  // gRPC's Shutdown does not return while a write to a peer is stuck, past its deadline.
  const auto until = absl::ToChronoTime(absl::Now() + deadline);
  std::promise<void> done;
  const std::future<void> closed = done.get_future();
  std::thread([server = server_.get(), until, done = std::move(done)]() mutable {
    server->Shutdown(until);
    done.set_value();
  }).detach();
  return closed.wait_until(until + kCancelGrace) == std::future_status::ready;
}

}  // namespace textclean
