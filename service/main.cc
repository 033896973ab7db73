// textcleand: wires the core, the service and the operations code together.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/ops/config.h"
#include "service/ops/log.h"
#include "service/ops/server.h"
#include "service/ops/signals.h"
#include "service/ops/tls.h"
#include "service/rpc/engine.h"
#include "service/rpc/service.h"
#include "service/rpc/worker_pool.h"

namespace textclean {
namespace {

constexpr int kBadConfig = 2;

int Fail(const absl::Status& status) {
  Log(LogLevel::kError, std::string(status.message()));
  return 1;
}

TlsFiles ToTlsFiles(const Config& config) {
  return {.cert = config.tls_cert, .key = config.tls_key, .client_ca = config.tls_client_ca};
}

ServerOptions ToServerOptions(const Config& config) {
  return {.listen = config.listen,
          .health_listen = config.health_listen,
          .admin_listen = config.admin_listen,
          .max_message_bytes = config.max_message_bytes,
          .max_streams_per_connection = config.max_streams_per_connection,
          .keepalive_time = config.keepalive_time,
          .keepalive_timeout = config.keepalive_timeout,
          .max_connection_age = config.max_connection_age,
          .max_connection_age_grace = config.max_connection_age_grace};
}

// Says OK, or what would stop the start.
int CheckFiles(const Config& config) {
  std::vector<std::string> faults;
  if (const auto engine = LoadEngine(config.rules); !engine.ok()) faults.emplace_back(engine.status().message());
  if (!config.tls_cert.empty()) {
    if (const auto tls = LoadTls(ToTlsFiles(config)); !tls.ok()) faults.emplace_back(tls.status().message());
  }
  if (faults.empty()) {
    std::cout << "OK\n";
    return 0;
  }
  PrintFaults(faults);
  return kBadConfig;
}

void ReloadRules(const Config& config, EngineHolder& holder) {
  auto engine = LoadEngine(config.rules);
  if (engine.ok()) {
    holder.Set(*std::move(engine));
    Log(LogLevel::kInfo, "reloaded the rules", {{"rules", holder.Get()->cleaner->rules_version()}});
  } else {
    Log(LogLevel::kError, "kept the old rules", {{"error", std::string(engine.status().message())}});
  }
}

void ReloadTls(CertificateStore& store, bool always) {
  const absl::StatusOr<bool> changed = store.Reload(always);
  if (!changed.ok()) {
    Log(LogLevel::kError, "kept the old certificates", {{"error", std::string(changed.status().message())}});
  } else if (*changed) {
    Log(LogLevel::kInfo, "reloaded the certificates", {{"expires", absl::FormatTime(store.Get().material->expires)}});
  }
}

// Serves until a stop signal comes, and returns it.
int WaitForStop(const Config& config, EngineHolder& holder, CertificateStore* store) {
  while (true) {
    const int signal = WaitForSignal(store != nullptr ? config.tls_refresh : absl::Hours(1));
    if (signal == SIGTERM || signal == SIGINT) return signal;
    if (signal == SIGHUP) ReloadRules(config, holder);
    if (store != nullptr) ReloadTls(*store, signal == SIGHUP);
  }
}

int Main(int argc, char** argv) {
  BlockSignals();
  const ParsedFlags flags = ParseFlags(argc, argv);
  if (!flags.config) return flags.exit_status;
  const Config& config = *flags.config;
  if (config.check_only) return CheckFiles(config);
  StartLogging(config.log_level, config.log_format);

  auto engine = LoadEngine(config.rules);
  if (!engine.ok()) return Fail(engine.status());
  EngineHolder holder(*std::move(engine));
  std::unique_ptr<CertificateStore> store;
  if (!config.tls_cert.empty()) {
    auto created = CertificateStore::Create(ToTlsFiles(config));
    if (!created.ok()) return Fail(created.status());
    store = *std::move(created);
  }
  WorkerPool pool({.workers = config.workers, .queue = config.queue, .queue_bytes = config.queue_bytes});
  AccessLog access_log;
  TextCleanServiceImpl service(holder, pool,
                               {.max_message_bytes = config.max_message_bytes,
                                .max_document_bytes = config.max_document_bytes,
                                .max_deadline = absl::ToChronoMilliseconds(config.max_deadline)},
                               access_log);
  ServerOptions options = ToServerOptions(config);
  if (store != nullptr) {
    options.credentials = [&] { return TlsCredentials(*store, config.tls_allowed_san, access_log); };
  }
  const auto server = Server::Start(service, options);
  if (!server.ok()) return Fail(server.status());
  const std::string transport = store == nullptr ? "plaintext" : store->wants_clients() ? "mtls" : "tls";
  for (const std::string& address : (*server)->addresses()) {
    Log(LogLevel::kInfo, "listening",
        {{"address", address}, {"transport", transport}, {"rules", holder.Get()->cleaner->rules_version()}});
  }
  if (store == nullptr) Log(LogLevel::kWarn, "serving without TLS: what is sent can be read on its way");
  for (const auto& [service_name, address] :
       {std::pair<std::string, std::string>("health", (*server)->health_address()),
        {"admin", (*server)->admin_address()}}) {
    if (!address.empty()) Log(LogLevel::kInfo, "serving " + service_name, {{service_name + "_address", address}});
  }

  const int signal = WaitForStop(config, holder, store.get());
  ExitAtNextStopSignal();
  Log(LogLevel::kInfo, "draining", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
  service.DrainStreams();
  const bool closed = (*server)->Drain(config.drain_delay, config.drain_deadline);
  Log(LogLevel::kInfo, "stopped", {{"connections", closed ? "closed" : "abandoned"}});
  if (!closed) std::_Exit(0);
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
