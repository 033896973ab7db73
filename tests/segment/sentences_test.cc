// Where sentences end and where they do not, by class. A case is a text with '|' where it must be cut; what is said of
// white space at a cut holds too: the text is cut as it stands.
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "tests/support/segmentation.h"

namespace textclean {
namespace {

struct Case {
  std::string name;
  std::vector<std::string> texts;
  friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }
};

// News.
const std::vector<Case>& NewsCases() {
  static const std::vector<Case> kCases = {
      {"FullStop",
       {"정부가 새 대책을 내놓았다. |시장은 곧바로 반응했다. |환율은 내렸습니다.",
        "어제는 비가 왔습니다. |그래서 경기를 미뤘습니다."}},
      {"QuestionAndExclamation",
       {"왜 이런 일이 벌어졌을까? |답은 간단하다.", "드디어 이겼다! |관중은 환호했다.",
        "정말 그럴까?! |아무도 모른다."}},
      {"QuotationTakenUp",
       {"그는 “준비가 끝났다. 이제 시작이다”라고 말했다. |회견은 짧았다.",
        "김 대표는 \"약속을 지키겠다. 믿어 달라\"며 고개를 숙였다. |기자들이 물었다.",
        "“이 길이 맞나요?”라고 묻자 그는 웃었다. |대답은 없었다.",
        "주민들은 “물이 너무 차다. 살 수가 없다”고 입을 모았다. |시는 조사에 나섰다.",
        "“내일 다시 오겠습니다.”라는 말만 남겼다. |문이 닫혔다."}},
      {"QuotationOfItsOwn",
       {"“오늘은 여기까지입니다.” |사회자가 마이크를 내려놓았다.", "\"누가 왔나요?\" |아이가 문을 열었다."}},
      {"NestedQuotation",
       {"그는 “선생님이 ‘포기하지 마라. 끝까지 가라’고 하셨다. 그 말이 남았다”고 회상했다. |눈가가 젖었다."}},
      {"UnbalancedQuotation",
       {"그는 “준비가 끝났다고 말했다. |회견은 짧았다. |기자들은 돌아갔다.",
        "준비가 끝났다”고 말했다. |회견은 짧았다. |기자들은 돌아갔다.",
        "그는 '90년대 노래를 좋아했다. |요즘 노래는 잘 모른다. |그래도 듣는다."}},
      {"MixedMarks", {"그는 “준비가 끝났다\"고 말했다. |회견은 짧았다. |기자들은 돌아갔다."}},
      {"Brackets",
       {"대책(지난 3월 발표. 이후 보완)은 그대로 간다. |변화는 없다.", "새 다리가 열렸다(사진). |길이 짧아졌다.",
        "책 〈왜 우리는 걷는가? 길의 역사〉는 잘 팔렸다. |다음 책도 나온다."}},
      {"DashesAround", {"- 상표 등록을 돕고 업계의 어려움을 청취 -", "- 새 다리 개통. |통행은 무료. -"}},
      {"Footnotes", {"이 도시는 1820년에 세워졌다.[3] |인구는 곧 늘었다.[12] |지금은 항구다."}},
      {"Numbers",
       {"물가는 3.4% 올랐다. |금리는 그대로다.", "2024.11.05 열린 회의에서 정했다. |결과는 다음 주에 나온다.",
        "오전 9.5도였던 기온이 올랐다. |낮에는 더웠다.", "면적은 1,204.7㎡다. |값은 5.2억 원이다."}},
      {"DatesWithBlanks", {"공고일은 2024. 11. 5. 화요일이다. |접수는 그다음 날부터다."}},
      {"Abbreviations",
       {"존 F. 애덤스는 돌아왔다. |그는 말을 아꼈다.", "U.S. 스틸은 공장을 닫았다. |노조는 반발했다.",
        "이 회사는 Hanbit Co. 이름으로 등록했다. |본사는 부산이다.",
        "기원전 44년(B.C. 44)의 일이다. |로마는 흔들렸다."}},
      {"Addresses",
       {"자료는 www.example.com 에 있다. |누구나 볼 수 있다.",
        "문의는 help@example.co.kr 로 하면 된다. |답은 하루 걸린다."}},
      {"FileNames", {"첨부한 안내문.hwpx 파일을 내려받는다. |양식.pdf 파일도 있다."}},
      {"GluedSentences",
       {"회사는 공장을 짓기로 했다.|공사는 봄에 시작한다.|비용은 비밀이다.", "정말 갈까?|아무도 몰랐다."}},
      {"MissingFullStop", {"정부는 예산을 늘리기로 했다 |야당은 반대하고 나섰다. |표결은 다음 주다."}},
      {"ConnectiveDa",
       {"주가는 하락세를 보이다 지난해 반등했다. |거래도 늘었다.",
        "그는 병원에서 일하다 고향으로 돌아왔다. |벌써 십 년이다.", "길을 걷다 넘어졌다. |다치지는 않았다."}},
      {"NounFragments", {"2003년 겨울. |그는 혼자 떠났다.", "연장전. |아무도 움직이지 못했다."}},
      {"Enumerators",
       {"1. 신청서를 낸다.", "가. 접수 기간은 한 달이다.", "나. 우천 시 연기", "① 서류를 모은다.",
        "바르게 늘어놓은 것은 ㄱ. 씻기 ㄴ. 썰기 ㄷ. 볶기 가운데 무엇인가? |다음 쪽에 답이 있다.",
        "▲전기 요금은 그대로다. |▲가스 요금은 오른다."}},
      {"EllipsisThatGoesOn", {"그는… 결국 돌아오지 않았다. |모두 기다렸다."}},
      {"EllipsisThatEnds", {"정말 그럴 줄은 몰랐는데요... |그래도 다시 해 보겠습니다."}},
      {"FullWidthMarks", {"새 역이 열렸다。|시민들이 모였다！ |언제 끝날까？ |아직 모른다."}},
      {"BracketedSource", {"“더는 못 기다리겠습니다.”(시장 상인) |골목은 조용했다."}},
  };
  return kCases;
}

// Blogs, comments, boards.
const std::vector<Case>& TalkCases() {
  static const std::vector<Case> kCases = {
      {"Polite",
       {"오늘은 시장에 다녀왔어요 |사람이 정말 많더라고요 |다음에 또 가려고요",
        "방이 넓고 깨끗해요 |창문도 커서 좋았어요 |아침밥은 그냥 그랬어요"}},
      {"Formal", {"안녕하세요 |오늘은 새 카메라를 소개합니다 |가격은 조금 비쌉니다 |그래도 만족합니다"}},
      {"Plain", {"어제 산에 갔다 |날씨가 아주 좋았다 |내려오는 길에 국수를 먹었다"}},
      {"Questions", {"이거 어디서 샀어요 |저도 하나 사고 싶네요 |혹시 색은 다른 게 없나요"}},
      {"Nominal", {"어제 처음 다녀왔음 |사람이 생각보다 많았음 |음식은 그냥 그랬음 |다시 갈 생각은 없음"}},
      {"Laughter",
       {"진짜 웃겼어요ㅋㅋㅋ |저도 모르게 소리 질렀네요 ㅎㅎ |다음 편도 볼게요~",
        "오늘도 망했다ㅠㅠ |내일은 잘되겠지"}},
      {"Emoji", {"드디어 도착했어요 😊 |방이 정말 예뻐요💕 |사진 더 올릴게요"}},
      {"Tildes", {"여기 정말 좋아요~ |꼭 한번 가 보세요~~ |후회 안 해요!"}},
      {"Semicolons", {"뚜껑에서 국물이 새네요;; |교환은 안 된다고 하시고요; |다른 분들은 참고하세요."}},
      {"MarksAsCommas", {"어제는 비가 와서... 하루 종일 집에 있었어요 ㅎㅎ |심심했네요."}},
      {"QuotedWithoutMarks",
       {"이게 뭐지? 하고 다시 봤어요. |별거 아니더라고요.", "괜찮을까? 싶었는데 맛있었다. |또 갈 것이다.",
        "포기하자 라는 생각이 들었다. |그래도 남았다."}},
      {"WordsThatLookFinite",
       {"바다 근처에 숙소를 잡았어요. |필요 없는 짐은 두고 왔어요.", "캐나다 여행은 처음이에요. |마음 편히 쉬었어요."}},
  };
  return kCases;
}

class Sentences : public testing::TestWithParam<Case> {
 protected:
  const std::unique_ptr<const Segmenter> segmenter_ = *Segmenter::Create();

  void Check(std::string_view marked) {
    std::string text;
    std::vector<std::string> expected(1);
    for (const char c : marked) {
      if (c == '|') {
        expected.emplace_back();
        continue;
      }
      text += c;
      expected.back() += c;
    }
    for (std::string& sentence : expected) sentence.erase(sentence.find_last_not_of(' ') + 1);
    const Segmentation cut = segmenter_->Segment(text);
    std::vector<std::string> sentences;
    for (const Sentence& sentence : cut.sentences) sentences.emplace_back(sentence.span.of(text));
    EXPECT_EQ(sentences, expected);
    EXPECT_EQ(SegmentationViolation(text, cut), "");
  }
};

TEST_P(Sentences, AreCutWhereTheyEnd) {
  for (const std::string& text : GetParam().texts) Check(text);
}

INSTANTIATE_TEST_SUITE_P(News, Sentences, testing::ValuesIn(NewsCases()),
                         [](const auto& param_info) { return param_info.param.name; });
INSTANTIATE_TEST_SUITE_P(Talk, Sentences, testing::ValuesIn(TalkCases()),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace textclean
