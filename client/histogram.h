// Latencies by their length, in buckets whose width grows with it: any percentile to within
// 1%, from nanoseconds to hours, in some kilobytes.
//
//   Histogram histogram;
//   histogram.Record(std::chrono::microseconds(310));
//   histogram.Percentile(99.9);
#ifndef TEXTCLEAN_CLIENT_HISTOGRAM_H_
#define TEXTCLEAN_CLIENT_HISTOGRAM_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace textclean::client {

class Histogram {
 public:
  // Below zero counts as zero.
  void Record(std::chrono::nanoseconds value);

  void Add(const Histogram& other);

  std::uint64_t count() const { return count_; }
  std::chrono::nanoseconds max() const { return std::chrono::nanoseconds(max_); }
  // The value that so many percent of all do not exceed; zero where there are none.
  std::chrono::nanoseconds Percentile(double percent) const;

 private:
  // Each power of two is cut into as many buckets.
  static constexpr unsigned kSubBits = 7;
  static constexpr std::size_t kSub = std::size_t{1} << kSubBits;

  static std::size_t BucketOf(std::uint64_t value);
  static std::uint64_t HighestIn(std::size_t bucket);

  std::array<std::uint64_t, (64 - kSubBits + 1) * kSub> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_HISTOGRAM_H_
