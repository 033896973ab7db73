#include "tests/support/markup.h"

#include "service/text/utf8.h"

namespace textclean {

const std::vector<std::string_view>& MarkupPieces() {
  static const std::vector<std::string_view> kPieces = {
      "<div>",
      "</div>",
      "<p>",
      "</p>",
      "<br>",
      "<br/>",
      "<b>",
      "</b>",
      "<i>",
      "</i>",
      "<span class=\"blind\">",
      "</span>",
      "<a href=\"/x\">",
      "</a>",
      "<ul>",
      "<li>",
      "</li>",
      "</ul>",
      "<table>",
      "<tr>",
      "<td>",
      "</td>",
      "</table>",
      "<h1>",
      "</h1>",
      "<h3>",
      "<nav>",
      "</nav>",
      "<article>",
      "</article>",
      "<section id='articleBody'>",
      "</section>",
      "<div style='display:none'>",
      "<script>",
      "</script>",
      "<style>",
      "</style>",
      "<!--",
      "-->",
      "<!",
      "<![CDATA[",
      "]]>",
      "<?",
      "<",
      ">",
      "</",
      "/>",
      "&amp;",
      "&lt",
      "&#44032;",
      "&#xAC01;",
      "&nGg;",
      "&",
      "&#",
      ";",
      "<svg>",
      "</svg>",
      "<math>",
      "<template>",
      "</template>",
      "<textarea>",
      "</textarea>",
      "<title>",
      "</title>",
      "<iframe>",
      "</iframe>",
      "<noscript>",
      "</noscript>",
      "<select><option>",
      "</select>",
      "<button>",
      "</button>",
      "<form>",
      "</form>",
      "<pre>",
      "</pre>",
      "<plaintext",
      "<img src=a data-src='b'>",
      "<figure><figcaption>",
      "</figure>",
      "<body>",
      "</body>",
      "</html>",
      "<head>",
      "</head>",
      "<meta property=og:title content='제목'>",
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"본문\\n\\u00e9\"}</script>",
      "<div a=\"",
      "'",
      "\"",
      "=",
      " ",
      "\n",
      "\t",
      "가나다",
      "기사입력 2024.01.02",
      "그는 말했다.",
      "\u200b",
      "&nbsp;",
      "https://x.kr",
      "<dl><dt>",
      "<dd>",
      "<x-y>",
      "</x-y>"};
  return kPieces;
}

std::string RandomMarkup(Random& random, std::size_t size) {
  std::string out;
  while (out.size() < size) {
    if (random.OneIn(8)) {
      out += RandomText(random, 1 + random.Below(60));
    } else {
      out += random.Pick(MarkupPieces());
    }
  }
  return out;
}

std::string NewsPage(std::size_t size) {
  std::string page =
      "<!DOCTYPE html><html lang=ko><head><meta charset=utf-8><title>하천 정비 공사 다시 시작 - 가람일보</title>"
      "<meta property=\"og:title\" content=\"하천 정비 공사 다시 시작\"><style>.a{color:red}</style></head><body>"
      "<div id=\"gnb\"><ul>";
  for (int i = 0; i < 40; ++i)
    page += "<li class=\"menu\"><a href=\"/section/1\" class=\"link\">정치&middot;사회</a></li>\n";
  page +=
      "</ul></div><div class=\"article_view\"><h1 class=\"title\">하천 정비 공사 다시 시작</h1><div "
      "id=\"articleBody\">";
  while (page.size() < size * 3 / 4) {
    page +=
        "<p>가람시는 지난해 중단했던 하천 정비 공사를 다음 달부터 다시 시작한다고 <b>3일</b> 밝혔다.</p>\n"
        "<p>시 관계자는 &ldquo;주민 의견을 들어 설계를 바꿨다&rdquo;며 \"내년 봄까지 마치겠다\"고 말했다.<br><br></p>\n"
        "<div class=\"ad_box\"><script>googletag.cmd.push(function(){ if (a < b) show('<div>'); });</script></div>\n";
  }
  page += "</div></div><div class=\"related_news\"><ul>";
  while (page.size() < size) {
    page +=
        "<li><a href=\"/news/articleView.html?idxno=1&amp;sc=2\"><span class=\"thumb\"><img src=\"a.jpg\" "
        "alt=\"\"></span>"
        "시내버스 노선 개편안 공개</a><span class=\"date\">2024.05.03</span></li>\n";
  }
  return page +
         "</ul></div><div id=\"footer\">가람일보 | 청소년보호정책 | Copyright &copy; 가람일보</div></body></html>";
}

std::vector<NamedText> HostileMarkup() {
  const auto times = [](std::string_view piece, std::size_t count) { return Repeat(piece, piece.size() * count); };
  std::string attributes = "<div";
  for (int i = 0; i < 40'000; ++i) attributes += " a" + std::to_string(i) + "=b";
  std::string bytes;
  for (int i = 0; i < 4096; ++i) {
    for (char32_t c = 1; c < 256; ++c) AppendUtf8(c, bytes);
  }
  return {
      {"nested_tags", times("<b>", 600'000)},
      {"nested_divs", times("<div>", 20'000) + "x" + times("</div>", 20'000)},
      {"divs_with_text", times("<div>x", 200'000)},
      {"attributes", attributes + ">x"},
      {"unclosed_tables", times("<table>", 100'000) + "x"},
      {"unclosed_cells", times("<table><tr><td>x", 100'000)},
      {"long_attribute", "<div class=\"" + times("article-", 1'250'000) + "\">x"},
      {"unclosed_attribute", "<div class=\"" + times("a", 10'000'000)},
      {"angle_brackets", times("<", 10'000'000)},
      {"tags_never_closed", times("<a ", 2'000'000)},
      {"references", times("&amp;", 1'000'000)},
      {"no_references", times("&a", 2'000'000)},
      {"deep_json", "<script type=application/ld+json>" + times("{\"a\":[", 1'000'000) + "</script>x"},
      {"long_json", "<script type=application/ld+json>[" +
                        times("{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"articleBody\":\"y\"},", 50'000) +
                        "</script>x"},
      {"end_tags", times("<p><b>", 250) + times("</p></a></b></td></div>", 200'000)},
      {"crossed_links", times("<a href=x><div></a>", 200'000)},
      {"comments", times("<!--", 1'000'000)},
      {"scripts", times("<script><!--<script>", 200'000)},
      {"list_paragraphs", times("<li><p>a", 300'000)},
      {"breaks", times("a<br>", 400'000)},
      {"drawings", times("<svg><p>", 300'000)},
      {"options", times("<select><option>x", 200'000)},
      {"every_character", bytes},
  };
}

}  // namespace textclean
