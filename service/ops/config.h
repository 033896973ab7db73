// What the server can be told on its command line, checked as a whole.
//
//   const ParsedFlags flags = ParseFlags(argc, argv);
//   if (!flags.config) return flags.exit_status;
//   Serve(*flags.config);
#ifndef TEXTCLEAN_SERVICE_OPS_CONFIG_H_
#define TEXTCLEAN_SERVICE_OPS_CONFIG_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/ops/log.h"

namespace textclean {

struct Config {
  std::vector<std::string> listen = {"127.0.0.1:50051"};  // HOST:PORT; port 0 picks a free one
  std::size_t workers = 4;
  std::size_t queue = 256;
  std::size_t max_message_bytes = std::size_t{32} << 20;
  std::size_t max_document_bytes = std::size_t{16} << 20;
  std::string rules;  // path of a rule file; empty for none
  LogLevel log_level = LogLevel::kInfo;
  LogFormat log_format = LogFormat::kText;
  absl::Duration drain_delay = absl::ZeroDuration();
  absl::Duration drain_deadline = absl::Seconds(5);
};

struct ParsedFlags {
  std::optional<Config> config;  // nothing if the program is to end at once
  int exit_status = 0;           // then: 0 after --help and --version, 2 for bad usage
};

// Prints help and version to standard output; to standard error what is wrong with a flag
// and what to write instead.
ParsedFlags ParseFlags(int argc, const char* const* argv);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_CONFIG_H_
