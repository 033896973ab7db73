#include "client/bulk.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/bulk_input.h"
#include "client/bulk_output.h"
#include "client/channel.h"
#include "client/json.h"
#include "client/progress.h"
#include "client/terminal.h"
#include "grpcpp/client_context.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean::client {
namespace {

using Clock = std::chrono::steady_clock;

// Documents and bytes in memory, read ahead or waiting for an earlier answer.
constexpr std::size_t kMostDocuments = 4096;
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

// A document that was under way so often when its stream broke is sent alone from then on, and
// given up when that breaks as often again: it may be what breaks them.
constexpr int kSuspicious = 3;
constexpr int kGivenUp = 8;

constexpr std::chrono::milliseconds kFirstBackoff(50);
constexpr std::chrono::milliseconds kMostBackoff(2'000);
constexpr std::chrono::milliseconds kConnectWait(1'000);
constexpr std::chrono::milliseconds kTick(100);

// A document on its way from the input to the output.
struct Item {
  std::string source;
  std::string id;
  std::size_t bytes = 0;  // of the input
  std::size_t held = 0;   // in memory, answer aside
  v1::ProcessRequest request;
  int broken = 0;    // streams that broke with it under way
  std::string line;  // the answer, once there is one
  bool done = false;
  bool failed = false;
};

// What the same server would say to every document.
bool IsHopeless(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNIMPLEMENTED:
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::PERMISSION_DENIED:
      return true;
    default:
      return false;
  }
}

class Bulk;

// One server, asked by one stream at a time on a thread of its own.
class Lane {
 public:
  Lane(Bulk& bulk, std::string server, std::shared_ptr<grpc::Channel> channel)
      : bulk_(bulk), server_(std::move(server)), channel_(std::move(channel)) {}

  void Run();

  // All of these under the mutex of Bulk.
  // Ends the stream if its server has owed an answer for longer than that.
  void CancelIfStalled(std::chrono::milliseconds most);
  void Cancel() {
    if (context_ != nullptr) context_->TryCancel();
  }
  bool hopeless() const { return hopeless_; }
  const std::string& problem() const { return problem_; }

 private:
  using Stream = grpc::ClientReaderWriter<v1::ProcessRequest, v1::ProcessResponse>;

  // Leaves a connection that may be dead without a packet that says so.
  void Reconnect();
  grpc::Status RunStream();
  // The next to be sent on the stream; null when no more should be.
  Item* Next();
  bool MaySend(const Item& item) const;
  // False if the answer is none to what was sent.
  bool Take(const v1::ProcessResponse& response);
  void PutBack(const grpc::Status& status);

  Bulk& bulk_;
  const std::string server_;
  std::shared_ptr<grpc::Channel> channel_;

  grpc::ClientContext* context_ = nullptr;            // of the stream that is open
  std::deque<std::pair<std::uint64_t, Item*>> sent_;  // with their places; unanswered
  std::uint64_t answered_ = 0;                        // on this stream
  Clock::time_point heard_;                           // when it last owed nothing, or answered
  bool stream_ended_ = false;
  bool stalled_ = false;
  bool hopeless_ = false;
  std::string problem_;
};

class Bulk {
 public:
  Bulk(const Arguments& args, BulkInput input, BulkOutput output)
      : args_(args), input_(std::move(input)), output_(std::move(output)), progress_(args.bulk.quiet) {}

  absl::Status AddLanes();
  // Passes over what an earlier run answered.
  absl::Status Resume();
  // The program's exit status; does not return where the run is stopped.
  int Run();

 private:
  friend class Lane;

  void ReadAll();
  void Add(BulkDocument document);
  // Writes what can be written, lock released meanwhile; false where the output takes no more.
  bool WriteDone(std::unique_lock<std::mutex>& lock);
  void Watch();
  void Stop(const std::string& why);
  ProgressState State() const;

  const Arguments& args_;
  BulkInput input_;
  BulkOutput output_;
  Progress progress_;
  std::vector<std::unique_ptr<Lane>> lanes_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Item>> items_;  // in order; the first is the next to be written
  std::uint64_t first_place_ = 0;            // of items_.front()
  std::map<std::uint64_t, Item*> waiting_;   // for a server, by their places
  std::size_t held_bytes_ = 0;
  bool input_ended_ = false;
  bool stopped_ = false;
  std::string why_;
  Clock::time_point heard_ = Clock::now();  // when a server last answered, or none owed anything
  ProgressState state_;
};

void Lane::Run() {
  std::chrono::milliseconds backoff = kFirstBackoff;
  while (true) {
    std::unique_lock lock(bulk_.mutex_);
    const auto over = [this] { return bulk_.stopped_ || (bulk_.input_ended_ && bulk_.items_.empty()); };
    bulk_.changed_.wait(lock, [&] { return over() || !bulk_.waiting_.empty(); });
    if (over()) return;
    lock.unlock();

    bool answered = false;
    if (channel_->WaitForConnected(std::chrono::system_clock::now() + kConnectWait)) {
      const grpc::Status status = RunStream();
      answered = answered_ > 0;
      if (stalled_) Reconnect();
      lock.lock();
      if (IsHopeless(status)) {
        hopeless_ = true;
        problem_ = FailureOf(status, server_).message;
        bulk_.changed_.notify_all();
        return;
      }
      if (!status.ok()) problem_ = FailureOf(status, server_).message;
    } else {
      lock.lock();
      problem_ = FailureOf(grpc::Status(grpc::StatusCode::UNAVAILABLE, ""), server_).message;
    }
    backoff = answered ? kFirstBackoff : std::min(2 * backoff, kMostBackoff);
    bulk_.changed_.wait_for(lock, backoff, over);
  }
}

void Lane::Reconnect() {
  stalled_ = false;
  auto channel = Connect(server_, bulk_.args_.tls);
  if (channel.ok()) channel_ = *std::move(channel);
}

grpc::Status Lane::RunStream() {
  v1::TextCleanService::Stub stub(channel_);
  grpc::ClientContext context;
  {
    const std::lock_guard lock(bulk_.mutex_);
    context_ = &context;
    answered_ = 0;
    stream_ended_ = false;
    heard_ = Clock::now();
  }
  const std::unique_ptr<Stream> stream = stub.Process(&context);
  std::thread reader([&] {
    v1::ProcessResponse response;
    while (stream->Read(&response)) {
      if (!Take(response)) context.TryCancel();
    }
    const std::lock_guard lock(bulk_.mutex_);
    stream_ended_ = true;
    bulk_.changed_.notify_all();
  });
  while (const Item* const item = Next()) {
    if (!stream->Write(item->request)) break;
  }
  stream->WritesDone();
  reader.join();
  grpc::Status status = stream->Finish();
  PutBack(status);
  return status;
}

// A suspicious document travels alone.
bool Lane::MaySend(const Item& item) const {
  if (sent_.empty()) return true;
  return item.broken < kSuspicious && sent_.front().second->broken < kSuspicious &&
         sent_.size() < bulk_.args_.bulk.window;
}

Item* Lane::Next() {
  std::unique_lock lock(bulk_.mutex_);
  const auto over = [this] { return stream_ended_ || bulk_.stopped_ || (bulk_.input_ended_ && bulk_.items_.empty()); };
  const auto ready = [this] { return !bulk_.waiting_.empty() && MaySend(*bulk_.waiting_.begin()->second); };
  bulk_.changed_.wait(lock, [&] { return over() || ready(); });
  if (over()) return nullptr;
  const auto next = bulk_.waiting_.begin();
  if (sent_.empty()) heard_ = Clock::now();
  sent_.emplace_back(*next);
  bulk_.waiting_.erase(next);
  return sent_.back().second;
}

bool Lane::Take(const v1::ProcessResponse& response) {
  std::unique_lock lock(bulk_.mutex_);
  if (sent_.empty() || response.sequence() != answered_) return false;
  Item& item = *sent_.front().second;
  // An answer to what could not be parsed has no id.
  if (response.id() != item.id && response.status().code() == 0) return false;
  sent_.pop_front();
  ++answered_;
  heard_ = bulk_.heard_ = Clock::now();
  lock.unlock();
  // No other thread looks at an item that is neither waiting nor sent nor done.
  item.failed = response.status().code() != 0;
  item.line = item.failed ? BulkLine(item.source, item.id, FailureOf(response.status()))
                          : BulkLine(item.source, item.id, response);
  item.request.Clear();
  lock.lock();
  item.done = true;
  bulk_.changed_.notify_all();
  return true;
}

void Lane::PutBack(const grpc::Status& status) {
  const std::lock_guard lock(bulk_.mutex_);
  context_ = nullptr;
  for (const auto& [place, item] : sent_) {
    ++item->broken;
    // Too large for the server to read, if it was alone: that will not change.
    const bool too_large =
        status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED && item->broken > kSuspicious && sent_.size() == 1;
    if (too_large || item->broken > kGivenUp) {
      item->failed = true;
      item->line = BulkLine(item->source, item->id, FailureOf(status, server_));
      item->done = true;
    } else {
      bulk_.waiting_.emplace(place, item);
    }
  }
  sent_.clear();
  bulk_.changed_.notify_all();
}

void Lane::CancelIfStalled(std::chrono::milliseconds most) {
  if (context_ == nullptr || sent_.empty() || Clock::now() - heard_ <= most) return;
  stalled_ = true;
  context_->TryCancel();
}

absl::Status Bulk::AddLanes() {
  for (const std::string& server : args_.bulk.servers) {
    auto channel = Connect(server, args_.tls);
    if (!channel.ok()) return channel.status();
    lanes_.push_back(std::make_unique<Lane>(*this, server, *std::move(channel)));
  }
  return absl::OkStatus();
}

absl::Status Bulk::Resume() {
  for (std::uint64_t i = 0; i < output_.lines(); ++i) {
    const std::optional<BulkDocument> document = input_.Skip();
    if (!document || (i + 1 == output_.lines() && document->source != output_.last_source())) {
      return absl::FailedPreconditionError(args_.bulk.output + ": has " + std::to_string(output_.lines()) +
                                           " answers that do not belong to this input; its last is of " +
                                           output_.last_source());
    }
    ++state_.documents;
    state_.bytes += document->bytes;
  }
  state_.skipped_bytes = state_.bytes;
  return absl::OkStatus();
}

int Bulk::Run() {
  std::thread reader([this] { ReadAll(); });
  std::vector<std::thread> lanes;
  for (const auto& lane : lanes_) lanes.emplace_back([&lane] { lane->Run(); });

  std::unique_lock lock(mutex_);
  while (!stopped_ && !(input_ended_ && items_.empty())) {
    changed_.wait_for(lock, kTick, [this] {
      return stopped_ || (!items_.empty() && items_.front()->done) || (input_ended_ && items_.empty());
    });
    if (!WriteDone(lock)) break;
    Watch();
    progress_.Update(State());
  }
  const bool stopped = stopped_;
  changed_.notify_all();
  lock.unlock();
  for (std::thread& lane : lanes) lane.join();
  progress_.Finish(State());
  if (stopped) {
    std::fprintf(stderr, "textclean: %s\n", Printable(ValidUtf8(why_)).c_str());
    // The reader may wait for standard input for ever. All that was answered is written.
    std::_Exit(1);
  }
  reader.join();
  return state_.failed == 0 ? 0 : 1;
}

void Bulk::ReadAll() {
  while (std::optional<BulkDocument> document = input_.Next()) {
    std::unique_lock lock(mutex_);
    // One document more than the bytes allow, so that a large one gets through at all.
    changed_.wait(lock, [this] {
      return stopped_ || items_.empty() || (items_.size() < kMostDocuments && held_bytes_ < kMostBytes);
    });
    if (stopped_) return;
    Add(*std::move(document));
    changed_.notify_all();
  }
  const std::lock_guard lock(mutex_);
  input_ended_ = true;
  changed_.notify_all();
}

void Bulk::Add(BulkDocument document) {
  auto item = std::make_unique<Item>();
  item->source = std::move(document.source);
  item->id = std::move(document.id);
  item->bytes = document.bytes;
  if (const auto* failure = std::get_if<Failure>(&document.document)) {
    item->line = BulkLine(item->source, item->id, *failure);
    item->done = item->failed = true;
  } else {
    *item->request.mutable_document() = std::get<v1::Document>(std::move(document.document));
    if (args_.bulk.clean) *item->request.mutable_clean() = args_.clean;
    if (args_.bulk.segment) *item->request.mutable_segment() = args_.segment;
    if (args_.bulk.extract) *item->request.mutable_extract() = args_.extract;
    if (items_.empty()) heard_ = Clock::now();
    waiting_.emplace(first_place_ + items_.size(), item.get());
  }
  item->held = item->request.ByteSizeLong();
  held_bytes_ += item->held;
  items_.push_back(std::move(item));
}

bool Bulk::WriteDone(std::unique_lock<std::mutex>& lock) {
  bool wrote = false;
  while (!items_.empty() && items_.front()->done) {
    const std::unique_ptr<Item> item = std::move(items_.front());
    items_.pop_front();
    ++first_place_;
    held_bytes_ -= item->held;
    ++state_.documents;
    state_.failed += item->failed;
    state_.bytes += item->bytes;
    wrote = true;
    changed_.notify_all();
    lock.unlock();
    const absl::Status status = output_.Write(item->line);
    lock.lock();
    if (!status.ok()) {
      Stop(std::string(status.message()));
      return false;
    }
  }
  if (!wrote) return true;
  // A reader at the other end of a pipe waits for it.
  if (const absl::Status status = output_.Flush(); !status.ok()) {
    Stop(std::string(status.message()));
    return false;
  }
  return true;
}

void Bulk::Watch() {
  bool all_hopeless = true;
  for (const auto& lane : lanes_) {
    lane->CancelIfStalled(args_.deadline);
    all_hopeless &= lane->hopeless();
  }
  if (items_.empty()) heard_ = Clock::now();
  if (all_hopeless || Clock::now() - heard_ > args_.bulk.retry_for) {
    std::string problems;
    for (const auto& lane : lanes_) problems += "\n  " + lane->problem();
    const std::string go_on = args_.bulk.output.empty() ? "" : "; --resume goes on from here";
    Stop("no server answers: stopped after " + std::to_string(state_.documents) + " documents" + go_on + problems);
  }
}

void Bulk::Stop(const std::string& why) {
  stopped_ = true;
  why_ = why;
  for (const auto& lane : lanes_) lane->Cancel();
  changed_.notify_all();
}

ProgressState Bulk::State() const {
  ProgressState state = state_;
  state.total_bytes = input_.total_bytes();
  return state;
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "textclean: %s\n", Printable(ValidUtf8(std::string(status.message()))).c_str());
  return 1;
}

}  // namespace

int RunBulk(const Arguments& args) {
  auto input = BulkInput::Open(args.files, args.document);
  if (!input.ok()) return Fail(input.status());
  const auto existing = args.bulk.resume      ? BulkOutput::Existing::kResume
                        : args.bulk.overwrite ? BulkOutput::Existing::kOverwrite
                                              : BulkOutput::Existing::kRefuse;
  auto output = BulkOutput::Open(args.bulk.output, existing);
  if (!output.ok()) return Fail(output.status());
  Bulk bulk(args, *std::move(input), *std::move(output));
  if (absl::Status status = bulk.AddLanes(); !status.ok()) return Fail(status);
  if (absl::Status status = bulk.Resume(); !status.ok()) return Fail(status);
  return bulk.Run();
}

}  // namespace textclean::client
