#include "service/segment/chunks.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"
#include "tests/support/segmentation.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::ElementsAre;

std::vector<std::string> Chunks(std::string_view text, const ChunkOptions& options) {
  const Segmentation cut = SharedSegmenter().Segment(text);
  const std::vector<Chunk> chunks = MakeChunks(text, cut, options);
  EXPECT_EQ(ChunkViolation(text, cut, options, chunks), "");
  std::vector<std::string> texts;
  for (const Chunk& chunk : chunks) texts.push_back(ChunkText(text, cut, chunk) + (chunk.is_partial ? "+" : ""));
  return texts;
}

constexpr std::string_view kText = "비가 왔다. 길이 젖었다. 우산을 폈다.\n버스가 왔다.";

TEST(Chunks, AreNotMadeUnlessAskedFor) { EXPECT_THAT(Chunks(kText, {}), ElementsAre()); }

TEST(Chunks, HoldWholeSentencesUpToTheLimit) {
  EXPECT_THAT(Chunks(kText, {.max_chars = 100}), ElementsAre("비가 왔다. 길이 젖었다. 우산을 폈다.\n버스가 왔다."));
  EXPECT_THAT(Chunks(kText, {.max_chars = 14}), ElementsAre("비가 왔다. 길이 젖었다.", "우산을 폈다.", "버스가 왔다."));
  EXPECT_THAT(Chunks(kText, {.max_chars = 13}),
              ElementsAre("비가 왔다.", "길이 젖었다.", "우산을 폈다.", "버스가 왔다."));
}

TEST(Chunks, RepeatSentences) {
  EXPECT_THAT(Chunks(kText, {.max_chars = 16, .overlap_sentences = 1}),
              ElementsAre("비가 왔다. 길이 젖었다.", "길이 젖었다. 우산을 폈다.", "우산을 폈다.\n버스가 왔다."));
}

TEST(Chunks, CutALongSentenceAtItsBestPoint) {
  EXPECT_THAT(Chunks("비가 오면, 우산을 펴고 걷는다.", {.max_chars = 12}),
              ElementsAre("비가 오면,+", "우산을 펴고 걷는다.+"));
  EXPECT_THAT(Chunks("비가 오는 날에는 걷는다.", {.max_chars = 8}), ElementsAre("비가 오는+", "날에는 걷는다.+"));
  EXPECT_THAT(Chunks("가나다라마바사.", {.max_chars = 3}), ElementsAre("가나다+", "라마바+", "사.+"));
}

TEST(Chunks, KeepMarksWithTheirCharacter) {
  EXPECT_THAT(Chunks("가e\u0301나다라마바사", {.max_chars = 2}).front(), "가+");
}

TEST(Chunks, FoldLineBreaks) {
  EXPECT_EQ(SentenceText("하나 \n 둘  셋", {0, 17}), "하나 둘  셋");
  EXPECT_EQ(SentenceText("하나\r\n둘", {0, 11}), "하나 둘");
}

TEST(Chunks, HoldEverySentenceOfAnyTextAtAnySize) {
  Random random(11);
  for (int i = 0; i < 300; ++i) {
    const std::string text = i % 3 == 0 ? Mutate(random, FixturePages()[random.Below(FixturePages().size())].text)
                                        : RandomText(random, random.Below(600));
    const Segmentation cut = SharedSegmenter().Segment(text);
    const ChunkOptions options = {.max_chars = 1 + random.Below(80), .overlap_sentences = random.Below(4)};
    const std::vector<Chunk> chunks = MakeChunks(text, cut, options);
    ASSERT_EQ(ChunkViolation(text, cut, options, chunks), "") << i;
  }
}

// What overlap repeats is bounded, however much is asked for.
TEST(Chunks, StayWithinAFewTimesTheText) {
  const std::string text = Repeat("비가 왔다. ", 30'000);
  const Segmentation cut = SharedSegmenter().Segment(text);
  for (const std::size_t max_chars : {6u, 100u, 5'000u}) {
    std::size_t size = 0;
    for (const Chunk& chunk : MakeChunks(text, cut, {.max_chars = max_chars, .overlap_sentences = 1'000'000})) {
      size += chunk.span.size();
    }
    EXPECT_LE(size, 4 * text.size()) << max_chars;
  }
}

}  // namespace
}  // namespace textclean
