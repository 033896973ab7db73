#include "service/rpc/service.h"

#include <memory>
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

void RecordCounts(const CleanResult& result, DocumentRecord& record) {
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    record.kept_chars += result.counts[kind].kept;
    record.removed_chars[kind] = result.counts[kind].removed;
  }
}

void RecordCounts(const LabelledPage& labelled, const SegmentRequestOptions& options, DocumentRecord& record) {
  if (!options.only_article) record.kept_chars = CountCharacters(labelled.page.text);
  for (const Region& region : labelled.regions) {
    const std::size_t characters = CountCharacters(region.span.of(labelled.page.text));
    (IsKept(region, options.clean) ? record.kept_chars : record.removed_chars[static_cast<std::size_t>(region.kind)]) +=
        characters;
  }
}

// A stream that ends at once.
class RefusedStream final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

TextCleanServiceImpl::TextCleanServiceImpl(const EngineHolder& engine, WorkerPool& pool, const ServiceLimits& limits,
                                           CallRecorder& recorder)
    : engine_(engine), limits_(limits), environment_{pool, recorder, limits_} {}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Clean(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Clean", environment_,
                        [this](const auto& in, auto& out, auto& record) { return DoClean(in, out, record); });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Segment(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Segment", environment_,
                        [this](const auto& in, auto& out, auto& record) { return DoSegment(in, out, record); });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Extract(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall({context, request, response}, "Extract", environment_,
                        [this](const auto& in, auto& out, auto& record) { return DoExtract(in, out, record); });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* TextCleanServiceImpl::Process(
    grpc::CallbackServerContext*) {
  return new RefusedStream(NotImplemented("Process"));
}

absl::Status TextCleanServiceImpl::DoClean(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                           DocumentRecord& record) const {
  const std::shared_ptr<const Engine> engine = engine_.Get();
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::CleanRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, environment_.limits.max_document_bytes);
  if (!document.ok()) return document.status();
  record.bytes = document->bytes.size();
  const absl::StatusOr<CleanOptions> options = ToCleanOptions(request.options());
  if (!options.ok()) return options.status();

  absl::StatusOr<CleanResult> result = engine->cleaner->Clean(*document, *options);
  if (!result.ok()) return result.status();
  record.format = result->format;
  RecordCounts(*result, record);
  auto& response = *google::protobuf::Arena::CreateMessage<v1::CleanResponse>(&arena);
  ToResponse(request, *std::move(result), engine->cleaner->rules_version(), response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

absl::Status TextCleanServiceImpl::DoSegment(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                             DocumentRecord& record) const {
  const std::shared_ptr<const Engine> engine = engine_.Get();
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::SegmentRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, environment_.limits.max_document_bytes);
  if (!document.ok()) return document.status();
  record.bytes = document->bytes.size();
  const absl::StatusOr<SegmentRequestOptions> options = ToSegmentOptions(request.options());
  if (!options.ok()) return options.status();

  const absl::StatusOr<LabelledPage> page =
      options->only_article ? engine->cleaner->Label(*document) : engine->cleaner->Read(*document);
  if (!page.ok()) return page.status();
  record.format = page->format;
  const std::vector<Stretch> stretches = ToStretches(*page, *options);
  RecordCounts(*page, *options, record);
  auto& response = *google::protobuf::Arena::CreateMessage<v1::SegmentResponse>(&arena);
  ToResponse(request, *page, engine->segmenter->Segment(page->page.text, stretches), options->chunks,
             engine->cleaner->rules_version(), response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

absl::Status TextCleanServiceImpl::DoExtract(const grpc::ByteBuffer& in, grpc::ByteBuffer& out,
                                             DocumentRecord& record) const {
  const std::shared_ptr<const Engine> engine = engine_.Get();
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<v1::ExtractRequest>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, environment_.limits.max_document_bytes);
  if (!document.ok()) return document.status();
  record.bytes = document->bytes.size();
  const absl::StatusOr<ExtractOptions> options = ToExtractOptions(request.options());
  if (!options.ok()) return options.status();

  const absl::StatusOr<LabelledPage> page = engine->cleaner->Label(*document);
  if (!page.ok()) return page.status();
  record.format = page->format;
  CleanResult body = engine->cleaner->Clean(*page, {.keep = {RegionKind::kBody}});
  RecordCounts(body, record);
  const bool wants_body = !request.options().has_include_body() || request.options().include_body();
  if (!wants_body) body.text.clear();
  auto& response = *google::protobuf::Arena::CreateMessage<v1::ExtractResponse>(&arena);
  ToResponse(request, *page, engine->extractor.Extract(page->page.text, page->regions, *options), std::move(body.text),
             engine->cleaner->rules_version(), response);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

}  // namespace textclean
