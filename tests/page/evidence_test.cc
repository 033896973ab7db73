#include "service/page/evidence.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace textclean {

extern const std::string_view kClassWords;
extern const std::string_view kBodyNames;

namespace {

TEST(EvidenceOfWords, WordsAreCutAtCaseDigitsAndPunctuation) {
  for (const char* text : {"comment", "comment-list", "userComment", "COMMENT", "box2comment3", "x comment y"}) {
    EXPECT_TRUE(EvidenceOfWords(text).Has(Evidence::kCommentWord)) << text;
  }
  EXPECT_FALSE(EvidenceOfWords("commotion").Has(Evidence::kCommentWord));
}

TEST(EvidenceOfWords, AnUnknownWordCountsByItsBeginningAndEnd) {
  const EvidenceSet found = EvidenceOfWords("articlefooter");
  EXPECT_TRUE(found.Has(Evidence::kArticleWord));
  EXPECT_TRUE(found.Has(Evidence::kFooterWord));
  EXPECT_FALSE(EvidenceOfWords("shadow").Has(Evidence::kAdWord)) << "marked as a whole word";
  EXPECT_TRUE(EvidenceOfWords("side_ad").Has(Evidence::kAdWord));
}

TEST(EvidenceOfWords, AnArticlesContainerIsKnownByItsWholeName) {
  for (const char* text : {"article-view-content-div", "newsct_article", "se-main-container", "xe_content",
                           "tt_article_useless_p_margin", "clear entry-content", "EntryContent\nclear", "bo_v_con"}) {
    EXPECT_TRUE(EvidenceOfWords(text).Has(Evidence::kBodyName)) << text;
  }
  for (const char* text : {"", "entry-content-footer", "related-entry-content", "view", "body"}) {
    EXPECT_FALSE(EvidenceOfWords(text).Has(Evidence::kBodyName)) << text;
  }
}

TEST(EvidenceOfWords, LongNamesAreNotCutShort) {
  const std::string known = "articleviewcontentdiv";
  EXPECT_FALSE(EvidenceOfWords(known + std::string(60, 'x')).Has(Evidence::kBodyName));
  EXPECT_FALSE(EvidenceOfWords(std::string(10'000, 'a')).Has(Evidence::kBodyName));
}

// Every line of class_words.txt names evidence that is known: an unknown name would be passed over.
TEST(EvidenceData, EveryClassWordCounts) {
  std::istringstream lines{std::string(kClassWords)};
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    for (std::string word; words >> word; ++count) {
      if (word.front() == '=') word.erase(0, 1);
      EXPECT_NE(EvidenceOfWords(word), EvidenceSet()) << name << ": " << word;
    }
  }
  EXPECT_GT(count, 300u);
}

TEST(EvidenceData, EveryBodyNameIsReachable) {
  std::istringstream lines{std::string(kBodyNames)};
  std::set<std::string> seen;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    for (std::string name; words >> name;) {
      EXPECT_TRUE(seen.insert(name).second) << "twice: " << name;
      EXPECT_TRUE(EvidenceOfWords(name).Has(Evidence::kBodyName)) << name;
    }
  }
  EXPECT_GT(seen.size(), 200u);
}

}  // namespace
}  // namespace textclean
