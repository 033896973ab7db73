#include "client/histogram.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace textclean::client {
namespace {

using std::chrono::nanoseconds;

TEST(Histogram, PercentilesAreWithinOnePercent) {
  std::mt19937_64 random(1);
  std::vector<std::int64_t> values;
  Histogram histogram;
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(random() >> (random() % 63 + 1));
    values.push_back(value);
    histogram.Record(nanoseconds(value));
  }
  std::sort(values.begin(), values.end());
  for (const double percent : {0.01, 1.0, 25.0, 50.0, 90.0, 99.0, 99.9, 99.99, 100.0}) {
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
    const double exact = static_cast<double>(values[rank - 1]);
    const double found = static_cast<double>(histogram.Percentile(percent).count());
    EXPECT_GE(found, exact) << percent;
    EXPECT_LE(found, exact * 1.01) << percent;
  }
  EXPECT_EQ(histogram.max().count(), values.back());
  EXPECT_EQ(histogram.count(), values.size());
}

TEST(Histogram, TakesAnyValue) {
  Histogram histogram;
  EXPECT_EQ(histogram.Percentile(50).count(), 0);
  histogram.Record(nanoseconds(-5));
  EXPECT_EQ(histogram.Percentile(100).count(), 0);
  histogram.Record(nanoseconds(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(histogram.Percentile(100).count(), std::numeric_limits<std::int64_t>::max());
  for (int bit = 0; bit < 62; ++bit) {
    for (const std::int64_t value :
         {(std::int64_t{1} << bit) - 1, std::int64_t{1} << bit, (std::int64_t{1} << bit) + 1}) {
      Histogram one;
      one.Record(nanoseconds(value));
      EXPECT_EQ(one.Percentile(50).count(), value) << "the largest is exact";
    }
  }
}

}  // namespace
}  // namespace textclean::client
