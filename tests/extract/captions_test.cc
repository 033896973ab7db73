#include "service/extract/captions.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;

std::string Split(std::string_view caption) {
  const CreditSplit split = SplitCredit(caption, {0, caption.size()}, TestLexicon());
  return std::string(split.text.of(caption)) + " @ " + std::string(split.credit.of(caption));
}

TEST(SplitCredit, ReadsTheFormsOfCredits) {
  EXPECT_EQ(Split("새 도서관이 문을 열고 있다. 연합뉴스"), "새 도서관이 문을 열고 있다. @ 연합뉴스");
  EXPECT_EQ(Split("새 도서관. /사진=OSEN"), "새 도서관. @ OSEN");
  EXPECT_EQ(Split("새 도서관 사진=로이터 연합뉴스"), "새 도서관 @ 로이터 연합뉴스");
  EXPECT_EQ(Split("새 도서관 [로이터 연합뉴스 자료사진.재판매 및 DB 금지]"), "새 도서관 @ 로이터 연합뉴스 자료사진");
  EXPECT_EQ(Split("새 도서관. ⓒ 홍길동"), "새 도서관. @ 홍길동");
  EXPECT_EQ(Split("새 도서관. 가상시 제공"), "새 도서관. @ 가상시 제공");
  EXPECT_EQ(Split("(사진=가상시)"), " @ 가상시");
  EXPECT_EQ(Split("새 도서관 (출처:뉴시스)"), "새 도서관 @ 뉴시스");
  EXPECT_EQ(Split("새 도서관 앞 시민들. /AFP 연합뉴스"), "새 도서관 앞 시민들. @ AFP 연합뉴스");
  EXPECT_EQ(Split("새 도서관 | 가상시 제공"), "새 도서관 @ 가상시 제공");
  EXPECT_EQ(Split("사진=채널A 방송화면"), " @ 채널A 방송화면");
  EXPECT_EQ(Split("▲ 새 도서관. 유튜브 캡처"), "새 도서관. @ 유튜브 캡처");
  EXPECT_EQ(Split("새 도서관. /가상일보 DB"), "새 도서관. @ 가상일보 DB");
  EXPECT_EQ(Split("책을 고르는 시민들. 홍길동 기자"), "책을 고르는 시민들. @ 홍길동 기자");
  EXPECT_EQ(Split("책을 고르고 있다. [홍길동 기자]"), "책을 고르고 있다. @ 홍길동 기자");
  EXPECT_EQ(Split("책을 고르고 있다. 사진 제공 가상시"), "책을 고르고 있다. @ 가상시");
  EXPECT_EQ(Split("책을 고르고 있다. 사진 홍길동 사진부장"), "책을 고르고 있다. @ 홍길동 사진부장");
  EXPECT_EQ(Split("책을 고르고 있다. 홍길동 선임기자"), "책을 고르고 있다. @ 홍길동 선임기자");
  EXPECT_EQ(Split("책을 고르고 있다. 가상/홍길동 기자"), "책을 고르고 있다. @ 가상/홍길동 기자");
  EXPECT_EQ(Split("책을 고르고 있다. 홍길동 기자 hong@gasang.example"), "책을 고르고 있다. @ 홍길동 기자");
  EXPECT_EQ(Split("새 도서관. 가상시 제공 2024.03.05"), "새 도서관. @ 가상시 제공");
  EXPECT_EQ(Split("[책을 고르고 있다. 사진 = 홍길동 기자 hong@gasang.example]"), "책을 고르고 있다. @ 홍길동 기자");
  EXPECT_EQ(Split("*새 도서관 (이미지: 가상시)*"), "새 도서관 @ 가상시");
}

TEST(SplitCredit, LeavesWordsOfTheCaption) {
  EXPECT_EQ(Split("사진을 찍는 시민들"), "사진을 찍는 시민들 @ ");
  EXPECT_EQ(Split("홍길동 시장(왼쪽)과 김철수 관장(CEO)"), "홍길동 시장(왼쪽)과 김철수 관장(CEO) @ ");
  EXPECT_EQ(Split("시장이 발언하고 있다. 이날 행사는 저녁까지 이어졌다."),
            "시장이 발언하고 있다. 이날 행사는 저녁까지 이어졌다. @ ");
  EXPECT_EQ(Split("남/여 화장실"), "남/여 화장실 @ ");
  EXPECT_EQ(Split("사진 속 시민들"), "사진 속 시민들 @ ");
  EXPECT_EQ(Split("개관은 2024.03.05"), "개관은 2024.03.05 @ ");
}

TEST(FindCaptions, AnOutletAfterTheTextIsNoCredit) {
  PageBuilder page;
  page.Add(RegionKind::kBody, "도서관이 문을 연다.").Add(RegionKind::kCaption, "경향신문");
  EXPECT_TRUE(FindCaptions(page.lines(), TestLexicon()).empty());
}

TEST(FindCaptions, GivesEachOnceAndJoinsACreditToTheCaptionAbove) {
  PageBuilder page;
  page.Add(RegionKind::kCaption, "새 도서관").Add(RegionKind::kCaption, "[연합뉴스 자료사진]");
  page.Add(RegionKind::kBody, "문을 연다.").Add(RegionKind::kCaption, "이미지 크게 보기");
  page.Add(RegionKind::kCaption, "새 도서관").Add(RegionKind::kCaption, "(사진=가상시)");
  std::vector<std::string> shown;
  for (const Caption& c : FindCaptions(page.lines(), TestLexicon()))
    shown.push_back(c.text.value + "@" + c.credit.value);
  EXPECT_THAT(shown, ElementsAre("새 도서관@연합뉴스 자료사진", "@가상시"));
}

TEST(FindCaptions, JoinsADescriptionToTheSourceAbove) {
  PageBuilder page;
  page.Add(RegionKind::kCaption, "사진 출처, 가상시").Add(RegionKind::kCaption, "사진 설명, 새 도서관이 문을 열었다");
  page.Add(RegionKind::kBody, "문을 연다.").Add(RegionKind::kCaption, "[사진설명] 책을 고르는 시민들");
  std::vector<std::string> shown;
  for (const Caption& c : FindCaptions(page.lines(), TestLexicon()))
    shown.push_back(c.text.value + "@" + c.credit.value);
  EXPECT_THAT(shown, ElementsAre("새 도서관이 문을 열었다@가상시", "책을 고르는 시민들@"));
}

TEST(FindCaptions, LeavesPicturesOfMarkdown) {
  PageBuilder page;
  page.Add(RegionKind::kCaption, "[![로고](https://img.example.com/1.png)](https://example.com/)");
  page.Add(RegionKind::kCaption, "[ ![](https://img.example.com/2.jpg) ](/big) 새 도서관");
  page.Add(RegionKind::kCaption, "![](https://img.example.com/3.jpg) 사서들").Add(RegionKind::kCaption, "[책장] 2층");
  std::vector<std::string> texts;
  for (const Caption& caption : FindCaptions(page.lines(), TestLexicon())) texts.push_back(caption.text.value);
  EXPECT_THAT(texts, ElementsAre("새 도서관", "사서들", "[책장] 2층"));
}

TEST(FindImages, ReadsMarkdown) {
  PageBuilder page;
  page.Add(RegionKind::kCaption, "![새 도서관](https://img.example.com/1.jpg \"도서관\") 새 도서관. 연합뉴스");
  page.Add(RegionKind::kBody, "![](https://img.example.com/2.jpg) ![](https://img.example.com/1.jpg)");
  page.Add(RegionKind::kRelated, "![](https://img.example.com/3.jpg)");
  page.Add(RegionKind::kBody, "![닫히지 않은 그림](https://img.example.com");
  std::vector<std::string> urls;
  for (const Fact& image : FindImages(page.lines())) urls.push_back(image.value);
  EXPECT_THAT(urls, ElementsAre("https://img.example.com/1.jpg", "https://img.example.com/2.jpg"));
}

}  // namespace
}  // namespace textclean
