#include "client/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace textclean::client {

// Values below 2^kSubBits have a bucket each; above, the highest bit names the power and the
// kSubBits after it the bucket.
std::size_t Histogram::BucketOf(std::uint64_t value) {
  if (value < kSub) return static_cast<std::size_t>(value);
  const auto power = static_cast<unsigned>(std::bit_width(value)) - 1 - kSubBits;
  return (power + 1) * kSub + static_cast<std::size_t>((value >> power) - kSub);
}

std::uint64_t Histogram::HighestIn(std::size_t bucket) {
  if (bucket < kSub) return bucket;
  const std::size_t power = bucket / kSub - 1;
  return ((std::uint64_t{bucket % kSub} + kSub + 1) << power) - 1;
}

void Histogram::Record(std::chrono::nanoseconds value) {
  const auto nanoseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), 0));
  ++buckets_[BucketOf(nanoseconds)];
  ++count_;
  max_ = std::max(max_, nanoseconds);
}

void Histogram::Add(const Histogram& other) {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

std::chrono::nanoseconds Histogram::Percentile(double percent) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100 * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= rank && seen > 0) return std::chrono::nanoseconds(std::min(HighestIn(bucket), max_));
  }
  return std::chrono::nanoseconds(max_);
}

}  // namespace textclean::client
