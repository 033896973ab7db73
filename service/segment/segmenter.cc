#include "service/segment/segmenter.h"

#include <utility>

#include "service/text/utf8.h"

namespace textclean {

extern const std::string_view kSegmentModel;
extern const std::string_view kSegmentMarks;
extern const std::string_view kSegmentWords;

namespace {

// Whether [begin, end) of the text holds white space and invisible characters only.
bool IsBlank(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const auto [c, n] = DecodeUtf8(text, begin);
    if (!IsSpace(c) && !IsInvisible(c)) return false;
    begin += n;
  }
  return true;
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Segmenter>> Segmenter::Create() { return Create(kSegmentModel); }

absl::StatusOr<std::unique_ptr<const Segmenter>> Segmenter::Create(std::string_view model) {
  absl::StatusOr<BoundaryModel> parsed = BoundaryModel::Parse(model);
  if (!parsed.ok()) return parsed.status();
  return std::unique_ptr<const Segmenter>(new Segmenter(*std::move(parsed)));
}

Segmenter::Segmenter(BoundaryModel model)
    : classes_(kSegmentMarks), words_(kSegmentWords), joiner_(classes_, words_), model_(std::move(model)) {}

Segmentation Segmenter::Segment(std::string_view text) const {
  return Segment(text, {Stretch{{0, text.size()}, RegionKind::kBody}});
}

Segmentation Segmenter::Segment(std::string_view text, const std::vector<Stretch>& stretches) const {
  Segmentation out;
  Chars chars;
  for (std::size_t i = 0; i < stretches.size();) {
    Stretch stretch = stretches[i];
    for (++i; i < stretches.size() && stretches[i].kind == stretch.kind &&
              IsBlank(text, stretch.span.end, stretches[i].span.begin);
         ++i) {
      stretch.span.end = stretches[i].span.end;
    }
    Cut(text, stretch, chars, out);
  }
  return out;
}

void Segmenter::Cut(std::string_view text, Stretch stretch, Chars& chars, Segmentation& out) const {
  for (const Span paragraph : joiner_.Paragraphs(text, stretch.span)) {
    out.paragraphs.push_back({paragraph, stretch.kind});
    CutParagraph(text, paragraph, chars, out);
  }
}

bool Segmenter::IsBoundary(CandidateScanner& scanner, FeatureList& features) const {
  const BoundaryModel::Thresholds& thresholds = model_.thresholds();
  scanner.ExtractEarly(features);
  int score = model_.Score(features.begin(), features.end());
  if (score < thresholds.early) return false;
  std::size_t known = features.size();
  scanner.ExtractMiddle(features);
  score += model_.Score(features.begin() + known, features.end());
  if (score < thresholds.reject) return false;
  if (score > thresholds.accept) return true;
  known = features.size();
  scanner.ExtractLate(features);
  return score + model_.Score(features.begin() + known, features.end()) > 0;
}

void Segmenter::CutParagraph(std::string_view text, Span paragraph, Chars& chars, Segmentation& out) const {
  const std::size_t index = out.paragraphs.size() - 1;
  chars.Assign(text, paragraph, classes_);
  CandidateScanner scanner(chars, words_, model_.finals());
  FeatureList features;
  std::size_t begin = paragraph.begin;
  while (scanner.Next()) {
    if (!IsBoundary(scanner, features)) continue;
    // The sentence takes the invisible characters that follow it.
    std::size_t end = chars.offset(scanner.position() - 1);
    end += DecodeUtf8(text, end).size;
    std::size_t next = end;
    while (next < paragraph.end) {
      const auto [c, n] = DecodeUtf8(text, next);
      if (IsSpace(c) || !IsInvisible(c)) break;
      next += n;
    }
    end = next;
    while (next < paragraph.end) {
      const auto [c, n] = DecodeUtf8(text, next);
      if (!IsSpace(c)) break;
      next += n;
    }
    out.sentences.push_back({{begin, end}, index});
    begin = next;
    scanner.Accept();
  }
  out.sentences.push_back({{begin, paragraph.end}, index});
}

}  // namespace textclean
