// Segment as a caller sees it: scopes, options, chunks, offsets in every unit and in HTML's source.
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/text/offsets.h"
#include "tests/rpc/harness.h"
#include "tests/support/decomposed.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Cut {
  grpc::Status status;
  v1::SegmentResponse response;
  std::string reason;
  std::string field;

  std::vector<std::string> sentences() const {
    std::vector<std::string> texts;
    for (const v1::Sentence& sentence : response.sentences()) texts.push_back(sentence.text());
    return texts;
  }
};

Cut Call(const v1::SegmentRequest& request) {
  Harness harness;
  grpc::ClientContext context;
  Cut cut;
  cut.status = harness.stub().Segment(&context, request, &cut.response);
  const Answer answer = Unpack(cut.status);
  cut.reason = answer.info.reason();
  cut.field = answer.field();
  return cut;
}

v1::SegmentRequest All(std::string_view text) {
  v1::SegmentRequest request;
  request.mutable_document()->set_text(std::string(text));
  request.mutable_options()->set_scope(v1::SEGMENT_SCOPE_ALL);
  return request;
}

constexpr std::string_view kText = "😀 비가 왔다. 길이 젖었다.\n\n그는 “우산이 없다. 큰일이다”라고 말했다.";

TEST(Segment, CutsTheTextAsItStands) {
  const Cut cut = Call(All(kText));
  ASSERT_TRUE(cut.status.ok()) << cut.status.error_message();
  EXPECT_THAT(cut.sentences(), ElementsAre("😀 비가 왔다.", "길이 젖었다.", "그는 “우산이 없다. 큰일이다”라고 말했다."));
  ASSERT_EQ(cut.response.paragraphs_size(), 2);
  EXPECT_EQ(cut.response.sentences(1).paragraph(), 0u);
  EXPECT_EQ(cut.response.sentences(2).paragraph(), 1u);
  EXPECT_EQ(cut.response.sentences(2).kind(), v1::REGION_KIND_BODY);
  EXPECT_THAT(cut.response.chunks(), IsEmpty());
  EXPECT_EQ(cut.response.document().charset(), "UTF-8");
}

TEST(Segment, CountsInTheCallersUnit) {
  for (const auto& [unit, core] : {std::pair{v1::OFFSET_UNIT_UTF8_BYTES, OffsetUnit::kUtf8Bytes},
                                   std::pair{v1::OFFSET_UNIT_UTF16_CODE_UNITS, OffsetUnit::kUtf16CodeUnits},
                                   std::pair{v1::OFFSET_UNIT_CODE_POINTS, OffsetUnit::kCodePoints}}) {
    v1::SegmentRequest request = All(kText);
    request.mutable_options()->set_offset_unit(unit);
    const Cut cut = Call(request);
    OffsetConverter convert(kText, core);
    for (const v1::Sentence& sentence : cut.response.sentences()) {
      const std::size_t begin = kText.find(sentence.text());
      EXPECT_EQ(sentence.begin(), convert(begin));
      EXPECT_EQ(sentence.end(), convert(begin + sentence.text().size()));
    }
  }
}

TEST(Segment, StripsNoiseFirst) {
  v1::SegmentRequest request;
  request.mutable_document()->set_text(
      "로그인\n회원가입\n뉴스 홈\n새 문화관, 내년 봄 첫 삽\n입력 2021.03.04 09:12\n"
      "시는 낡은 도서관을 헐고 그 자리에 새 문화관을 짓기로 했다고 4일 밝혔다. 공사는 내년 봄에 시작한다.\n"
      "주민들은 설명회에서 걱정을 쏟아 냈다. 시는 가까운 학교 두 곳을 빌려 임시로 책을 두겠다고 답했다.\n"
      "무단전재 및 재배포 금지\n많이 본 기사\n1 겨울 강가에 다시 온 새들\n2 시장 골목 끝의 작은 책방\n");
  const Cut cut = Call(request);
  ASSERT_TRUE(cut.status.ok()) << cut.status.error_message();
  EXPECT_THAT(cut.sentences(),
              testing::IsSupersetOf({"공사는 내년 봄에 시작한다.", "주민들은 설명회에서 걱정을 쏟아 냈다."}));
  EXPECT_THAT(cut.sentences(), testing::Not(testing::Contains("로그인")));
}

TEST(Segment, PacksChunks) {
  v1::SegmentRequest request = All("비가 왔다. 길이 젖었다. 우산을 폈다.\n버스가 왔다.");
  request.mutable_options()->set_max_chunk_chars(16);
  request.mutable_options()->set_chunk_overlap_sentences(1);
  const Cut cut = Call(request);
  ASSERT_EQ(cut.response.chunks_size(), 3);
  EXPECT_EQ(cut.response.chunks(2).text(), "우산을 폈다.\n버스가 왔다.");
  EXPECT_EQ(cut.response.chunks(1).first_sentence(), 1u);
  EXPECT_EQ(cut.response.chunks(1).last_sentence(), 3u);
  EXPECT_FALSE(cut.response.chunks(1).is_partial());
}

TEST(Segment, OffsetsOfHtmlCountInItsSource) {
  const std::string html =
      "<html><body><p>비가 <b>많이</b> 왔다. 길이&nbsp;젖었다.</p><p>버스가 &lt;늦게&gt; 왔다.</p></body></html>";
  v1::SegmentRequest request = All("");
  request.mutable_document()->set_content(html);
  request.mutable_document()->set_format(v1::FORMAT_HTML);
  const Cut cut = Call(request);
  ASSERT_TRUE(cut.status.ok()) << cut.status.error_message();
  ASSERT_EQ(cut.response.sentences_size(), 3);
  const auto source = [&](int i) {
    const v1::Sentence& sentence = cut.response.sentences(i);
    return html.substr(sentence.begin(), sentence.end() - sentence.begin());
  };
  EXPECT_EQ(cut.response.sentences(0).text(), "비가 많이 왔다.");
  EXPECT_EQ(source(0), "비가 <b>많이</b> 왔다.");
  EXPECT_EQ(source(1), "길이&nbsp;젖었다.");
  EXPECT_EQ(cut.response.sentences(2).text(), "버스가 <늦게> 왔다.");
  EXPECT_EQ(source(2), "버스가 &lt;늦게&gt; 왔다.");
}

TEST(Segment, OffsetsOfMarkdownCountInItsSource) {
  const std::string markdown =
      "# 다리\n\n[시](/city)는 **다리를** 점검했다. [표](/t)는 [누리집](/home)에 있다.\n\n| 하구 | 6km |\n";
  const Cut cut = Call(All(markdown));
  ASSERT_TRUE(cut.status.ok()) << cut.status.error_message();
  EXPECT_THAT(cut.sentences(), ElementsAre("다리", "시는 다리를 점검했다.", "표는 누리집에 있다.", "하구", "6km"));
  const auto source = [&](int i) {
    const v1::Sentence& sentence = cut.response.sentences(i);
    return markdown.substr(sentence.begin(), sentence.end() - sentence.begin());
  };
  EXPECT_EQ(source(0), "다리");
  EXPECT_EQ(source(1), "시](/city)는 **다리를** 점검했다.");
  EXPECT_EQ(source(2), "표](/t)는 [누리집](/home)에 있다.");
  EXPECT_EQ(source(4), "6km");
}

TEST(Segment, OffsetsOfHangulInLettersCountInTheSource) {
  const std::string text = WithHangulDecomposed(kText);
  for (const auto& [unit, core] : {std::pair{v1::OFFSET_UNIT_UTF8_BYTES, OffsetUnit::kUtf8Bytes},
                                   std::pair{v1::OFFSET_UNIT_UTF16_CODE_UNITS, OffsetUnit::kUtf16CodeUnits}}) {
    v1::SegmentRequest request = All(text);
    request.mutable_options()->set_offset_unit(unit);
    const Cut cut = Call(request);
    EXPECT_EQ(cut.sentences(), Call(All(kText)).sentences());
    OffsetConverter convert(text, core);
    for (const v1::Sentence& sentence : cut.response.sentences()) {
      const std::string letters = WithHangulDecomposed(sentence.text());
      const std::size_t begin = text.find(letters);
      EXPECT_EQ(sentence.begin(), convert(begin));
      EXPECT_EQ(sentence.end(), convert(begin + letters.size()));
    }
  }
}

TEST(Segment, RefusesOptionsThatCannotBe) {
  v1::SegmentRequest request = All(kText);
  request.mutable_options()->set_chunk_overlap_sentences(1);
  Cut cut = Call(request);
  EXPECT_EQ(cut.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(cut.reason, "CONTRADICTORY_OPTIONS");
  EXPECT_EQ(cut.field, "options.chunk_overlap_sentences");

  request = All(kText);
  request.mutable_options()->set_mode(v1::CLEAN_MODE_RECALL);
  EXPECT_EQ(Call(request).field, "options.mode");

  request = All(kText);
  request.mutable_options()->set_max_chunk_chars(7);
  cut = Call(request);
  EXPECT_EQ(cut.reason, "CHUNK_TOO_SMALL");
  EXPECT_EQ(cut.field, "options.max_chunk_chars");

  request = All(kText);
  request.mutable_options()->set_scope(static_cast<v1::SegmentScope>(9));
  EXPECT_EQ(Call(request).field, "options.scope");

  request = All(kText);
  request.mutable_options()->set_offset_unit(static_cast<v1::OffsetUnit>(9));
  EXPECT_EQ(Call(request).field, "options.offset_unit");

  request.clear_document();
  EXPECT_EQ(Call(request).reason, "MISSING_DOCUMENT");
}

}  // namespace
}  // namespace textclean
