#include "service/text/offsets.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/text/utf8.h"
#include "tests/support/random.h"
#include "unicode/unistr.h"

namespace textclean {
namespace {

// One, two, three and four bytes; the last is two UTF-16 units.
constexpr std::string_view kText = "a\u00e9가😀z";

TEST(OffsetConverter, AgreesWithACodePointByCodePointCount) {
  OffsetConverter bytes(kText, OffsetUnit::kUtf8Bytes);
  OffsetConverter utf16(kText, OffsetUnit::kUtf16CodeUnits);
  OffsetConverter points(kText, OffsetUnit::kCodePoints);
  std::size_t units = 0;
  std::size_t count = 0;
  std::size_t at = 0;
  while (true) {
    EXPECT_EQ(bytes(at), at);
    EXPECT_EQ(utf16(at), units);
    EXPECT_EQ(points(at), count);
    if (at == kText.size()) break;
    const CodePoint c = DecodeUtf8(kText, at);
    units += c.value > 0xFFFF ? 2 : 1;
    ++count;
    at += c.size;
  }
  EXPECT_EQ(units, 6u);
  EXPECT_EQ(count, 5u);
}

TEST(OffsetConverter, StartsOverForASmallerOffset) {
  OffsetConverter points(kText, OffsetUnit::kCodePoints);
  EXPECT_EQ(points(kText.size()), 5u);
  EXPECT_EQ(points(1), 1u);
}

TEST(OffsetConverter, AgreesWithIcuInAnyOrderOfOffsets) {
  Random random(16);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::vector<std::size_t> boundaries = {0};
    while (text.size() < 200) {
      AppendUtf8(RandomCodePoint(random), text);
      boundaries.push_back(text.size());
    }
    OffsetConverter bytes(text, OffsetUnit::kUtf8Bytes);
    OffsetConverter utf16(text, OffsetUnit::kUtf16CodeUnits);
    OffsetConverter points(text, OffsetUnit::kCodePoints);
    for (int query = 0; query < 50; ++query) {
      const std::size_t at = random.Pick(boundaries);
      const auto prefix = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(at)));
      ASSERT_EQ(bytes(at), at);
      ASSERT_EQ(utf16(at), static_cast<std::size_t>(prefix.length()));
      ASSERT_EQ(points(at), static_cast<std::size_t>(prefix.countChar32()));
    }
  }
}

}  // namespace
}  // namespace textclean
