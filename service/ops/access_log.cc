#include "service/ops/access_log.h"

#include <chrono>
#include <utility>

#include "service/ops/log.h"

namespace textclean {
namespace {

std::int64_t Second() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now()).time_since_epoch().count();
}

void TellLeftOut(std::uint64_t count) {
  if (count > 0) Log(LogLevel::kInfo, "access lines left out", {{"count", count}});
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

}  // namespace

AccessLog::~AccessLog() { TellLeftOut(untold_); }

void AccessLog::End(const CallRecord& call) {
  std::uint64_t told = 0;
  {
    const std::lock_guard lock(mutex_);
    if (const std::int64_t now = Second(); now != second_) {
      second_ = now;
      lines_ = 0;
      told = std::exchange(untold_, 0);
    }
    if (lines_ == most_per_second_) {
      ++untold_;
      ++left_out_;
      return;
    }
    ++lines_;
  }
  TellLeftOut(told);
  LogCall(call);
}

std::uint64_t AccessLog::left_out() const {
  const std::lock_guard lock(mutex_);
  return left_out_;
}

}  // namespace textclean
