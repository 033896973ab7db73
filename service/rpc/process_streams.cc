#include "service/rpc/process_streams.h"

#include <chrono>
#include <deque>
#include <utility>

#include "absl/status/status.h"
#include "service/rpc/status.h"
#include "service/text/error.h"

namespace textclean {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds Since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

}  // namespace

// Every event (a document read, answered, written; the caller gone; the server draining)
// changes the state under the mutex and then Advance() does what has become possible.
//
// It is deleted by OnDone(), which gRPC calls once Finish() was called and all of its own
// callbacks have returned; Finish() waits for the tasks on the pool.
class ProcessStream final : public ProcessStreams::Reactor {
 public:
  ProcessStream(ProcessStreams& streams, grpc::CallbackServerContext& context)
      : streams_(streams), context_(context), deadline_(context.deadline()) {
    record_.method = streams.method_;
    record_.ids = ReadCallIds(context);
    record_.peer = context.peer();
    streams.environment_.recorder.Begin(streams.method_);
  }

  void Advance() { Advance(std::unique_lock(mutex_)); }

  void Drain() {
    std::unique_lock lock(mutex_);
    draining_ = true;
    Advance(std::move(lock));
  }

  void OnReadDone(bool ok) override {
    std::unique_lock lock(mutex_);
    reading_ = false;
    if (!ok) {
      ended_ = true;
    } else if (!gone_ && !draining_) {
      Document& document = documents_.emplace_back();
      document.sequence = read_++;
      document.arrival = Clock::now();
      document.request.Swap(&incoming_);
      held_bytes_ += document.request.Length();
      record_.request_bytes += document.request.Length();
      ++in_pool_;
      streams_.environment_.pool.Submit([this, &document] { Answer(document); });
    }
    Advance(std::move(lock));
  }

  void OnWriteDone(bool ok) override {
    std::unique_lock lock(mutex_);
    writing_ = false;
    if (ok) {
      held_bytes_ -= documents_.front().response.Length();
      documents_.pop_front();
    } else {
      gone_ = true;
    }
    Advance(std::move(lock));
  }

  void OnCancel() override {
    std::unique_lock lock(mutex_);
    gone_ = true;
    for (Document& document : documents_) {
      if (!document.begun) document.request.Clear();
    }
    Advance(std::move(lock));
  }

  void OnDone() override {
    {
      const std::lock_guard lock(streams_.mutex_);
      streams_.live_.erase(this);
    }
    delete this;
  }

 private:
  struct Document {
    std::uint64_t sequence = 0;
    Clock::time_point arrival;
    bool begun = false;
    bool done = false;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
  };

  // On a worker thread.
  void Answer(Document& document) {
    std::unique_lock lock(mutex_);
    // gRPC tells of a caller that is gone in its own time; it knows before.
    if (!gone_ && !context_.IsCancelled()) {
      document.begun = true;
      lock.unlock();
      DocumentRecord record;
      record.method = record_.method;
      record.wait = Since(document.arrival);
      const std::size_t request_bytes = document.request.Length();
      document.response = streams_.work_(document.request, document.sequence, record);
      document.request.Clear();
      streams_.environment_.recorder.Document(record);
      lock.lock();
      document.done = true;
      held_bytes_ += document.response.Length() - request_bytes;
      record_.response_bytes += document.response.Length();
      record_.Add(record);
    }
    --in_pool_;
    Advance(std::move(lock));
  }

  // Nothing touches this object after the unlocking unless it started a write or the end,
  // which keep it alive.
  void Advance(std::unique_lock<std::mutex> lock) {
    const StreamLimits& limits = streams_.environment_.limits.stream;
    const bool stopped = gone_ || ended_ || draining_;
    if (!stopped && !reading_ && documents_.size() < limits.documents && held_bytes_ < limits.bytes) {
      reading_ = true;
      // Under the lock, so that no Finish() comes between; its callback never runs in this call.
      StartRead(&incoming_);
    }
    const bool write = !gone_ && !writing_ && !documents_.empty() && documents_.front().done;
    writing_ |= write;
    const bool finish = stopped && !finished_ && !writing_ && in_pool_ == 0 && (gone_ || documents_.empty());
    finished_ |= finish;
    const grpc::ByteBuffer* const answer = write ? &documents_.front().response : nullptr;
    const bool gone = gone_;
    const bool ended = ended_;
    lock.unlock();
    if (write) StartWrite(answer);
    if (finish) End(gone, ended);
  }

  void End(bool gone, bool ended) {
    absl::Status status = absl::OkStatus();
    if (gone || context_.IsCancelled()) {
      status = deadline_ <= std::chrono::system_clock::now()
                   ? absl::DeadlineExceededError("the deadline passed before the stream was answered")
                   : absl::CancelledError("the caller is gone");
    } else if (!ended) {
      status = DetailedError(absl::StatusCode::kUnavailable, "DRAINING", "",
                             "the server is shutting down; send what was not answered to another");
    }
    record_.code = status.code();
    if (!status.ok()) record_.reason = ReasonOf(status);
    record_.duration = Since(begin_);
    SendCallIds(record_.ids, context_);
    streams_.environment_.recorder.End(record_);
    Finish(ToGrpcStatus(status));
  }

  ProcessStreams& streams_;
  grpc::CallbackServerContext& context_;
  const std::chrono::system_clock::time_point deadline_;
  const Clock::time_point begin_ = Clock::now();

  std::mutex mutex_;
  grpc::ByteBuffer incoming_;
  std::deque<Document> documents_;  // in the order of arrival; the first is the next to be written
  std::uint64_t read_ = 0;
  std::size_t held_bytes_ = 0;
  std::size_t in_pool_ = 0;
  bool reading_ = false;
  bool writing_ = false;
  bool ended_ = false;  // the caller sends no more
  bool gone_ = false;   // the caller waits no more
  bool draining_ = false;
  bool finished_ = false;
  CallRecord record_;
};

ProcessStreams::ProcessStreams(std::string_view method, const CallEnvironment& environment, StreamWork work)
    : method_(method), environment_(environment), work_(std::move(work)) {}

ProcessStreams::Reactor* ProcessStreams::Start(grpc::CallbackServerContext& context) {
  auto* const stream = new ProcessStream(*this, context);
  const std::lock_guard lock(mutex_);
  live_.insert(stream);
  if (draining_) {
    stream->Drain();
  } else {
    stream->Advance();
  }
  return stream;
}

void ProcessStreams::Drain() {
  const std::lock_guard lock(mutex_);
  draining_ = true;
  for (ProcessStream* const stream : live_) stream->Drain();
}

}  // namespace textclean
