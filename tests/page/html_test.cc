#include "service/page/html.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using std::string_literals::operator""s;

std::vector<std::string> Lines(std::string_view source) {
  const Page page = ParseHtml(source);
  std::vector<std::string> lines;
  for (const Block& block : page.blocks) lines.emplace_back(block.span.of(page.text));
  EXPECT_EQ(page.html->lines.size(), lines.size());
  return lines;
}

// The evidence of the line that says `text`.
EvidenceSet EvidenceOf(std::string_view source, std::string_view text) {
  const Page page = ParseHtml(source);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (page.blocks[i].span.of(page.text) == text) return page.html->lines[i].all;
  }
  ADD_FAILURE() << "no line says " << text;
  return {};
}

std::size_t LinkBytes(std::string_view source) {
  const Page page = ParseHtml(source);
  std::size_t bytes = 0;
  for (const HtmlLine& line : page.html->lines) bytes += line.link_bytes;
  return bytes;
}

TEST(ParseHtml, BlocksAndBreaksEndLines) {
  EXPECT_THAT(Lines("<p>가<p>나<br>다<div>라</div>마"), ElementsAre("가", "나", "다", "라", "마"));
  EXPECT_THAT(Lines("<ul><li>가<li>나</ul>"), ElementsAre("가", "나"));
  EXPECT_THAT(Lines("<table><tr><td>가<td>나<tr><th>다</table>라"), ElementsAre("가", "나", "다", "라"));
  EXPECT_THAT(Lines("<dl><dt>가<dd>나<dt>다</dl>"), ElementsAre("가", "나", "다"));
  EXPECT_THAT(Lines("<h1>가</h1>나<hr>다</p>라</br>마"), ElementsAre("가", "나", "다", "라", "마"));
  EXPECT_THAT(Lines("가<br/><br>나<BR CLEAR=all>다"), ElementsAre("가", "나", "다"));
}

TEST(ParseHtml, InlineElementsDoNotBreakWords) {
  EXPECT_THAT(Lines("김<b>가</b><a href=/>람</a> <span>선<i>수</i></span>가"), ElementsAre("김가람 선수가"));
  EXPECT_THAT(Lines("가<!-- 주석 -->나<img src=x>다<wbr>라<unknown-tag>마</unknown-tag>"), ElementsAre("가나다라마"));
}

TEST(ParseHtml, WhiteSpaceFolds) {
  EXPECT_THAT(Lines("  <p>\n 가  나\t\r\n다 </p> "), ElementsAre("가 나 다"));
  EXPECT_THAT(Lines("<p>가 <b> 나</b></p>"), ElementsAre("가 나"));
  EXPECT_THAT(Lines("<p>&nbsp;</p><p>\u200b</p><p>&nbsp;가&nbsp;</p>"), ElementsAre("가"));
  EXPECT_THAT(Lines("<pre>가\n  나</pre>"), ElementsAre("가", "나"));
  EXPECT_THAT(Lines("가&#10;나&#32;&#9;다"), ElementsAre("가 나 다"));
}

TEST(ParseHtml, ReferencesAreDecoded) {
  EXPECT_THAT(Lines("&lt;b&gt; &amp;amp; &#44032;&#xAC01; &copy &hellip;&NotEqualTilde; &bogus; &"),
              ElementsAre("<b> &amp; 가각 © …≂̸ &bogus; &"));
}

TEST(ParseHtml, HangulInLettersIsWhole) {
  const std::string source =
      "<title>\u1112\u1161\u11ab강</title><p>\u1112\u1161\u11ab<b>강 \u1103\u1161</b>\u1105\u1175&\u1112;</p>";
  EXPECT_THAT(Lines(source), ElementsAre("한강 다리&\u1112;"));
  const Page page = ParseHtml(source);
  EXPECT_EQ(page.html->lines[0].bold_bytes, 6u);
  EXPECT_EQ(page.html->metadata.titles[0].text, "한강");
  SourceMap::Cursor cursor(page.rendering->map);
  cursor.ForEachPiece({0, 3}, [&](Span piece) { EXPECT_EQ(piece.of(source), "\u1112\u1161\u11ab"); });
}

TEST(ParseHtml, WhatDoesNotShowIsNoText) {
  EXPECT_THAT(Lines("<title>가</title><script>if (a<b) '</div>'</script><style>p{}</style><template><p>나</template>"
                    "<iframe>다</iframe><svg><title>라</title><text>마</text></svg><noframes>바</noframes>"
                    "<video>아</video><canvas>자</canvas>"),
              IsEmpty());
  EXPECT_THAT(Lines("<script><!-- <script> </script> 가 --></script>나"), ElementsAre("나"));
  EXPECT_THAT(Lines("<svg><path d=1><p>가</p>나"), ElementsAre("가", "나"));
  EXPECT_THAT(Lines("<svg/>가"), ElementsAre("가"));
}

TEST(ParseHtml, HiddenTextIsEvidence) {
  for (const char* page : {"<div style='color:red; display : none'>가</div>", "<p hidden>가</p>",
                           "<div aria-hidden=true><p>가</div>", "<p style=visibility:hidden>가"}) {
    EXPECT_TRUE(EvidenceOf(page, "가").Has(Evidence::kHidden)) << page;
  }
  EXPECT_TRUE(EvidenceOf("<noscript>가</noscript>", "가").Has(Evidence::kNoscript));
  EXPECT_FALSE(EvidenceOf("<div hidden>나</div><p>가</p>", "가").Has(Evidence::kHidden));
}

TEST(ParseHtml, LandmarksAndWordsAreEvidence) {
  const std::string page =
      "<body class=comment><nav>메뉴</nav><div id='articleBody'><p>본문</p><span class='reporter'>김기자</span></div>"
      "<div class='relatedNews'>관련</div><div role=navigation>길</div><footer>끝</footer>";
  EXPECT_TRUE(EvidenceOf(page, "메뉴").Has(Evidence::kNav));
  EXPECT_TRUE(EvidenceOf(page, "본문").Has(Evidence::kArticleWord));
  EXPECT_TRUE(EvidenceOf(page, "본문").Has(Evidence::kContentWord));
  EXPECT_FALSE(EvidenceOf(page, "본문").Has(Evidence::kCommentWord)) << "the whole page is none";
  EXPECT_TRUE(EvidenceOf(page, "김기자").Has(Evidence::kBylineWord));
  EXPECT_TRUE(EvidenceOf(page, "관련").Has(Evidence::kRelatedWord));
  EXPECT_TRUE(EvidenceOf(page, "길").Has(Evidence::kNav));
  EXPECT_TRUE(EvidenceOf(page, "끝").Has(Evidence::kFooter));
}

TEST(ParseHtml, LinksEndWhereTheyEnd) {
  EXPECT_EQ(LinkBytes("<a href=x>abc</a>def"), 3u);
  EXPECT_EQ(LinkBytes("<a href=x>abc<div>de</a>fgh</div>ijk"), 5u);
  EXPECT_EQ(LinkBytes("<a href=x>abc<a href=y>de</a>fgh"), 5u);
  EXPECT_EQ(LinkBytes("<a name=x>abc</a>"), 0u);
}

TEST(ParseHtml, DamagedPagesKeepTheirText) {
  EXPECT_THAT(Lines("</div>가</span><p>나</p></p></body>다</html>라"), ElementsAre("가", "나", "다", "라"));
  EXPECT_THAT(Lines("가 < 나 <3 </ > <> 다"), ElementsAre("가 < 나 <3 <> 다"));
  EXPECT_THAT(Lines("가<div"), ElementsAre("가"));
  EXPECT_THAT(Lines("가<!-- 나"), ElementsAre("가"));
  EXPECT_THAT(Lines("<!-->가<!--->나<!-- --!>다"), ElementsAre("가나다"));
  EXPECT_THAT(Lines("<?php echo 1 ?>가<![CDATA[나]]>다</#-- 라 -->마"), ElementsAre("가다마"));
  EXPECT_THAT(Lines("<table><td>가<table><td>나</table>다</td></table>라"), ElementsAre("가", "나", "다", "라"));
  EXPECT_THAT(Lines("<p>가<p title='>'>나<p title=\">\"x=y/>다"), ElementsAre("가", "나", "다"));
  EXPECT_THAT(Lines("가\0나"s), ElementsAre("가나"));
}

TEST(ParseHtml, FragmentsNeedNoDocument) {
  EXPECT_THAT(Lines("가<b>나</b><br><br>다"), ElementsAre("가나", "다"));
  EXPECT_THAT(Lines("가나다"), ElementsAre("가나다"));
  EXPECT_THAT(Lines(""), IsEmpty());
  EXPECT_THAT(Lines("<meta charset=utf-8>가"), ElementsAre("가"));
}

TEST(ParseHtml, ReadsMetadata) {
  const Page page = ParseHtml(
      "<title>제목 - 신문</title><meta property=og:title content='제목 &quot;가&quot;'>"
      "<meta name=author content=김기자><meta property='article:published_time' content='2024-01-02T03:04:05+09:00'>"
      "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"\\uc81c\\ubaa9\","
      "\"author\":[{\"@type\":\"Person\",\"name\":\"\\uD83D\\uDE00\"}],\"articleBody\":\"본문\\n둘째\"}]}</script>");
  const PageMetadata& metadata = page.html->metadata;
  ASSERT_EQ(metadata.titles.size(), 3u);
  EXPECT_EQ(metadata.titles[0].text, "제목 - 신문");
  EXPECT_EQ(metadata.titles[1].text, "제목 \"가\"");
  EXPECT_EQ(metadata.titles[1].source, MetaSource::kOpenGraph);
  EXPECT_EQ(metadata.titles[2].text, "제목");
  ASSERT_EQ(metadata.authors.size(), 2u);
  EXPECT_EQ(metadata.authors[1].text, "😀");
  ASSERT_EQ(metadata.bodies.size(), 1u);
  EXPECT_EQ(metadata.bodies[0].text, "본문\n둘째");
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_EQ(page.blocks[1].span.of(page.text), "둘째");
  EXPECT_TRUE(page.html->lines[0].all.Has(Evidence::kStructuredData));
}

TEST(ParseHtml, LazyPicturesKeepTheirAddress) {
  const std::string source = "<img src=blank.gif data-src=real.jpg>가<img src=b.png>";
  const Page page = ParseHtml(source);
  ASSERT_EQ(page.html->images.size(), 2u);
  EXPECT_EQ(page.html->images[0].url.of(source), "real.jpg");
  EXPECT_EQ(page.html->images[1].url.of(source), "b.png");
}

TEST(LooksLikeHtml, PagesAndFragmentsDoTextDoesNot) {
  for (const char* html : {"<!DOCTYPE html><p>가", "\xEF\xBB\xBF<html>", " <!-- x --><!doctype HTML>", "<head><title>",
                           "<b>◇국회의장</b><br /><br />10:00 기자회견<br />", "<p>가</p><p>나</p>"}) {
    EXPECT_TRUE(LooksLikeHtml(html)) << html;
  }
  for (const char* text :
       {"", "가나다", "a < b > c", "<속보> 대통령 <발표문>", "# 제목\n[가](나)", "<br> 태그를 쓴다"}) {
    EXPECT_FALSE(LooksLikeHtml(text)) << text;
  }
}

}  // namespace
}  // namespace textclean
