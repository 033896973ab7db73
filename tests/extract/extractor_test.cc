#include "service/extract/extractor.h"

#include <string>

#include "gtest/gtest.h"
#include "service/text/utf8.h"
#include "tests/extract/page_builder.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

const Extractor& TestExtractor() {
  static const Extractor extractor;
  return extractor;
}

TEST(Extractor, ReadsAPage) {
  PageBuilder page;
  page.Add(RegionKind::kTitle, "[단독] 새 도서관 3월 문 연다").Add(RegionKind::kTimestamp, "입력 2025.02.04 05:31");
  page.Add({{RegionKind::kByline, "(서울=연합뉴스) 홍길동 기자 ="},
            {RegionKind::kBody, " 가상전자[005930]가 지난해 1월 지은 도서관이 문을 연다."}});
  page.Add(RegionKind::kByline, "hong@example.com");
  const Extraction extraction =
      TestExtractor().Extract({.text = page.text(), .blocks = {}}, page.text(), page.regions(), {});
  EXPECT_EQ(extraction.article.title.value, "[단독] 새 도서관 3월 문 연다");
  EXPECT_EQ(extraction.article.agency.value, "연합뉴스");
  EXPECT_EQ(extraction.article.emails[0].value, "hong@example.com");
  ASSERT_EQ(extraction.article.tickers.size(), 1u);
  EXPECT_EQ(extraction.article.tickers[0].name.value, "가상전자");
  EXPECT_EQ(*extraction.article.published.seconds, 1738614660);
  for (const FieldSpan& field : FieldSpans(extraction.article)) {
    EXPECT_FALSE(field.span.empty()) << field.field;
    EXPECT_LE(field.span.end, page.text().size()) << field.field;
  }
}

TEST(Extractor, AnswersTheMentionsThatAreAsked) {
  PageBuilder page;
  page.Add(RegionKind::kBody, "가상전자[005930]가 3조원을 들여 2025년 2월에 연다.");
  ExtractOptions options{.mentions = {}};
  options.mentions.Add(MentionKind::kMoney);
  const Extraction extraction =
      TestExtractor().Extract({.text = page.text(), .blocks = {}}, page.text(), page.regions(), options);
  ASSERT_EQ(extraction.mentions.size(), 1u);
  EXPECT_EQ(extraction.mentions[0].normalized, "KRW 3000000000000");
  EXPECT_EQ(extraction.article.tickers.size(), 1u);
}

TEST(Extractor, FindsNothingWhereThereIsNothing) {
  PageBuilder page;
  page.Add(RegionKind::kNavigation, "로그인")
      .Add(RegionKind::kNavigation, "2023년 06월 19일 (월)")
      .Add(RegionKind::kBody, "비가 온다.");
  const Extraction extraction =
      TestExtractor().Extract({.text = page.text(), .blocks = {}}, page.text(), page.regions(), {});
  EXPECT_TRUE(FieldSpans(extraction.article).empty());
  EXPECT_TRUE(extraction.mentions.empty());
}

// Whatever the labels: spans lie in the page, on borders of characters.
TEST(Extractor, SpansLieInThePageWhateverItsLabels) {
  for (const NamedText& fixture : FixturePages()) {
    for (std::size_t kind = 1; kind < kRegionKinds; ++kind) {
      Region all;
      all.span = {0, fixture.text.size()};
      all.kind = static_cast<RegionKind>(kind);
      const Extraction extraction =
          TestExtractor().Extract({.text = fixture.text, .blocks = {}}, fixture.text, std::span(&all, 1), {});
      for (const Mention& mention : extraction.mentions) {
        ASSERT_LE(mention.span.end, fixture.text.size());
        ASSERT_FALSE(mention.span.end < fixture.text.size() && IsContinuation(fixture.text[mention.span.end]))
            << mention.span.of(fixture.text);
        ASSERT_FALSE(IsContinuation(fixture.text[mention.span.begin]));
      }
      for (const FieldSpan& field : FieldSpans(extraction.article)) {
        ASSERT_LE(field.span.end, fixture.text.size()) << field.field;
        ASSERT_FALSE(IsContinuation(fixture.text[field.span.begin])) << field.field;
        ASSERT_FALSE(field.span.end < fixture.text.size() && IsContinuation(fixture.text[field.span.end]))
            << field.field;
      }
    }
  }
}

}  // namespace
}  // namespace textclean
