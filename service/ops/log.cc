#include "service/ops/log.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace textclean {
namespace {

LogFormat log_format = LogFormat::kText;

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarn:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// As a JSON string and as a quoted text value alike. Bytes from 0x80 on stand as they are.
void AppendQuoted(std::string_view value, std::string& out) {
  out += '"';
  for (const char c : value) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

bool IsBare(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._:/[]%@+").find(c) != std::string_view::npos;
  });
}

// protobuf's messages name fields and types, never values. A caller can bring them about
// by a bad request, which its access line tells already: they are for debugging.
void LogProtobuf(google::protobuf::LogLevel level, const char*, int, const std::string& message) {
  Log(level == google::protobuf::LOGLEVEL_FATAL ? LogLevel::kError : LogLevel::kDebug, message,
      {{"library", "protobuf"}});
}

void LogGrpc(gpr_log_func_args* args) {
  const LogLevel level = args->severity == GPR_LOG_SEVERITY_ERROR  ? LogLevel::kWarn
                         : args->severity == GPR_LOG_SEVERITY_INFO ? LogLevel::kInfo
                                                                   : LogLevel::kDebug;
  Log(level, args->message, {{"library", "grpc"}});
}

}  // namespace

LogField::LogField(std::string_view key_in, double value_in)
    : key(key_in), value(fmt::format("{:.3f}", value_in)), is_number(true) {}

void StartLogging(LogLevel level, LogFormat format) {
  log_format = format;
  const auto logger = std::make_shared<spdlog::logger>("textcleand", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(ToSpdlog(level));
  // A JSON event continues the object that the pattern opens.
  logger->set_pattern(format == LogFormat::kJson ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                                 : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                      spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(logger);
  google::protobuf::SetLogHandler(LogProtobuf);
  gpr_set_log_function(LogGrpc);
}

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  spdlog::logger& logger = *spdlog::default_logger_raw();
  if (!logger.should_log(ToSpdlog(level))) return;
  logger.log(ToSpdlog(level), spdlog::string_view_t(FormatEvent(log_format, message, fields)));
}

void LogCall(const CallRecord& record) {
  const auto milliseconds = [](std::chrono::microseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
  };
  Log(LogLevel::kInfo, "call",
      {{"method", record.method},
       {"code", absl::StatusCodeToString(record.code)},
       {"reason", record.reason.empty() ? "-" : record.reason},
       {"duration_ms", milliseconds(record.duration)},
       {"wait_ms", milliseconds(record.wait)},
       {"request_bytes", record.request_bytes},
       {"response_bytes", record.response_bytes},
       {"kept_chars", record.kept_chars},
       {"removed_chars", record.removed_chars},
       {"documents", record.documents},
       {"peer", record.peer},
       {"request_id", record.ids.request_id},
       {"traceparent", record.ids.traceparent.empty() ? "-" : record.ids.traceparent}});
}

std::string FormatEvent(LogFormat format, std::string_view message, std::initializer_list<LogField> fields) {
  const bool json = format == LogFormat::kJson;
  std::string line;
  if (json) {
    line += "\"message\":";
    AppendQuoted(message, line);
  } else {
    line += message;
  }
  for (const LogField& field : fields) {
    line += json ? ",\"" : " ";
    line += field.key;
    line += json ? "\":" : "=";
    if (field.is_number || (!json && IsBare(field.value))) {
      line += field.value;
    } else {
      AppendQuoted(field.value, line);
    }
  }
  return line;
}

}  // namespace textclean
