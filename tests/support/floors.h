// Figures that may rise but not fall: each has a floor in a file beside the test.
//
//   HoldFloors(reached, kData / "clean" / "floors.tsv", 30);
#ifndef TEXTCLEAN_TESTS_SUPPORT_FLOORS_H_
#define TEXTCLEAN_TESTS_SUPPORT_FLOORS_H_

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/support/files.h"

namespace textclean {

// Expects each of the figures, 0 to 1 by name, to be no less than its floor, every floor to have a figure and every
// figure a floor, and at least `least` of them. The file has a name, a tab and a figure a line, '#' before remarks.
// Where TEXTCLEAN_UPDATE_GOLDEN is set, it is first written anew with the figures rounded down to hundredths.
inline void HoldFloors(const std::map<std::string, double>& reached, const std::string& floors, std::size_t least) {
  ASSERT_GE(reached.size(), least);
  if (std::getenv("TEXTCLEAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(floors);
    out << "# F1 of each, rounded down; written by the tests where TEXTCLEAN_UPDATE_GOLDEN is set.\n";
    for (const auto& [name, f1] : reached) out << name << '\t' << std::floor(f1 * 100) / 100 << '\n';
  }
  std::set<std::string> held;
  const std::string file = ReadFile(floors);
  for (const absl::string_view row : absl::StrSplit(file, '\n', absl::SkipEmpty())) {
    if (row[0] == '#') continue;
    const std::vector<std::string> columns = absl::StrSplit(row, '\t');
    const auto figure = reached.find(columns.at(0));
    ASSERT_NE(figure, reached.end()) << columns[0] << " has a floor but no figure";
    EXPECT_GE(figure->second, std::stod(columns.at(1))) << columns[0];
    held.insert(columns[0]);
  }
  for (const auto& [name, f1] : reached) EXPECT_TRUE(held.contains(name)) << name << " has no floor";
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_FLOORS_H_
