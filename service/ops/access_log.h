// One line for each call, up to so many a second; more are left out, and their number is
// told by a line of its own in a later second or at the end.
//
//   AccessLog access_log(1000);   // a CallRecorder
#ifndef TEXTCLEAN_SERVICE_OPS_ACCESS_LOG_H_
#define TEXTCLEAN_SERVICE_OPS_ACCESS_LOG_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "service/rpc/record.h"

namespace textclean {

class AccessLog final : public CallRecorder {
 public:
  explicit AccessLog(std::size_t most_per_second) : most_per_second_(most_per_second) {}
  // Tells of lines left out since the last time.
  ~AccessLog() override;

  void Begin(std::string_view) override {}
  void Document(const DocumentRecord&) override {}
  void End(const CallRecord& call) override;

  // In all.
  std::uint64_t left_out() const;

 private:
  const std::size_t most_per_second_;
  mutable std::mutex mutex_;
  std::int64_t second_ = 0;
  std::size_t lines_ = 0;     // in that second
  std::uint64_t untold_ = 0;  // left out, and no line says so yet
  std::uint64_t left_out_ = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_ACCESS_LOG_H_
