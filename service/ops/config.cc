#include "service/ops/config.h"

#include <cstdlib>
#include <iostream>

#include "CLI/CLI.hpp"
#include "service/ops/settings.h"

namespace textclean {
namespace {

constexpr int kBadUsage = 2;

// Offsets are 32 bits wide and a response may hold many times the document's size; what
// is larger than this is no page.
constexpr std::size_t kMostDocumentBytes = std::size_t{64} << 20;
constexpr std::size_t kMostMessageBytes = std::size_t{1} << 30;
constexpr std::size_t kMostQueueBytes = std::size_t{16} << 30;

void AddAll(Settings& settings, Config& config) {
  const absl::Duration none = absl::ZeroDuration();
  settings.AddAddresses("listen", config.listen,
                        "Address to serve on; may be repeated. Port 0 picks a free one, which the log tells");
  settings.AddSwitch("allow-plaintext", config.allow_plaintext,
                     "Serve without TLS on addresses that other machines reach, for a network that is trusted");
  settings.AddSwitch("echo", config.echo, "Also serve the echo that textclean bench --compare-echo compares with");
  settings.AddText("tls-cert", config.tls_cert, "FILE",
                   "Certificate chain of the server, PEM; with --tls-key, it serves TLS 1.2 and later alone");
  settings.AddText("tls-key", config.tls_key, "FILE", "Private key of the certificate, PEM");
  settings.AddText("tls-client-ca", config.tls_client_ca, "FILE",
                   "Authorities of clients, PEM; callers must then show a certificate that one of these signed");
  settings.AddTexts("tls-allowed-san", config.tls_allowed_san, "NAME",
                    "DNS name or URI that a client's certificate must hold, one of those given; may be repeated");
  settings.AddDuration(
      "tls-refresh", config.tls_refresh, absl::Milliseconds(100),
      "How often the TLS files are looked at; changed ones serve new connections. SIGHUP does at once");
  settings.AddAddress("health-listen", config.health_listen,
                      "Address that serves health alone, without TLS, for probes that show no certificate");
  settings.AddAddress("metrics-listen", config.metrics_listen, "Address that serves metrics for Prometheus, over HTTP");
  settings.AddAddress("admin-listen", config.admin_listen, "Loopback address that serves channelz");

  settings.AddCount("workers", config.workers, 1, 1024,
                    "Documents that are worked on at once; the number of cores is a good choice");
  settings.AddCount("queue", config.queue, 1, 1'000'000,
                    "Calls that may wait for a worker; more are refused with RESOURCE_EXHAUSTED");
  settings.AddSize("queue-bytes", config.queue_bytes, kMostQueueBytes, "What the calls that wait may hold together");
  settings.AddSize("max-document-bytes", config.max_document_bytes, kMostDocumentBytes,
                   "Largest document; larger ones are refused with RESOURCE_EXHAUSTED");
  settings.AddSize("max-message-bytes", config.max_message_bytes, kMostMessageBytes,
                   "Largest request; larger ones are refused with RESOURCE_EXHAUSTED, those larger by 8MiB by the "
                   "transport, without a reason");
  settings.AddDuration("max-deadline", config.max_deadline, absl::Milliseconds(1),
                       "Ceiling of deadlines: a call that waited for longer, whatever its own says, is not begun and "
                       "ends with DEADLINE_EXCEEDED");
  settings.AddCount("max-streams-per-connection", config.max_streams_per_connection, 1, 1'000'000,
                    "Calls under way on one connection; a client holds back more");
  settings.AddCount("stream-documents", config.stream_documents, 1, 100'000,
                    "Documents of one Process stream under way; no more are read before answers are taken");
  settings.AddSize("stream-bytes", config.stream_bytes, kMostQueueBytes, "What these and their answers may hold");
  settings.AddDuration("keepalive-time", config.keepalive_time, absl::Seconds(1),
                       "Silence on a connection after which the peer is pinged");
  settings.AddDuration("keepalive-timeout", config.keepalive_timeout, absl::Seconds(1),
                       "How long a ping may go unanswered before the connection is closed");
  settings.AddDuration("max-connection-age", config.max_connection_age, absl::Milliseconds(100),
                       "Age at which a connection takes no further calls, so that clients find new servers");
  settings.AddDuration("max-connection-age-grace", config.max_connection_age_grace, none,
                       "How long calls on such a connection may go on");

  settings.AddText("rules", config.rules, "FILE",
                   "Rule file that extends the rules that are compiled in; a bad one stops the start. SIGHUP reads it "
                   "again");
  settings.AddDuration("drain-delay", config.drain_delay, none,
                       "How long calls are still accepted after SIGTERM while health is NOT_SERVING already, for load "
                       "balancers to look away");
  settings.AddDuration("drain-deadline", config.drain_deadline, none,
                       "How long calls in flight may take after that before they are cancelled");
  settings.AddChoice<LogLevel>(
      "log-level", config.log_level,
      {{"debug", LogLevel::kDebug}, {"info", LogLevel::kInfo}, {"warn", LogLevel::kWarn}, {"error", LogLevel::kError}},
      "LEVEL", "Least severe messages to log: debug, info, warn or error; a line for each call is info");
  settings.AddChoice<LogFormat>("log-format", config.log_format,
                                {{"text", LogFormat::kText}, {"json", LogFormat::kJson}}, "FORMAT",
                                "How to log to standard error: text or json");
  settings.AddCount("access-log-rate", config.access_log_rate, 0, 1'000'000,
                    "Lines a second for calls; the number of those left out is told");
}

// What no setting can see alone.
void CheckTogether(const Config& config, Settings& settings) {
  const auto fault = [&settings](const std::string& name, const std::string& what) {
    settings.AddFault(settings.Source(name), what);
  };
  if (config.max_document_bytes > config.max_message_bytes) {
    fault("max-document-bytes", "is larger than --max-message-bytes, so that no such document could arrive");
  }
  if (config.max_message_bytes > config.queue_bytes) {
    fault("queue-bytes", "is less than --max-message-bytes, so that such a request could never wait");
  }
  if (!config.tls_cert.empty() && config.tls_key.empty()) fault("tls-cert", "needs --tls-key");
  if (!config.tls_key.empty() && config.tls_cert.empty()) fault("tls-key", "needs --tls-cert");
  if (!config.tls_client_ca.empty() && config.tls_cert.empty()) fault("tls-client-ca", "needs --tls-cert");
  if (!config.tls_allowed_san.empty() && config.tls_client_ca.empty()) {
    fault("tls-allowed-san", "needs --tls-client-ca, without which callers show no certificate");
  }
  if (config.tls_cert.empty() && !config.allow_plaintext) {
    for (const std::string& address : config.listen) {
      if (IsLoopback(address)) continue;
      fault("listen", address + " is reached by other machines, and without TLS others read what is sent: set " +
                          "--tls-cert and --tls-key, or --allow-plaintext where the network is trusted");
    }
  }
  if (!config.admin_listen.empty() && !IsLoopback(config.admin_listen)) {
    fault("admin-listen", config.admin_listen + " is not a loopback address, such as 127.0.0.1:50052");
  }
}

}  // namespace

std::string_view Version() { return TEXTCLEAN_VERSION; }

void PrintFaults(const std::vector<std::string>& faults) {
  std::cerr << "textcleand: " << faults.size() << (faults.size() == 1 ? " fault" : " faults")
            << " in the configuration; see textcleand --help\n";
  for (const std::string& fault : faults) std::cerr << "  " << fault << '\n';
}

ParsedFlags ParseFlags(int argc, const char* const* argv) {
  Config config;
  Settings settings;
  AddAll(settings, config);

  CLI::App app(
      "Serves textclean.v1.TextCleanService: finds the article in scraped Korean pages.\n"
      "SIGTERM and SIGINT end it: health turns NOT_SERVING, calls in flight are finished.\n"
      "SIGHUP reads the rules and TLS files again.\n\n"
      "Each setting is a flag, --max-deadline=5s, a variable, TEXTCLEAN_MAX_DEADLINE=5s, or a line of a file,\n"
      "max-deadline = \"5s\". Flags win over variables, these over the file. What may be repeated is separated by\n"
      "commas in a variable, and is an array [\"...\", \"...\"] in the file.",
      "textcleand");
  app.set_version_flag("--version", "textcleand " TEXTCLEAN_VERSION);
  app.get_formatter()->column_width(40);
  app.allow_extras();
  std::string file;
  app.add_option("--config", file, "File of settings, as TOML")->type_name("FILE");
  app.add_flag("--check-config", config.check_only,
               "Say OK, or everything that is wrong, rules and TLS files included, and end with 0 or 2")
      ->disable_flag_override();
  settings.AddFlags(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return {std::nullopt, app.exit(help, std::cout, std::cerr)};
  } catch (const CLI::CallForVersion& version) {
    return {std::nullopt, app.exit(version, std::cout, std::cerr)};
  } catch (const CLI::ParseError& error) {
    PrintFaults({error.what()});
    return {std::nullopt, kBadUsage};
  }
  if (const char* variable = std::getenv("TEXTCLEAN_CONFIG"); file.empty() && variable != nullptr) file = variable;

  if (!file.empty()) settings.TakeFile(file);
  settings.TakeVariables();
  settings.TakeFlags();
  for (const std::string& extra : app.remaining()) settings.AddFault(extra, "there is no such flag");
  CheckTogether(config, settings);
  if (!settings.faults().empty()) {
    PrintFaults(settings.faults());
    return {std::nullopt, kBadUsage};
  }
  return {config, 0};
}

}  // namespace textclean
