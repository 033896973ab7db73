#include "service/extract/authors.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

std::string Shown(const std::vector<Author>& authors) {
  std::string shown;
  for (const Author& author : authors) {
    if (!shown.empty()) shown += "; ";
    shown += author.name.value;
    if (!author.role.empty()) shown += " " + author.role.value;
    if (!author.email.empty()) shown += " <" + author.email.value + ">";
  }
  return shown;
}

std::string Byline(std::string_view line) {
  return Shown(ParseByline(line, {0, line.size()}, BylineTrust::kByline, TestLexicon()));
}

TEST(ParseByline, ReadsTheFormsOfBylines) {
  EXPECT_EQ(Byline("홍길동 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("홍길동·김철수 기자"), "홍길동 기자; 김철수 기자");
  EXPECT_EQ(Byline("홍길동 김철수 기자"), "홍길동 기자; 김철수 기자");
  EXPECT_EQ(Byline("홍길동 기자, 김철수 인턴기자"), "홍길동 기자; 김철수 인턴기자");
  EXPECT_EQ(Byline("글·사진 홍길동 선임기자"), "홍길동 선임기자");
  EXPECT_EQ(Byline("글=홍길동 기자 / 사진=이영희 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("글·홍길동 기자 | 사진·이영희 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("워싱턴=홍길동 특파원"), "홍길동 특파원");
  EXPECT_EQ(Byline("(서울=연합뉴스) 홍길동 기자 ="), "홍길동 기자");
  EXPECT_EQ(Byline("[이데일리 홍길동 기자]"), "홍길동 기자");
  EXPECT_EQ(Byline("[강릉=뉴시스] 유찬 기자 ="), "유찬 기자");
  EXPECT_EQ(Byline("[엔터미디어=홍길동의 대중문화]"), "홍길동");
  EXPECT_EQ(Byline("CBS노컷뉴스 홍길동 기자 hong@example.co.kr"), "홍길동 기자 <hong@example.co.kr>");
  EXPECT_EQ(Byline("홍길동기자 hong@example.com"), "홍길동 기자 <hong@example.com>");
  EXPECT_EQ(Byline("[한빛일보=홍길동·김철수기자]"), "홍길동 기자; 김철수 기자");
  EXPECT_EQ(Byline("[가상리/홍길동기자]"), "홍길동 기자");
  EXPECT_EQ(Byline("기자, 홍길동"), "홍길동");
  EXPECT_EQ(Byline("홍길동 의학전문기자"), "홍길동 의학전문기자");
  EXPECT_EQ(Byline("홍길동 북한 전문기자"), "홍길동 북한 전문기자");
  EXPECT_EQ(Byline("기자명 홍길동 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("홍길동 사회부 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("홍길동 스포츠빛 기자"), "홍길동 기자");
  EXPECT_EQ(Byline("[홍길동 디지털뉴스 기자 hong@example.co.kr]"), "홍길동 기자 <hong@example.co.kr>");
  EXPECT_EQ(Byline("기자 : 홍길동"), "홍길동");
  EXPECT_EQ(Byline("남궁민수 논설위원"), "남궁민수 논설위원");
}

TEST(ParseByline, ReadsEnglishBylines) {
  EXPECT_EQ(Byline("By Jane Roe"), "Jane Roe");
  EXPECT_EQ(Byline("By Jane Q. Roe and Sam Poe-Hill | Mar 17, 2022"), "Jane Q. Roe; Sam Poe-Hill");
  EXPECT_EQ(Byline("By Jane Roe, Sam Poe, and Ann Doe"), "Jane Roe; Sam Poe; Ann Doe");
  EXPECT_EQ(Byline("By Jane Roe, Senior Staff Writer"), "Jane Roe");
  EXPECT_EQ(Byline("Written by Jane Roe jane@example.com"), "Jane Roe <jane@example.com>");
  EXPECT_EQ(Byline("By Jane Roe Updated June 3, 2024"), "Jane Roe");
  EXPECT_EQ(Byline("By Jane Roe June 3, 2024"), "Jane Roe");
  EXPECT_EQ(Byline("By News Desk"), "");
  EXPECT_EQ(Byline("By 2024 Jane Roe"), "");
  EXPECT_EQ(Byline("Stand By Me Again"), "");
}

TEST(ParseByline, GivesEachWriterTheAddressThatFollows) {
  EXPECT_EQ(Byline("홍길동 기자 a@example.com 김철수 기자 b@example.com"),
            "홍길동 기자 <a@example.com>; 김철수 기자 <b@example.com>");
  EXPECT_EQ(Byline("홍길동 (hong77@example.co.kr)"), "홍길동 <hong77@example.co.kr>");
  EXPECT_EQ(Byline("뉴스엔 홍길동 hong77@"), "홍길동");
}

TEST(ParseByline, ReadsBylinesWithoutRole) {
  EXPECT_EQ(Byline("홍길동"), "홍길동");
  EXPECT_EQ(Byline("홍길동(충북 가상시 나무로 1)"), "홍길동");
  EXPECT_EQ(Byline("온라인뉴스팀"), "온라인뉴스팀");
  EXPECT_EQ(Byline("디지털 뉴스부"), "디지털 뉴스부");
  EXPECT_EQ(Byline("홍길동 가상대 물리학과 교수"), "홍길동 교수");
  EXPECT_EQ(Byline("홍길동 역사 이야기꾼 hong@example.com"), "홍길동 이야기꾼 <hong@example.com>");
}

TEST(ParseByline, TakesAnyNameBeforeARoleInABylineOnly) {
  EXPECT_EQ(Byline("별하늘 기자 star@example.com"), "별하늘 기자 <star@example.com>");
  EXPECT_EQ(Byline("[가상리/홍길동 기자]"), "홍길동 기자");
  const std::string_view line = "별하늘 기자";
  EXPECT_TRUE(ParseByline(line, {0, line.size()}, BylineTrust::kText, TestLexicon()).empty());
}

TEST(ParseByline, IsNobody) {
  for (const std::string_view line :
       {"사진=홍길동 기자", "영상편집 : 홍길동", "( 취재 : 홍길동, 구성 : 김철수, 편집 : 이영희, 제작 : 콘텐츠부 )",
        "온라인 기자", "취재 기자", "정치부 기자", "서울", "강릉", "로그인", "구독", "© News1 홍길동 기자", "연합뉴스",
        "기자 정보", "홍길동 기자의 다른 기사", "SBS 뉴스 Seoul", "무단 전재 및 재배포 금지"}) {
    EXPECT_EQ(Byline(line), "") << line;
  }
}

TEST(ParseByline, SpansAreWhereTheValuesStand) {
  const std::string line = "[이데일리 홍길동 기자] hong@example.com";
  const auto authors = ParseByline(line, {0, line.size()}, BylineTrust::kByline, TestLexicon());
  ASSERT_EQ(authors.size(), 1u);
  EXPECT_EQ(authors[0].name.span.of(line), "홍길동");
  EXPECT_EQ(authors[0].role.span.of(line), "기자");
  EXPECT_EQ(authors[0].email.span.of(line), "hong@example.com");
}

class FindAuthorsTest : public testing::Test {
 protected:
  std::string Find() { return Shown(FindBylines(page_.lines(), TestLexicon()).authors); }
  PageBuilder page_;
};

TEST_F(FindAuthorsTest, NamesEachWriterOnce) {
  page_.Add(RegionKind::kTimestamp, "홍길동 2023. 11. 1. 08:03");
  page_.Add({{RegionKind::kByline, "[TV리포트=홍길동 기자]"}, {RegionKind::kBody, " 도서관이 문을 열었다."}});
  page_.Add(RegionKind::kByline, "홍길동 기자 hong@example.com");
  EXPECT_EQ(Find(), "홍길동 기자 <hong@example.com>");
}

TEST_F(FindAuthorsTest, GivesTheOnlyWriterAnAddressOnALineOfItsOwn) {
  page_.Add({{RegionKind::kByline, "(서울=연합뉴스) 홍길동 기자 ="}, {RegionKind::kBody, " 비가 온다."}});
  page_.Add(RegionKind::kByline, "hong@example.com(끝)");
  EXPECT_EQ(Find(), "홍길동 기자 <hong@example.com>");
}

TEST_F(FindAuthorsTest, ReadsADatelineThatWasLeftInTheBody) {
  page_.Add(RegionKind::kBody, "(부산=연합뉴스) 홍길동 기자 = 부산에 비가 내렸다. 시민 김철수 씨가 말했다.");
  EXPECT_EQ(Find(), "홍길동 기자");
}

TEST_F(FindAuthorsTest, ReadsABylineThatEndsTheBody) {
  page_.Add(RegionKind::kBody, "부산에 비가 내렸다. 홍길동 기자 hong@example.com");
  EXPECT_EQ(Find(), "홍길동 기자 <hong@example.com>");
}

TEST_F(FindAuthorsTest, ReadsBroadcastersSignOffs) {
  page_.Add(RegionKind::kBody, "비가 그쳤습니다.").Add(RegionKind::kBody, "KBS 뉴스 홍길동입니다.");
  EXPECT_EQ(Find(), "홍길동");
}

TEST_F(FindAuthorsTest, KnowsTheBroadcasters) {
  for (const std::string outlet :
       {"KBS 뉴스", "KBS뉴스",  "MBC 뉴스",   "MBC뉴스",    "SBS",     "SBS 뉴스", "JTBC",     "YTN",        "MBN",
        "MBN뉴스",  "TV조선",   "채널A 뉴스", "채널A뉴스",  "채널A",   "OBS뉴스",  "OBS 뉴스", "연합뉴스TV", "KNN",
        "TJB",      "TBC",      "KBC",        "JTV",        "CJB",     "UBC",      "G1뉴스",   "G1",         "EBS뉴스",
        "EBS 뉴스", "BBS 뉴스", "뉴스1",      "한국경제TV", "CBS뉴스", "SBS Biz"}) {
    const std::string line = "지금까지 가상리에서 " + outlet + " 홍길동입니다.";
    PageBuilder page;
    page.Add(RegionKind::kBody, line);
    EXPECT_EQ(Shown(FindBylines(page.lines(), TestLexicon()).authors), "홍길동") << line;
  }
}

TEST_F(FindAuthorsTest, KnowsBroadcastersByTheirNames) {
  page_.Add(RegionKind::kBody, "지금까지 부산에서 KNN 홍길동입니다.").Add(RegionKind::kBody, "SBS Biz 김철수입니다.");
  page_.Add(RegionKind::kBody, "한빛경제TV 박영희입니다.").Add(RegionKind::kBody, "오늘의 손님은 배우 이영희입니다.");
  EXPECT_EQ(Find(), "홍길동; 김철수; 박영희");
}

TEST_F(FindAuthorsTest, ReadsAnchorsHandingOver) {
  page_.Add(RegionKind::kBody, "현장에서 홍길동 기자가 취재했습니다.");
  page_.Add(RegionKind::kBody, "김철수 기자의 단독 보도입니다.");
  EXPECT_EQ(Find(), "홍길동 기자; 김철수 기자");
}

TEST_F(FindAuthorsTest, ReadsALineOfTheBodyThatIsAByline) {
  page_.Add(RegionKind::kByline, "영상편집: 이영희").Add(RegionKind::kBody, "비가 왔다.");
  page_.Add(RegionKind::kBody, "홍길동기자 , 김철수 기자 , 부산=박영희 기자 park@example.com");
  EXPECT_EQ(Find(), "홍길동 기자; 김철수 기자; 박영희 기자 <park@example.com>");
}

TEST_F(FindAuthorsTest, AWirePhotosCaptionNamesAPhotographer) {
  page_.Add({{RegionKind::kByline, "【서울=뉴시스】홍길동 기자 ="},
             {RegionKind::kBody, " 비가 내리고 있다. 2019.01.31. "},
             {RegionKind::kByline, "hong@example.com"}});
  page_.Add(RegionKind::kBody, "(서울=뉴스1) 김철수 기자 = 비가 내리고 있다. 2019.1.31/뉴스1");
  page_.Add(RegionKind::kBody,
            "【서울=뉴시스】이영희 기자 = 비가 온다. 2019.01.31. lee@example.com <저작권자ⓒ 뉴시스. 무단전재 금지.>");
  EXPECT_EQ(Find(), "");
  EXPECT_TRUE(FindBylines(page_.lines(), TestLexicon()).emails.empty());
}

TEST_F(FindAuthorsTest, ReadsABylineThatWasTakenForACaption) {
  page_.Add(RegionKind::kCaption, "홍길동 기자 hong@example.com / 사진 = 방송화면 캡처");
  EXPECT_EQ(Find(), "홍길동 기자 <hong@example.com>");
}

TEST_F(FindAuthorsTest, ReadsTheSignatureOfAnEssay) {
  page_.Add(RegionKind::kBody, "어머니는 웃으셨다.").Add(RegionKind::kBody, "홍길동 (시인, 가상대 강사)");
  EXPECT_EQ(Find(), "홍길동");
}

TEST_F(FindAuthorsTest, AParenthesisInTheStoryIsNoSignature) {
  page_.Add(RegionKind::kBody, "홍길동 (35) 씨가 말했다.").Add(RegionKind::kBody, "홍길동 씨는 웃었다(사진)");
  EXPECT_EQ(Find(), "");
}

TEST_F(FindAuthorsTest, AnAddressForTipsIsNobodys) {
  page_.Add(RegionKind::kByline, "홍길동 기자").Add(RegionKind::kByline, "▷ 이메일 : tip@example.com");
  EXPECT_EQ(Find(), "홍길동 기자");
  EXPECT_TRUE(FindBylines(page_.lines(), TestLexicon()).emails.empty());
}

TEST_F(FindAuthorsTest, NeverNamesAPersonOfTheStory) {
  page_.Add(RegionKind::kTitle, "홍길동 \"문을 열겠다\"");
  page_.Add(RegionKind::kBody, "홍길동 시장은 \"문을 열겠다\"고 말했다. 김철수 변호사는 반대했다.");
  page_.Add(RegionKind::kBody, "이날 회견에서 박영희 기자의 질문에 홍길동 시장이 답했다.");
  page_.Add(RegionKind::kCaption, "홍길동 시장. /사진=이영희 기자");
  page_.Add(RegionKind::kRelated, "김영수 기자의 다른 기사");
  page_.Add(RegionKind::kReaction, "최민수 기자");
  EXPECT_EQ(Find(), "");
}

}  // namespace
}  // namespace textclean
