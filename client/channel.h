// Connections to textcleand.
//
//   absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = Connect("127.0.0.1:50051", {});
#ifndef TEXTCLEAN_CLIENT_CHANNEL_H_
#define TEXTCLEAN_CLIENT_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"

namespace textclean::client {

// Files in PEM. Without `enabled`, connections are not encrypted and the rest is not read.
struct TlsOptions {
  bool enabled = false;
  std::string ca;           // whom to trust; empty for the system's authorities
  std::string cert;         // who the caller is, for servers that ask; empty for nobody
  std::string key;          // of `cert`
  std::string server_name;  // in the server's certificate; empty for the address' host
};

// A channel that follows client/service_config.json (retries with backoff, round robin over
// what a name resolves to), but for its timeouts: this program's calls have deadlines of their
// own. Connects when it is used. Fails where a file cannot be read, with a message that names it.
absl::StatusOr<std::shared_ptr<grpc::Channel>> Connect(const std::string& server, const TlsOptions& tls);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_CHANNEL_H_
