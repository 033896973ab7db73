#include "service/rpc/unary_call.h"

#include <chrono>
#include <exception>
#include <memory>
#include <string>
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
  UnaryCall(const UnaryCallContext& call, std::string_view method, const CallEnvironment& environment, UnaryWork work)
      : call_(call), environment_(environment), work_(std::move(work)) {
    record_.method = method;
    record_.ids = ReadCallIds(*call.context);
    record_.peer = call.context->peer();
    record_.request_bytes = call.request->Length();
    environment_.recorder.Begin(method);
  }

  // OK where the pool will run the call. Else it was never begun, and nothing of it is left but to end it with this.
  absl::Status Start() {
    absl::Status status = CheckMessageSize(*call_.request, environment_.limits);
    if (status.ok() && !environment_.pool.TrySubmit([this] { Run(); }, record_.request_bytes)) {
      status = WithRetryAfter(DetailedError(absl::StatusCode::kResourceExhausted, "QUEUE_FULL", "",
                                            "the server is busy and its queue is full; try again later"),
                              kQueueRetryMs);
    }
    if (!status.ok()) Record(status);
    return status;
  }

  void OnDone() override { delete this; }

 private:
  void Run() {
    record_.wait = Since(begin_);
    if (call_.context->deadline() <= std::chrono::system_clock::now()) {
      End(absl::DeadlineExceededError("the deadline passed before the call was begun"));
    } else if (record_.wait > environment_.limits.max_deadline) {
      End(DetailedError(absl::StatusCode::kDeadlineExceeded, "WAITED_TOO_LONG", "",
                        "the call waited for longer than the server lets any call wait"));
    } else if (call_.context->IsCancelled()) {
      End(absl::CancelledError("the caller cancelled the call before it was begun"));
    } else {
      End(Work());
    }
  }

  void End(const absl::Status& status) {
    Record(status);
    Finish(ToGrpcStatus(status));
  }

  void Record(const absl::Status& status) {
    record_.code = status.code();
    if (!status.ok()) record_.reason = ReasonOf(status);
    record_.response_bytes = call_.response->Length();
    record_.duration = Since(begin_);
    SendCallIds(record_.ids, *call_.context);
    environment_.recorder.End(record_);
  }

  absl::Status Work() {
    DocumentRecord document;
    document.method = record_.method;
    document.wait = record_.wait;
    absl::Status status = TryToWork(document);
    document.ok = status.ok();
    record_.Add(document);
    environment_.recorder.Document(document);
    return status;
  }

  absl::Status TryToWork(DocumentRecord& document) const {
    try {
      return work_(*call_.request, *call_.response, document);
    } catch (const std::exception&) {
      // Not its message: it might repeat text of the page.
      return absl::InternalError("the server failed on this document; please report it");
    }
  }

  const UnaryCallContext call_;
  const CallEnvironment environment_;
  const UnaryWork work_;
  const Clock::time_point begin_ = Clock::now();
  CallRecord record_;
};

}  // namespace

absl::Status CheckMessageSize(const grpc::ByteBuffer& request, const ServiceLimits& limits) {
  const std::size_t bytes = request.Length();
  const std::size_t most = limits.max_message_bytes;
  if (bytes <= most) return absl::OkStatus();
  return DetailedError(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE", "",
                       "the request is larger than the server's limit of " + std::to_string(most) + " bytes",
                       {{"bytes", std::to_string(bytes)}, {"limit_bytes", std::to_string(most)}});
}

grpc::ServerUnaryReactor* StartUnaryCall(const UnaryCallContext& call, std::string_view method,
                                         const CallEnvironment& environment, UnaryWork work) {
  auto started = std::make_unique<UnaryCall>(call, method, environment, std::move(work));
  if (absl::Status status = started->Start(); !status.ok()) {
    // gRPC ends its own reactor at once. Ours would wait for a thread first, which under load costs more memory than
    // the call did.
    grpc::ServerUnaryReactor* const refused = call.context->DefaultReactor();
    refused->Finish(ToGrpcStatus(status));
    return refused;
  }
  return started.release();
}

}  // namespace textclean
