// The stream: answers as the calls give them, in order, each with a status of its own; memory
// bounded by what the caller reads; an end for every kind of caller.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

using testing::ElementsAre;

std::string Page(int seed) {
  std::string text = "한빛시, 강변 다리 열두 곳 점검\n\n";
  for (int line = 0; line < 3 + seed % 40; ++line) {
    text += line % 4 == 3 ? "많이 본 뉴스\n" : "한빛시가 22일 강변의 다리를 모두 점검했다고 밝혔다. ";
    text += std::to_string(seed * line) + "억원이 든다.\n\n";
  }
  return text + "무단 전재 및 재배포 금지\n";
}

v1::ProcessRequest Request(int seed) {
  v1::ProcessRequest request;
  request.mutable_document()->set_id("page-" + std::to_string(seed));
  request.mutable_document()->set_text(Page(seed));
  request.mutable_clean();
  return request;
}

using Stream = grpc::ClientReaderWriter<v1::ProcessRequest, v1::ProcessResponse>;

// Sends everything, from a thread of its own as callers must, and reads all answers.
std::vector<v1::ProcessResponse> Exchange(Stream& stream, const std::vector<v1::ProcessRequest>& requests) {
  std::thread writer([&] {
    for (const v1::ProcessRequest& request : requests) stream.Write(request);
    stream.WritesDone();
  });
  std::vector<v1::ProcessResponse> responses;
  v1::ProcessResponse response;
  while (stream.Read(&response)) responses.push_back(response);
  writer.join();
  return responses;
}

std::vector<v1::ProcessResponse> ProcessAll(Harness& harness, const std::vector<v1::ProcessRequest>& requests) {
  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  std::vector<v1::ProcessResponse> responses = Exchange(*stream, requests);
  const grpc::Status status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  return responses;
}

std::string ReasonIn(const google::rpc::Status& status) {
  google::rpc::ErrorInfo info;
  for (const google::protobuf::Any& detail : status.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

// The one stream's record, once it is there.
CallRecord WaitForRecord(Harness& harness, std::string_view method = "Process") {
  while (true) {
    for (const CallRecord& record : harness.records()) {
      if (record.method == method) return record;
    }
    std::this_thread::yield();
  }
}

template <typename Request, typename Options>
Request UnaryRequest(const v1::ProcessRequest& streamed, const Options& options) {
  Request request;
  *request.mutable_document() = streamed.document();
  *request.mutable_options() = options;
  return request;
}

TEST(Process, AnswersWhatTheCallsAnswer) {
  Harness harness;
  std::vector<v1::ProcessRequest> requests;
  for (int seed = 0; seed < 24; ++seed) {
    v1::ProcessRequest& request = requests.emplace_back(Request(seed));
    if (seed % 3 == 1) request.clear_clean();
    request.mutable_clean()->set_offset_unit(static_cast<v1::OffsetUnit>(seed % 4));
    request.mutable_segment()->set_scope(static_cast<v1::SegmentScope>(seed % 3));
    request.mutable_segment()->set_max_chunk_chars(100);
    request.mutable_extract()->set_include_body(seed % 2 == 0);
    if (seed % 5 == 0) request.mutable_document()->set_format(v1::FORMAT_HTML);
  }
  const std::vector<v1::ProcessResponse> responses = ProcessAll(harness, requests);
  ASSERT_EQ(responses.size(), requests.size());
  for (std::size_t i = 0; i < responses.size(); ++i) {
    EXPECT_EQ(responses[i].status().code(), 0);
    grpc::ClientContext clean_context;
    v1::CleanResponse clean;
    ASSERT_TRUE(harness.stub()
                    .Clean(&clean_context, UnaryRequest<v1::CleanRequest>(requests[i], requests[i].clean()), &clean)
                    .ok());
    EXPECT_EQ(responses[i].clean().SerializeAsString(), clean.SerializeAsString()) << i;
    grpc::ClientContext segment_context;
    v1::SegmentResponse segment;
    ASSERT_TRUE(
        harness.stub()
            .Segment(&segment_context, UnaryRequest<v1::SegmentRequest>(requests[i], requests[i].segment()), &segment)
            .ok());
    EXPECT_EQ(responses[i].segment().SerializeAsString(), segment.SerializeAsString()) << i;
    grpc::ClientContext extract_context;
    v1::ExtractResponse extract;
    ASSERT_TRUE(
        harness.stub()
            .Extract(&extract_context, UnaryRequest<v1::ExtractRequest>(requests[i], requests[i].extract()), &extract)
            .ok());
    EXPECT_EQ(responses[i].extract().SerializeAsString(), extract.SerializeAsString()) << i;
  }
}

TEST(Process, AnswersOnlyWhatIsAsked) {
  Harness harness;
  v1::ProcessRequest all_text = Request(5);
  all_text.clear_clean();
  all_text.mutable_segment()->set_scope(v1::SEGMENT_SCOPE_ALL);
  const std::vector<v1::ProcessResponse> responses = ProcessAll(harness, {Request(4), all_text});
  ASSERT_EQ(responses.size(), 2u);
  EXPECT_TRUE(responses[0].has_clean());
  EXPECT_FALSE(responses[0].has_segment() || responses[0].has_extract());
  EXPECT_TRUE(responses[1].has_segment());
  EXPECT_FALSE(responses[1].has_clean() || responses[1].has_extract());
}

TEST(Process, KeepsTheOrderWhateverEachDocumentTakes) {
  Harness harness({.workers = 8, .stream = {.documents = 64}});
  std::vector<v1::ProcessRequest> requests;
  for (int seed = 0; seed < 300; ++seed) {
    requests.push_back(Request(seed));
    if (seed % 16 == 0) {
      std::string& text = *requests.back().mutable_document()->mutable_text();
      while (text.size() < 200'000) text += Page(seed);
    }
  }
  const std::vector<v1::ProcessResponse> responses = ProcessAll(harness, requests);
  ASSERT_EQ(responses.size(), requests.size());
  for (std::size_t i = 0; i < responses.size(); ++i) {
    EXPECT_EQ(responses[i].sequence(), i);
    EXPECT_EQ(responses[i].id(), requests[i].document().id());
    EXPECT_EQ(responses[i].clean().document().id(), requests[i].document().id());
  }
}

TEST(Process, ABadDocumentHasAStatusAndTheStreamGoesOn) {
  Harness harness({.max_document_bytes = 10'000});
  v1::ProcessRequest too_large = Request(1);
  too_large.mutable_document()->set_text(std::string(10'001, 'a'));
  v1::ProcessRequest nothing_asked = Request(2);
  nothing_asked.clear_clean();
  v1::ProcessRequest bad_option = Request(3);
  bad_option.mutable_segment()->set_max_chunk_chars(1);
  v1::ProcessRequest invalid = Request(4);
  invalid.mutable_document()->set_content("\xff\xff\xff");
  invalid.mutable_document()->set_charset("utf-8");
  const std::vector<std::string> messages = {
      Request(0).SerializeAsString(),    too_large.SerializeAsString(),          "not a message",
      nothing_asked.SerializeAsString(), bad_option.SerializeAsString(),         "",
      invalid.SerializeAsString(),       std::string("\x0a\x03\x12\x01\xff", 5),  // document.text that is not UTF-8
      Request(0).SerializeAsString(),
  };
  const grpc::internal::RpcMethod method("/textclean.v1.TextCleanService/Process",
                                         grpc::internal::RpcMethod::BIDI_STREAMING);
  grpc::ClientContext context;
  const std::unique_ptr<grpc::ClientReaderWriter<grpc::ByteBuffer, v1::ProcessResponse>> stream(
      grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, v1::ProcessResponse>::Create(harness.channel().get(),
                                                                                               method, &context));
  std::vector<std::string> outcomes;
  std::vector<std::string> good;
  for (const std::string& message : messages) {
    const grpc::Slice slice(message);
    ASSERT_TRUE(stream->Write(grpc::ByteBuffer(&slice, 1)));
    v1::ProcessResponse response;
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.sequence(), outcomes.size());
    EXPECT_EQ(response.has_clean(), response.status().code() == 0);
    outcomes.push_back(ReasonIn(response.status()) + " " + response.id());
    if (response.has_clean()) good.push_back(response.clean().SerializeAsString());
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_THAT(outcomes, ElementsAre(" page-0", "DOCUMENT_TOO_LARGE page-1", "MALFORMED_REQUEST ",
                                    "NOTHING_ASKED page-2", "CHUNK_TOO_SMALL page-3", "NOTHING_ASKED ",
                                    "INVALID_UTF8 page-4", "INVALID_UTF8 ", " page-0"));
  ASSERT_EQ(good.size(), 2u);
  EXPECT_EQ(good[0], good[1]);
  EXPECT_EQ(WaitForRecord(harness).code, absl::StatusCode::kOk);
}

TEST(Process, NamesTheFieldOfTheStreamsRequest) {
  Harness harness;
  v1::ProcessRequest request = Request(0);
  request.mutable_clean()->add_keep(v1::REGION_KIND_MARKUP);
  const std::vector<v1::ProcessResponse> responses = ProcessAll(harness, {request});
  ASSERT_EQ(responses.size(), 1u);
  google::rpc::BadRequest bad_request;
  for (const auto& detail : responses[0].status().details()) detail.UnpackTo(&bad_request);
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "clean.keep[0]");
}

TEST(Process, AStreamOfNothingEndsWell) {
  Harness harness;
  EXPECT_EQ(ProcessAll(harness, {}).size(), 0u);
}

TEST(Process, AnswersWhatWasSentBeforeTheHalfClose) {
  Harness harness({.workers = 1});
  Blocker blocker(harness.pool());
  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  for (int seed = 0; seed < 5; ++seed) ASSERT_TRUE(stream->Write(Request(seed)));
  stream->WritesDone();
  blocker.Release();
  v1::ProcessResponse response;
  for (int seed = 0; seed < 5; ++seed) {
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.id(), "page-" + std::to_string(seed));
  }
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  const CallRecord record = WaitForRecord(harness);
  EXPECT_EQ(record.code, absl::StatusCode::kOk);
  EXPECT_EQ(record.documents, 5u);
  EXPECT_EQ(harness.documents().size(), 5u);
  EXPECT_GT(record.kept_chars, 0u);
  EXPECT_GT(record.response_bytes, 0u);
}

// Streams do not compete for the queue, so a full one does not fail their documents.
TEST(Process, AFullQueueMakesAStreamWait) {
  Harness harness({.workers = 1, .queue = 1, .stream = {.documents = 16}});
  Blocker blocker(harness.pool());
  ASSERT_TRUE(harness.pool().TrySubmit([] {}));
  ASSERT_FALSE(harness.pool().TrySubmit([] {}));
  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  for (int seed = 0; seed < 10; ++seed) ASSERT_TRUE(stream->Write(Request(seed)));
  harness.CallRaw("/grpc.health.v1.Health/Check", "");
  blocker.Release();
  for (int seed = 0; seed < 10; ++seed) {
    v1::ProcessResponse response;
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.status().code(), 0);
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(Process, ACancelledStreamsDocumentsAreNotBegun) {
  Harness harness({.workers = 1});
  Blocker blocker(harness.pool());
  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  std::size_t bytes = 0;
  for (int seed = 0; seed < 5; ++seed) {
    ASSERT_TRUE(stream->Write(Request(seed)));
    bytes += Request(seed).ByteSizeLong();
  }
  // Answered after what came before it on the same connection; the server's threads take what
  // they read from it in their own time.
  harness.CallRaw("/grpc.health.v1.Health/Check", "");
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  harness.CallRaw("/grpc.health.v1.Health/Check", "");
  blocker.Release();
  const CallRecord record = WaitForRecord(harness);
  EXPECT_EQ(record.code, absl::StatusCode::kCancelled);
  EXPECT_LE(record.request_bytes, bytes);
  EXPECT_EQ(record.documents, 0u);
  EXPECT_EQ(record.response_bytes, 0u);
}

TEST(Process, AStreamPastItsDeadlineEnds) {
  Harness harness;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(200));
  const auto stream = harness.stub().Process(&context);
  v1::ProcessResponse response;
  ASSERT_TRUE(stream->Write(Request(1)));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(WaitForRecord(harness).code,
              testing::AnyOf(absl::StatusCode::kDeadlineExceeded, absl::StatusCode::kCancelled));
}

TEST(Process, ACallerThatNeverReadsIsNotReadFrom) {
  constexpr int kPages = 4000;
  constexpr std::size_t kPageBytes = 64 << 10;
  constexpr std::size_t kHeldBytes = 1 << 20;
  Harness harness({.workers = 2, .stream = {.documents = 1000, .bytes = kHeldBytes}});
  v1::ProcessRequest request;
  request.mutable_document()->set_text(std::string(kPageBytes, 'a'));
  request.mutable_clean()->set_include_decoded_text(true);

  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  std::atomic<int> written = 0;
  std::thread writer([&] {
    while (written < kPages && stream->Write(request)) ++written;
  });
  // Until it has stood still for a while. A slow machine makes this end early, not wrongly.
  for (int last = -1, still = 0; still < 10;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    still = last == written ? still + 1 : 0;
    last = written;
  }
  // What the stream holds, and the windows of the connection, which gRPC widens to 16 MiB each way.
  EXPECT_LT(static_cast<std::size_t>(written) * kPageBytes, 2 * kHeldBytes + (std::size_t{64} << 20));
  EXPECT_TRUE(harness.Clean(TextRequest("다른 이의 글입니다.")).status.ok());
  context.TryCancel();
  writer.join();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_EQ(WaitForRecord(harness).code, absl::StatusCode::kCancelled);
}

TEST(Process, DrainingAnswersWhatWasReadAndSendsTheRestElsewhere) {
  Harness harness({.workers = 1});
  grpc::ClientContext context;
  const auto stream = harness.stub().Process(&context);
  v1::ProcessResponse response;
  ASSERT_TRUE(stream->Write(Request(1)));
  ASSERT_TRUE(stream->Read(&response));

  harness.service().DrainStreams();
  EXPECT_FALSE(stream->Read(&response));
  const Answer drained = Unpack(stream->Finish());
  EXPECT_EQ(drained.status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(drained.info.reason(), "DRAINING");

  grpc::ClientContext late;
  EXPECT_EQ(harness.stub().Process(&late)->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(harness.Clean(TextRequest("아직 받는 글입니다.")).status.ok());
}

TEST(Process, ManyStreamsAtOnceCutOffAnywhere) {
  Harness harness({.workers = 4, .queue = 4, .stream = {.documents = 8}});
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 12; ++caller) {
    callers.emplace_back([&harness, caller] {
      for (int round = 0; round < 5; ++round) {
        grpc::ClientContext context;
        const auto stream = harness.stub().Process(&context);
        const int most = 3 * caller + round;
        v1::ProcessResponse response;
        for (int seed = 0; seed < most; ++seed) {
          if (!stream->Write(Request(seed))) break;
          if (seed % 3 == 0 && !stream->Read(&response)) break;
        }
        if ((caller + round) % 3 != 0)
          context.TryCancel();
        else
          stream->WritesDone();
        while (stream->Read(&response)) {
        }
        stream->Finish();
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_TRUE(harness.Clean(TextRequest("그 뒤에 온 글입니다.")).status.ok());
}

}  // namespace
}  // namespace textclean
