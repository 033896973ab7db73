// A server for the client's tests whose answers follow from what it is sent.
#ifndef TEXTCLEAN_TESTS_CLIENT_FAKE_SERVICE_H_
#define TEXTCLEAN_TESTS_CLIENT_FAKE_SERVICE_H_

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean::client {

// Clean keeps all of a page as body, or removes all of one that begins with "noise". A page
// that begins with "slow" is answered after half a second, one that begins with "bad" is
// refused. Segment and Extract are not implemented, but what Segment is asked is kept.
class FakeService final : public v1::TextCleanService::Service {
 public:
  FakeService() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.SetMaxReceiveMessageSize(-1);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~FakeService() override { server_->Shutdown(std::chrono::system_clock::now()); }

  const std::string& address() const { return address_; }

  // What came so far, in order of arrival.
  std::vector<v1::CleanRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::vector<v1::SegmentRequest> segment_requests() const {
    const std::lock_guard lock(mutex_);
    return segment_requests_;
  }
  // Most calls that were being answered at the same time.
  int most_under_way() const {
    const std::lock_guard lock(mutex_);
    return most_under_way_;
  }
  // How many requests had come when the last slow page was answered.
  std::size_t came_before_slow() const {
    const std::lock_guard lock(mutex_);
    return came_before_slow_;
  }

 private:
  grpc::Status Clean(grpc::ServerContext*, const v1::CleanRequest* request, v1::CleanResponse* response) override {
    const std::string& content = request->document().content();
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
      most_under_way_ = std::max(most_under_way_, ++under_way_);
    }
    const bool slow = absl::StartsWith(content, "slow");
    std::this_thread::sleep_for(std::chrono::milliseconds(slow ? 500 : 1));
    {
      const std::lock_guard lock(mutex_);
      --under_way_;
      if (slow) came_before_slow_ = requests_.size();
    }
    if (absl::StartsWith(content, "bad")) return Refusal();

    const bool noise = absl::StartsWith(content, "noise");
    if (!noise) response->set_text(content);
    response->mutable_document()->set_charset("UTF-8");
    if (request->options().include_decoded_text()) response->mutable_document()->set_decoded_text(content);
    auto* region = response->add_regions();
    region->set_end(static_cast<std::uint32_t>(content.size()));
    region->set_kind(noise ? v1::REGION_KIND_OTHER : v1::REGION_KIND_BODY);
    region->set_kept(!noise);
    return grpc::Status::OK;
  }

  grpc::Status Segment(grpc::ServerContext* context, const v1::SegmentRequest* request,
                       v1::SegmentResponse* response) override {
    {
      const std::lock_guard lock(mutex_);
      segment_requests_.push_back(*request);
    }
    return Service::Segment(context, request, response);
  }

  static grpc::Status Refusal() {
    google::rpc::ErrorInfo info;
    info.set_reason("BAD_PAGE");
    info.set_domain("textclean.v1");
    (*info.mutable_metadata())["byte_offset"] = "3";
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field("document.content");
    violation->set_description("it is bad");
    google::rpc::Status details;
    details.add_details()->PackFrom(info);
    details.add_details()->PackFrom(bad_request);
    return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "a \"bad\" page", details.SerializeAsString());
  }

  mutable std::mutex mutex_;
  std::vector<v1::CleanRequest> requests_;
  std::vector<v1::SegmentRequest> segment_requests_;
  int under_way_ = 0;
  int most_under_way_ = 0;
  std::size_t came_before_slow_ = 0;

  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_TESTS_CLIENT_FAKE_SERVICE_H_
