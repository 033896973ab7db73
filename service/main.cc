// textcleand: wires the core, the service and the operations code together.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/ops/access_log.h"
#include "service/ops/config.h"
#include "service/ops/log.h"
#include "service/ops/metrics.h"
#include "service/ops/server.h"
#include "service/ops/signals.h"
#include "service/ops/this_process.h"
#include "service/ops/tls.h"
#include "service/rpc/echo.h"
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

void ReloadRules(const Config& config, EngineHolder& holder, Metrics& metrics) {
  auto engine = LoadEngine(config.rules);
  metrics.CountReload("rules", engine.ok());
  if (engine.ok()) {
    holder.Set(*std::move(engine));
    metrics.SetRules(holder.Get()->cleaner->rules_version());
    Log(LogLevel::kInfo, "reloaded the rules", {{"rules", holder.Get()->cleaner->rules_version()}});
  } else {
    Log(LogLevel::kError, "kept the old rules", {{"error", std::string(engine.status().message())}});
  }
}

void ReloadTls(CertificateStore& store, bool always, Metrics& metrics) {
  const absl::StatusOr<bool> changed = store.Reload(always);
  if (always || !changed.ok() || *changed) metrics.CountReload("tls", changed.ok());
  if (!changed.ok()) {
    Log(LogLevel::kError, "kept the old certificates", {{"error", std::string(changed.status().message())}});
  } else if (*changed) {
    metrics.SetCertificateExpiry(store.Get().material->expires);
    Log(LogLevel::kInfo, "reloaded the certificates", {{"expires", absl::FormatTime(store.Get().material->expires)}});
  }
}

// Serves until a stop signal comes, and returns it.
int WaitForStop(const Config& config, EngineHolder& holder, CertificateStore* store, Metrics& metrics) {
  while (true) {
    const int signal = WaitForSignal(store != nullptr ? config.tls_refresh : absl::Hours(1));
    if (signal == SIGTERM || signal == SIGINT) return signal;
    if (signal == SIGHUP) ReloadRules(config, holder, metrics);
    if (store != nullptr) ReloadTls(*store, signal == SIGHUP, metrics);
  }
}

// Tells both of every call.
class Telemetry final : public CallRecorder {
 public:
  Telemetry(Metrics& metrics, AccessLog& access_log) : metrics_(metrics), access_log_(access_log) {}

  void Begin(std::string_view method) override { metrics_.Begin(method); }
  void Document(const DocumentRecord& document) override { metrics_.Document(document); }
  void End(const CallRecord& call) override {
    metrics_.End(call);
    access_log_.End(call);
  }

 private:
  Metrics& metrics_;
  AccessLog& access_log_;
};

void AddReadings(const WorkerPool& pool, const AccessLog& access_log, std::size_t file_limit, Metrics& metrics) {
  metrics.AddGauge("textclean_queue_length", "Documents that wait for a worker",
                   [&pool] { return static_cast<double>(pool.load().waiting); });
  metrics.AddGauge("textclean_queue_bytes", "What the calls that wait for a worker hold",
                   [&pool] { return static_cast<double>(pool.load().waiting_bytes); });
  metrics.AddGauge("textclean_workers_busy", "Documents that are worked on",
                   [&pool] { return static_cast<double>(pool.load().running); });
  metrics.AddCounter("textclean_log_lines_dropped_total", "Log lines that standard error did not take",
                     [] { return static_cast<double>(DroppedLogLines()); });
  metrics.AddCounter("textclean_access_lines_left_out_total", "Calls without a line, above --access-log-rate",
                     [&access_log] { return static_cast<double>(access_log.left_out()); });
  metrics.AddGauge("process_resident_memory_bytes", "Resident memory",
                   [] { return static_cast<double>(ResidentBytes()); });
  metrics.AddGauge("process_open_fds", "Open file descriptors",
                   [] { return static_cast<double>(OpenFileDescriptors()); });
  metrics.AddGauge("process_max_fds", "File descriptors that may be open",
                   [file_limit] { return static_cast<double>(file_limit); });
}

int Serve(const Config& config) {
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
  Metrics metrics{std::string(Version())};
  AccessLog access_log(config.access_log_rate);
  Telemetry telemetry(metrics, access_log);
  AddReadings(pool, access_log, RaiseFileLimit(), metrics);
  metrics.SetRules(holder.Get()->cleaner->rules_version());
  if (store != nullptr) metrics.SetCertificateExpiry(store->Get().material->expires);
  TextCleanServiceImpl service(holder, pool,
                               {.max_message_bytes = config.max_message_bytes,
                                .max_document_bytes = config.max_document_bytes,
                                .max_deadline = absl::ToChronoMilliseconds(config.max_deadline),
                                .stream = {.documents = config.stream_documents, .bytes = config.stream_bytes}},
                               telemetry);
  EchoServiceImpl echo;
  ServerOptions options = ToServerOptions(config);
  if (config.echo) options.echo = &echo;
  if (store != nullptr) {
    options.credentials = [&] { return TlsCredentials(*store, config.tls_allowed_san, telemetry); };
  }
  const auto server = Server::Start(service, options);
  if (!server.ok()) return Fail(server.status());
  std::unique_ptr<MetricsEndpoint> endpoint;
  if (!config.metrics_listen.empty()) {
    auto started = MetricsEndpoint::Start(config.metrics_listen, metrics);
    if (!started.ok()) return Fail(started.status());
    endpoint = *std::move(started);
  }
  const std::string transport = store == nullptr ? "plaintext" : store->wants_clients() ? "mtls" : "tls";
  for (const std::string& address : (*server)->addresses()) {
    Log(LogLevel::kInfo, "listening",
        {{"address", address}, {"transport", transport}, {"rules", holder.Get()->cleaner->rules_version()}});
  }
  if (store == nullptr) Log(LogLevel::kWarn, "serving without TLS: what is sent can be read on its way");
  for (const auto& [service_name, address] :
       {std::pair<std::string, std::string>("health", (*server)->health_address()),
        {"admin", (*server)->admin_address()},
        {"metrics", endpoint != nullptr ? endpoint->address() : ""}}) {
    if (!address.empty()) Log(LogLevel::kInfo, "serving " + service_name, {{service_name + "_address", address}});
  }

  const int signal = WaitForStop(config, holder, store.get(), metrics);
  ExitAtNextStopSignal();
  Log(LogLevel::kInfo, "draining", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
  service.DrainStreams();
  const bool closed = (*server)->Drain(config.drain_delay, config.drain_deadline);
  Log(LogLevel::kInfo, "stopped", {{"connections", closed ? "closed" : "abandoned"}});
  if (!closed) {
    StopLogging();
    std::_Exit(0);
  }
  return 0;
}

int Main(int argc, char** argv) {
  OpenStandardStreams();
  BlockSignals();
  const ParsedFlags flags = ParseFlags(argc, argv);
  if (!flags.config) return flags.exit_status;
  if (flags.config->check_only) return CheckFiles(*flags.config);
  StartLogging(flags.config->log_level, flags.config->log_format);
  const int status = Serve(*flags.config);
  StopLogging();
  return status;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
