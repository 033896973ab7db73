// Segmentation of any text: invariant 5, chunks that hold every sentence, and the same answer again.
//
// First byte: the chunks' size and overlap.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "service/segment/chunks.h"
#include "service/segment/segmenter.h"
#include "service/text/utf8.h"
#include "tests/fuzz/require.h"
#include "tests/support/segmentation.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

void Check(std::string_view text, const ChunkOptions& options) {
  if (FindInvalidUtf8(text)) return;
  const Segmentation cut = SharedSegmenter().Segment(text);
  RequireNone(SegmentationViolation(text, cut));
  RequireNone(ChunkViolation(text, cut, options, MakeChunks(text, cut, options)));
  const Segmentation again = SharedSegmenter().Segment(text);
  Require(again.sentences.size() == cut.sentences.size(), "the same text gives the same sentences");
  for (std::size_t i = 0; i < cut.sentences.size(); ++i) {
    Require(again.sentences[i].span == cut.sentences[i].span, "the same text gives the same sentences");
  }
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1},
                   {.max_chars = data[0] / 4u, .overlap_sentences = data[0] % 4u});
  return 0;
}
