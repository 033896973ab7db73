#include "tests/support/segmentation.h"

#include <cstddef>

#include "service/text/utf8.h"

namespace textclean {
namespace {

bool IsBoundary(std::string_view text, std::size_t at) { return at == text.size() || !IsContinuation(text[at]); }

template <typename Predicate>
bool All(std::string_view text, std::size_t begin, std::size_t end, const Predicate& holds) {
  while (begin < end) {
    const CodePoint c = DecodeUtf8(text, begin);
    if (!holds(c.value)) return false;
    begin += c.size;
  }
  return true;
}

bool HoldsNothing(std::string_view text, std::size_t begin, std::size_t end) {
  return All(text, begin, end, [](char32_t c) { return !IsVisible(c); });
}

bool IsWhite(std::string_view text, std::size_t begin, std::size_t end) { return All(text, begin, end, IsSpace); }

std::size_t CodePoints(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += IsContinuation(byte) ? 0 : 1;
  return count;
}

}  // namespace

std::string SegmentationViolation(std::string_view text, const std::vector<Stretch>& stretches,
                                  const Segmentation& cut) {
  std::size_t at = 0;
  std::size_t next = 0;  // sentence
  for (std::size_t i = 0; i < cut.paragraphs.size(); ++i) {
    const Span paragraph = cut.paragraphs[i].span;
    if (paragraph.begin < at || paragraph.end <= paragraph.begin || paragraph.end > text.size()) {
      return "paragraphs are out of order";
    }
    at = paragraph.end;
    if (next == cut.sentences.size() || cut.sentences[next].paragraph != i) return "a paragraph has no sentence";
    std::size_t inside = paragraph.begin;
    for (; next < cut.sentences.size() && cut.sentences[next].paragraph == i; ++next) {
      const Span sentence = cut.sentences[next].span;
      if (sentence.begin < inside || sentence.end <= sentence.begin || sentence.end > paragraph.end) {
        return "a sentence is out of its paragraph or out of order";
      }
      if (inside == paragraph.begin && sentence.begin != inside) return "a paragraph begins before its first sentence";
      if (!IsBoundary(text, sentence.begin) || !IsBoundary(text, sentence.end)) return "a sentence cuts a code point";
      if (!IsWhite(text, inside, sentence.begin)) return "text is lost between sentences";
      if (IsSpace(DecodeUtf8(text, sentence.begin).value) || IsSpace(DecodeUtf8Before(text, sentence.end).value)) {
        return "a sentence begins or ends with white space";
      }
      inside = sentence.end;
    }
    if (inside != paragraph.end) return "a paragraph goes on after its last sentence";
  }
  if (next != cut.sentences.size()) return "a sentence is in no paragraph";

  // What lies in the stretches and in no paragraph does not show.
  std::size_t paragraph = 0;
  for (const Stretch& stretch : stretches) {
    std::size_t begin = stretch.span.begin;
    for (; paragraph < cut.paragraphs.size() && cut.paragraphs[paragraph].span.begin < stretch.span.end; ++paragraph) {
      const Span span = cut.paragraphs[paragraph].span;
      if (cut.paragraphs[paragraph].kind != stretch.kind) return "a paragraph is of another kind than its stretch";
      if (span.begin > begin && !HoldsNothing(text, begin, span.begin)) return "text is lost between paragraphs";
      if (span.end > stretch.span.end) {  // it runs on into the next stretch of the kind
        begin = stretch.span.end;
        break;
      }
      begin = span.end;
    }
    if (begin < stretch.span.end && !HoldsNothing(text, begin, stretch.span.end)) return "text is lost at the end";
  }
  return paragraph == cut.paragraphs.size() ? "" : "a paragraph is in no stretch";
}

std::string SegmentationViolation(std::string_view text, const Segmentation& cut) {
  return SegmentationViolation(text, {Stretch{{0, text.size()}, RegionKind::kBody}}, cut);
}

std::string ChunkViolation(std::string_view text, const Segmentation& cut, const ChunkOptions& options,
                           const std::vector<Chunk>& chunks) {
  std::size_t next = 0;  // first sentence that no chunk held so far
  std::size_t part = 0;  // end of the parts of sentence `next` so far; 0: none
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const Chunk& chunk = chunks[i];
    if (chunk.last_sentence > cut.sentences.size() || chunk.first_sentence >= chunk.last_sentence)
      return "no sentences";
    if (CodePoints(ChunkText(text, cut, chunk)) > options.max_chars) return "a chunk is too long";
    const Span first = cut.sentences[chunk.first_sentence].span;
    const Span last = cut.sentences[chunk.last_sentence - 1].span;
    if (chunk.is_partial) {
      if (chunk.first_sentence != next || chunk.last_sentence != next + 1) return "a part is out of order";
      if (!IsBoundary(text, chunk.span.begin) || !IsBoundary(text, chunk.span.end)) return "a part cuts a code point";
      if (chunk.span.empty() || chunk.span.end > last.end) return "a part is out of its sentence";
      const std::size_t from = part == 0 ? first.begin : part;
      if (chunk.span.begin < from || !IsWhite(text, from, chunk.span.begin)) return "text is lost between parts";
      part = chunk.span.end;
      if (part < last.end) continue;
      part = 0;
      ++next;
      continue;
    }
    if (part != 0) return "a sentence's parts end early";
    if (chunk.span.begin != first.begin || chunk.span.end != last.end) return "a chunk is not its sentences";
    if (chunk.first_sentence > next || chunk.last_sentence <= next) return "a chunk skips or repeats";
    if (next - chunk.first_sentence > options.overlap_sentences) return "a chunk repeats too much";
    next = chunk.last_sentence;
  }
  if (options.max_chars == 0) return chunks.empty() ? "" : "chunks that nobody asked for";
  return next == cut.sentences.size() && part == 0 ? "" : "sentences are in no chunk";
}

}  // namespace textclean
