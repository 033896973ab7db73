// Segment between the messages of textclean.v1 and the types of the core; see convert.h.
//
//   absl::StatusOr<SegmentRequestOptions> options = ToSegmentOptions(request.options(), "options");
//   ToResponse(request.document(), request.options(), *page, segmenter.Segment(page->page.text, stretches),
//              options->chunks, version, response);
#ifndef TEXTCLEAN_SERVICE_RPC_CONVERT_SEGMENT_H_
#define TEXTCLEAN_SERVICE_RPC_CONVERT_SEGMENT_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/clean/cleaner.h"
#include "service/segment/chunks.h"
#include "service/segment/segmenter.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean {

// Chunks shorter than this hold no sentence, and a page makes too many of them.
inline constexpr std::size_t kMinChunkChars = 8;

struct SegmentRequestOptions {
  bool only_article = true;
  CleanOptions clean;  // what the article is
  ChunkOptions chunks;
};

// `path` as in convert.h. Errors: UNKNOWN_ENUM_VALUE; CHUNK_TOO_SMALL; CONTRADICTORY_OPTIONS where an overlap is
// asked for without chunks, or a mode of finding the article where all text is cut.
absl::StatusOr<SegmentRequestOptions> ToSegmentOptions(const v1::SegmentOptions& options, const std::string& path);

// The parts of a page's text that are cut: the regions that are kept, or all as it stands.
std::vector<Stretch> ToStretches(const LabelledPage& labelled, const SegmentRequestOptions& options);

// Fills the response: offsets in the options' unit.
void ToResponse(const v1::Document& document, const v1::SegmentOptions& options, const LabelledPage& labelled,
                const Segmentation& cut, const ChunkOptions& chunks, std::string_view rules_version,
                v1::SegmentResponse& response);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_CONVERT_SEGMENT_H_
