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
  bool is_below_title = false;  // between the title and the article's text
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

// The first candidate with the label, or one that prints the same time more fully. Without a label, one between the
// title and the text comes before one above: many a page says at its head what day and time it is now.
const Candidate* Choose(const std::vector<Candidate>& candidates, TimeLabel label) {
  const Candidate* chosen = nullptr;
  for (const Candidate& candidate : candidates) {
    if (candidate.label != label) continue;
    const bool is_nearer = label == TimeLabel::kNone && candidate.is_below_title && Precision(candidate) > 0 &&
                           chosen != nullptr && !chosen->is_below_title;
    if (chosen == nullptr || is_nearer || Refines(candidate, *chosen)) chosen = &candidate;
  }
  return chosen;
}

PageTime TimeOf(std::string_view text, const Candidate* candidate) {
  PageTime time;
  if (candidate == nullptr) return time;
  time.raw = {FoldBlanks(candidate->span.of(text)), candidate->span};
  if (candidate->value) {
    time.seconds = ToInstant(*candidate->value);
    time.is_zone_unsure = candidate->value->is_zone_unsure;
  }
  return time;
}

// The label that the line above line `i` consists of.
TimeLabel LabelAbove(const PageLines& page, std::size_t i) {
  if (i == 0 || page.lines[i - 1].span.size() > 40) return TimeLabel::kNone;
  return LabelAlone(page.of(page.lines[i - 1]));
}

// Adds the times in `span`, which lies in line `i`.
void Collect(const PageLines& page, Span span, std::size_t i, std::vector<Candidate>& candidates) {
  bool first = true;
  for (const LabelledTime& time : FindTimes(span.of(page.text))) {
    const TimeLabel label = first && time.label == TimeLabel::kNone ? LabelAbove(page, i) : time.label;
    candidates.push_back({label, {span.begin + time.span.begin, span.begin + time.span.end}, time.value});
    first = false;
  }
}

constexpr std::size_t kLongestLine = 300;

// The day, and perhaps the time, right above the article's text, in a line that was taken for something else: "글쓴이 |
// 조회 20 | 2013-02-11 11:40". Where several stand there they are a list's.
void CollectAboveText(const PageLines& page, std::vector<Candidate>& candidates) {
  constexpr std::size_t kReach = 15;
  const std::size_t text = FirstTextLine(page);
  if (text == page.lines.size()) return;
  std::vector<Candidate> found;
  for (std::size_t i = text > kReach ? text - kReach : 0; i < text; ++i) {
    if (page.lines[i].span.size() <= kLongestLine) Collect(page, page.lines[i].span, i, found);
  }
  for (const int precision : {2, 1}) {
    const auto is_precise = [&](const Candidate& candidate) { return Precision(candidate) >= precision; };
    if (std::count_if(found.begin(), found.end(), is_precise) == 1) {
      candidates.push_back(*std::find_if(found.begin(), found.end(), is_precise));
      return;
    }
  }
}

}  // namespace

PageTimes FindPageTimes(const PageLines& page) {
  std::vector<Candidate> candidates;
  const auto title =
      std::find_if(page.lines.begin(), page.lines.end(), [](const Line& l) { return l.kind == RegionKind::kTitle; });
  const auto title_line = static_cast<std::size_t>(title - page.lines.begin());
  const std::size_t text_line = FirstTextLine(page);
  constexpr std::size_t kMost = 64;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Line& line = page.lines[i];
    for (const Piece& piece : page.pieces(line)) {
      if (candidates.size() >= kMost || piece.span.size() > kLongestLine) continue;
      if (piece.kind == RegionKind::kTimestamp) {
        const std::size_t known = candidates.size();
        Collect(page, piece.span, i, candidates);
        for (std::size_t k = known; k < candidates.size(); ++k) {
          candidates[k].is_below_title = title_line < i && i < text_line;
        }
      }
      if (piece.kind == RegionKind::kByline) {
        // The writer's line may say when, too: "홍길동 기자 입력 2025.02.04 05:31".
        std::vector<Candidate> found;
        Collect(page, piece.span, i, found);
        std::erase_if(found, [](const Candidate& c) { return c.label == TimeLabel::kNone || Precision(c) < 2; });
        candidates.insert(candidates.end(), found.begin(), found.end());
      }
    }
  }
  if (candidates.empty()) {
    // A labelled time in a short line that was taken for something else, above or right after
    // the article's head.
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      const Line& line = page.lines[i];
      const bool may_hold = line.kind == RegionKind::kByline || line.kind == RegionKind::kOther ||
                            line.kind == RegionKind::kNavigation || line.kind == RegionKind::kSource ||
                            line.kind == RegionKind::kBody || line.kind == RegionKind::kSubtitle;
      if (may_hold && candidates.size() < kMost && line.span.size() <= 160) {
        std::vector<Candidate> found;
        Collect(page, line.span, i, found);
        for (Candidate& candidate : found) {
          const bool full = candidate.value && candidate.value->year != 0;
          if (full && candidate.label != TimeLabel::kNone) candidates.push_back(candidate);
        }
      }
    }
  }
  if (candidates.empty()) CollectAboveText(page, candidates);
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
