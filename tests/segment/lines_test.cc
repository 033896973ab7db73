// Which lines are one paragraph: those a wrap or an unfinished quotation cut, and no others.
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "tests/support/segmentation.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::ElementsAre;

std::vector<std::string> Paragraphs(std::string_view text) {
  const Segmentation cut = SharedSegmenter().Segment(text);
  EXPECT_EQ(SegmentationViolation(text, cut), "");
  std::vector<std::string> paragraphs;
  for (const Paragraph& paragraph : cut.paragraphs) paragraphs.emplace_back(paragraph.span.of(text));
  return paragraphs;
}

std::vector<std::string> Sentences(std::string_view text) {
  std::vector<std::string> sentences;
  for (const Sentence& sentence : SharedSegmenter().Segment(text).sentences) {
    sentences.emplace_back(sentence.span.of(text));
  }
  return sentences;
}

// Breaks a text at blanks, as editors do: the longest lines of at most `width` characters.
std::string Wrapped(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    std::size_t length = 0;
    for (const char byte : word) length += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (column > 0 && column + 1 + length > width) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
    at = end + 1;
  }
  return out;
}

constexpr std::string_view kStory =
    "시는 낡은 도서관을 헐고 그 자리에 새 문화관을 짓기로 했다. 공사는 내년 봄에 시작해 이듬해 가을에 끝난다. "
    "주민들은 설명회에서 “책은 어디로 옮기나. 아이들은 어디서 공부하나”라고 물었다. 시는 가까운 학교 두 곳을 "
    "빌려 임시로 책을 두겠다고 답했다. 비용은 모두 시의 예산으로 낸다.";

TEST(Lines, WrappedTextIsOneParagraphOfTheSameSentences) {
  const std::vector<std::string> sentences = Sentences(kStory);
  ASSERT_EQ(sentences.size(), 5u);
  for (const std::size_t width : {30u, 36u, 40u, 45u, 60u, 72u}) {
    SCOPED_TRACE(width);
    const std::string text = Wrapped(kStory, width);
    EXPECT_EQ(Paragraphs(text).size(), 1u);
    std::vector<std::string> folded = Sentences(text);
    for (std::string& sentence : folded) std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    EXPECT_EQ(folded, sentences);
  }
}

TEST(Lines, WrappedParagraphsStayApart) {
  const std::string text = Wrapped(kStory, 40) + "\n\n" + Wrapped(kStory, 40) + "\n" + std::string(kStory);
  EXPECT_EQ(Paragraphs(text).size(), 3u);
}

TEST(Lines, LinesOfAPageStandAlone) {
  const std::vector<std::string> lines = {
      "새 문화관, 내년 봄 첫 삽",
      "낡은 도서관 자리에 3층 규모… 주민 “책은 어디로”",
      "입력 2021.03.04 09:12",
      "▲ 공사를 앞둔 도서관의 모습. 시청 제공",
      "시는 낡은 도서관을 헐고 그 자리에 새 문화관을 짓기로 했다고 4일 밝혔다. 공사는 내년 봄에 시작한다.",
      "주민들은 설명회에서 걱정을 쏟아 냈다.",
      "많이 본 기사",
      "1 겨울 강가에 다시 온 새들",
      "2 시장 골목 끝의 작은 책방",
      "3 오늘 밤부터 전국에 비",
  };
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  EXPECT_EQ(Paragraphs(text), lines);
}

TEST(Lines, MenuRowsOfLikeWidthStandAlone) {
  const std::vector<std::string> rows = {"청소년 진로 상담 예약 안내와 신청", "어르신 건강 교실 일정 보기와 문의",
                                         "주말 농장 분양 결과 확인과 납부", "작은 도서관 자원봉사 모집과 교육"};
  std::string text;
  for (const std::string& row : rows) text += row + "\n";
  EXPECT_EQ(Paragraphs(text), rows);
}

TEST(Lines, AQuotationRunsOnIntoTheNextLine) {
  EXPECT_THAT(
      Sentences("그는 “오늘은 여기까지 하겠습니다.\n내일 다시 오겠습니다”라고 말했다.\n아무도 묻지 않았다."),
      ElementsAre("그는 “오늘은 여기까지 하겠습니다.\n내일 다시 오겠습니다”라고 말했다.", "아무도 묻지 않았다."));
}

TEST(Lines, ABracketRunsOnIntoTheNextLine) {
  EXPECT_THAT(Paragraphs("10:00 골목 도서관 늘리기 토론회(온누리회관\n제3회의실)\n11:00 강변 청소"),
              ElementsAre("10:00 골목 도서관 늘리기 토론회(온누리회관\n제3회의실)", "11:00 강변 청소"));
  EXPECT_THAT(Paragraphs("10:00 골목 도서관 늘리기 토론회(온누리회관\n강변 청소(오후)"),
              ElementsAre("10:00 골목 도서관 늘리기 토론회(온누리회관", "강변 청소(오후)"));
}

TEST(Lines, AQuotationNeverClosedDoesNotRunOn) {
  EXPECT_THAT(Paragraphs("“문이 열렸다.\n사람들이 들어왔다.\n불이 꺼졌다."),
              ElementsAre("“문이 열렸다.", "사람들이 들어왔다.", "불이 꺼졌다."));
}

TEST(Lines, EveryLineEndCounts) {
  EXPECT_THAT(Paragraphs("하나다.\r\n둘이다.\r셋이다.\u2028넷이다.\u0085다섯이다."),
              ElementsAre("하나다.", "둘이다.", "셋이다.", "넷이다.", "다섯이다."));
}

TEST(Lines, BlankLinesHoldNoSentence) {
  EXPECT_THAT(Sentences(" \n\t\n\u200B\n \u3000\n"), ElementsAre());
  EXPECT_THAT(Sentences(""), ElementsAre());
  EXPECT_THAT(Sentences("\n\n 하나다. \n\n"), ElementsAre("하나다."));
}

TEST(Lines, StretchesOfAKindAreOneUnlessTextLiesBetween) {
  const std::string text = "제목이다\n첫 문장이다. 둘째 문장이다.\n광고다\n셋째 문장이다.";
  const auto span = [&](std::string_view part) {
    const std::size_t begin = text.find(part);
    return Span{begin, begin + part.size()};
  };
  const std::vector<Stretch> stretches = {{span("제목이다"), RegionKind::kTitle},
                                          {span("첫 문장이다. 둘째 문장이다."), RegionKind::kBody},
                                          {span("셋째 문장이다."), RegionKind::kBody}};
  const Segmentation cut = SharedSegmenter().Segment(text, stretches);
  EXPECT_EQ(SegmentationViolation(text, stretches, cut), "");
  ASSERT_EQ(cut.paragraphs.size(), 3u);
  EXPECT_EQ(cut.paragraphs[0].kind, RegionKind::kTitle);
  EXPECT_EQ(cut.paragraphs[1].kind, RegionKind::kBody);
  EXPECT_EQ(cut.sentences.size(), 4u);
}

}  // namespace
}  // namespace textclean
