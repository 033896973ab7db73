// Invariant 5 as a check that a test, a property test or a fuzz target can make of any segmentation.
//
//   EXPECT_EQ(SegmentationViolation(text, segmenter->Segment(text)), "");
#ifndef TEXTCLEAN_TESTS_SUPPORT_SEGMENTATION_H_
#define TEXTCLEAN_TESTS_SUPPORT_SEGMENTATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "service/segment/chunks.h"
#include "service/segment/segmenter.h"

namespace textclean {

// What of a segmentation of these stretches of a text is broken, empty if nothing:
// - paragraphs are in order, none empty, none over a blank line, each in one stretch; between them is nothing that
// shows;
// - sentences are in order, none empty, on code point boundaries, each in its paragraph, which begins with its first
//   and ends with its last; between two of a paragraph is nothing but white space;
// - no sentence begins or ends with white space.
std::string SegmentationViolation(std::string_view text, const std::vector<Stretch>& stretches,
                                  const Segmentation& cut);
std::string SegmentationViolation(std::string_view text, const Segmentation& cut);

// What of the chunks of a segmentation is broken, empty if nothing:
// - no chunk's text is longer than asked for;
// - every sentence is in a chunk, whole, or in parts that follow each other with nothing but white space between;
// - chunks are in order and repeat no more sentences than asked for.
std::string ChunkViolation(std::string_view text, const Segmentation& cut, const ChunkOptions& options,
                           const std::vector<Chunk>& chunks);

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_SEGMENTATION_H_
