#include "client/html_report.h"

#include <openssl/sha.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/escaping.h"
#include "client/html_ledger.h"
#include "client/html_text.h"
#include "client/regions.h"

namespace textclean {

extern const std::string_view kHtmlReportFrame;
extern const std::string_view kHtmlReportIndex;
extern const std::string_view kHtmlReportStyle;
extern const std::string_view kHtmlReportScript;

namespace client {
namespace {

// What a Content-Security-Policy names an inline script or style sheet by.
std::string PolicyHash(std::string_view source) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(source.data()), source.size(), digest);
  return "sha256-" + absl::Base64Escape(absl::string_view(reinterpret_cast<const char*>(digest), sizeof(digest)));
}

std::string Link(std::size_t page, const std::string& words) {
  return "<a href=\"#page-" + std::to_string(page + 1) + "\">" + words + "</a>";
}

KindCounts Sum(const std::vector<const KindCounts*>& all) {
  std::map<v1::RegionKind, v1::KindCount> sums;
  for (const KindCounts* counts : all) {
    for (const auto& count : *counts) {
      v1::KindCount& sum = sums[count.kind()];
      sum.set_kind(count.kind());
      sum.set_kept_chars(sum.kept_chars() + count.kept_chars());
      sum.set_removed_chars(sum.removed_chars() + count.removed_chars());
    }
  }
  KindCounts totals;
  for (const auto& [kind, sum] : sums) *totals.Add() = sum;
  return totals;
}

std::string KindRows(const KindCounts& counts) {
  const Totals totals = TotalsOf(counts);
  std::string rows;
  for (const auto& count : counts) {
    const std::uint64_t chars = std::uint64_t{count.kept_chars()} + count.removed_chars();
    const bool markup = count.kind() == v1::REGION_KIND_MARKUP;
    rows += "<tr><th scope=\"row\"><span class=\"swatch " + KindClass(count.kind()) + "\"></span>" +
            KindTitle(count.kind()) + "</th><td>" + Thousands(count.kept_chars()) + "</td><td>" +
            Thousands(count.removed_chars()) + "</td><td>" + (markup ? "–" : Percent(chars, totals.all())) +
            "</td></tr>\n";
  }
  return rows;
}

}  // namespace

absl::Status HtmlReport::Add(const Answer& answer) {
  Page& page = pages_.emplace_back();
  page.source = ValidUtf8(answer.source);
  if (const auto* failure = std::get_if<Failure>(&answer.result)) {
    page.error = failure->code + ": " + failure->message;
    return absl::OkStatus();
  }
  page.answer = std::get<v1::ProcessResponse>(answer.result);
  absl::Status fits = CheckPartition(page.answer.clean());
  if (!fits.ok()) page.error = std::string(fits.message());
  return fits;
}

std::string HtmlReport::Navigation(std::size_t page) const {
  if (pages_.size() == 1) return "";
  const auto answered = [](const Page& other) { return other.error.empty(); };
  const auto here = pages_.begin() + static_cast<std::ptrdiff_t>(page);
  const auto before = std::find_if(std::make_reverse_iterator(here), pages_.rend(), answered);
  const auto after = std::find_if(here + 1, pages_.end(), answered);
  std::string html = R"(<nav aria-label="Pages"><a href="#index">All pages</a>)";
  if (before != pages_.rend()) html += Link(static_cast<std::size_t>(&*before - pages_.data()), "Previous");
  if (after != pages_.end()) html += Link(static_cast<std::size_t>(&*after - pages_.data()), "Next");
  return html + "</nav>";
}

std::string HtmlReport::Index() const {
  std::vector<const KindCounts*> counts;
  std::string rows;
  std::size_t failed = 0;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const Page& page = pages_[i];
    if (!page.error.empty()) {
      ++failed;
      rows += "<tr class=\"failed\"><th scope=\"row\">" + EscapeHtml(page.source) + "</th><td colspan=\"4\">" +
              EscapeHtml(page.error) + "</td></tr>\n";
      continue;
    }
    counts.push_back(&page.answer.clean().counts());
    const Totals totals = TotalsOf(*counts.back());
    rows += "<tr><th scope=\"row\">" + Link(i, EscapeHtml(page.source)) + "</th><td>" + Thousands(totals.kept) +
            "</td><td>" + Thousands(totals.removed) + "</td><td>" + Percent(totals.kept, totals.all()) + "</td><td>" +
            HtmlBar(*counts.back()) + "</td></tr>\n";
  }
  const KindCounts sums = Sum(counts);
  const Totals totals = TotalsOf(sums);
  std::string summary = Thousands(pages_.size()) + (pages_.size() == 1 ? " file" : " files");
  if (failed > 0) summary += ", <b class=\"failed\">" + Thousands(failed) + " not answered</b>";
  if (totals.all() > 0) {
    summary += " · kept <b>" + Thousands(totals.kept) + "</b> of " + Characters(totals.all()) + " (" +
               Percent(totals.kept, totals.all()) + ")";
  }
  return FillIn(kHtmlReportIndex,
                {{"summary", summary}, {"bar", HtmlBar(sums)}, {"kinds", KindRows(sums)}, {"pages", rows}});
}

std::string HtmlReport::Draw() const {
  const bool one_page = pages_.size() == 1 && pages_[0].error.empty();
  std::string main = one_page ? "" : Index();
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const Page& page = pages_[i];
    if (page.error.empty()) main += HtmlPage(page.source, page.answer, i + 1, Navigation(i));
  }
  const std::string policy = "default-src 'none'; style-src '" + PolicyHash(kHtmlReportStyle) + "'; script-src '" +
                             PolicyHash(kHtmlReportScript) + "'; base-uri 'none'; form-action 'none'";
  const std::string title = one_page ? EscapeHtml(pages_[0].source) : Thousands(pages_.size()) + " files";
  return FillIn(kHtmlReportFrame, {{"policy", policy},
                                   {"title", title},
                                   {"style", std::string(kHtmlReportStyle)},
                                   {"script", std::string(kHtmlReportScript)},
                                   {"main", main}});
}

}  // namespace client
}  // namespace textclean
