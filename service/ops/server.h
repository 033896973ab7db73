// A gRPC server with what every server needs around its service: the standard health
// service (for "" and for the service's name), reflection, keepalive, limits, drain; where
// they are wanted, health alone for probes and channelz for whoever looks after it.
//
//   absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(service, {.listen = {"127.0.0.1:0"}});
//   ... (*server)->addresses().front() ...
//   (*server)->Drain(absl::Seconds(5), absl::Seconds(10));
#ifndef TEXTCLEAN_SERVICE_OPS_SERVER_H_
#define TEXTCLEAN_SERVICE_OPS_SERVER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "service/ops/listener.h"

namespace textclean {

struct ServerOptions {
  std::vector<std::string> listen;  // HOST:PORT; port 0 picks a free one
  std::string health_listen = {};   // serves health alone, in plaintext; empty for none
  std::string admin_listen = {};    // serves channelz, in plaintext; empty for none
  // Makes the credentials of an address of `listen`; plaintext where it is empty.
  std::function<std::shared_ptr<grpc::ServerCredentials>()> credentials = {};
  grpc::Service* echo = nullptr;  // served beside the service; outlives the server
  std::size_t max_message_bytes = std::size_t{32} << 20;
  std::size_t max_streams_per_connection = 100;
  absl::Duration keepalive_time = absl::Minutes(1);
  absl::Duration keepalive_timeout = absl::Seconds(20);
  absl::Duration max_connection_age = absl::InfiniteDuration();
  absl::Duration max_connection_age_grace = absl::InfiniteDuration();
};

class Server {
 public:
  // Listens and serves; health is SERVING when it returns. `service` outlives the server.
  // Errors: UNAVAILABLE, with a message for whoever started the program, if an address
  // cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(grpc::Service& service, const ServerOptions& options);

  // Waits for the end of all calls, without a deadline.
  ~Server();

  // The addresses listened on, with their real ports; empty for those that are not wanted.
  const std::vector<std::string>& addresses() const { return addresses_; }
  const std::string& health_address() const { return health_address_; }
  const std::string& admin_address() const { return admin_address_; }

  // Ends the service without failing a call: health turns NOT_SERVING at once, calls are
  // accepted for `delay` more, and those in flight then have until `deadline` after that
  // before they are cancelled. Whether all connections are closed: false if a peer that does
  // not even read its socket holds one, and then this object must not be destroyed, which
  // would wait for it. Call once.
  bool Drain(absl::Duration delay, absl::Duration deadline);

 private:
  Server() = default;

  // Has `builder`'s server listen; the address with its real port. `flag` is what chose it.
  absl::StatusOr<std::string> Listen(const std::string& address, const std::string& flag,
                                     std::shared_ptr<grpc::ServerCredentials> credentials,
                                     grpc::ServerBuilder& builder);

  // In this order: connections go to the acceptors, and these belong to the servers.
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<grpc::Server> health_server_;
  std::unique_ptr<grpc::Server> admin_server_;
  std::vector<std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor>> acceptors_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::string> addresses_;
  std::string health_address_;
  std::string admin_address_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_SERVER_H_
