// A real server in this process, on a free port, and a caller of it.
//
//   Harness harness({.workers = 1});
//   Answer answer = harness.Clean(request);
//   EXPECT_EQ(answer.info.reason(), "MISSING_DOCUMENT");
#ifndef TEXTCLEAN_TESTS_RPC_HARNESS_H_
#define TEXTCLEAN_TESTS_RPC_HARNESS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "service/ops/server.h"
#include "service/rpc/engine.h"
#include "service/rpc/service.h"
#include "service/rpc/worker_pool.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {

// How a call ended, its details unpacked; those that did not come are empty.
struct Answer {
  grpc::Status status;
  v1::CleanResponse response;
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::RetryInfo retry;
  bool has_retry = false;

  // The field at fault; empty where the error names none.
  std::string field() const {
    return bad_request.field_violations_size() == 1 ? bad_request.field_violations(0).field() : "";
  }
};

inline Answer Unpack(grpc::Status status, v1::CleanResponse response = {}) {
  Answer answer;
  answer.status = std::move(status);
  answer.response = std::move(response);
  google::rpc::Status rpc;
  rpc.ParseFromString(answer.status.error_details());
  for (const google::protobuf::Any& detail : rpc.details()) {
    detail.UnpackTo(&answer.info);
    detail.UnpackTo(&answer.bad_request);
    answer.has_retry |= detail.UnpackTo(&answer.retry);
  }
  return answer;
}

struct HarnessOptions {
  std::size_t workers = 2;
  std::size_t queue = 64;
  std::size_t queue_bytes = std::size_t{64} << 20;
  std::size_t max_document_bytes = std::size_t{1} << 20;
  std::size_t max_message_bytes = std::size_t{2} << 20;
  std::chrono::milliseconds max_deadline = std::chrono::minutes(5);
  StreamLimits stream = {};
};

// Keeps what it is told.
class Records final : public CallRecorder {
 public:
  void Begin(std::string_view) override { ++begun; }
  void Document(const DocumentRecord& document) override {
    const std::lock_guard lock(mutex_);
    documents_.push_back(document);
  }
  void End(const CallRecord& call) override {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
  }

  std::vector<CallRecord> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  std::vector<DocumentRecord> documents() const {
    const std::lock_guard lock(mutex_);
    return documents_;
  }
  std::atomic<int> begun = 0;

 private:
  mutable std::mutex mutex_;
  std::vector<CallRecord> calls_;
  std::vector<DocumentRecord> documents_;
};

class Harness {
 public:
  explicit Harness(const HarnessOptions& options = {})
      : engine_(*LoadEngine()),
        pool_({.workers = options.workers, .queue = options.queue, .queue_bytes = options.queue_bytes}),
        service_(engine_, pool_,
                 {.max_message_bytes = options.max_message_bytes,
                  .max_document_bytes = options.max_document_bytes,
                  .max_deadline = options.max_deadline,
                  .stream = options.stream},
                 records_),
        server_(*Server::Start(service_, {.listen = {"127.0.0.1:0"}, .max_message_bytes = options.max_message_bytes})),
        channel_(grpc::CreateChannel(server_->addresses().front(), grpc::InsecureChannelCredentials())),
        stub_(v1::TextCleanService::NewStub(channel_)) {}
  ~Harness() { server_->Drain(absl::ZeroDuration(), absl::Seconds(10)); }

  Answer Clean(const v1::CleanRequest& request) {
    grpc::ClientContext context;
    v1::CleanResponse response;
    grpc::Status status = stub_->Clean(&context, request, &response);
    return Unpack(std::move(status), std::move(response));
  }

  // Calls a method, as "/package.Service/Method", with bytes as they are.
  Answer CallRaw(const std::string& method, const std::string& bytes, std::string* response = nullptr) {
    grpc::GenericStub generic(channel_);
    grpc::ClientContext context;
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer buffer;
    std::promise<grpc::Status> done;
    generic.UnaryCall(&context, method, {}, &request, &buffer,
                      [&done](grpc::Status status) { done.set_value(std::move(status)); });
    grpc::Status status = done.get_future().get();
    grpc::Slice flat;
    if (response != nullptr && buffer.DumpToSingleSlice(&flat).ok()) response->assign(flat.begin(), flat.end());
    return Unpack(std::move(status));
  }

  // Records of the calls that have ended so far.
  std::vector<CallRecord> records() const { return records_.calls(); }
  // Of the calls' documents; how many calls have begun.
  std::vector<DocumentRecord> documents() const { return records_.documents(); }
  int begun() const { return records_.begun; }

  EngineHolder& engine() { return engine_; }

  // For tests that keep its threads busy.
  WorkerPool& pool() { return pool_; }
  v1::TextCleanService::Stub& stub() { return *stub_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  TextCleanServiceImpl& service() { return service_; }

 private:
  Records records_;
  EngineHolder engine_;
  WorkerPool pool_;
  TextCleanServiceImpl service_;
  const std::unique_ptr<Server> server_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::TextCleanService::Stub> stub_;
};

// Keeps one thread of a pool busy from construction until Release().
class Blocker {
 public:
  explicit Blocker(WorkerPool& pool) {
    std::promise<void> running;
    pool.TrySubmit([&running, released = released_.get_future().share()] {
      running.set_value();
      released.wait();
    });
    running.get_future().wait();
  }
  void Release() { released_.set_value(); }

 private:
  std::promise<void> released_;
};

// A request for a text.
inline v1::CleanRequest TextRequest(const std::string& text) {
  v1::CleanRequest request;
  request.mutable_document()->set_text(text);
  return request;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_RPC_HARNESS_H_
