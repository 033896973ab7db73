#include "service/text/offsets.h"

#include <string>

#include "gtest/gtest.h"
#include "service/text/utf8.h"

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

}  // namespace
}  // namespace textclean
