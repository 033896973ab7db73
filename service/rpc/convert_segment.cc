#include "service/rpc/convert_segment.h"

#include <cstdint>
#include <string>

#include "service/rpc/convert.h"
#include "service/rpc/source_offsets.h"

namespace textclean {

absl::StatusOr<SegmentRequestOptions> ToSegmentOptions(const v1::SegmentOptions& options, const std::string& path) {
  SegmentRequestOptions core;
  if (!v1::SegmentScope_IsValid(options.scope())) return UnknownEnumValue(path + ".scope", options.scope());
  core.only_article = options.scope() != v1::SEGMENT_SCOPE_ALL;
  v1::CleanOptions clean;
  clean.set_mode(options.mode());
  clean.set_offset_unit(options.offset_unit());
  const absl::StatusOr<CleanOptions> checked = ToCleanOptions(clean, path);
  if (!checked.ok()) return checked.status();
  core.clean = *checked;
  if (!core.only_article && core.clean.mode != CleanMode::kBalanced) {
    return InputError("CONTRADICTORY_OPTIONS", path + ".mode",
                      "a mode of finding the article is set, while the scope asks for all text");
  }
  core.chunks = {.max_chars = options.max_chunk_chars(), .overlap_sentences = options.chunk_overlap_sentences()};
  if (core.chunks.max_chars == 0 && core.chunks.overlap_sentences > 0) {
    return InputError("CONTRADICTORY_OPTIONS", path + ".chunk_overlap_sentences",
                      "an overlap of chunks is set, while max_chunk_chars asks for none");
  }
  if (core.chunks.max_chars > 0 && core.chunks.max_chars < kMinChunkChars) {
    return InputError("CHUNK_TOO_SMALL", path + ".max_chunk_chars",
                      "chunks of so few characters hold no sentence; see least",
                      {{"least", std::to_string(kMinChunkChars)}});
  }
  return core;
}

std::vector<Stretch> ToStretches(const LabelledPage& labelled, const SegmentRequestOptions& options) {
  if (!options.only_article) return {{{0, labelled.page.text.size()}, RegionKind::kBody}};
  std::vector<Stretch> stretches;
  for (const Region& region : labelled.regions) {
    if (IsKept(region, options.clean)) stretches.push_back({region.span, region.kind});
  }
  return stretches;
}

void ToResponse(const v1::Document& document, const v1::SegmentOptions& options, const LabelledPage& labelled,
                const Segmentation& cut, const ChunkOptions& chunk_options, std::string_view rules_version,
                v1::SegmentResponse& response) {
  const std::string_view text = labelled.page.text;
  FillDocumentInfo(document, labelled.document, labelled.format, options.include_decoded_text(),
                   *response.mutable_document());
  const std::vector<Chunk> chunks = MakeChunks(text, cut, chunk_options);

  SourceOffsets offsets;
  for (const Sentence& sentence : cut.sentences) offsets.Add(sentence.span);
  for (const Paragraph& paragraph : cut.paragraphs) offsets.Add(paragraph.span);
  for (const Chunk& chunk : chunks) offsets.Add(chunk.span);
  offsets.Convert(labelled, ToUnit(options.offset_unit()));

  response.mutable_sentences()->Reserve(static_cast<int>(cut.sentences.size()));
  for (const Sentence& sentence : cut.sentences) {
    v1::Sentence& out = *response.add_sentences();
    out.set_text(SentenceText(text, sentence.span));
    offsets.Set(sentence.span, out);
    out.set_paragraph(static_cast<std::uint32_t>(sentence.paragraph));
    out.set_kind(static_cast<v1::RegionKind>(cut.paragraphs[sentence.paragraph].kind));
  }
  response.mutable_paragraphs()->Reserve(static_cast<int>(cut.paragraphs.size()));
  for (const Paragraph& paragraph : cut.paragraphs) {
    v1::Paragraph& out = *response.add_paragraphs();
    offsets.Set(paragraph.span, out);
    out.set_kind(static_cast<v1::RegionKind>(paragraph.kind));
  }
  for (const Chunk& chunk : chunks) {
    v1::Chunk& out = *response.add_chunks();
    out.set_text(ChunkText(text, cut, chunk));
    offsets.Set(chunk.span, out);
    out.set_first_sentence(static_cast<std::uint32_t>(chunk.first_sentence));
    out.set_last_sentence(static_cast<std::uint32_t>(chunk.last_sentence));
    out.set_is_partial(chunk.is_partial);
  }
  response.set_rules_version(rules_version.data(), rules_version.size());
}

}  // namespace textclean
