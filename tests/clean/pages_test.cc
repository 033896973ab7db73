// Every page of tests/pages against its gold: what is kept must agree with the lines labelled as content at least as
// well as it did when floors.tsv was written. After an improvement, raise the floors:
//
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/clean_test --gtest_filter='Pages.*'
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;
const fs::path kPages = fs::path(TEXTCLEAN_TEST_DATA) / "pages";
const fs::path kFloors = fs::path(TEXTCLEAN_TEST_DATA) / "clean" / "floors.tsv";

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

// For each byte of the page: 1 content, 0 noise, -1 not judged. One row of gold a line: number, kind, inline noise,
// text.
std::vector<int> ReadGold(const std::string& page, const std::string& gold) {
  std::vector<int> wanted(page.size(), -1);
  const std::vector<std::string> lines = Split(page, "\n");
  std::vector<std::size_t> begins(1, 0);
  for (const std::string& line : lines) begins.push_back(begins.back() + line.size() + 1);
  for (const std::string& row : Split(gold, "\n")) {
    if (row.empty()) continue;
    const std::vector<std::string> columns = Split(row, "\t");
    const std::size_t number = std::stoul(columns.at(0)) - 1;
    const bool content = columns[1] == "TITLE" || columns[1] == "SUBTITLE" || columns[1] == "BODY";
    const std::string& line = lines.at(number);
    std::fill_n(wanted.begin() + static_cast<std::ptrdiff_t>(begins[number]), line.size(), content ? 1 : 0);
    for (const std::string& piece : Split(columns.at(2), " ||| ")) {
      if (piece.empty()) continue;
      const std::size_t at = line.find(piece);
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

TEST(Pages, AreCleanedAsWellAsTheyWere) {
  const auto cleaner = Cleaner::Create();
  ASSERT_TRUE(cleaner.ok()) << cleaner.status();
  std::map<std::string, double> reached;
  for (const auto& file : fs::directory_iterator(kPages / "raw")) {
    const std::string name = file.path().stem().string();
    const std::string page = ReadFile(file.path());
    const auto result = (*cleaner)->Clean({.bytes = page, .is_text = true, .format = Format::kText}, {});
    ASSERT_TRUE(result.ok()) << name;
    reached[name] = F1(*result, ReadGold(page, ReadFile(kPages / "lines" / (name + ".tsv"))));
  }
  ASSERT_GE(reached.size(), 30u);
  if (std::getenv("TEXTCLEAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(kFloors);
    out << "# F1 of the characters kept of each page, rounded down; written by clean_test (see pages_test.cc).\n";
    for (const auto& [name, f1] : reached) out << name << '\t' << std::floor(f1 * 100) / 100 << '\n';
  }
  std::set<std::string> held;
  for (const std::string& row : Split(ReadFile(kFloors), "\n")) {
    if (row.empty() || row[0] == '#') continue;
    const std::vector<std::string> columns = Split(row, "\t");
    ASSERT_TRUE(reached.contains(columns.at(0))) << columns[0] << " has a floor but no page";
    EXPECT_GE(reached[columns[0]], std::stod(columns.at(1))) << columns[0];
    held.insert(columns[0]);
  }
  for (const auto& [name, f1] : reached) EXPECT_TRUE(held.contains(name)) << name << " has no floor";
}

}  // namespace
}  // namespace textclean
