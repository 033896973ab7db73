#include "service/rpc/service.h"

#include <exception>
#include <memory>
#include <utility>

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

// The parts of an answer, of a page that was read, and labelled where that is needed.
void CleanPage(const Engine& engine, const v1::Document& document, const v1::CleanOptions& wanted,
               const CleanOptions& options, const LabelledPage& page, v1::CleanResponse& response,
               DocumentRecord& record) {
  CleanResult result = engine.cleaner->Clean(page, options);
  RecordCounts(result, record);
  ToResponse(document, wanted, std::move(result), engine.cleaner->rules_version(), response);
}

void SegmentPage(const Engine& engine, const v1::Document& document, const v1::SegmentOptions& wanted,
                 const SegmentRequestOptions& options, const LabelledPage& page, v1::SegmentResponse& response,
                 DocumentRecord& record) {
  RecordCounts(page, options, record);
  ToResponse(document, wanted, page, engine.segmenter->Segment(page.page.text, ToStretches(page, options)),
             options.chunks, engine.cleaner->rules_version(), response);
}

void ExtractPage(const Engine& engine, const v1::Document& document, const v1::ExtractOptions& wanted,
                 const ExtractOptions& options, const LabelledPage& page, v1::ExtractResponse& response,
                 DocumentRecord& record) {
  CleanResult body = engine.cleaner->Clean(page, {.keep = {RegionKind::kBody}});
  RecordCounts(body, record);
  if (wanted.has_include_body() && !wanted.include_body()) body.text.clear();
  ToResponse(document, wanted, page, engine.extractor.Extract(page.page, page.document.text, page.regions, options),
             std::move(body.text), engine.cleaner->rules_version(), response);
}

bool NeedsLabels(const CleanOptions& /*options*/) { return true; }
bool NeedsLabels(const SegmentRequestOptions& options) { return options.only_article; }
bool NeedsLabels(const ExtractOptions& /*options*/) { return true; }

absl::StatusOr<LabelledPage> ReadPage(const Engine& engine, const DocumentView& document, bool labels_needed,
                                      DocumentRecord& record) {
  absl::StatusOr<LabelledPage> page = labels_needed ? engine.cleaner->Label(document) : engine.cleaner->Read(document);
  if (page.ok()) record.format = page->format;
  return page;
}

}  // namespace

TextCleanServiceImpl::TextCleanServiceImpl(const EngineHolder& engine, WorkerPool& pool, const ServiceLimits& limits,
                                           CallRecorder& recorder)
    : engine_(engine),
      limits_(limits),
      environment_{pool, recorder, limits_},
      streams_("Process", environment_, [this](const auto& in, std::uint64_t sequence, auto& record) {
        return AnswerStreamed(in, sequence, record);
      }) {}

template <typename Request, typename Response, typename ToOptions, typename Fill>
absl::Status TextCleanServiceImpl::Answer(const grpc::ByteBuffer& in, grpc::ByteBuffer& out, DocumentRecord& record,
                                          const ToOptions& to_options, const Fill& fill) const {
  const std::shared_ptr<const Engine> engine = engine_.Get();
  google::protobuf::Arena arena;
  auto& request = *google::protobuf::Arena::CreateMessage<Request>(&arena);
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  const absl::StatusOr<DocumentView> document = ToDocument(request, environment_.limits.max_document_bytes);
  if (!document.ok()) return document.status();
  record.bytes = document->bytes.size();
  const auto options = to_options(request.options(), "options");
  if (!options.ok()) return options.status();

  const absl::StatusOr<LabelledPage> page = ReadPage(*engine, *document, NeedsLabels(*options), record);
  if (!page.ok()) return page.status();
  auto& response = *google::protobuf::Arena::CreateMessage<Response>(&arena);
  fill(*engine, request.document(), request.options(), *options, *page, response, record);
  out = SerializeResponse(response);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Clean(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall(
      {context, request, response}, "Clean", environment_, [this](const auto& in, auto& out, auto& record) {
        return Answer<v1::CleanRequest, v1::CleanResponse>(in, out, record, ToCleanOptions, CleanPage);
      });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Segment(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall(
      {context, request, response}, "Segment", environment_, [this](const auto& in, auto& out, auto& record) {
        return Answer<v1::SegmentRequest, v1::SegmentResponse>(in, out, record, ToSegmentOptions, SegmentPage);
      });
}

grpc::ServerUnaryReactor* TextCleanServiceImpl::Extract(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return StartUnaryCall(
      {context, request, response}, "Extract", environment_, [this](const auto& in, auto& out, auto& record) {
        return Answer<v1::ExtractRequest, v1::ExtractResponse>(in, out, record, ToExtractOptions, ExtractPage);
      });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* TextCleanServiceImpl::Process(
    grpc::CallbackServerContext* context) {
  return streams_.Start(*context);
}

absl::Status TextCleanServiceImpl::DoProcess(const grpc::ByteBuffer& in, v1::ProcessResponse& response,
                                             DocumentRecord& record) const {
  const std::shared_ptr<const Engine> engine = engine_.Get();
  auto& request = *google::protobuf::Arena::CreateMessage<v1::ProcessRequest>(response.GetArena());
  if (absl::Status status = ParseRequest(in, request); !status.ok()) return status;
  response.set_id(request.document().id());
  if (!request.has_clean() && !request.has_segment() && !request.has_extract()) {
    return InputError("NOTHING_ASKED", "", "set clean, segment or extract, or several of them");
  }
  const absl::StatusOr<DocumentView> document = ToDocument(request, environment_.limits.max_document_bytes);
  if (!document.ok()) return document.status();
  record.bytes = document->bytes.size();
  const absl::StatusOr<CleanOptions> clean = ToCleanOptions(request.clean(), "clean");
  if (!clean.ok()) return clean.status();
  const absl::StatusOr<SegmentRequestOptions> segment = ToSegmentOptions(request.segment(), "segment");
  if (!segment.ok()) return segment.status();
  const absl::StatusOr<ExtractOptions> extract = ToExtractOptions(request.extract(), "extract");
  if (!extract.ok()) return extract.status();

  const bool labels_needed = request.has_clean() || request.has_extract() || NeedsLabels(*segment);
  const absl::StatusOr<LabelledPage> page = ReadPage(*engine, *document, labels_needed, record);
  if (!page.ok()) return page.status();
  // Each part counts characters; the first that is asked for says what was kept of the document.
  DocumentRecord counted;
  DocumentRecord* counts = &record;
  if (request.has_clean()) {
    CleanPage(*engine, request.document(), request.clean(), *clean, *page, *response.mutable_clean(), *counts);
    counts = &counted;
  }
  if (request.has_segment()) {
    SegmentPage(*engine, request.document(), request.segment(), *segment, *page, *response.mutable_segment(), *counts);
    counts = &counted;
  }
  if (request.has_extract()) {
    ExtractPage(*engine, request.document(), request.extract(), *extract, *page, *response.mutable_extract(), *counts);
  }
  return absl::OkStatus();
}

grpc::ByteBuffer TextCleanServiceImpl::AnswerStreamed(const grpc::ByteBuffer& in, std::uint64_t sequence,
                                                      DocumentRecord& record) const {
  google::protobuf::Arena arena;
  auto& response = *google::protobuf::Arena::CreateMessage<v1::ProcessResponse>(&arena);
  absl::Status status;
  try {
    status = CheckMessageSize(in, environment_.limits);
    if (status.ok()) status = DoProcess(in, response, record);
  } catch (const std::exception&) {
    // Not its message: it might repeat text of the page.
    status = absl::InternalError("the server failed on this document; please report it");
  }
  record.ok = status.ok();
  if (!status.ok()) {
    response.clear_clean();
    response.clear_segment();
    response.clear_extract();
  }
  response.set_sequence(sequence);
  *response.mutable_status() = ToRpcStatus(status);
  return SerializeResponse(response);
}

}  // namespace textclean
