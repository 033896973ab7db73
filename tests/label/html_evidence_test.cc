#include "service/label/html_evidence.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/label/labeller.h"
#include "service/page/html.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Labeller& TheLabeller() {
  static const Labeller* const kLabeller = new Labeller(*Labeller::Create(*RuleSet::Default()));
  return *kLabeller;
}

// The body of a page, line by line.
std::string Body(std::string_view source) {
  const Page page = ParseHtml(source);
  std::string body;
  for (const Region& region : TheLabeller().Label(page)) {
    if (region.kind == RegionKind::kBody) body.append(region.span.of(page.text)).append("\n");
  }
  return body;
}

std::string Menu() {
  std::string menu = "<div class=\"gnb\"><ul>";
  for (const char* item :
       {"홈", "정치", "경제", "사회", "문화", "스포츠", "로그인", "회원가입", "이웃추가", "글쓰기"}) {
    menu.append("<li><a href=\"/\">").append(item).append("</a></li>");
  }
  return menu + "</ul></div>";
}

TEST(BestThreshold, TakesThePromisingLines) {
  const std::vector<float> body = {0.05F, 0.9F, 0.8F, 0.2F};
  const float threshold = BestThreshold(body, std::vector<float>{30, 30, 30, 30});
  EXPECT_LE(threshold, 0.8F);
  EXPECT_GT(threshold, 0.2F);
}

TEST(BestThreshold, IsAboveAllWhereNoLineIsLikely) {
  const std::vector<float> sizes = {9, 9, 9};
  EXPECT_GT(BestThreshold(std::vector<float>{0.25F, 0.2F, 0.25F}, sizes), 0.25F);
  EXPECT_LE(BestThreshold(std::vector<float>{0.25F, 0.35F, 0.25F}, sizes), 0.35F) << "it may be a short article";
  EXPECT_GT(BestThreshold({}, {}), 0);
}

// A fragment: no <title>, no frame, nothing that the trees know an article by.
TEST(HtmlEvidence, AShortFragmentIsAnArticleWithItsTitle) {
  const Page page = ParseHtml(
      "<h1>새 도서관 3월에 문 연다</h1><p class=date>입력 2025.02.04 05:31</p><div class=article>"
      "<p>가상시는 5천억 달러를 들여 지은 새 도서관이 문을 연다고 지난달 21일 밝혔다. 시민들이 기다려 온 곳이다.</p>"
      "<p>가상시장은 도서관을 시민 모두의 곳으로 만들겠다고 말했다. 문을 여는 날에는 잔치도 열린다.</p></div>");
  std::vector<RegionKind> kinds;
  for (const Region& region : TheLabeller().Label(page)) {
    if (region.kind != RegionKind::kWhitespace) kinds.push_back(region.kind);
  }
  EXPECT_THAT(kinds, ElementsAre(RegionKind::kTitle, RegionKind::kTimestamp, RegionKind::kBody, RegionKind::kBody));
}

// A post of three words among menus: only what the page describes itself with tells it from them.
TEST(HtmlEvidence, AShortPostIsFoundByThePagesDescription) {
  const auto post = [](std::string_view description) {
    return "<html><head><title>구름 일기</title><meta property=\"og:title\" content=\"구름 일기\">"
           "<meta property=\"og:description\" content=\"" +
           std::string(description) + "\"></head><body>" + Menu() +
           "<h3>구름 일기</h3><p>2024. 5. 2. 18:30</p><div class=\"post_ct\"><p>오늘 참 맑다</p></div>"
           "<div class=\"comment_area\"><a href=\"/\">댓글 2</a></div></body></html>";
  };
  EXPECT_EQ(Body(post("오늘 참 맑다")), "오늘 참 맑다\n");
  EXPECT_EQ(Body(post("&amp;nbsp; 오늘 참 맑다")), "오늘 참 맑다\n") << "escaped twice, as some systems do";
}

// The same words that the page does not describe itself with, and a title that repeats the description.
TEST(HtmlEvidence, ADescriptionThatOnlyRepeatsTheTitleIsNoArticle) {
  const std::string body = Body(
      "<html><head><title>구름 일기</title><meta property=\"og:title\" content=\"구름 일기\">"
      "<meta property=\"og:description\" content=\"구름 일기\"></head><body><h1>구름 일기</h1>" +
      Menu() + "</body></html>");
  EXPECT_THAT(body, Not(HasSubstr("구름 일기")));
}

// An article of some length is not given up for a subtitle that the page describes itself with.
TEST(HtmlEvidence, ALongArticleStaysWhereASubtitleIsTheDescription) {
  std::string page =
      "<html><head><title>강변 다리 점검</title><meta property=\"og:description\" content=\"시민 발길 잇따라 "
      "몰려\"></head>"
      "<body>" +
      Menu() + "<h1>강변 다리 점검</h1><h2>시민 발길 잇따라 몰려</h2><div class=\"article-body\">";
  for (int i = 0; i < 8; ++i) {
    page += "<p>한빛시는 " + std::to_string(i + 1) +
            "일 강변의 다리를 모두 점검했다고 밝혔다. 시 관계자는 낡은 이음매를 먼저 바꾸겠다고 말했다.</p>";
  }
  const std::string body = Body(page + "</div></body></html>");
  EXPECT_THAT(body, HasSubstr("한빛시는 1일"));
  EXPECT_THAT(body, HasSubstr("한빛시는 8일"));
  EXPECT_THAT(body, Not(HasSubstr("회원가입")));
}

// A fragment whose markup names nothing: the text decides.
TEST(HtmlEvidence, WhereTheMarkupSaysNothingTheTextDecides) {
  std::string page = "<div>";
  for (int i = 0; i < 6; ++i) {
    page += "온누리 재단은 " + std::to_string(i + 1) +
            "일 마을 도서관에 책 삼백 권을 보냈다고 밝혔다. 책은 다음 달부터 빌릴 수 있다.<br><br>";
  }
  const std::string body =
      Body(page + "저작권자 © 온누리신문 무단전재 및 재배포 금지<br>댓글 쓰기<br>이전 기사<br>다음 기사</div>");
  EXPECT_THAT(body, HasSubstr("온누리 재단은 1일"));
  EXPECT_THAT(body, HasSubstr("온누리 재단은 6일"));
  EXPECT_THAT(body, Not(HasSubstr("무단전재")));
  EXPECT_THAT(body, Not(HasSubstr("댓글 쓰기")));
}

}  // namespace
}  // namespace textclean
