// A load on a server: calls or documents of a stream, in a closed or an open loop, each answer
// checked against the first that the same page got.
//
//   Load load(channel, BenchRpc::kClean, pages, options);
//   const LoadResult result = load.Run(std::chrono::seconds(10));
#ifndef TEXTCLEAN_CLIENT_LOAD_H_
#define TEXTCLEAN_CLIENT_LOAD_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "client/arguments.h"
#include "client/histogram.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace textclean::client {

struct LoadOptions {
  double rate = 0;  // calls to begin each second; 0 for a closed loop
  std::size_t concurrency = 1;
  std::size_t streams = 1;
  std::chrono::milliseconds deadline{};
};

struct LoadResult {
  double seconds = 0;
  std::uint64_t answered = 0;                   // with OK
  std::uint64_t request_bytes = 0;              // of the pages that were answered
  std::map<std::string, std::uint64_t> failed;  // by the code's name
  std::uint64_t different = 0;                  // answered with other bytes than the page's first answer
  // Of those answered. In an open loop from when the call was due, however late it could be sent.
  Histogram latency;

  void Add(const LoadResult& other);
};

class Load {
 public:
  using Clock = std::chrono::steady_clock;

  // `pages` are documents; each is sent in turn, over one of the `channels` after the other: at least one.
  Load(std::vector<std::shared_ptr<grpc::Channel>> channels, BenchRpc rpc, const std::vector<v1::Document>& pages,
       const Arguments& args, const LoadOptions& options);
  ~Load();

  // Puts the load on for so long, and waits for the last answers.
  LoadResult Run(std::chrono::milliseconds duration);

 private:
  struct Call;
  class Stream;

  bool is_stream() const { return rpc_ == BenchRpc::kProcess || rpc_ == BenchRpc::kEchoStream; }
  // Begins one, which was due at that time.
  void Begin(Clock::time_point due);
  void BeginUnary(grpc::GenericStub& stub, Clock::time_point due, std::size_t page);
  // One has ended; in a closed loop the next begins.
  void End(Clock::time_point due, std::size_t page, const grpc::Status& status, const grpc::ByteBuffer& answer);
  // An answer's status, where it is not the bytes that the page's first answer was.
  grpc::Status StatusIn(const std::string& answer) const;
  // The bytes that do not differ from answer to answer.
  std::string Comparable(const grpc::ByteBuffer& answer) const;
  void OpenLoop(Clock::time_point until);

  const BenchRpc rpc_;
  const LoadOptions options_;
  std::vector<grpc::GenericStub> stubs_;  // one for each channel
  std::string method_;
  std::vector<grpc::ByteBuffer> requests_;
  std::vector<std::size_t> page_bytes_;
  std::vector<std::unique_ptr<Stream>> streams_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> first_answers_;
  std::uint64_t begun_ = 0;
  std::uint64_t under_way_ = 0;
  bool over_ = false;
  LoadResult result_;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_LOAD_H_
