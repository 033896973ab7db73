#include "service/page/markdown.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

using testing::ElementsAre;

Rendering Render(std::string_view source) {
  Renderer renderer(source);
  RenderMarkdown(source, renderer);
  return std::move(renderer).Finish();
}

// What shows, line by line.
std::vector<std::string> Shown(std::string_view source) {
  const Rendering rendering = Render(source);
  std::vector<std::string> lines;
  for (const Block& block : BlocksOf(rendering.text)) lines.emplace_back(block.span.of(rendering.text));
  return lines;
}

TEST(RenderMarkdown, MarksOfLinesDoNotShow) {
  EXPECT_THAT(Shown("# 제목\n\n###### 작은 제목\n  * 하나\n- 둘\n+ 셋\n> 말\n> > 옮긴 말\n* # 겹침\n"),
              ElementsAre("제목", "작은 제목", "하나", "둘", "셋", "말", "옮긴 말", "겹침"));
  EXPECT_THAT(Shown("#한빛시 #다리\n*별\n-5도\n####### 일곱\n1. 차례\n다리 - 점검\n#\n*\n"),
              ElementsAre("#한빛시 #다리", "*별", "-5도", "####### 일곱", "1. 차례", "다리 - 점검", "#", "*"));
}

TEST(RenderMarkdown, RulersDoNotShow) {
  EXPECT_THAT(Shown("제목\n====\n본문\n---\n* * *\n___\n끝\r\n-----\r\n"), ElementsAre("제목", "본문", "끝"));
  EXPECT_THAT(Shown("--\n==\n-- 끝\n"), ElementsAre("--", "==", "-- 끝"));
}

TEST(RenderMarkdown, OfLinksTheTextShows) {
  EXPECT_THAT(
      Shown("[한빛시](/city) 강변의 [다리](https://a.example/b_(1)?c=d_e \"다리 이야기\")를 [점검](<c d>)했다\n"),
      ElementsAre("한빛시 강변의 다리를 점검했다"));
  EXPECT_THAT(Shown("[앞 [단독] 뒤](/a)\n[](/b) 남은 말\n[빈칸]( /c )\n"),
              ElementsAre("앞 [단독] 뒤", "남은 말", "빈칸"));
  EXPECT_THAT(Shown("[단독] 다리 점검\n[1](b\n[2] (c)\n[3](d [4](e)\n"),
              ElementsAre("[단독] 다리 점검", "[1](b", "[2] (c)", "[3](d 4"));
  // Over the end of a line.
  EXPECT_THAT(Shown("[다리\n점검](/a)\n1](주) 2](#\n"), ElementsAre("[다리", "점검", "1](주) 2](#"));
}

TEST(RenderMarkdown, PicturesOfLinksShowWhereNothingElseDoes) {
  EXPECT_THAT(Shown("![다리](a.jpg)\n[![다리](a.jpg)](/b)\n* ![별](c.png)\n![로고 *빛*](a.png) 한빛일보\n"),
              ElementsAre("![다리](a.jpg)", "[![다리](a.jpg)](/b)", "![별](c.png)", "![로고 *빛*](a.png) 한빛일보"));
  EXPECT_THAT(Shown("[ ![작은 *그림*](b.png) 다리 *점검* ![](c.png) ](/c) ![](d.png)\n"),
              ElementsAre("다리 점검   ![](d.png)"));
}

TEST(RenderMarkdown, EmphasisDoesNotShow) {
  EXPECT_THAT(Shown("**다리**를 _모두_ 점검했다. 시는 ***내년***까지 *고친다*. 이는__전부__다. __약속__\n"),
              ElementsAre("다리를 모두 점검했다. 시는 내년까지 고친다. 이는__전부__다. 약속"));
  EXPECT_THAT(Shown("bridge_check_all 3*4*5 별점 **** 값 ** 둘 * 셋 * 김*씨 *미주 **끝\n"),
              ElementsAre("bridge_check_all 3*4*5 별점 **** 값 ** 둘 * 셋 * 김*씨 *미주 **끝"));
}

TEST(RenderMarkdown, BackslashesDoNotShow) {
  EXPECT_THAT(Shown("2024\\. 3\\. 5\\. \\[단독\\](주) \\*별\\* C:\\다리 끝\\\n"),
              ElementsAre("2024. 3. 5. [단독](주) *별* C:\\다리 끝\\"));
}

TEST(RenderMarkdown, CellsAreLines) {
  EXPECT_THAT(Shown("| 구간 | 거리 |\n| --- | ---: |\n| [하구](/a) | 6\\|2km |\n"),
              ElementsAre("구간", "거리", "하구", "6|2km"));
  EXPECT_THAT(Shown("구간 | 거리\n---|---\n하구 | 6km\n홈 | 뉴스\n\n정치 | 경제\n"),
              ElementsAre("구간", "거리", "하구", "6km", "홈", "뉴스", "정치 | 경제"));
}

TEST(RenderMarkdown, ProgramTextStaysAsItIs) {
  EXPECT_THAT(Shown("```sh\n# ls *\n- a_b_c\n```\n# 제목\n~~~\n**b**\n"),
              ElementsAre("```sh", "# ls *", "- a_b_c", "```", "제목", "~~~", "**b**"));
}

TEST(LooksLikeMarkdown, KnowsWhatConvertersWrite) {
  EXPECT_TRUE(LooksLikeMarkdown("[가](/a) [나](https://b.example)\n본문이다.\n[다](#c)\n"));
  std::string menus = "# 한빛일보\n";
  for (int i = 0; i < 8; ++i) menus += "  * 차림 " + std::to_string(i) + "\n";
  EXPECT_TRUE(LooksLikeMarkdown(menus));
  EXPECT_FALSE(LooksLikeMarkdown(menus.substr(2)));                             // no heading
  EXPECT_FALSE(LooksLikeMarkdown(absl::StrReplaceAll(menus, {{"  *", "*"}})));  // what an author may write
  std::string body = menus;
  for (int i = 0; i < 40; ++i) body += "한빛시가 다리를 점검했다.\n";
  EXPECT_FALSE(LooksLikeMarkdown(body));  // marks of the page's author
  EXPECT_FALSE(LooksLikeMarkdown("[가](/a) [나](https://b.example)\n본문이다. [1](주) [2](주) [3](주)\n"));
  EXPECT_FALSE(LooksLikeMarkdown(""));
}

// Whatever a text holds: what shows is UTF-8 of the source's lines, and each byte of it, the ends of cells aside, came
// from the source in order.
TEST(RenderMarkdown, LeadsBackToTheSource) {
  Random random(17);
  const std::vector<std::string_view> pieces = {"[",  "](/a)", "![", "**", "_",  "* ", "# ",   "> ", "|",    "---|",
                                                "\\", "```",   "(",  ")",  "\n", " ",  "가나", "b",  "\r\n", "]("};
  for (int round = 0; round < 5000; ++round) {
    std::string source;
    for (std::size_t i = random.Below(60); i > 0; --i) {
      source += random.OneIn(10) ? RandomText(random, random.Below(20)) : std::string(random.Pick(pieces));
    }
    const Rendering rendering = Render(source);
    ASSERT_FALSE(FindInvalidUtf8(rendering.text)) << source;
    ASSERT_EQ(std::count(rendering.text.begin(), rendering.text.end(), '\n'),
              std::count(source.begin(), source.end(), '\n'))
        << source;
    SourceMap::Cursor cursor(rendering.map);
    std::size_t last = 0;
    for (std::size_t at = 0; at < rendering.text.size();) {
      const CodePoint c = DecodeUtf8(rendering.text, at);
      std::string came_from;
      cursor.ForEachPiece({at, at + c.size}, [&](Span piece) {
        ASSERT_GE(piece.begin, last);
        last = piece.end;
        came_from += piece.of(source);
      });
      if (came_from != "|") {
        ASSERT_EQ(ComposeHangul(came_from), rendering.text.substr(at, c.size)) << source;
      }
      at += c.size;
    }
  }
}

}  // namespace
}  // namespace textclean
