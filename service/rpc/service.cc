#include "service/rpc/service.h"

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/arena.h"
#include "service/rpc/convert.h"
#include "service/rpc/convert_extract.h"
#include "service/rpc/convert_segment.h"
#include "service/rpc/status.h"
#include "service/rpc/wire.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

absl::Status NotImplemented(const std::string& method) {
  return DetailedError(absl::StatusCode::kUnimplemented, "NOT_IMPLEMENTED", "",
                       method + " is not implemented yet; Clean is", {{"method", method}});
}

void RecordCounts(const CleanResult& result, CallRecord& record) {
  for (const KindCount& count : result.counts) {
    record.kept_chars += count.kept;
    record.removed_chars += count.removed;
  }
}

// A stream that ends at once.
class RefusedStream final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

TextCleanServiceImpl::TextCleanServiceImpl(const Cleaner& cleaner, const Segmenter& segmenter, WorkerPool& pool,
                                           ServiceLimits limits, CallRecorder recorder)
    : cleaner_(cleaner), segmenter_(segmenter), pool_(pool), limits_(limits), recorder_(std::move(recorder)) {}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Clean(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Clean", pool_, recorder_,
                        [this](const auto& in, auto& out, auto& record) { return DoClean(in, out, record); });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Segment(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Segment", pool_, recorder_,
                        [this](const auto& in, auto& out, auto& record) { return DoSegment(in, out, record); });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Extract(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Extract", pool_, recorder_,
                        [this](const auto& in, auto& out, auto& record) { return DoExtract(in, out, record); });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* TextCleanServiceImpl::Process(
    grpc::CallbackServerContext*) {
  return new RefusedStream(NotImplemented("Process"));
}

absl::Status TextCleanServiceImpl::DoClean(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                           CallRecord& record) const {
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::CleanRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, limits_.max_document_bytes);
  if (!document.ok()) return document.status();
  const absl::StatusOr<CleanOptions> options = ToCleanOptions(request.options());
  if (!options.ok()) return options.status();

  absl::StatusOr<CleanResult> result = cleaner_.Clean(*document, *options);
  if (!result.ok()) return result.status();
  RecordCounts(*result, record);
  auto& response = *google::protobuf::Arena::CreateMessage<v1::CleanResponse>(&arena);
  ToResponse(request, *std::move(result), cleaner_.rules_version(), response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

absl::Status TextCleanServiceImpl::DoSegment(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                             CallRecord& record) const {
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::SegmentRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, limits_.max_document_bytes);
  if (!document.ok()) return document.status();
  const absl::StatusOr<SegmentRequestOptions> options = ToSegmentOptions(request.options());
  if (!options.ok()) return options.status();

  const absl::StatusOr<LabelledPage> page =
      options->only_article ? cleaner_.Label(*document) : cleaner_.Read(*document);
  if (!page.ok()) return page.status();
  const std::vector<Stretch> stretches = ToStretches(*page, *options);
  for (const Stretch& stretch : stretches) record.kept_chars += CountCharacters(stretch.span.of(page->page.text));
  record.removed_chars = CountCharacters(page->page.text) - record.kept_chars;
  auto& response = *google::protobuf::Arena::CreateMessage<v1::SegmentResponse>(&arena);
  ToResponse(request, *page, segmenter_.Segment(page->page.text, stretches), options->chunks, cleaner_.rules_version(),
             response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

absl::Status TextCleanServiceImpl::DoExtract(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                             CallRecord& record) const {
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::ExtractRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, limits_.max_document_bytes);
  if (!document.ok()) return document.status();
  const absl::StatusOr<ExtractOptions> options = ToExtractOptions(request.options());
  if (!options.ok()) return options.status();

  const absl::StatusOr<LabelledPage> page = cleaner_.Label(*document);
  if (!page.ok()) return page.status();
  CleanResult body = cleaner_.Clean(*page, {.keep = {RegionKind::kBody}});
  RecordCounts(body, record);
  const bool wants_body = !request.options().has_include_body() || request.options().include_body();
  if (!wants_body) body.text.clear();
  auto& response = *google::protobuf::Arena::CreateMessage<v1::ExtractResponse>(&arena);
  ToResponse(request, *page, extractor_.Extract(page->page.text, page->regions, *options), std::move(body.text),
             cleaner_.rules_version(), response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

}  // namespace textclean
