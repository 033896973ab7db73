#include "service/ops/server.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <limits>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/ext/channelz_service_plugin.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

// Callers may ping an idle connection this often before they are told to calm down.
constexpr int kLeastPingIntervalMs = 10'000;

// gRPC cuts larger messages off without a word of ours. Those that are over the limit by
// less than this still arrive, and get an error that says what the limit is.
constexpr std::size_t kTransportSlack = std::size_t{8} << 20;

// How long cancelled calls may take to end.
constexpr std::chrono::seconds kCancelGrace(1);

// For channel arguments; INT_MAX stands for no limit.
int Milliseconds(absl::Duration duration) {
  constexpr auto kMost = absl::Milliseconds(std::numeric_limits<int>::max());
  return static_cast<int>(absl::ToInt64Milliseconds(std::min(duration, kMost)));
}

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(options.keepalive_time));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(options.keepalive_timeout));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kLeastPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(options.max_connection_age));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Milliseconds(options.max_connection_age_grace));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, static_cast<int>(options.max_streams_per_connection));
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_message_bytes + kTransportSlack));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(grpc::Service& service, const ServerOptions& options) {
  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<Server> server(new Server);
  const std::string service_name = v1::TextCleanService::service_full_name();

  // Plugins are for all servers of the process that are built later: first the one without any.
  if (!options.health_listen.empty()) {
    grpc::ServerBuilder builder;
    auto address = server->Listen(options.health_listen, "--health-listen", grpc::InsecureServerCredentials(), builder);
    if (!address.ok()) return address.status();
    server->health_address_ = *std::move(address);
    server->health_server_ = builder.BuildAndStart();
  }

  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  Configure(options, builder);
  for (const std::string& wanted : options.listen) {
    auto address = server->Listen(
        wanted, "--listen", options.credentials ? options.credentials() : grpc::InsecureServerCredentials(), builder);
    if (!address.ok()) return address.status();
    server->addresses_.push_back(*std::move(address));
  }
  builder.RegisterService(&service);
  if (options.echo != nullptr) builder.RegisterService(options.echo);
  server->server_ = builder.BuildAndStart();

  if (!options.admin_listen.empty()) {
    grpc::channelz::experimental::InitChannelzService();
    grpc::ServerBuilder admin;
    auto address = server->Listen(options.admin_listen, "--admin-listen", grpc::InsecureServerCredentials(), admin);
    if (!address.ok()) return address.status();
    server->admin_address_ = *std::move(address);
    server->admin_server_ = admin.BuildAndStart();
  }

  if (server->server_ == nullptr || (server->health_server_ == nullptr && !options.health_listen.empty()) ||
      (server->admin_server_ == nullptr && !options.admin_listen.empty())) {
    return absl::InternalError("gRPC does not start with these addresses and certificates; its reason is logged");
  }
  for (grpc::Server* health : {server->server_.get(), server->health_server_.get()}) {
    if (health != nullptr) health->GetHealthCheckService()->SetServingStatus(service_name, true);
  }
  for (std::size_t i = 0; i < server->listeners_.size(); ++i) {
    server->listeners_[i]->Start([acceptor = server->acceptors_[i].get()](int fd) {
      grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
      connection.fd = fd;
      acceptor->HandleNewConnection(&connection);
    });
  }
  return server;
}

absl::StatusOr<std::string> Server::Listen(const std::string& address, const std::string& flag,
                                           std::shared_ptr<grpc::ServerCredentials> credentials,
                                           grpc::ServerBuilder& builder) {
  using Builder = grpc::ServerBuilder::experimental_type;
  absl::StatusOr<std::unique_ptr<Listener>> listener = Listener::Bind(address);
  if (!listener.ok()) {
    return absl::UnavailableError(std::string(listener.status().message()) + "; choose another with " + flag +
                                  "=HOST:PORT");
  }
  listeners_.push_back(*std::move(listener));
  acceptors_.push_back(builder.experimental().AddExternalConnectionAcceptor(Builder::ExternalConnectionType::FROM_FD,
                                                                            std::move(credentials)));
  return listeners_.back()->address();
}

Server::~Server() { listeners_.clear(); }

bool Server::Drain(absl::Duration delay, absl::Duration deadline) {
  // Health stays NOT_SERVING from now on, whatever is set later.
  for (grpc::Server* server : {server_.get(), health_server_.get()}) {
    if (server != nullptr) server->GetHealthCheckService()->Shutdown();
  }
  absl::SleepFor(delay);
  for (const auto& listener : listeners_) listener->Stop();
  // gRPC's Shutdown does not return while a write to a peer is stuck, past its deadline.
  const auto until = absl::ToChronoTime(absl::Now() + deadline);
  std::promise<void> done;
  const std::future<void> closed = done.get_future();
  std::thread([this, until, done = std::move(done)]() mutable {
    for (grpc::Server* server : {server_.get(), health_server_.get(), admin_server_.get()}) {
      if (server != nullptr) server->Shutdown(until);
    }
    done.set_value();
  }).detach();
  return closed.wait_until(until + kCancelGrace) == std::future_status::ready;
}

}  // namespace textclean
