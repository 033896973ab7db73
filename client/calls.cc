#include "client/calls.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "client/bulk_input.h"
#include "client/channel.h"
#include "client/input.h"
#include "grpcpp/grpcpp.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean::client {
namespace {

v1::Document MakeDocument(const Arguments& args, const std::string& file, std::string content) {
  v1::Document document = args.document;
  const bool unset = document.format() == v1::FORMAT_UNSPECIFIED || document.format() == v1::FORMAT_AUTO;
  if (unset && HasHtmlName(file)) document.set_format(v1::FORMAT_HTML);
  document.set_content(std::move(content));
  return document;
}

struct Rpc {
  grpc::ClientContext context;
  std::variant<v1::CleanRequest, v1::SegmentRequest, v1::ExtractRequest> request;
};

// One file on its way. The mutex of Calls guards what the callbacks touch.
struct Call {
  // A report asks all three at the same time, everything else the first alone.
  std::array<Rpc, 3> rpcs;
  std::size_t rpcs_left = 0;
  std::optional<Failure> failure;
  Answer answer;
  bool done = false;
};

class Calls {
 public:
  Calls(const Arguments& args, const std::shared_ptr<grpc::Channel>& channel) : args_(args), stub_(channel) {}
  ~Calls();

  void Run(const std::function<bool(const Answer&)>& take);

 private:
  void Start(const std::string& file);
  // The RPC's callback writes `response`, which call.answer holds.
  template <class Request, class Response, class Options>
  void Send(Call& call, Rpc& rpc, const v1::Document& document, const Options& options, Response& response);
  void Finish(Call& call, const grpc::Status& status);

  const Arguments& args_;
  v1::TextCleanService::Stub stub_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // In the order of the files; the first is the next to be taken.
  std::deque<std::unique_ptr<Call>> calls_;
  std::size_t under_way_ = 0;
};

Calls::~Calls() {
  // gRPC writes into the calls until each one's callback has run.
  for (const auto& call : calls_) {
    for (Rpc& rpc : call->rpcs) rpc.context.TryCancel();
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_ == 0; });
}

void Calls::Run(const std::function<bool(const Answer&)>& take) {
  // Answers that wait for a slower one before them are kept, so that it does not idle the rest.
  const std::size_t most_in_memory = 4 * args_.jobs;
  auto next = args_.files.begin();
  while (next != args_.files.end() || !calls_.empty()) {
    std::unique_lock lock(mutex_);
    const auto first_done = [&] { return !calls_.empty() && calls_.front()->done; };
    const auto may_start = [&] {
      return next != args_.files.end() && under_way_ < args_.jobs && calls_.size() < most_in_memory;
    };
    changed_.wait(lock, [&] { return first_done() || may_start(); });
    if (!first_done()) {
      lock.unlock();
      Start(*next++);
      continue;
    }
    const std::unique_ptr<Call> call = std::move(calls_.front());
    calls_.pop_front();
    lock.unlock();
    if (!take(call->answer)) return;
  }
}

void Calls::Start(const std::string& file) {
  Call& call = *calls_.emplace_back(std::make_unique<Call>());
  call.answer.source = file;
  absl::StatusOr<std::string> content = ReadInput(file);
  if (!content.ok()) {
    call.answer.result = FailureOf(content.status());
    call.done = true;
    return;
  }
  const auto deadline = std::chrono::system_clock::now() + args_.deadline;
  for (Rpc& rpc : call.rpcs) rpc.context.set_deadline(deadline);
  const v1::Document document = MakeDocument(args_, file, *std::move(content));
  const bool report = args_.output == Output::kHtml;
  {
    const std::lock_guard lock(mutex_);
    ++under_way_;
    call.rpcs_left = report ? 3 : 1;
  }
  auto& [first, second, third] = call.rpcs;
  if (report) {
    auto& all = call.answer.result.emplace<v1::ProcessResponse>();
    Send<v1::CleanRequest>(call, first, document, args_.clean, *all.mutable_clean());
    Send<v1::SegmentRequest>(call, second, document, args_.segment, *all.mutable_segment());
    Send<v1::ExtractRequest>(call, third, document, args_.extract, *all.mutable_extract());
    return;
  }
  Response& response = std::get<Response>(call.answer.result);
  switch (args_.command) {
    case Command::kClean:
      return Send<v1::CleanRequest>(call, first, document, args_.clean, response.emplace<v1::CleanResponse>());
    case Command::kSegment:
      return Send<v1::SegmentRequest>(call, first, document, args_.segment, response.emplace<v1::SegmentResponse>());
    case Command::kExtract:
      return Send<v1::ExtractRequest>(call, first, document, args_.extract, response.emplace<v1::ExtractResponse>());
    case Command::kBulk:
    case Command::kBench:
      break;  // not of single files
  }
}

void StartRpc(v1::TextCleanService::Stub& stub, grpc::ClientContext* context, const v1::CleanRequest* request,
              v1::CleanResponse* response, std::function<void(grpc::Status)> done) {
  stub.async()->Clean(context, request, response, std::move(done));
}

void StartRpc(v1::TextCleanService::Stub& stub, grpc::ClientContext* context, const v1::SegmentRequest* request,
              v1::SegmentResponse* response, std::function<void(grpc::Status)> done) {
  stub.async()->Segment(context, request, response, std::move(done));
}

void StartRpc(v1::TextCleanService::Stub& stub, grpc::ClientContext* context, const v1::ExtractRequest* request,
              v1::ExtractResponse* response, std::function<void(grpc::Status)> done) {
  stub.async()->Extract(context, request, response, std::move(done));
}

template <class Request, class Response, class Options>
void Calls::Send(Call& call, Rpc& rpc, const v1::Document& document, const Options& options, Response& response) {
  Request& request = rpc.request.emplace<Request>();
  *request.mutable_document() = document;
  *request.mutable_options() = options;
  StartRpc(stub_, &rpc.context, &request, &response,
           [this, &call](const grpc::Status& status) { Finish(call, status); });
}

void Calls::Finish(Call& call, const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  if (!status.ok() && !call.failure) call.failure = FailureOf(status, args_.server);
  if (--call.rpcs_left > 0) return;
  if (call.failure) call.answer.result = *std::move(call.failure);
  // The page is not needed while its answer waits to be taken.
  for (Rpc& rpc : call.rpcs) rpc.request = v1::CleanRequest();
  call.done = true;
  --under_way_;
  // Under the lock: without it, Calls could be gone between the unlocking and this line.
  changed_.notify_one();
}

}  // namespace

absl::Status CallForEach(const Arguments& args, const std::function<bool(const Answer&)>& take) {
  const absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = Connect(args.server, args.tls);
  if (!channel.ok()) return channel.status();
  Calls(args, *channel).Run(take);
  return absl::OkStatus();
}

}  // namespace textclean::client
