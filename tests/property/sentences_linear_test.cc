// Segmentation takes time and memory in proportion to the text, whatever it holds.
#include <algorithm>
#include <cstddef>
#include <ctime>
#include <limits>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "tests/support/heap.h"
#include "tests/support/pages.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

struct Cost {
  double seconds = std::numeric_limits<double>::infinity();
  std::size_t peak_bytes = 0;
};

Cost Measure(const std::string& text) {
  const Segmenter& segmenter = SharedSegmenter();
  Cost cost;
  for (int run = 0; run < 3; ++run) {
    const HeapMeter heap;
    std::timespec begin{};
    std::timespec end{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    const Segmentation cut = segmenter.Segment(text);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    cost.seconds = std::min(cost.seconds, static_cast<double>(end.tv_sec - begin.tv_sec) +
                                              1e-9 * static_cast<double>(end.tv_nsec - begin.tv_nsec));
    cost.peak_bytes = heap.peak_bytes();
  }
  return cost;
}

class SentencesOfHostileText : public testing::TestWithParam<NamedText> {};

TEST_P(SentencesOfHostileText, TakeTimeAndMemoryInProportion) {
  // 16 times the text; quadratic work would take 256 times the time.
  const Cost small = Measure(Repeat(GetParam().text, 60'000));
  const Cost large = Measure(Repeat(GetParam().text, 960'000));
  EXPECT_TRUE(large.seconds < 0.05 || large.seconds < 6 * 16 * small.seconds)
      << large.seconds << " s beside " << small.seconds << " s";
  EXPECT_LE(static_cast<double>(large.peak_bytes), 2.2 * 16 * static_cast<double>(small.peak_bytes) + (1 << 20));
}

std::vector<NamedText> HostileTexts() {
  std::vector<NamedText> texts = HostilePieces();
  const std::vector<NamedText> more = {{"sentences_left_quotes", "“"},
                                       {"sentences_neutral_quotes", "\""},
                                       {"sentences_quotes_apart", " \""},
                                       {"sentences_no_end", "가나 "},
                                       {"sentences_stops", "."},
                                       {"sentences_ends", "다. "},
                                       {"sentences_laughter", "ㅋ "},
                                       {"sentences_laughter_glued", "ㅋㅋ가"},
                                       {"sentences_closers", ") "},
                                       {"sentences_stops_and_closers", "다.”"},
                                       {"sentences_footnotes", "다.[1]"},
                                       {"sentences_blanks", " "},
                                       {"sentences_bullets", "다 ▲ "},
                                       {"sentences_spaces_and_marks", " . "},
                                       {"sentences_wrapped_lines", "가나다라마바사아자차카타파하 가나다라마바사아자\n"},
                                       {"sentences_quote_lines", "“가나다\n"}};
  texts.insert(texts.end(), more.begin(), more.end());
  return texts;
}

INSTANTIATE_TEST_SUITE_P(Pieces, SentencesOfHostileText, testing::ValuesIn(HostileTexts()),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace textclean
