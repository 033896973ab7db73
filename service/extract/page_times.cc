#include "service/extract/page_times.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "service/extract/scan.h"
#include "service/extract/times.h"

namespace textclean {
namespace {

struct Candidate {
  TimeLabel label;
  Span span;
  std::optional<DateTime> value;
};

// How much of a time a candidate tells: nothing sure, a date, minutes, seconds.
int Precision(const Candidate& candidate) {
  if (!candidate.value || candidate.value->year == 0) return 0;
  if (!candidate.value->clock) return 1;
  return candidate.value->clock->second < 0 ? 2 : 3;
}

// Whether `finer` prints the same time as `coarse`, with more of it.
bool Refines(const Candidate& finer, const Candidate& coarse) {
  if (Precision(finer) <= Precision(coarse)) return false;
  if (Precision(coarse) == 0) return true;
  const DateTime& a = *finer.value;
  const DateTime& b = *coarse.value;
  if (a.year != b.year || a.month != b.month || a.day != b.day) return false;
  return !b.clock || (a.clock->hour == b.clock->hour && a.clock->minute == b.clock->minute);
}

// The first candidate with the label, or one that prints the same time more fully.
const Candidate* Choose(const std::vector<Candidate>& candidates, TimeLabel label) {
  const Candidate* chosen = nullptr;
  for (const Candidate& candidate : candidates) {
    if (candidate.label != label) continue;
    if (chosen == nullptr || Refines(candidate, *chosen)) chosen = &candidate;
  }
  return chosen;
}

PageTime TimeOf(std::string_view text, const Candidate* candidate) {
  PageTime time;
  if (candidate == nullptr) return time;
  time.raw = {FoldBlanks(candidate->span.of(text)), candidate->span};
  if (candidate->value) time.seconds = ToInstant(*candidate->value);
  return time;
}

void Collect(const PageLines& page, Span span, TimeLabel label_above, std::vector<Candidate>& candidates) {
  for (const LabelledTime& time : FindTimes(span.of(page.text))) {
    const TimeLabel label = time.label == TimeLabel::kNone ? label_above : time.label;
    candidates.push_back({label, {span.begin + time.span.begin, span.begin + time.span.end}, time.value});
    label_above = TimeLabel::kNone;
  }
}

constexpr std::size_t kLongestLine = 300;

}  // namespace

PageTimes FindPageTimes(const PageLines& page) {
  std::vector<Candidate> candidates;
  constexpr std::size_t kMost = 64;
  TimeLabel above = TimeLabel::kNone;
  for (const Line& line : page.lines) {
    for (const Piece& piece : page.pieces(line)) {
      if (piece.kind == RegionKind::kTimestamp && candidates.size() < kMost && piece.span.size() <= kLongestLine) {
        Collect(page, piece.span, above, candidates);
      }
    }
    above = line.span.size() <= 40 ? LabelAlone(page.of(line)) : TimeLabel::kNone;
  }
  if (candidates.empty()) {
    // A labelled time in a short line that was taken for something else, above or right after
    // the article's head.
    above = TimeLabel::kNone;
    for (const Line& line : page.lines) {
      const bool may_hold = line.kind == RegionKind::kByline || line.kind == RegionKind::kOther ||
                            line.kind == RegionKind::kNavigation || line.kind == RegionKind::kSource ||
                            line.kind == RegionKind::kBody || line.kind == RegionKind::kSubtitle;
      if (may_hold && candidates.size() < kMost && line.span.size() <= 160) {
        std::vector<Candidate> found;
        Collect(page, line.span, above, found);
        for (Candidate& candidate : found) {
          const bool full = candidate.value && candidate.value->year != 0;
          if (full && candidate.label != TimeLabel::kNone) candidates.push_back(candidate);
        }
      }
      above = line.span.size() <= 40 ? LabelAlone(page.of(line)) : TimeLabel::kNone;
    }
  }
  PageTimes times;
  const Candidate* published = Choose(candidates, TimeLabel::kPublished);
  // A time without label is the page's own only where no other claims to be; after a labelled
  // modification it is not.
  if (published == nullptr) published = Choose(candidates, TimeLabel::kNone);
  times.published = TimeOf(page.text, published);
  times.modified = TimeOf(page.text, Choose(candidates, TimeLabel::kModified));
  return times;
}

}  // namespace textclean
