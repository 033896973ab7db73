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

// A paragraph is read a window at a time, so that a page of one line needs no more memory
// than others. A window that holds a boundary is followed by one that begins there, so no
// byte is read more than twice.
constexpr std::size_t kWindow = 128 << 10;
constexpr std::size_t kLookahead = 8 << 10;

// The last code point boundary at or before `at`.
std::size_t PrefixEnd(std::string_view text, std::size_t at) {
  while (IsContinuation(text[at])) --at;
  return at;
}

// What lies between two sentences.
struct Gap {
  std::size_t begin;
  std::size_t end;
};

// The gap after the character at `last`. The sentence before it takes the invisible
// characters that follow; the one after it, those that white space parts from them.
Gap FindGap(std::string_view text, std::size_t last, std::size_t limit) {
  std::size_t begin = last + DecodeUtf8(text, last).size;
  while (begin < limit) {
    const auto [c, n] = DecodeUtf8(text, begin);
    if (IsSpace(c) || !IsInvisible(c)) break;
    begin += n;
  }
  std::size_t end = begin;
  while (end < limit && IsSpace(DecodeUtf8(text, end).value)) end += DecodeUtf8(text, end).size;
  return {begin, end};
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
  Scratch scratch;
  for (std::size_t i = 0; i < stretches.size();) {
    Stretch stretch = stretches[i];
    for (++i; i < stretches.size() && stretches[i].kind == stretch.kind &&
              IsBlank(text, stretch.span.end, stretches[i].span.begin);
         ++i) {
      stretch.span.end = stretches[i].span.end;
    }
    Cut(text, stretch, scratch, out);
  }
  return out;
}

void Segmenter::Cut(std::string_view text, Stretch stretch, Scratch& scratch, Segmentation& out) const {
  for (const Span paragraph : joiner_.Paragraphs(text, stretch.span)) {
    out.paragraphs.push_back({paragraph, stretch.kind});
    CutParagraph(text, paragraph, scratch, out);
  }
}

bool Segmenter::IsBoundary(CandidateScanner& scanner, BoundaryKeys& features) const {
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

void Segmenter::CutParagraph(std::string_view text, Span paragraph, Scratch& scratch, Segmentation& out) const {
  const std::size_t index = out.paragraphs.size() - 1;
  Chars& chars = scratch.chars;
  std::size_t begin = paragraph.begin;  // of the current sentence
  std::size_t window = paragraph.begin;
  while (true) {
    const bool is_last = paragraph.end - window <= kWindow;
    const std::size_t window_end = is_last ? paragraph.end : PrefixEnd(text, window + kWindow);
    // Near its end a window does not show enough of what follows.
    const std::size_t scan_end = is_last ? paragraph.end : PrefixEnd(text, window_end - kLookahead);
    chars.Assign(text, {window, window_end}, classes_);
    CandidateScanner scanner(chars, words_, model_.finals());
    std::size_t resume = scan_end;
    const std::size_t limit = is_last ? chars.size() : chars.IndexOf(scan_end);
    while (scanner.Next() && scanner.position() < limit) {
      if (!IsBoundary(scanner, scratch.features)) continue;
      const Gap gap = FindGap(text, chars.offset(scanner.position() - 1), paragraph.end);
      out.sentences.push_back({{begin, gap.begin}, index});
      resume = begin = gap.end;
      scanner.Accept();
    }
    if (is_last) break;
    window = resume;
  }
  out.sentences.push_back({{begin, paragraph.end}, index});
}

}  // namespace textclean
