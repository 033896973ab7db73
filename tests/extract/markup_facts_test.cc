#include "service/extract/markup_facts.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/extract/extractor.h"
#include "service/page/html.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

constexpr RegionKind kBody = RegionKind::kBody;
constexpr RegionKind kTitle = RegionKind::kTitle;
constexpr RegionKind kTimestamp = RegionKind::kTimestamp;

constexpr char kText[] = "<p>한빛시가 22일 다리 열두 곳을 점검했다고 밝혔다.</p>";

// The facts of <head>`head`</head><body>`body`; lines that `kinds` does not name are menus, those that end in a full
// stop are the article.
class Facts {
 public:
  Facts(const std::string& head, const std::string& body, const std::map<std::string, RegionKind>& kinds = {})
      : source_("<html><head>" + head + "</head><body>" + body + "</body></html>") {
    const Page page = ParseHtml(source_);
    std::vector<Region> regions;
    for (const Block& block : page.blocks) {
      Region& gap = regions.emplace_back();
      gap.span = {regions.size() < 2 ? 0 : regions[regions.size() - 2].span.end, block.span.begin};
      gap.kind = RegionKind::kWhitespace;
      const std::string line(block.span.of(page.text));
      Region& region = regions.emplace_back();
      region.span = block.span;
      const auto named = kinds.find(line);
      region.kind = named != kinds.end() ? named->second : line.ends_with(".") ? kBody : RegionKind::kNavigation;
    }
    static const Extractor extractor;
    article_ = extractor.Extract(page, source_, regions, {}).article;
  }

  const ArticleFacts* operator->() const { return &article_; }
  // What stands at a fact of the markup.
  std::string At(const Fact& fact) const { return std::string(fact.span.of(source_)); }

 private:
  std::string source_;
  ArticleFacts article_;
};

TEST(MarkupFacts, ShownHeadlineIsTakenBeforeTheMarkups) {
  const Facts facts("<title>강변 다리 열두 곳 점검 | 온누리일보</title>",
                    "<h1>[단독] 강변 다리 열두 곳 점검</h1>" + std::string(kText),
                    {{"[단독] 강변 다리 열두 곳 점검", kTitle}});
  EXPECT_EQ(facts->title.value, "[단독] 강변 다리 열두 곳 점검");
  EXPECT_EQ(facts->title.source, FactSource::kText);
  EXPECT_TRUE(facts->conflicts.empty());
}

TEST(MarkupFacts, LineThatReadsLikeTheMarkupsTitleIsTheHeadline) {
  const Facts facts("<title>강변 다리 열두 곳 점검 - 온누리일보</title>",
                    "<div>온누리일보</div><h2>오늘의 알림</h2><div>강변 다리, 열두 곳 점검</div>" + std::string(kText),
                    {{"오늘의 알림", kTitle}});
  EXPECT_EQ(facts->title.value, "강변 다리, 열두 곳 점검");
  EXPECT_EQ(facts->title.source, FactSource::kText);
  ASSERT_EQ(facts->conflicts.size(), 1u);
  EXPECT_EQ(facts->conflicts[0].field, "title");
  EXPECT_EQ(facts->conflicts[0].other.value, "오늘의 알림");
}

TEST(MarkupFacts, LogoAndBoardAreNoHeadline) {
  const Facts facts(
      "<title>이음매는 언제 바꾸나요 - 다리 이야기 게시판 - 강변누리</title>",
      "<div>강변누리</div><div>다리 이야기 게시판</div><div>이음매는 언제 바꾸나요</div>" + std::string(kText));
  EXPECT_EQ(facts->title.value, "이음매는 언제 바꾸나요");
  const Facts logo("<meta property='og:title' content='강변누리'><title>이음매는 언제 바꾸나요 - 강변누리</title>",
                   "<div>강변누리</div><h1>이음매는 언제 바꾸나요</h1>" + std::string(kText), {{"강변누리", kTitle}});
  EXPECT_EQ(logo->title.value, "이음매는 언제 바꾸나요");
}

TEST(MarkupFacts, SiteAloneInItsTitleIsNoHeadline) {
  const Facts facts("<title>강변누리 다리사랑 동호회</title>",
                    "<div>강변누리 다리사랑 동호회</div><div>봄 산행 다녀왔습니다</div>" + std::string(kText),
                    {{"봄 산행 다녀왔습니다", kTitle}});
  EXPECT_EQ(facts->title.value, "봄 산행 다녀왔습니다");
}

TEST(MarkupFacts, ShortHeadlineAfterItsBoardIsNoSite) {
  const Facts facts("<title>다리칼럼 - 빈 다리</title>", "<div>다리칼럼</div><h1>빈 다리</h1>" + std::string(kText),
                    {{"빈 다리", kTitle}});
  EXPECT_EQ(facts->title.value, "빈 다리");
}

TEST(MarkupFacts, MarkupIsSurerThanAnUnlabelledLine) {
  const Facts facts("<meta property='og:title' content='이음매는 언제 바꾸나요'>",
                    "<div>다리 이야기 본문 영역</div><div>2025.02.04 05:31</div>" + std::string(kText),
                    {{"2025.02.04 05:31", kTimestamp}});
  EXPECT_EQ(facts->title.value, "이음매는 언제 바꾸나요");
  EXPECT_EQ(facts->title.source, FactSource::kOpenGraph);
}

TEST(MarkupFacts, HeadlineMayBeginWithAPortal) {
  const Facts facts("<title>강변누리소식 : 다음 달 강변 다리 열두 곳 점검</title>",
                    "<div>강변누리소식</div><h1>다음 달 강변 다리 열두 곳 점검</h1>" + std::string(kText),
                    {{"다음 달 강변 다리 열두 곳 점검", kTitle}});
  EXPECT_EQ(facts->title.value, "다음 달 강변 다리 열두 곳 점검");
  EXPECT_TRUE(facts->conflicts.empty());
}

TEST(MarkupFacts, CategoryInBracketsIsNoPartOfAPostsHeadline) {
  const Facts facts("<title>이음매는 언제 바꾸나요 - 다리 이야기 게시판</title>",
                    "<div>[질문] 이음매는 언제 바꾸나요</div>" + std::string(kText));
  EXPECT_EQ(facts->title.value, "이음매는 언제 바꾸나요");
}

TEST(MarkupFacts, HeadlineIsNarrowedToWhatTheMarkupSays) {
  const std::string head = "<meta property='og:title' content='이음매는 언제 바꾸나요'>";
  for (const auto& [line, title] : std::map<std::string, std::string>{
           {"질문 이음매는 언제 바꾸나요", "이음매는 언제 바꾸나요"},
           {"이음매는 언제 바꾸나요 [12]", "이음매는 언제 바꾸나요"},
           {"[포토] 이음매는 언제 바꾸나요", "[포토] 이음매는 언제 바꾸나요"},
           {"이음매는 언제 바꾸나요 (종합)", "이음매는 언제 바꾸나요 (종합)"},
           {"이음매는 언제 바꾸나요", "이음매는 언제 바꾸나요"},
       }) {
    EXPECT_EQ(Facts(head, "<h1>" + line + "</h1>" + kText, {{line, kTitle}})->title.value, title);
  }
}

TEST(MarkupFacts, HeadlineForReadersOfScreensEndsBeforeBoardAndSite) {
  const Facts facts("<title>강변 다리 열두 곳 점검 > 마을 게시판 | 온누리</title>",
                    "<h1>강변 다리 열두 곳 점검 > 마을 게시판</h1><h2>강변 다리 열두 곳 점검</h2>" + std::string(kText),
                    {{"강변 다리 열두 곳 점검 > 마을 게시판", kTitle}});
  EXPECT_EQ(facts->title.value, "강변 다리 열두 곳 점검");
}

TEST(MarkupFacts, HeadlineForReadersOfScreensMayStandAfterItsCategory) {
  const Facts facts(
      "<title>강변 다리 열두 곳 점검 > 마을 게시판 | 온누리</title>",
      "<h1>강변 다리 열두 곳 점검 > 마을 게시판</h1><h2>질문 강변 다리 열두 곳 점검</h2>" + std::string(kText),
      {{"강변 다리 열두 곳 점검 > 마을 게시판", kTitle}});
  EXPECT_EQ(facts->title.value, "강변 다리 열두 곳 점검");
  const Facts own("<title>강변 다리 - 열두 곳 점검 | 온누리</title>",
                  "<h1>강변 다리 - 열두 곳 점검</h1><p>다리 소식</p>" + std::string(kText),
                  {{"강변 다리 - 열두 곳 점검", kTitle}});
  EXPECT_EQ(own->title.value, "강변 다리 - 열두 곳 점검");
}

TEST(MarkupFacts, LogoIsNoHeadlineWhereTheMarkupNamesNone) {
  const Facts facts(R"(<title>온누리문구</title><meta property="og:site_name" content="온누리문구">)",
                    "<h1>온누리문구</h1><p>명절 앞뒤 배송 일정 안내</p><p>2018-09-12 10:31</p>" + std::string(kText),
                    {{"온누리문구", kTitle}, {"2018-09-12 10:31", kTimestamp}});
  EXPECT_EQ(facts->title.value, "명절 앞뒤 배송 일정 안내");
}

TEST(MarkupFacts, BoardAndOfficeAreNoHeadline) {
  const Facts facts(
      "<title>공지사항 상세보기 - 온누리군 상하수도사업소</title>",
      "<h1>온누리군 상하수도사업소</h1><p>계량기 보온재 무상 배부 안내</p><p>2019-11-18</p>" + std::string(kText),
      {{"온누리군 상하수도사업소", kTitle}, {"2019-11-18", kTimestamp}});
  EXPECT_EQ(facts->title.value, "계량기 보온재 무상 배부 안내");
  EXPECT_TRUE(facts->conflicts.empty());
}

TEST(MarkupFacts, TitleThatThePageDoesNotShowIsTheMarkups) {
  const Facts facts("<meta property='og:title' content='[속보] 다리 &amp; 이음매'>", kText);
  EXPECT_EQ(facts->title.value, "[속보] 다리 & 이음매");
  EXPECT_EQ(facts->title.source, FactSource::kOpenGraph);
  EXPECT_EQ(facts.At(facts->title), "[속보] 다리 &amp; 이음매");
  ASSERT_EQ(facts->title_tags.size(), 1u);
  EXPECT_EQ(facts->title_tags[0].value, "속보");
  // Alone in <title>, a few words may be the site's name.
  EXPECT_EQ(Facts("<title>강변누리 인터넷</title>", kText)->title.value, "");
}

TEST(MarkupFacts, TimesThatThePageDoesNotShow) {
  const Facts facts(
      "<meta property='article:published_time' content='2025-02-04T05:31:00+09:00'>"
      "<meta property='article:modified_time' content='2025-02-04T05:31:00+09:00'>",
      kText);
  EXPECT_EQ(*facts->published.seconds, 1738614660);
  EXPECT_EQ(facts->published.raw.source, FactSource::kOpenGraph);
  EXPECT_EQ(facts.At(facts->published.raw), "2025-02-04T05:31:00+09:00");
  EXPECT_FALSE(facts->modified.seconds.has_value());  // the same again says nothing
  EXPECT_EQ(*Facts("<meta property='og:regDate' content='20250204053100'>", kText)->published.seconds, 1738614660);
  EXPECT_FALSE(Facts("<meta property='og:regDate' content='20250231053100'>", kText)->published.seconds.has_value());
}

TEST(MarkupFacts, ShownTimeIsTakenAndMadeFiner) {
  const std::string head = "<meta property='article:published_time' content='2025-02-04T05:31:07+09:00'>";
  const Facts minutes(head, "<p>입력 2025.02.04 05:30</p>" + std::string(kText),
                      {{"입력 2025.02.04 05:30", kTimestamp}});
  EXPECT_EQ(*minutes->published.seconds, 1738614600);
  EXPECT_TRUE(minutes->conflicts.empty());
  const Facts day(head, "<p>입력 2025.02.04</p>" + std::string(kText), {{"입력 2025.02.04", kTimestamp}});
  EXPECT_EQ(*day->published.seconds, 1738614667);
  EXPECT_EQ(day->published.raw.value, "2025.02.04");
  EXPECT_EQ(day.At(day->published.finer), "2025-02-04T05:31:07+09:00");
  const Facts other(head, "<p>입력 2024.12.01 10:00</p>" + std::string(kText), {{"입력 2024.12.01 10:00", kTimestamp}});
  EXPECT_EQ(other->published.raw.value, "2024.12.01 10:00");
  ASSERT_EQ(other->conflicts.size(), 1u);
  EXPECT_EQ(other->conflicts[0].field, "published_at");
  EXPECT_EQ(other->conflicts[0].other.value, "2025-02-04T05:31:07+09:00");
}

TEST(MarkupFacts, SeveralTimeElementsAreNobodys) {
  EXPECT_TRUE(Facts("", "<time datetime='2025-02-04T05:31+09:00'>어제</time>" + std::string(kText))->published.seconds);
  EXPECT_FALSE(Facts("",
                     "<time datetime='2025-02-04T05:31+09:00'>어제</time><time datetime='2025-02-05T10:00+09:00'>오늘"
                     "</time>" +
                         std::string(kText))
                   ->published.seconds);
}

TEST(MarkupFacts, WritersThatThePageDoesNotName) {
  const auto names = [](const std::string& head) {
    std::string all;
    const Facts facts(head, kText);
    for (const Author& author : facts->authors) all += author.name.value + ";";
    return all;
  };
  EXPECT_EQ(
      names("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"홍길동 기자\"},"
            "{\"name\":\"홍길동\"}]}</script>"),
      "홍길동;");
  EXPECT_EQ(names("<meta name='author' content='온누리일보'><meta property='og:site_name' content='온누리일보'>"), "");
  EXPECT_EQ(names("<meta property='article:author' content='https://social.example/onnuri'>"), "");
  EXPECT_EQ(names("<meta name='author' content='admin'>"), "");
}

TEST(MarkupFacts, PortalsAreNoPublishers) {
  EXPECT_EQ(Facts("<meta property='og:site_name' content='온누리일보'>", kText)->publisher.value, "온누리일보");
  EXPECT_EQ(Facts("<meta property='og:article:author' content='온누리일보 | 네이버'>", kText)->publisher.value,
            "온누리일보");
  EXPECT_EQ(Facts("<meta property='og:site_name' content='다음 - 온누리일보'>", kText)->publisher.value, "온누리일보");
  EXPECT_EQ(Facts("<meta property='og:site_name' content='네이버 뉴스'>", kText)->publisher.value, "");
}

TEST(MarkupFacts, PicturesOfTheArticle) {
  const Facts facts(
      "<meta property='og:image' content='/share.jpg'>",
      "<img src='/logo.png'><div>로그인</div><img src='/menu.jpg'><div>강변 다리 점검</div>"
      "<img src='/blank.gif' data-src='/bridge.jpg?a=1&amp;b=2'><p>점검하는 모습</p>" +
          std::string(kText) + "<img src='/bridge.jpg?a=1&amp;b=2'>" + kText +
          "<img src='/other.jpg'><div>다른 소식</div>",
      {{"강변 다리 점검", kTitle}, {"점검하는 모습", RegionKind::kCaption}, {"다른 소식", RegionKind::kRelated}});
  ASSERT_EQ(facts->images.size(), 1u);
  EXPECT_EQ(facts->images[0].value, "/bridge.jpg?a=1&b=2");
  EXPECT_EQ(facts->images[0].source, FactSource::kImage);
  EXPECT_EQ(facts.At(facts->images[0]), "/bridge.jpg?a=1&amp;b=2");
  const Facts none("<meta property='og:image' content='/share.jpg'>", kText);
  ASSERT_EQ(none->images.size(), 1u);
  EXPECT_EQ(none->images[0].value, "/share.jpg");
}

}  // namespace
}  // namespace textclean
