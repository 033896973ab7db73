// The server's log: one line per event to standard error, with an ISO 8601 time in UTC,
// a level, a message and fields. Never holds text of a page.
//
//   2026-11-08T01:02:03.456Z info listening address=127.0.0.1:50051
//   {"time":"2026-11-08T01:02:03.456Z","level":"info","message":"listening","address":"127.0.0.1:50051"}
//
// Thread-safe after StartLogging(). What gRPC and protobuf have to say comes here too.
//
//   StartLogging(LogLevel::kInfo, LogFormat::kText);
//   Log(LogLevel::kInfo, "listening", {{"address", address}});
#ifndef TEXTCLEAN_SERVICE_OPS_LOG_H_
#define TEXTCLEAN_SERVICE_OPS_LOG_H_

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace textclean {

enum class LogLevel { kDebug, kInfo, kWarn, kError };
enum class LogFormat { kText, kJson };

// A fact of an event. In text, a value with anything but letters, digits and common
// punctuation is quoted.
struct LogField {
  LogField(std::string_view key_in, std::string_view value_in) : key(key_in), value(value_in) {}
  LogField(std::string_view key_in, double value_in);
  LogField(std::string_view key_in, std::integral auto value_in)
      : key(key_in), value(std::to_string(value_in)), is_number(true) {}

  std::string_view key;
  std::string value;
  bool is_number = false;
};

// Lines are written by a thread of their own: logging never waits for standard error, and
// lines that it does not take are dropped, the oldest first. Call before other threads log.
void StartLogging(LogLevel level, LogFormat format);

// Writes what waits, for about a second at most; nothing is logged after.
void StopLogging();

// Lines dropped so far.
std::uint64_t DroppedLogLines();

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

// An event as one line without time and level, as Log() writes it.
std::string FormatEvent(LogFormat format, std::string_view message, std::initializer_list<LogField> fields);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_LOG_H_
