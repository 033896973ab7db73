// What the browser makes of a report is in tests/report.
#include "client/html_report.h"

#include "absl/strings/str_replace.h"
#include "client/html_ledger.h"
#include "client/html_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace textclean::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Builds an answer region by region.
class AnswerBuilder {
 public:
  AnswerBuilder& Kept(const std::string& text, v1::RegionKind kind = v1::REGION_KIND_BODY) {
    return Add(text, kind, true, "", 1);
  }
  AnswerBuilder& Removed(const std::string& text, v1::RegionKind kind, const std::string& rule = "a.rule",
                         float confidence = 0.5f) {
    return Add(text, kind, false, rule, confidence);
  }
  AnswerBuilder& Blank(const std::string& text) { return Removed(text, v1::REGION_KIND_WHITESPACE, "page.space"); }

  v1::ProcessResponse& response() { return response_; }
  const v1::CleanResponse& clean() const { return response_.clean(); }
  Answer Of(const std::string& source) const { return {source, response_}; }

 private:
  AnswerBuilder& Add(const std::string& text, v1::RegionKind kind, bool kept, const std::string& rule,
                     float confidence) {
    auto& clean = *response_.mutable_clean();
    std::string& page = *clean.mutable_document()->mutable_decoded_text();
    auto* region = clean.add_regions();
    region->set_begin(static_cast<std::uint32_t>(page.size()));
    page += text;
    region->set_end(static_cast<std::uint32_t>(page.size()));
    region->set_kind(kind);
    region->set_kept(kept);
    region->set_rule(rule);
    region->set_confidence(confidence);
    if (kept) clean.set_text(clean.text() + text + "\n");
    auto* count = clean.add_counts();
    count->set_kind(kind);
    kept ? count->set_kept_chars(static_cast<std::uint32_t>(text.size()))
         : count->set_removed_chars(static_cast<std::uint32_t>(text.size()));
    return *this;
  }

  v1::ProcessResponse response_;
};

// The characters that a browser would show of the blocks' texts.
std::string LedgerText(std::string html) {
  std::string text;
  for (std::size_t at = 0; (at = html.find("<div class=\"text\">", at)) != html.npos;) {
    const std::size_t end = html.find("</div>", at);
    bool tag = false;
    for (const char c : html.substr(at, end - at)) {
      if (c == '<') tag = true;
      if (!tag) text += c;
      if (c == '>') tag = false;
    }
    at = end;
  }
  return absl::StrReplaceAll(text, {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}});
}

int Count(const std::string& text, const std::string& what) {
  int count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

// The contents of all elements that begin so and end before a tag.
std::vector<std::string> Contents(const std::string& html, const std::string& begin) {
  std::vector<std::string> contents;
  for (std::size_t at = 0; (at = html.find(begin, at)) != html.npos;) {
    at += begin.size();
    contents.push_back(html.substr(at, html.find('<', at) - at));
  }
  return contents;
}

TEST(HtmlText, EscapesWhatABrowserWouldObey) {
  const struct {
    std::string text;
    std::string html;
  } cases[] = {
      {"", ""},
      {"서울시는 22일 점검했다.", "서울시는 22일 점검했다."},
      {"<script>&'\"</script>", "&lt;script&gt;&amp;&#39;&quot;&lt;/script&gt;"},
      {"&lt;", "&amp;lt;"},
      {"a\tb\nc", "a\tb\nc"},
      {"a\r\nb\rc\r", "a\nb␍c"},
      {std::string("\0\x1b[2J\x7f", 6), "␀␛[2J␡"},
      {"\u202E뒤집힌", "&lt;U+202E&gt;뒤집힌"},
      {"\u2028\uFEFF", "&lt;U+2028&gt;&lt;U+FEFF&gt;"},
      {"👨\u200D👩", "👨\u200D👩"},
  };
  for (const auto& test : cases) EXPECT_EQ(EscapeHtml(test.text), test.html) << test.text;
}

TEST(HtmlText, WhatIsFilledInIsNotSearchedAgain) {
  EXPECT_EQ(FillIn("<{{a}}|{{b}}|{{a}}>", {{"a", "{{b}}"}, {"b", "2"}}), "<{{b}}|2|{{b}}>");
  EXPECT_EQ(FillIn("no names, {{ open", {}), "no names, {{ open");
}

TEST(HtmlText, Numbers) {
  EXPECT_EQ(Thousands(0), "0");
  EXPECT_EQ(Thousands(999), "999");
  EXPECT_EQ(Thousands(1000), "1,000");
  EXPECT_EQ(Thousands(1234567), "1,234,567");
  EXPECT_EQ(Characters(1), "1 character");
  EXPECT_EQ(Characters(1500), "1,500 characters");
  EXPECT_EQ(Percent(0, 0), "0%");
  EXPECT_EQ(Percent(1, 3), "33.3%");
  EXPECT_EQ(Percent(3, 3), "100%");
}

TEST(HtmlLedger, LinesOfOneKindAreABlockWithTheirRulesInTheMargin) {
  AnswerBuilder page;
  page.Removed("본문 바로가기", v1::REGION_KIND_NAVIGATION, "nav.skip", 0.98f)
      .Blank("\n")
      .Removed("로그인", v1::REGION_KIND_NAVIGATION, "nav.skip", 0.91f)
      .Blank("\n\n")
      .Kept("다리를 점검했다", v1::REGION_KIND_TITLE);
  const std::string html = HtmlLedger(page.clean());
  EXPECT_THAT(Contents(html, "<b>"), ElementsAre("Navigation", "Title"));
  EXPECT_THAT(Contents(html, "<i>"), ElementsAre("0.91–0.98"));
  EXPECT_THAT(html, HasSubstr("<span>nav.skip</span>"));
  EXPECT_THAT(Contents(html, "<div class=\"block "), ElementsAre("cut k-navigation\">\n", "kept k-title\">\n"));
}

TEST(HtmlLedger, RegionsSayWhatDecidedAndWhereTheyAre) {
  AnswerBuilder page;
  page.Removed("가 <b>", v1::REGION_KIND_OTHER, "r\"<1>", 0.25f);
  EXPECT_THAT(HtmlLedger(page.clean()),
              HasSubstr("<del class=\"r k-other\" data-kind=\"Other\" data-rule=\"r&quot;&lt;1&gt;\" "
                        "data-sure=\"0.250\" data-at=\"0\" data-end=\"7\">가 &lt;b&gt;</del>"));
}

TEST(HtmlLedger, ACutInsideALineStaysInTheKeptBlock) {
  AnswerBuilder page;
  page.Removed("(한빛=온누리) ", v1::REGION_KIND_BYLINE).Kept("한빛시가 밝혔다.").Blank("\n").Kept("다음 줄.");
  const std::string html = HtmlLedger(page.clean());
  EXPECT_EQ(Count(html, "<div class=\"block"), 1);
  EXPECT_THAT(html, HasSubstr("block kept k-body"));
  EXPECT_THAT(html, HasSubstr("<del class=\"r k-byline\""));
}

TEST(HtmlLedger, HoldsThePageAsItIs) {
  const std::string kPieces[] = {"<p class='a'>", "본문 &amp; \"둘\"\n셋", "</p>\n\n",
                                 "<!-- " + std::string(5000, '-') + " -->", "끝"};
  AnswerBuilder page;
  page.Removed(kPieces[0], v1::REGION_KIND_MARKUP)
      .Kept(kPieces[1])
      .Removed(kPieces[2], v1::REGION_KIND_MARKUP)
      .Removed(kPieces[3], v1::REGION_KIND_MARKUP)
      .Removed(kPieces[4], v1::REGION_KIND_BYLINE);
  const std::string html = HtmlLedger(page.clean());
  EXPECT_EQ(LedgerText(html), page.clean().document().decoded_text());
  EXPECT_EQ(Count(html, "<details>"), 1) << "long markup is folded, short is not";
  EXPECT_THAT(html, HasSubstr("5,009 bytes of markup"));
}

TEST(HtmlLedger, ManyBlankLinesAreCounted) {
  AnswerBuilder page;
  page.Kept("하나").Blank("\n\n\n\n\n\n").Kept("둘");
  EXPECT_THAT(HtmlLedger(page.clean()), HasSubstr("5 blank lines"));
}

TEST(HtmlLedger, APageOfWhiteSpaceAloneIsShown) {
  AnswerBuilder page;
  page.Blank(" \n ");
  EXPECT_EQ(LedgerText(HtmlLedger(page.clean())), " \n ");
  EXPECT_EQ(HtmlLedger(v1::CleanResponse()), "");
}

TEST(HtmlReport, NeedsNothingElse) {
  HtmlReport report;
  ASSERT_TRUE(report.Add(AnswerBuilder().Kept("글").Of("a.txt")).ok());
  const std::string html = report.Draw();
  EXPECT_THAT(html, StartsWith("<!doctype html>\n<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("content=\"default-src 'none'; style-src 'sha256-"));
  for (const char* const outside :
       {"http:", "https:", " src=", "@import", "url(", "<link", "style=\"", " onclick", "{{"}) {
    EXPECT_EQ(Count(html, outside), 0) << outside;
  }
}

TEST(HtmlReport, NothingOfAPageBecomesMarkup) {
  const std::string evil = "</script></style><img src=x onerror=alert(1)>\"'{{script}}";
  const std::string shown = "&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;{{script}}";
  AnswerBuilder page;
  page.Kept(evil).Removed(evil, v1::REGION_KIND_OTHER, evil);
  v1::ProcessResponse& response = page.response();
  response.mutable_clean()->mutable_document()->set_charset(evil);
  response.mutable_clean()->set_rules_version(evil);
  response.mutable_segment()->add_sentences()->set_text(evil);
  response.mutable_extract()->mutable_article()->set_title(evil);
  auto* mention = response.mutable_extract()->add_mentions();
  mention->set_kind(v1::MENTION_KIND_URL);
  mention->set_text(evil);
  HtmlReport report;
  ASSERT_TRUE(report.Add(page.Of(evil + "\xff")).ok());
  ASSERT_TRUE(report.Add({"b", Failure{"UNKNOWN", evil, "", "", {}}}).ok());
  const std::string html = report.Draw();
  EXPECT_EQ(Count(html, "<img"), 0);
  // Index, heading, two regions and a rule, article, charset, rules' version, sentence, title, mention, error.
  EXPECT_EQ(Count(html, shown), 12);
}

TEST(HtmlReport, OnePageHasNoIndex) {
  HtmlReport report;
  ASSERT_TRUE(report.Add(AnswerBuilder().Kept("글").Of("a.txt")).ok());
  EXPECT_THAT(report.Draw(), Not(HasSubstr("id=\"index\"")));
}

TEST(HtmlReport, SeveralPagesHaveTotalsByKindAndFailuresAreNamed) {
  HtmlReport report;
  AnswerBuilder first;
  first.Kept(std::string(1000, 'a')).Removed(std::string(20, 'b'), v1::REGION_KIND_NAVIGATION);
  AnswerBuilder second;
  second.Kept(std::string(500, 'a')).Removed(std::string(3, 'b'), v1::REGION_KIND_NAVIGATION);
  ASSERT_TRUE(report.Add(first.Of("a.txt")).ok());
  ASSERT_TRUE(report.Add({"gone.txt", Failure{"NOT_FOUND", "no such file", "", "", {}}}).ok());
  ASSERT_TRUE(report.Add(second.Of("b.txt")).ok());
  const std::string html = report.Draw();
  EXPECT_THAT(html,
              HasSubstr("3 files, <b class=\"failed\">1 not answered</b> · kept <b>1,500</b> of 1,523 characters"));
  EXPECT_THAT(html, HasSubstr("Body</th><td>1,500</td><td>0</td><td>98.5%</td>"));
  EXPECT_THAT(html, HasSubstr("Navigation</th><td>0</td><td>23</td><td>1.5%</td>"));
  EXPECT_THAT(html, HasSubstr("gone.txt</th><td colspan=\"4\">NOT_FOUND: no such file</td>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#page-3\">b.txt</a>"));
  // The neighbours of the first page and of the last, past the one that failed.
  EXPECT_THAT(html, HasSubstr("<a href=\"#index\">All pages</a><a href=\"#page-3\">Next</a></nav>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#index\">All pages</a><a href=\"#page-1\">Previous</a></nav>"));
}

TEST(HtmlReport, ALedgerThatDoesNotFitIsAFailure) {
  AnswerBuilder page;
  page.Kept("글");
  page.response().mutable_clean()->mutable_regions(0)->set_end(2);  // inside a code point
  HtmlReport report;
  EXPECT_EQ(report.Add(page.Of("a.txt")).code(), absl::StatusCode::kInternal);
  EXPECT_THAT(report.Draw(), HasSubstr("the server&#39;s ledger does not fit the page"));
}

}  // namespace
}  // namespace textclean::client
