// Packs sentences into chunks for embeddings, and gives the text of sentences and chunks.
//
// A chunk holds whole sentences; one that is longer than a chunk is cut at the best
// points inside (after a comma or a bracket, else at a blank, else between characters)
// into chunks of its own, marked as partial. Every sentence is in a chunk, in order.
// Overlap repeats at most half a chunk, so all chunks together stay within a few times
// the text. Time and memory are linear in the text.
//
//   const std::vector<Chunk> chunks = MakeChunks(text, cut, {.max_chars = 500});
//   Embed(ChunkText(text, cut, chunks[0]));
#ifndef TEXTCLEAN_SERVICE_SEGMENT_CHUNKS_H_
#define TEXTCLEAN_SERVICE_SEGMENT_CHUNKS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "service/segment/segmenter.h"
#include "service/text/span.h"

namespace textclean {

struct ChunkOptions {
  std::size_t max_chars = 0;          // code points of a chunk's text; 0: no chunks
  std::size_t overlap_sentences = 0;  // repeated from the chunk before
};

// Sentences [first_sentence, last_sentence) of a segmentation, or a part of one.
struct Chunk {
  Span span;
  std::size_t first_sentence = 0;
  std::size_t last_sentence = 0;
  bool is_partial = false;
};

// `cut` is a segmentation of `text`.
std::vector<Chunk> MakeChunks(std::string_view text, const Segmentation& cut, const ChunkOptions& options);

// The text of a sentence: as it stands, but for line breaks, which become blanks together
// with the white space around them.
std::string SentenceText(std::string_view text, Span sentence);

// The text of a chunk: its sentences joined by a blank, its paragraphs by a line break.
std::string ChunkText(std::string_view text, const Segmentation& cut, const Chunk& chunk);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_CHUNKS_H_
