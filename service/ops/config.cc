#include "service/ops/config.h"

#include <iostream>
#include <map>
#include <string_view>

#include "CLI/CLI.hpp"
#include "absl/strings/numbers.h"

namespace textclean {
namespace {

constexpr int kBadUsage = 2;

// Offsets are 32 bits wide and a response may hold many times the document's size; what
// is larger than this is no page.
constexpr std::size_t kMostDocumentBytes = std::size_t{64} << 20;
constexpr std::size_t kMostMessageBytes = std::size_t{1} << 30;

std::string CheckAddress(std::string& address) {
  const std::size_t colon = address.rfind(':');
  int port = -1;
  if (colon == std::string::npos || colon == 0 || !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return "'" + address + "' is not HOST:PORT, such as 127.0.0.1:50051 or [::]:50051";
  }
  return {};
}

// Reads "250ms", "5s", "1m30s" into `to`.
CLI::callback_t DurationInto(absl::Duration& to) {
  return [&to](const CLI::results_t& values) {
    absl::Duration duration;
    if (!absl::ParseDuration(values.front(), &duration) || duration < absl::ZeroDuration() ||
        duration == absl::InfiniteDuration()) {
      return false;
    }
    to = duration;
    return true;
  };
}

void AddDuration(CLI::App& app, const std::string& flag, absl::Duration& value, const std::string& help) {
  app.add_option(flag, DurationInto(value), help)->type_name("DURATION")->default_str(absl::FormatDuration(value));
}

}  // namespace

ParsedFlags ParseFlags(int argc, const char* const* argv) {
  Config config;
  CLI::App app(
      "Serves textclean.v1.TextCleanService: finds the article in scraped Korean pages.\n"
      "SIGTERM and SIGINT end it: health turns NOT_SERVING, calls in flight are finished.",
      "textcleand");
  app.set_version_flag("--version", "textcleand " TEXTCLEAN_VERSION);
  app.option_defaults()->always_capture_default();

  app.add_option("--listen", config.listen,
                 "Address to serve on; may be repeated. Port 0 picks a free one, which the log tells")
      ->type_name("HOST:PORT")
      ->take_all()
      ->allow_extra_args(false)
      ->check(CLI::Validator(CheckAddress, ""));
  app.add_option("--workers", config.workers,
                 "Documents that are worked on at once; the number of cores is a good choice")
      ->check(CLI::Range(1, 1024));
  app.add_option("--queue", config.queue, "Calls that may wait for a worker; more are refused with RESOURCE_EXHAUSTED")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--max-document-bytes", config.max_document_bytes,
                 "Largest document; larger ones are refused with RESOURCE_EXHAUSTED")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::size_t{1}, kMostDocumentBytes));
  app.add_option("--max-message-bytes", config.max_message_bytes,
                 "Largest request that is read at all; the transport cuts larger ones off")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::size_t{1}, kMostMessageBytes));
  AddDuration(
      app, "--drain-delay", config.drain_delay,
      "How long calls are still accepted after SIGTERM, health already NOT_SERVING, so that balancers look away");
  AddDuration(app, "--drain-deadline", config.drain_deadline,
              "How long calls in flight may take after that before they are cancelled");
  app.add_option("--log-level", config.log_level, "Least severe messages to log: debug, info, warn or error")
      ->transform(CLI::CheckedTransformer(std::map<std::string, LogLevel>{{"debug", LogLevel::kDebug},
                                                                          {"info", LogLevel::kInfo},
                                                                          {"warn", LogLevel::kWarn},
                                                                          {"error", LogLevel::kError}}));
  app.add_option("--log-format", config.log_format, "How to log to standard error: text or json")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, LogFormat>{{"text", LogFormat::kText}, {"json", LogFormat::kJson}}));
  app.final_callback([&config] {
    if (config.max_document_bytes > config.max_message_bytes) {
      throw CLI::ValidationError("--max-document-bytes",
                                 "is larger than --max-message-bytes, so that no such document could arrive");
    }
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error, std::cout, std::cerr) == 0 ? 0 : kBadUsage};
  }
  return {config, 0};
}

}  // namespace textclean
