// Segment, without gRPC: cuts a text into paragraphs and sentences.
//
// Sentences are in order, never empty, and do not overlap; each lies in one paragraph,
// and each paragraph in one stretch. Joined, they are the text they were cut from: only
// white space (and lines of nothing but invisible characters) lies between them. A
// paragraph holds a line break only where the page's lines were wrapped.
//
// A Segmenter is built once, immutable and thread-safe after; the same text always gives
// the same result. Time and memory are linear in the text, whatever it holds.
//
//   absl::StatusOr<std::unique_ptr<const Segmenter>> segmenter = Segmenter::Create();
//   const Segmentation cut = (*segmenter)->Segment(text);
//   for (const Sentence& s : cut.sentences) std::cout << s.span.of(text) << '\n';
#ifndef TEXTCLEAN_SERVICE_SEGMENT_SEGMENTER_H_
#define TEXTCLEAN_SERVICE_SEGMENT_SEGMENTER_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/label/region.h"
#include "service/segment/chars.h"
#include "service/segment/features.h"
#include "service/segment/lines.h"
#include "service/segment/model.h"
#include "service/segment/words.h"
#include "service/text/span.h"

namespace textclean {

// A part of the text that is cut, such as a kept region of a page.
struct Stretch {
  Span span;
  RegionKind kind = RegionKind::kBody;
};

// A paragraph, headline or list row.
struct Paragraph {
  Span span;
  RegionKind kind = RegionKind::kBody;
};

struct Sentence {
  Span span;
  std::size_t paragraph = 0;  // index in Segmentation::paragraphs
};

struct Segmentation {
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
};

class Segmenter {
 public:
  // With the model that is compiled in. INTERNAL if it does not load.
  static absl::StatusOr<std::unique_ptr<const Segmenter>> Create();
  // With another model (see BoundaryModel::Parse), for training and measuring.
  static absl::StatusOr<std::unique_ptr<const Segmenter>> Create(std::string_view model);

  // Cuts the whole of `text`, which must be valid UTF-8.
  Segmentation Segment(std::string_view text) const;
  // Cuts the given stretches of `text`, which must be in order and must not overlap.
  // Stretches of the same kind with nothing but white space between them are one.
  Segmentation Segment(std::string_view text, const std::vector<Stretch>& stretches) const;

 private:
  // What one call works in, kept from paragraph to paragraph.
  struct Scratch {
    Chars chars;
    BoundaryKeys features;
  };

  explicit Segmenter(BoundaryModel model);

  void Cut(std::string_view text, Stretch stretch, Scratch& scratch, Segmentation& out) const;
  bool IsBoundary(CandidateScanner& scanner, BoundaryKeys& features) const;
  void CutParagraph(std::string_view text, Span paragraph, Scratch& scratch, Segmentation& out) const;

  CharClasses classes_;
  WordClasses words_;
  LineJoiner joiner_;
  BoundaryModel model_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_SEGMENT_SEGMENTER_H_
