#include "service/extract/numbers.h"

#include <string>

#include "gtest/gtest.h"

namespace textclean {
namespace {

// The value of the number at the beginning, "?" if it has none, "-" if there is no number.
std::string ValueOf(std::string_view text) {
  const auto number = ReadNumber(text, 0);
  if (!number) return "-";
  return number->value ? number->value->ToString() : "?";
}

std::string_view Read(std::string_view text) { return ReadNumber(text, 0)->span.of(text); }

TEST(Numbers, ReadsKoreanUnits) {
  EXPECT_EQ(ValueOf("5천억 달러"), "500000000000");
  EXPECT_EQ(ValueOf("5000억달러"), "500000000000");
  EXPECT_EQ(ValueOf("1조 2천억원"), "1200000000000");
  EXPECT_EQ(ValueOf("3만4천500원"), "34500");
  EXPECT_EQ(ValueOf("2천300억"), "230000000000");
  EXPECT_EQ(ValueOf("1억2345만6789명"), "123456789");
  EXPECT_EQ(ValueOf("7백"), "700");
  EXPECT_EQ(ValueOf("6경"), "60000000000000000");
}

TEST(Numbers, ReadsCommasAndFractions) {
  EXPECT_EQ(ValueOf("1,234,567"), "1234567");
  EXPECT_EQ(ValueOf("1,234.50"), "1234.5");
  EXPECT_EQ(ValueOf("1.5조원"), "1500000000000");
  EXPECT_EQ(ValueOf("0.05"), "0.05");
  EXPECT_EQ(ValueOf("0"), "0");
  // A comma that parts a list parts no thousands.
  EXPECT_EQ(Read("12,34"), "12");
  EXPECT_EQ(Read("1,2345"), "1");
}

TEST(Numbers, HasNoValueWhereTheUnitsAreOutOfOrder) {
  for (const std::string_view text : {"718조억원", "3만2억", "1억 만", "3백2천만"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(ValueOf(text) == "?" || Read(text).size() < 5);
  }
  EXPECT_EQ(ValueOf("718조억원"), "?");
  EXPECT_EQ(Read("718조억원"), "718조억");
  EXPECT_EQ(ValueOf("3만2억"), "?");
}

TEST(Numbers, EndsWhereTheNextThingBegins) {
  EXPECT_EQ(Read("100만 300만"), "100만");
  EXPECT_EQ(Read("5000억 2025년"), "5000억");
  EXPECT_EQ(Read("3만 5천 명"), "3만 5천");
  EXPECT_EQ(Read("12월"), "12");
}

TEST(Numbers, IsNoNumber) {
  for (const std::string_view text : {"2025.02.04", "1.2.3", "1234567890123456789012"}) {
    EXPECT_EQ(ValueOf(text), "-") << text;
  }
}

TEST(Decimal, AddsOnlyWhatFits) {
  EXPECT_EQ(Decimal::Add({15, 11}, {5, -1})->ToString(), "1500000000000.5");
  EXPECT_FALSE(Decimal::Add({18446744073709551615u, 0}, {1, 0}));
  EXPECT_FALSE(Decimal::Add({1, 30}, {1, 0}));
  EXPECT_EQ((Decimal{120, -2}).ToString(), "1.2");
}

}  // namespace
}  // namespace textclean
