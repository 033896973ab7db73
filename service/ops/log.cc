#include "service/ops/log.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <utility>

#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "service/ops/line_writer.h"
#include "spdlog/sinks/base_sink.h"
#include "spdlog/spdlog.h"

namespace textclean {
namespace {

// A second's worth of access lines at full speed; some megabytes.
constexpr std::size_t kMostLines = 8192;

LogFormat log_format = LogFormat::kText;
std::shared_ptr<LineWriter> writer;  // null before StartLogging()

// Where it was closed from the start, a descriptor that gRPC opened before main() may have its number.
bool HasStandardError() {
  std::array<char, 64> target{};
  const ssize_t size = readlink("/proc/self/fd/2", target.data(), target.size());
  return size < 0 || !std::string_view(target.data(), static_cast<std::size_t>(size)).starts_with("anon_inode:");
}

class WriterSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit WriterSink(std::shared_ptr<LineWriter> to) : to_(std::move(to)) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    to_->Write({line.data(), line.size()});
  }
  void flush_() override {}

  const std::shared_ptr<LineWriter> to_;
};

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
  if (level == google::protobuf::LOGLEVEL_FATAL) StopLogging();  // it aborts next
}

void LogGrpc(gpr_log_func_args* args) {
  const LogLevel level = args->severity == GPR_LOG_SEVERITY_ERROR  ? LogLevel::kWarn
                         : args->severity == GPR_LOG_SEVERITY_INFO ? LogLevel::kInfo
                                                                   : LogLevel::kDebug;
  Log(level, args->message, {{"library", "grpc"}});
  if (std::string_view(args->message).starts_with("assertion failed")) StopLogging();  // it aborts next
}

}  // namespace

LogField::LogField(std::string_view key_in, double value_in)
    : key(key_in), value(fmt::format("{:.3f}", value_in)), is_number(true) {}

void StartLogging(LogLevel level, LogFormat format) {
  log_format = format;
  StopLogging();
  writer = std::make_shared<LineWriter>(HasStandardError() ? STDERR_FILENO : -1, kMostLines);
  const auto logger = std::make_shared<spdlog::logger>("textcleand", std::make_shared<WriterSink>(writer));
  logger->set_level(ToSpdlog(level));
  // A JSON event continues the object that the pattern opens.
  logger->set_pattern(format == LogFormat::kJson ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                                 : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                      spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(logger);
  google::protobuf::SetLogHandler(LogProtobuf);
  gpr_set_log_function(LogGrpc);
}

void StopLogging() {
  if (writer != nullptr) writer->Stop();
}

std::uint64_t DroppedLogLines() { return writer != nullptr ? writer->dropped() : 0; }

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  spdlog::logger& logger = *spdlog::default_logger_raw();
  if (!logger.should_log(ToSpdlog(level))) return;
  logger.log(ToSpdlog(level), spdlog::string_view_t(FormatEvent(log_format, message, fields)));
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
