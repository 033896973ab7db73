#include "client/load.h"

#include <algorithm>
#include <deque>
#include <thread>
#include <utility>

#include "client/answer.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/client_callback.h"
#include "textclean/bench/v1/echo.pb.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {
namespace {

// In an open loop, so many calls at most wait for their answers: a server that never answers
// must not fill this program's memory. One more than that is begun late, and its latency tells.
constexpr std::uint64_t kMostUnderWay = 20'000;

template <typename Message>
grpc::ByteBuffer Serialize(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer MakeRequest(BenchRpc rpc, const v1::Document& page, const Arguments& args) {
  switch (rpc) {
    case BenchRpc::kClean: {
      v1::CleanRequest request;
      *request.mutable_document() = page;
      *request.mutable_options() = args.clean;
      return Serialize(request);
    }
    case BenchRpc::kSegment: {
      v1::SegmentRequest request;
      *request.mutable_document() = page;
      return Serialize(request);
    }
    case BenchRpc::kExtract: {
      v1::ExtractRequest request;
      *request.mutable_document() = page;
      return Serialize(request);
    }
    case BenchRpc::kProcess: {
      v1::ProcessRequest request;
      *request.mutable_document() = page;
      *request.mutable_clean() = args.clean;
      return Serialize(request);
    }
    case BenchRpc::kEcho: {
      bench::v1::EchoRequest request;
      request.set_payload(page.content());
      return Serialize(request);
    }
    case BenchRpc::kEchoStream: {
      bench::v1::EchoStreamRequest request;
      request.set_payload(page.content());
      return Serialize(request);
    }
  }
  return {};
}

std::string Method(BenchRpc rpc) {
  switch (rpc) {
    case BenchRpc::kClean:
      return "/textclean.v1.TextCleanService/Clean";
    case BenchRpc::kSegment:
      return "/textclean.v1.TextCleanService/Segment";
    case BenchRpc::kExtract:
      return "/textclean.v1.TextCleanService/Extract";
    case BenchRpc::kProcess:
      return "/textclean.v1.TextCleanService/Process";
    case BenchRpc::kEcho:
      return "/textclean.bench.v1.EchoService/Echo";
    case BenchRpc::kEchoStream:
      return "/textclean.bench.v1.EchoService/EchoStream";
  }
  return "";
}

std::string Flat(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string flat;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return flat;
  flat.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) flat.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return flat;
}

}  // namespace

void LoadResult::Add(const LoadResult& other) {
  seconds += other.seconds;
  answered += other.answered;
  request_bytes += other.request_bytes;
  for (const auto& [code, count] : other.failed) failed[code] += count;
  different += other.different;
  latency.Add(other.latency);
}

struct Load::Call {
  grpc::ClientContext context;
  grpc::ByteBuffer response;
};

// One stream: sends what is due as fast as it is taken, and hands on the answers, which come in
// the order of the requests.
class Load::Stream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Stream(Load& load, grpc::GenericStub& stub) : load_(load) {
    stub.PrepareBidiStreamingCall(&context_, load_.method_, {}, this);
    // One for what other threads begin to write.
    AddHold();
    StartRead(&answer_);
    StartCall();
  }

  void Send(Clock::time_point due, std::size_t page) {
    std::unique_lock lock(mutex_);
    if (ended_) {
      lock.unlock();
      load_.End(due, page, grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream has ended"), {});
      return;
    }
    unwritten_.emplace_back(due, page);
    WriteNext(std::move(lock));
  }

  // After the last answer: the end of the stream, waited for.
  void Close() {
    StartWritesDone();
    RemoveHold();
    std::unique_lock lock(mutex_);
    done_changed_.wait(lock, [this] { return done_; });
  }

  void OnWriteDone(bool ok) override {
    std::unique_lock lock(mutex_);
    writing_ = false;
    if (ok) WriteNext(std::move(lock));
  }

  void OnReadDone(bool ok) override {
    std::unique_lock lock(mutex_);
    if (!ok || unanswered_.empty()) {
      FailAll(std::move(lock));
      return;
    }
    const auto [due, page] = unanswered_.front();
    unanswered_.pop_front();
    lock.unlock();
    grpc::ByteBuffer answer;
    answer.Swap(&answer_);
    StartRead(&answer_);
    load_.End(due, page, grpc::Status::OK, answer);
  }

  void OnDone(const grpc::Status& status) override {
    const std::lock_guard lock(mutex_);
    status_ = status;
    done_ = true;
    done_changed_.notify_all();
  }

 private:
  using Sent = std::pair<Clock::time_point, std::size_t>;

  void WriteNext(std::unique_lock<std::mutex> lock) {
    if (writing_ || ended_ || unwritten_.empty()) return;
    const Sent next = unwritten_.front();
    unwritten_.pop_front();
    unanswered_.push_back(next);
    writing_ = true;
    lock.unlock();
    StartWrite(&load_.requests_[next.second]);
  }

  void FailAll(std::unique_lock<std::mutex> lock) {
    ended_ = true;
    std::deque<Sent> lost = std::move(unanswered_);
    lost.insert(lost.end(), unwritten_.begin(), unwritten_.end());
    unanswered_.clear();
    unwritten_.clear();
    lock.unlock();
    for (const auto& [due, page] : lost) {
      load_.End(due, page, grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream has ended"), {});
    }
  }

  Load& load_;
  grpc::ClientContext context_;
  grpc::ByteBuffer answer_;
  std::mutex mutex_;
  std::condition_variable done_changed_;
  std::deque<Sent> unwritten_;
  std::deque<Sent> unanswered_;
  bool writing_ = false;
  bool ended_ = false;
  bool done_ = false;
  grpc::Status status_;
};

Load::Load(std::vector<std::shared_ptr<grpc::Channel>> channels, BenchRpc rpc, const std::vector<v1::Document>& pages,
           const Arguments& args, const LoadOptions& options)
    : rpc_(rpc), options_(options), method_(Method(rpc)) {
  for (std::shared_ptr<grpc::Channel>& channel : channels) stubs_.emplace_back(std::move(channel));
  for (const v1::Document& page : pages) {
    requests_.push_back(MakeRequest(rpc, page, args));
    page_bytes_.push_back(page.content().size());
  }
  first_answers_.resize(pages.size());
}

Load::~Load() = default;

LoadResult Load::Run(std::chrono::milliseconds duration) {
  {
    const std::lock_guard lock(mutex_);
    result_ = {};
    over_ = false;
  }
  if (is_stream()) {
    for (std::size_t i = 0; i < options_.streams; ++i) {
      streams_.push_back(std::make_unique<Stream>(*this, stubs_[i % stubs_.size()]));
    }
  }
  const Clock::time_point begin = Clock::now();
  const Clock::time_point until = begin + duration;
  if (options_.rate > 0) {
    OpenLoop(until);
  } else {
    for (std::size_t i = 0; i < options_.concurrency; ++i) Begin(Clock::now());
    std::this_thread::sleep_until(until);
  }
  std::unique_lock lock(mutex_);
  over_ = true;
  const Clock::time_point stopped = Clock::now();
  // What is answered later counts for neither the time nor the rate, but for the latency.
  const std::uint64_t answered = result_.answered;
  const std::uint64_t bytes = result_.request_bytes;
  changed_.wait(lock, [this] { return under_way_ == 0; });
  LoadResult result = result_;
  lock.unlock();
  result.answered = answered;
  result.request_bytes = bytes;
  result.seconds = std::chrono::duration<double>(stopped - begin).count();
  for (const auto& stream : streams_) stream->Close();
  streams_.clear();
  return result;
}

void Load::OpenLoop(Clock::time_point until) {
  const Clock::time_point begin = Clock::now();
  for (std::uint64_t i = 0;; ++i) {
    const auto due = begin + std::chrono::duration_cast<Clock::duration>(
                                 std::chrono::duration<double>(static_cast<double>(i) / options_.rate));
    if (due >= until) return;
    std::this_thread::sleep_until(due);
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return under_way_ < kMostUnderWay; });
    }
    Begin(due);
  }
}

void Load::Begin(Clock::time_point due) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = begun_++;
    ++under_way_;
  }
  const std::size_t page = number % requests_.size();
  if (is_stream()) {
    streams_[number % streams_.size()]->Send(due, page);
  } else {
    BeginUnary(stubs_[number % stubs_.size()], due, page);
  }
}

void Load::BeginUnary(grpc::GenericStub& stub, Clock::time_point due, std::size_t page) {
  auto* const call = new Call;
  call->context.set_deadline(std::chrono::system_clock::now() + options_.deadline);
  stub.UnaryCall(&call->context, method_, {}, &requests_[page], &call->response,
                 [this, call, due, page](const grpc::Status& status) {
                   const std::unique_ptr<Call> ended(call);
                   End(due, page, status, call->response);
                 });
}

std::string Load::Comparable(const grpc::ByteBuffer& answer) const {
  std::string bytes = Flat(answer);
  if (rpc_ != BenchRpc::kProcess) return bytes;
  // The place in the stream, a varint that comes first where there is no id.
  constexpr char kSequenceTag = 0x10;
  if (bytes.empty() || bytes[0] != kSequenceTag) return bytes;
  std::size_t end = 1;
  while (end < bytes.size() && (bytes[end] & 0x80) != 0) ++end;
  return bytes.substr(std::min(end + 1, bytes.size()));
}

grpc::Status Load::StatusIn(const std::string& answer) const {
  if (rpc_ != BenchRpc::kProcess) return grpc::Status::OK;
  v1::ProcessResponse response;
  if (!response.ParseFromString(answer)) return {grpc::StatusCode::INTERNAL, "the answer cannot be parsed"};
  return {static_cast<grpc::StatusCode>(response.status().code()), response.status().message()};
}

void Load::End(Clock::time_point due, std::size_t page, const grpc::Status& status, const grpc::ByteBuffer& answer) {
  const Clock::time_point now = Clock::now();
  const std::string bytes = status.ok() ? Comparable(answer) : "";
  std::unique_lock lock(mutex_);
  std::string& first = first_answers_[page];
  grpc::Status outcome = status;
  if (status.ok() && bytes != first) {
    outcome = StatusIn(bytes);
    if (outcome.ok() && !first.empty()) ++result_.different;
    if (outcome.ok() && first.empty()) first = bytes;
  }
  if (outcome.ok()) {
    ++result_.answered;
    result_.request_bytes += page_bytes_[page];
    result_.latency.Record(now - due);
  } else {
    ++result_.failed[FailureOf(outcome, "").code];
  }
  const bool again = !over_ && options_.rate <= 0;
  --under_way_;
  // Under the lock: without it, Load could be gone between the unlocking and this line.
  if (!again) {
    changed_.notify_all();
    return;
  }
  lock.unlock();
  Begin(Clock::now());
}

}  // namespace textclean::client
