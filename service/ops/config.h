// What the server can be told: by flags, by variables (TEXTCLEAN_MAX_DEADLINE for
// --max-deadline) and by a file; flags win over variables, and these over the file. All of it
// is checked before anything starts.
//
//   const ParsedFlags flags = ParseFlags(argc, argv);
//   if (!flags.config) return flags.exit_status;
//   Serve(*flags.config);
#ifndef TEXTCLEAN_SERVICE_OPS_CONFIG_H_
#define TEXTCLEAN_SERVICE_OPS_CONFIG_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "service/ops/log.h"

namespace textclean {

struct Config {
  bool check_only = false;  // say whether this would start, and end

  // Addresses are HOST:PORT; port 0 picks a free one; empty for none.
  std::vector<std::string> listen = {"127.0.0.1:50051"};
  bool allow_plaintext = false;  // beyond this machine
  std::string health_listen;
  std::string admin_listen;
  std::string metrics_listen;
  bool echo = false;  // serve the echo that `textclean bench` compares with

  // Paths of PEM files; empty for none.
  std::string tls_cert;
  std::string tls_key;
  std::string tls_client_ca;
  std::vector<std::string> tls_allowed_san;
  absl::Duration tls_refresh = absl::Seconds(10);

  std::size_t workers = 4;
  std::size_t queue = 256;
  std::size_t queue_bytes = std::size_t{32} << 20;
  std::size_t max_message_bytes = std::size_t{32} << 20;
  std::size_t max_document_bytes = std::size_t{16} << 20;
  absl::Duration max_deadline = absl::Minutes(1);
  std::size_t max_streams_per_connection = 100;
  std::size_t stream_documents = 32;
  std::size_t stream_bytes = std::size_t{16} << 20;
  absl::Duration keepalive_time = absl::Minutes(1);
  absl::Duration keepalive_timeout = absl::Seconds(20);
  absl::Duration max_connection_age = absl::Minutes(30);
  absl::Duration max_connection_age_grace = absl::Minutes(5);

  std::string rules;  // path of a rule file; empty for none
  LogLevel log_level = LogLevel::kInfo;
  LogFormat log_format = LogFormat::kText;
  std::size_t access_log_rate = 1000;  // lines a second
  absl::Duration drain_delay = absl::ZeroDuration();
  absl::Duration drain_deadline = absl::Seconds(5);
};

struct ParsedFlags {
  std::optional<Config> config;  // nothing if the program is to end at once
  int exit_status = 0;           // then: 0 after --help and --version, 2 for bad usage
};

// Prints help and version to standard output; to standard error every fault, each after its
// source (--FLAG, VARIABLE or FILE:KEY), with what to write instead.
ParsedFlags ParseFlags(int argc, const char* const* argv);

// The program's version, "1.2.3".
std::string_view Version();

// Prints faults, each a line, as ParseFlags() does.
void PrintFaults(const std::vector<std::string>& faults);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_CONFIG_H_
