// A gRPC server with what every server needs around its service: the standard health
// service (for "" and for the service's name), reflection, keepalive, limits, drain.
//
//   absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(service, {.listen = {"127.0.0.1:0"}});
//   ... (*server)->addresses().front() ...
//   (*server)->Drain(absl::Seconds(5), absl::Seconds(10));
#ifndef TEXTCLEAN_SERVICE_OPS_SERVER_H_
#define TEXTCLEAN_SERVICE_OPS_SERVER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/server.h"

namespace textclean {

struct ServerOptions {
  std::vector<std::string> listen;  // HOST:PORT; port 0 picks a free one
  std::size_t max_message_bytes = std::size_t{32} << 20;
};

class Server {
 public:
  // Listens and serves; health is SERVING when it returns. `service` outlives the server.
  // Errors: UNAVAILABLE, with a message for whoever started the program, if an address
  // cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(grpc::Service& service, const ServerOptions& options);

  // The addresses listened on, with their real ports.
  const std::vector<std::string>& addresses() const { return addresses_; }

  // Ends the service without failing a call: health turns NOT_SERVING at once, calls are
  // accepted for `delay` more, and those in flight then have until `deadline` after that
  // before they are cancelled. Whether all connections are closed: false if a peer that does
  // not even read its socket holds one, and then this object must not be destroyed, which
  // would wait for it. Call once.
  bool Drain(absl::Duration delay, absl::Duration deadline);

 private:
  Server(std::unique_ptr<grpc::Server> server, std::vector<std::string> addresses)
      : server_(std::move(server)), addresses_(std::move(addresses)) {}

  std::unique_ptr<grpc::Server> server_;
  std::vector<std::string> addresses_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_SERVER_H_
