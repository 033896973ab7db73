#include "client/channel.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <string_view>

#include "client/input.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace textclean {
extern const std::string_view kServiceConfig;  // service_config.json
}  // namespace textclean

namespace textclean::client {
namespace {

// A dead connection shows after so long without traffic, though no packet says so. Servers
// call more than one ping in ten seconds impolite.
constexpr int kKeepaliveMs = 20'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

// gRPC takes the shorter of a method's timeout and a call's deadline; --deadline may be longer.
std::string WithoutTimeouts(std::string_view config) {
  google::protobuf::Struct parsed;
  std::string text(config);
  if (!google::protobuf::util::JsonStringToMessage(text, &parsed).ok()) return text;
  auto& methods = *(*parsed.mutable_fields())["methodConfig"].mutable_list_value();
  for (auto& method : *methods.mutable_values()) method.mutable_struct_value()->mutable_fields()->erase("timeout");
  text.clear();
  // A Struct that came from JSON has its JSON.
  (void)google::protobuf::util::MessageToJsonString(parsed, &text);
  return text;
}

absl::Status ReadPem(const std::string& file, std::string& to) {
  if (file.empty()) return absl::OkStatus();
  absl::StatusOr<std::string> pem = ReadInput(file);
  if (!pem.ok()) return {pem.status().code(), file + ": " + std::string(pem.status().message())};
  to = *std::move(pem);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> Connect(const std::string& server, const TlsOptions& tls) {
  grpc::ChannelArguments arguments;
  // The ledger of a large page is larger than gRPC's default of 4 MiB. The server is the
  // caller's own, and its answers are bounded by what it is sent.
  arguments.SetMaxReceiveMessageSize(-1);
  // http_proxy speaks of the web; gRPC would send even 127.0.0.1 through it.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  // Channels with the same arguments would share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetServiceConfigJSON(WithoutTimeouts(kServiceConfig));
  if (!tls.enabled) return grpc::CreateCustomChannel(server, grpc::InsecureChannelCredentials(), arguments);

  grpc::SslCredentialsOptions options;
  for (const auto& [file, to] :
       {std::pair(&tls.ca, &options.pem_root_certs), std::pair(&tls.cert, &options.pem_cert_chain),
        std::pair(&tls.key, &options.pem_private_key)}) {
    if (absl::Status status = ReadPem(*file, *to); !status.ok()) return status;
  }
  if (!tls.server_name.empty()) arguments.SetSslTargetNameOverride(tls.server_name);
  return grpc::CreateCustomChannel(server, grpc::SslCredentials(options), arguments);
}

}  // namespace textclean::client
