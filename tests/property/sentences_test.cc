// Invariant 5: sentences, joined, are the text they were cut from, white space aside, and each lies in one paragraph,
// whatever the text.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "service/text/offsets.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"
#include "tests/support/segmentation.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

// Offsets in code points and UTF-16 code units, counted anew for each.
std::size_t SlowOffset(std::string_view text, std::size_t byte, OffsetUnit unit) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < byte; ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if ((lead & 0xC0) == 0x80) continue;
    count += unit == OffsetUnit::kUtf16CodeUnits && lead >= 0xF0 ? 2 : 1;
  }
  return unit == OffsetUnit::kUtf8Bytes ? byte : count;
}

void Check(const std::string& text) {
  const Segmentation cut = SharedSegmenter().Segment(text);
  ASSERT_EQ(SegmentationViolation(text, cut), "");
  for (const OffsetUnit unit : {OffsetUnit::kUtf8Bytes, OffsetUnit::kUtf16CodeUnits, OffsetUnit::kCodePoints}) {
    OffsetConverter convert(text, unit);
    for (const Sentence& sentence : cut.sentences) {
      ASSERT_EQ(convert(sentence.span.begin), SlowOffset(text, sentence.span.begin, unit));
      ASSERT_EQ(convert(sentence.span.end), SlowOffset(text, sentence.span.end, unit));
    }
  }
}

TEST(SentencesJoined, AreTheFixtures) {
  for (const NamedText& page : FixturePages()) {
    SCOPED_TRACE(page.name);
    ASSERT_EQ(SegmentationViolation(page.text, SharedSegmenter().Segment(page.text)), "");
  }
}

TEST(SentencesJoined, AreAnyDamagedText) {
  for (const NamedText& text : DamagedTexts()) {
    SCOPED_TRACE(text.name);
    Check(text.text);
  }
  for (const NamedText& piece : HostilePieces()) {
    SCOPED_TRACE(piece.name);
    Check(Repeat(piece.text, 3'000));
  }
}

TEST(SentencesJoined, AreAnyRandomText) {
  Random random(5);
  for (int i = 0; i < 2'000; ++i) {
    SCOPED_TRACE(i);
    Check(RandomText(random, random.Below(400)));
  }
}

TEST(SentencesJoined, AreAnyTextOfMarks) {
  constexpr std::string_view kPieces[] = {"다",     "요",   ".",    "。", "?",  "…",  "”", "“", "\"", "'", "‘",     "’",
                                          "(",      ")",    "[3]",  " ",  "\n", "ㅋ", "😊", "^", "~",  "▲", "1.",    "A",
                                          "\u200B", "라고", "\r\n", "는", "가", "<",  ">", ",", "-",  ":", "\u3000"};
  Random random(7);
  for (int i = 0; i < 5'000; ++i) {
    SCOPED_TRACE(i);
    std::string text;
    for (std::size_t n = random.Below(40); n > 0; --n) text += random.Pick(kPieces);
    Check(text);
  }
}

TEST(SentencesJoined, AreTheStretchesTheyWereCutFrom) {
  Random random(9);
  for (int i = 0; i < 500; ++i) {
    SCOPED_TRACE(i);
    const std::string text = RandomText(random, 300);
    std::vector<Stretch> stretches;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = std::min(text.size(), at + random.Below(60));
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
      if (random.OneIn(2)) stretches.push_back({{at, end}, random.OneIn(3) ? RegionKind::kTitle : RegionKind::kBody});
      at = std::max(end, at + 1);
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    ASSERT_EQ(SegmentationViolation(text, stretches, SharedSegmenter().Segment(text, stretches)), "");
  }
}

// A paragraph longer than the splitter's window is cut as its parts are.
TEST(SentencesJoined, AreALineOfAnyLength) {
  const std::string line = Repeat("그는 “괜찮다. 걱정 마라”고 말했다. 나는 웃었다. ", 1'000'000);
  const Segmentation cut = SharedSegmenter().Segment(line);
  ASSERT_EQ(SegmentationViolation(line, cut), "");
  EXPECT_EQ(cut.paragraphs.size(), 1u);
  EXPECT_EQ(cut.sentences.size(),
            2 * line.size() / Repeat("그는 “괜찮다. 걱정 마라”고 말했다. 나는 웃었다. ", 80).size());
}

}  // namespace
}  // namespace textclean
