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

bool ParseDrainTime(const std::string& text, absl::Duration& to) {
  return absl::ParseDuration(text, &to) && to >= absl::ZeroDuration() && to < absl::InfiniteDuration();
}

std::string CheckDuration(std::string& text) {
  absl::Duration duration;
  return ParseDrainTime(text, duration) ? "" : "'" + text + "' is not a duration, such as 500ms, 5s or 1m30s";
}

void AddDuration(CLI::App& app, const std::string& flag, absl::Duration& value, const std::string& help) {
  app.add_option_function<std::string>(
         flag, [&value](const std::string& text) { ParseDrainTime(text, value); }, help)
      ->type_name("DURATION")
      ->default_str(absl::FormatDuration(value))
      ->check(CLI::Validator(CheckDuration, ""));
}

void AddSize(CLI::App& app, const std::string& flag, std::size_t& value, std::size_t most, const std::string& help) {
  app.add_option(flag, value, help + "; at most " + std::to_string(most >> 20) + "MiB")
      ->type_name("SIZE")
      ->default_str(std::to_string(value >> 20) + "MiB")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(std::size_t{1}, most).description(""));
}

// An option that is one of a few words.
template <typename Enum>
void AddChoice(CLI::App& app, const std::string& flag, Enum& value, const std::map<std::string, Enum>& words,
               const std::string& type, const std::string& default_word, const std::string& help) {
  app.add_option_function<std::string>(
         flag, [&value, words](const std::string& word) { value = words.at(word); }, help)
      ->type_name(type)
      ->default_str(default_word)
      ->check(CLI::IsMember(words).description(""));
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
  app.get_formatter()->column_width(36);

  app.add_option("--listen", config.listen,
                 "Address to serve on; may be repeated. Port 0 picks a free one, which the log tells")
      ->type_name("HOST:PORT")
      ->take_all()
      ->allow_extra_args(false)
      ->check(CLI::Validator(CheckAddress, ""));
  app.add_option("--workers", config.workers,
                 "Documents that are worked on at once; the number of cores is a good choice")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1024).description(""));
  app.add_option("--queue", config.queue, "Calls that may wait for a worker; more are refused with RESOURCE_EXHAUSTED")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1'000'000).description(""));
  AddSize(app, "--max-document-bytes", config.max_document_bytes, kMostDocumentBytes,
          "Largest document; larger ones are refused with RESOURCE_EXHAUSTED");
  AddSize(app, "--max-message-bytes", config.max_message_bytes, kMostMessageBytes,
          "Largest request that is read at all; the transport cuts larger ones off");
  app.add_option("--rules", config.rules,
                 "Rule file that extends the rules that are compiled in; a bad one stops the start")
      ->type_name("FILE");
  AddDuration(app, "--drain-delay", config.drain_delay,
              "How long calls are still accepted after SIGTERM while health is NOT_SERVING already, for load balancers "
              "to look away");
  AddDuration(app, "--drain-deadline", config.drain_deadline,
              "How long calls in flight may take after that before they are cancelled");
  AddChoice(
      app, "--log-level", config.log_level,
      {{"debug", LogLevel::kDebug}, {"info", LogLevel::kInfo}, {"warn", LogLevel::kWarn}, {"error", LogLevel::kError}},
      "LEVEL", "info", "Least severe messages to log: debug, info, warn or error; a line for each call is info");
  AddChoice(app, "--log-format", config.log_format, {{"text", LogFormat::kText}, {"json", LogFormat::kJson}}, "FORMAT",
            "text", "How to log to standard error: text or json");
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
