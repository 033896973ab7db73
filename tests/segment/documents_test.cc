// The invented documents of tests/segment/sentences, which the model learned from, and of tests/segment/held_out, which
// it did not: one sentence a line, an empty line between documents. Where
// Segment cuts them must agree with the lines at least as well as it did when the floors were written, as they stand
// and with the final marks of every sentence taken off. After an improvement, raise them:
//
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/segment_test --gtest_filter='Documents.*'
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "tests/support/files.h"
#include "tests/support/floors.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;
const fs::path kData = TEXTCLEAN_TEST_DATA;

// A sentence without its final . ? !, the blank after it kept.
std::string WithoutMarks(const std::string& sentence) {
  const std::size_t last = sentence.find_last_not_of(' ');
  const std::size_t word = sentence.find_last_not_of(".?! ");
  return word == std::string::npos ? sentence : sentence.substr(0, word + 1) + sentence.substr(last + 1);
}

// Counts of boundaries, each document's end aside.
struct Boundaries {
  double right = 0;
  double given = 0;
  double wanted = 0;

  void Add(const Segmenter& segmenter, const std::vector<std::string>& sentences) {
    std::string text;
    std::set<std::size_t> gold;  // ends of sentences, the blank after each left out
    for (const std::string& sentence : sentences) {
      gold.insert(text.size() + sentence.find_last_not_of(' ') + 1);
      text += sentence;
    }
    std::set<std::size_t> cut;
    for (const Sentence& sentence : segmenter.Segment(text).sentences) cut.insert(sentence.span.end);
    const std::size_t end = *gold.rbegin();
    gold.erase(end);
    cut.erase(end);
    for (const std::size_t at : cut) right += gold.contains(at);
    given += static_cast<double>(cut.size());
    wanted += static_cast<double>(gold.size());
  }
  double f1() const { return given + wanted == 0 ? 1 : 2 * right / (given + wanted); }
};

TEST(Documents, AreCutAsWellAsTheyWere) {
  const auto segmenter = Segmenter::Create();
  ASSERT_TRUE(segmenter.ok()) << segmenter.status();
  std::map<std::string, double> reached;
  for (const auto& file : fs::recursive_directory_iterator(kData / "segment")) {
    if (file.path().extension() != ".txt" || file.path().parent_path().filename() != "sentences") continue;
    Boundaries plain;
    Boundaries bare;
    const std::string documents = ReadFile(file.path());
    for (const absl::string_view document : absl::StrSplit(documents, "\n\n", absl::SkipEmpty())) {
      const std::vector<std::string> sentences = absl::StrSplit(document, '\n', absl::SkipEmpty());
      std::vector<std::string> unmarked;
      for (const std::string& sentence : sentences) unmarked.push_back(WithoutMarks(sentence));
      plain.Add(**segmenter, sentences);
      bare.Add(**segmenter, unmarked);
    }
    const std::string name = file.path().stem().string();
    reached[name] = plain.f1();
    reached[name + " without marks"] = bare.f1();
  }
  HoldFloors(reached, kData / "segment" / "floors.tsv", 12);
}

}  // namespace
}  // namespace textclean
