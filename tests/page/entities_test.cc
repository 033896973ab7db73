#include "service/page/entities.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

namespace textclean {
namespace {

TEST(Entities, TheTableIsSortedAndWhole) {
  EXPECT_TRUE(std::is_sorted(kNamedEntityTable.begin(), kNamedEntityTable.end(),
                             [](const NamedEntity& a, const NamedEntity& b) { return a.name < b.name; }));
  for (const NamedEntity& entity : kNamedEntityTable) {
    std::string text("&");
    text += entity.name;
    const EntityMatch match = MatchEntity(text, false);
    EXPECT_EQ(match.size, text.size()) << text;
    EXPECT_EQ(match.first, entity.first) << text;
    EXPECT_EQ(match.second, entity.second) << text;
  }
}

TEST(Entities, TheLongestNameWins) {
  EXPECT_EQ(DecodeEntities("&notin; &not; &notit;"), "∉ ¬ &notit;");
  EXPECT_EQ(MatchEntity("&notit;", false).size, 4u);
  EXPECT_EQ(MatchEntity("&ampx", false).size, 4u);
  EXPECT_EQ(MatchEntity("&bogus;", false).size, 0u);
}

TEST(Entities, AttributesKeepQueryStrings) {
  EXPECT_EQ(DecodeEntities("?a=1&copy=2&lt=3&amp;x&quot;"), "?a=1&copy=2&lt=3&x\"");
}

TEST(Entities, NumbersThatAreNoCharacterAreReplaced) {
  EXPECT_EQ(DecodeEntities("&#0;&#xD800;&#x110000;&#99999999999999999999;"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(DecodeEntities("&#128;&#x9F;&#65&#x42;&#;&#x;"), "€ŸAB&#;&#x;");
}

TEST(Entities, EndsOfTextAreSafe) {
  for (const char* text : {"", "&", "&#", "&#x", "&a", "&l", "&lt"}) MatchEntity(text, false);
  EXPECT_EQ(DecodeEntities("&lt"), "<");
}

}  // namespace
}  // namespace textclean
