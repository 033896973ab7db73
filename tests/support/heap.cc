#include "tests/support/heap.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace textclean {
namespace {

struct Counts {
  std::size_t allocations = 0;
  std::int64_t live_bytes = 0;
  std::int64_t peak_bytes = 0;
};
constinit thread_local Counts counts;

void* Count(void* block) {
  if (block == nullptr) throw std::bad_alloc();
  ++counts.allocations;
  counts.live_bytes += static_cast<std::int64_t>(malloc_usable_size(block));
  counts.peak_bytes = std::max(counts.peak_bytes, counts.live_bytes);
  return block;
}

void Free(void* block) {
  if (block == nullptr) return;
  counts.live_bytes -= static_cast<std::int64_t>(malloc_usable_size(block));
  std::free(block);
}

}  // namespace

HeapMeter::HeapMeter() : allocations_(counts.allocations), live_bytes_(counts.live_bytes) {
  counts.peak_bytes = counts.live_bytes;
}

std::size_t HeapMeter::allocations() const { return counts.allocations - allocations_; }

std::size_t HeapMeter::peak_bytes() const { return static_cast<std::size_t>(counts.peak_bytes - live_bytes_); }

}  // namespace textclean

// The forms that the standard library's own defaults forward to, and the aligned ones.
void* operator new(std::size_t size) { return textclean::Count(std::malloc(std::max<std::size_t>(size, 1))); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto to = static_cast<std::size_t>(alignment);
  return textclean::Count(std::aligned_alloc(to, (size + to - 1) / to * to));
}
void operator delete(void* block) noexcept { textclean::Free(block); }
void operator delete(void* block, std::size_t) noexcept { textclean::Free(block); }
void operator delete(void* block, std::align_val_t) noexcept { textclean::Free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { textclean::Free(block); }
