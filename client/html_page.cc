#include "client/html_page.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/facts.h"
#include "client/html_ledger.h"
#include "client/html_text.h"

namespace textclean {

extern const std::string_view kHtmlReportPage;

namespace client {
namespace {

std::string Summary(const v1::CleanResponse& clean) {
  const auto& document = clean.document();
  const Totals totals = TotalsOf(clean.counts());
  std::string summary = "Kept <b>" + Thousands(totals.kept) + "</b> of " + Characters(totals.all()) + " (" +
                        Percent(totals.kept, totals.all()) + ")";
  summary += document.format() == v1::FORMAT_HTML ? " · HTML, markup not counted" : " · text";
  summary += " · " + EscapeHtml(document.charset());
  if (document.undecodable_bytes() > 0) {
    summary += " · " + Thousands(document.undecodable_bytes()) + " undecodable bytes replaced";
  }
  return summary + " · rules " + EscapeHtml(clean.rules_version());
}

// A button for each kind, which leads from one of its regions to the next.
std::string Legend(const KindCounts& counts) {
  std::string html;
  for (const auto& count : counts) {
    const std::string title = KindTitle(count.kind());
    const bool kept = count.kept_chars() > 0;
    const std::uint64_t all = std::uint64_t{count.kept_chars()} + count.removed_chars();
    html += absl::StrFormat(R"(<li><button type="button" class="%s %s" data-kind="%s"><b>%s</b> %s <small>)",
                            KindClass(count.kind()), kept ? "kept" : "cut", title, title, Thousands(all));
    if (kept && count.removed_chars() > 0) html += Thousands(count.removed_chars()) + " ";
    html += kept && count.removed_chars() == 0 ? "kept" : "removed";
    html += "</small></button></li>\n";
  }
  return html;
}

// The text of Clean, a paragraph a line; lines that Segment takes for headlines or decks look like such.
std::string Article(const v1::ProcessResponse& answer) {
  const auto& segment = answer.segment();
  std::set<std::string> titles;
  std::set<std::string> subtitles;
  for (const auto& sentence : segment.sentences()) {
    if (sentence.kind() == v1::REGION_KIND_TITLE) titles.insert(sentence.text());
    if (sentence.kind() == v1::REGION_KIND_SUBTITLE) subtitles.insert(sentence.text());
  }
  std::string html;
  for (const auto line : absl::StrSplit(answer.clean().text(), '\n', absl::SkipWhitespace())) {
    const std::string text(absl::StripAsciiWhitespace(line));
    html += titles.count(text) > 0      ? "<p class=\"headline\">"
            : subtitles.count(text) > 0 ? "<p class=\"deck\">"
                                        : "<p>";
    html += EscapeHtml(text) + "</p>\n";
  }
  return html.empty() ? "<p class=\"none\">No article was found on this page.</p>" : html;
}

std::string FactList(const std::vector<Fact>& facts, const char* none) {
  if (facts.empty()) return std::string("<p class=\"none\">") + none + "</p>";
  std::string html = "<dl>\n";
  const std::string* before = nullptr;
  for (const Fact& fact : facts) {
    if (before == nullptr || *before != fact.name) html += "<dt>" + EscapeHtml(fact.name) + "</dt>";
    html += "<dd>" + EscapeHtml(fact.value) + "</dd>\n";
    before = &fact.name;
  }
  return html + "</dl>";
}

// A list for each paragraph; a sentence's number leads to its place in the page.
std::string Sentences(const v1::SegmentResponse& segment) {
  if (segment.sentences().empty()) return "<p class=\"none\">No sentences.</p>";
  std::string html;
  const v1::Sentence* before = nullptr;
  int number = 0;
  for (const auto& sentence : segment.sentences()) {
    ++number;
    if (before == nullptr || before->paragraph() != sentence.paragraph()) {
      html += before == nullptr ? "" : "</ol>\n";
      html += "<ol start=\"" + std::to_string(number) + "\">\n";
    }
    html += "<li><button type=\"button\" data-find=\"" + std::to_string(sentence.begin()) +
            "\" aria-label=\"Show sentence " + std::to_string(number) + " in the page\">" + std::to_string(number) +
            "</button> " + EscapeHtml(sentence.text()) + "</li>\n";
    before = &sentence;
  }
  return html + "</ol>";
}

}  // namespace

Totals TotalsOf(const KindCounts& counts) {
  Totals totals;
  for (const auto& count : counts) {
    if (count.kind() == v1::REGION_KIND_MARKUP) continue;
    totals.kept += count.kept_chars();
    totals.removed += count.removed_chars();
  }
  return totals;
}

std::string HtmlBar(const KindCounts& counts) {
  const auto all = static_cast<double>(std::max<std::uint64_t>(TotalsOf(counts).all(), 1));
  // The drawing says nothing that the legend beside it does not say in words.
  std::string html = "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  double at = 0;
  for (const auto& count : counts) {
    if (count.kind() == v1::REGION_KIND_MARKUP) continue;
    const double width = 1000.0 * (static_cast<double>(count.kept_chars()) + count.removed_chars()) / all;
    html += absl::StrFormat("<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>", KindClass(count.kind()), at,
                            width);
    at += width;
  }
  return html + "</svg>";
}

std::string HtmlPage(const std::string& source, const v1::ProcessResponse& answer, std::size_t number,
                     const std::string& navigation) {
  const v1::CleanResponse& clean = answer.clean();
  const auto facts = ArticleFacts(answer.extract().article());
  const auto mentions = MentionFacts(answer.extract());
  return FillIn(kHtmlReportPage,
                {
                    {"n", std::to_string(number)},
                    {"navigation", navigation},
                    {"source", EscapeHtml(source)},
                    {"summary", Summary(clean)},
                    {"bar", HtmlBar(clean.counts())},
                    {"legend", Legend(clean.counts())},
                    {"format", clean.document().format() == v1::FORMAT_HTML ? "html" : "text"},
                    {"ledger", HtmlLedger(clean)},
                    {"article", Article(answer)},
                    {"facts", FactList(facts, "The page shows none.")},
                    {"mentions", FactList(mentions, "None found.")},
                    {"mention_count", Thousands(mentions.size())},
                    {"sentences", Sentences(answer.segment())},
                    {"sentence_count", Thousands(static_cast<std::uint64_t>(answer.segment().sentences_size()))},
                });
}

}  // namespace client
}  // namespace textclean
