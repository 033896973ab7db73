#include "service/rpc/unary_call.h"

#include <chrono>
#include <exception>
#include <utility>

#include "service/rpc/status.h"
#include "service/text/error.h"

namespace textclean {
namespace {

using Clock = std::chrono::steady_clock;

// About the time in which a full default queue of common pages empties.
constexpr int kQueueRetryMs = 100;

std::chrono::microseconds Since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

// Deletes itself when gRPC is done with it, which may be on another thread while
// Finish() still returns: nothing touches the object after Finish().
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(const UnaryCallContext& call, std::string_view method, const CallRecorder& recorder, UnaryWork work)
      : call_(call), recorder_(recorder), work_(std::move(work)) {
    record_.method = method;
    record_.peer = call.context->peer();
    record_.request_bytes = call.request->Length();
  }

  void Run() {
    record_.wait = Since(begin_);
    if (call_.context->deadline() <= std::chrono::system_clock::now()) {
      End(absl::DeadlineExceededError("the deadline passed before the call was begun"));
    } else if (call_.context->IsCancelled()) {
      End(absl::CancelledError("the caller cancelled the call before it was begun"));
    } else {
      End(Work());
    }
  }

  void End(const absl::Status& status) {
    record_.code = absl::StatusCodeToString(status.code());
    if (!status.ok()) record_.reason = ReasonOf(status);
    record_.response_bytes = call_.response->Length();
    record_.duration = Since(begin_);
    recorder_(record_);
    Finish(ToGrpcStatus(status));
  }

  void OnDone() override { delete this; }

 private:
  absl::Status Work() {
    try {
      return work_(*call_.request, *call_.response, record_);
    } catch (const std::exception&) {
      // Not its message: it might repeat text of the page.
      return absl::InternalError("the server failed on this document; please report it");
    }
  }

  const UnaryCallContext call_;
  const CallRecorder& recorder_;
  const UnaryWork work_;
  const Clock::time_point begin_ = Clock::now();
  CallRecord record_;
};

}  // namespace

grpc::ServerUnaryReactor* StartUnaryCall(const UnaryCallContext& call, std::string_view method, WorkerPool& pool,
                                         const CallRecorder& recorder, UnaryWork work) {
  auto* reactor = new UnaryCall(call, method, recorder, std::move(work));
  if (!pool.TrySubmit([reactor] { reactor->Run(); })) {
    reactor->End(WithRetryAfter(DetailedError(absl::StatusCode::kResourceExhausted, "QUEUE_FULL", "",
                                              "the server is busy and its queue is full; try again later"),
                                kQueueRetryMs));
  }
  return reactor;
}

}  // namespace textclean
