// libgumbo as an oracle: another parser to the same standard must find the same text in the
// same order. Text that a table pushes out of itself is left aside: ParseHtml leaves it
// where the source has it.
#include "gumbo.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "service/page/html.h"
#include "service/text/utf8.h"
#include "tests/support/markup.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

// A text without white space and what does not show.
std::string Squeezed(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) out += text.substr(at, c.size);
    at += c.size;
  }
  return out;
}

std::string OurText(std::string_view source) { return Squeezed(ParseHtml(source).text); }

std::string GumboText(const std::string& source) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, source.data(), source.size());
  std::string text;
  std::vector<const GumboNode*> left{output->root};
  while (!left.empty()) {
    const GumboNode* node = left.back();
    left.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) text += node->v.text.text;
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) continue;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) left.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return Squeezed(text);
}

// Markup as people write it: end tags left out, crossed or never opened, references, comments, scripts.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string Page() {
    out_ = "<!DOCTYPE html><html><head><title>제목</title><style>p{}</style></head><body>";
    Blocks(0);
    return out_ + "</body></html>";
  }

 private:
  std::string_view Pick(const std::vector<std::string_view>& all) { return all[random_.Below(all.size())]; }

  void Open(std::string_view tag) { out_.append("<").append(tag).append(">"); }
  // Writes an end tag, most of the time.
  void Close(std::string_view tag) {
    if (random_.Below(4) != 0) out_.append("</").append(tag).append(">");
  }

  void Words() {
    for (std::size_t i = random_.Below(4) + 1; i > 0; --i) {
      out_ += Pick({"한강 ",
                    "다리",
                    "A&amp;B",
                    "&lt;속보&gt;",
                    "&#44032;",
                    "&#xB098;",
                    "&nbsp;",
                    "&copy 2024",
                    "&hellip;",
                    "&quot;말&quot;",
                    "1 < 2 ",
                    "a & b",
                    "&notaname;",
                    "<!-- 주석 > -->",
                    "<br>",
                    "<br/>",
                    "<b>굵게</b>",
                    "<a href='/?a=1&b=2'>링크</a>",
                    "<b><i>교차</b></i>",
                    "<script>if (a < b) '</p>'</script>",
                    "</em>",
                    "<img alt='>' src=x>",
                    "<span title=\"a>b\">말</span>",
                    "<unknown-tag>모름</unknown-tag>",
                    "\n"});
    }
  }

  void Blocks(int depth) {
    for (std::size_t i = random_.Below(4) + 1; i > 0; --i) {
      const std::size_t what = random_.Below(depth > 4 ? 2 : 6);
      if (what == 0) {
        Open("p");
        Words();
        Close("p");
      } else if (what == 1) {
        Words();
      } else if (what == 2) {
        const std::string_view tag = Pick({"div", "section", "article", "blockquote", "h2", "aside"});
        Open(tag);
        Blocks(depth + 1);
        out_.append("</").append(tag).append(">");
      } else if (what == 3) {
        Open("ul");
        for (std::size_t k = random_.Below(3) + 1; k > 0; --k) {
          Open("li");
          Blocks(depth + 2);
          Close("li");
        }
        out_ += "</ul>";
      } else if (what == 4) {
        Open("table");
        for (std::size_t k = random_.Below(3) + 1; k > 0; --k) {
          Open("tr");
          Open("td");
          Words();
          Close("td");
          Open("th");
          Words();
          Close("th");
          Close("tr");
        }
        out_ += "</table>";
      } else {
        out_ += "<dl><dt>";
        Words();
        out_ += "<dd>";
        Words();
        out_ += "</dl>";
      }
    }
  }

  Random& random_;
  std::string out_;
};

TEST(GumboOracle, TheSameTextInTheSameOrder) {
  Random random(20240502);
  std::size_t compared = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string page = Writer(random).Page();
    ASSERT_EQ(OurText(page), GumboText(page)) << page;
    compared += OurText(page).size();
  }
  EXPECT_GT(compared, 100'000u);
}

TEST(GumboOracle, NewsPages) {
  for (const std::size_t size : {2'000u, 20'000u, 200'000u}) {
    const std::string page = NewsPage(size);
    EXPECT_EQ(OurText(page), GumboText(page)) << size;
  }
}

}  // namespace
}  // namespace textclean
