// The invented documents of tests/segment/sentences, one sentence a line, an empty line between documents: where
// Segment cuts them must agree with the lines at least as well as it did when the floors were written, as they stand
// and with the final marks of every sentence taken off. After an improvement, raise them:
//
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/segment_test --gtest_filter='Documents.*'
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "service/segment/segmenter.h"
#include "service/text/utf8.h"
#include "tests/support/files.h"
#include "tests/support/floors.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;
const fs::path kData = TEXTCLEAN_TEST_DATA;

// Which of a text's characters that show are the last of a sentence, by their number.
using Ends = std::set<std::size_t>;

std::size_t Visible(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    count += IsVisible(c.value);
    at += c.size;
  }
  return count;
}

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
    Ends gold;
    for (const std::string& sentence : sentences) {
      text += sentence;
      gold.insert(Visible(text));
    }
    const std::size_t whole = Visible(text);
    gold.erase(whole);
    Ends cut;
    for (const Sentence& sentence : segmenter.Segment(text).sentences) {
      cut.insert(Visible(std::string_view(text).substr(0, sentence.span.end)));
    }
    cut.erase(whole);
    for (const std::size_t end : cut) right += gold.contains(end);
    given += static_cast<double>(cut.size());
    wanted += static_cast<double>(gold.size());
  }
  double f1() const { return given + wanted == 0 ? 1 : 2 * right / (given + wanted); }
};

TEST(Documents, AreCutAsWellAsTheyWere) {
  const auto segmenter = Segmenter::Create();
  ASSERT_TRUE(segmenter.ok()) << segmenter.status();
  std::map<std::string, double> reached;
  for (const auto& file : fs::directory_iterator(kData / "segment" / "sentences")) {
    Boundaries plain;
    Boundaries bare;
    for (const std::string& document : Split(ReadFile(file.path()), "\n\n")) {
      std::vector<std::string> sentences;
      std::vector<std::string> unmarked;
      for (const std::string& sentence : Split(document, "\n")) {
        if (sentence.empty()) continue;
        sentences.push_back(sentence);
        unmarked.push_back(WithoutMarks(sentence));
      }
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
