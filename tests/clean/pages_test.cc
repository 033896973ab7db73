// Every page of tests/pages and tests/html against its gold: what is kept must agree with the lines labelled as
// content, or with the article's text, at least as well as it did when the floors were written. After an improvement,
// raise them:
//
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/clean_test --gtest_filter='*Pages.*'
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/text/utf8.h"
#include "tests/support/files.h"
#include "tests/support/floors.h"
#include "tests/support/visible.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;
const fs::path kData = TEXTCLEAN_TEST_DATA;

// For each byte of the page: 1 content, 0 noise, -1 not judged. One row of gold a line: number, kind, inline noise,
// text.
std::vector<int> ReadGold(const std::string& page, const std::string& gold) {
  std::vector<int> wanted(page.size(), -1);
  const std::vector<std::string> lines = absl::StrSplit(page, '\n');
  std::vector<std::size_t> begins(1, 0);
  for (const std::string& line : lines) begins.push_back(begins.back() + line.size() + 1);
  for (const absl::string_view row : absl::StrSplit(gold, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> columns = absl::StrSplit(row, '\t');
    const std::size_t number = std::stoul(columns.at(0)) - 1;
    const bool content = columns[1] == "TITLE" || columns[1] == "SUBTITLE" || columns[1] == "BODY";
    const std::string& line = lines.at(number);
    std::fill_n(wanted.begin() + static_cast<std::ptrdiff_t>(begins[number]), line.size(), content ? 1 : 0);
    for (const absl::string_view piece : absl::StrSplit(columns.at(2), " ||| ", absl::SkipEmpty())) {
      const std::size_t at = line.find(piece.data(), 0, piece.size());
      EXPECT_NE(at, std::string::npos) << number + 1 << ": the gold's inline noise is not in the line";
      if (at != std::string::npos)
        std::fill_n(wanted.begin() + static_cast<std::ptrdiff_t>(begins[number] + at), piece.size(), 0);
    }
  }
  return wanted;
}

// F1 of the characters kept, white space and invisible ones aside; 1 where nothing is wanted and nothing is kept.
double F1(const CleanResult& result, const std::vector<int>& wanted) {
  double hits = 0;
  double kept = 0;
  double content = 0;
  for (const LedgerEntry& entry : result.ledger) {
    for (std::size_t at = entry.region.span.begin; at < entry.region.span.end;) {
      const CodePoint c = DecodeUtf8(result.document.text, at);
      if (IsVisible(c.value) && wanted[at] >= 0) {
        hits += entry.kept && wanted[at] == 1;
        kept += entry.kept;
        content += wanted[at] == 1;
      }
      at += c.size;
    }
  }
  return kept + content == 0 ? 1 : 2 * hits / (kept + content);
}

// F1 of the characters kept of an HTML page: a paragraph of the article counts as found where it stands whole in what
// is kept, after those before it.
double F1OfBody(const std::string& kept, const std::string& body) {
  const std::string text = Visible(kept);
  std::size_t at = 0;
  std::size_t found = 0;
  std::size_t wanted = 0;
  for (const absl::string_view line : absl::StrSplit(body, '\n')) {
    const std::string paragraph = Visible({line.data(), line.size()});
    wanted += paragraph.size();
    const std::size_t place = text.find(paragraph, at);
    if (paragraph.empty() || place == std::string::npos) continue;
    found += paragraph.size();
    at = place + paragraph.size();
  }
  return text.size() + wanted == 0 ? 1 : 2.0 * static_cast<double>(found) / static_cast<double>(text.size() + wanted);
}

TEST(Pages, AreCleanedAsWellAsTheyWere) {
  const auto cleaner = Cleaner::Create();
  ASSERT_TRUE(cleaner.ok()) << cleaner.status();
  std::map<std::string, double> reached;
  for (const auto& file : fs::directory_iterator(kData / "pages" / "raw")) {
    const std::string name = file.path().stem().string();
    const std::string page = ReadFile(file.path());
    const auto result = (*cleaner)->Clean({.bytes = page, .is_text = true, .format = Format::kText}, {});
    ASSERT_TRUE(result.ok()) << name;
    reached[name] = F1(*result, ReadGold(page, ReadFile(kData / "pages" / "lines" / (name + ".tsv"))));
  }
  HoldFloors(reached, kData / "clean" / "floors.tsv", 30);
}

TEST(HtmlPages, AreCleanedAsWellAsTheyWere) {
  const auto cleaner = Cleaner::Create();
  ASSERT_TRUE(cleaner.ok()) << cleaner.status();
  std::map<std::string, double> reached;
  for (const auto& file : fs::directory_iterator(kData / "html" / "raw")) {
    const std::string name = file.path().stem().string();
    const std::string page = ReadFile(file.path());
    const auto result = (*cleaner)->Clean({.bytes = page, .format = Format::kHtml}, {.keep = {RegionKind::kBody}});
    ASSERT_TRUE(result.ok()) << name << ": " << result.status();
    reached[name] = F1OfBody(result->text, ReadFile(kData / "html" / "body" / (name + ".txt")));
  }
  HoldFloors(reached, kData / "clean" / "html_floors.tsv", 30);
}

}  // namespace
}  // namespace textclean
