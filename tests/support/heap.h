// Counts what the calling thread takes from the heap. Linking textclean_heap_meter replaces operator new and delete.
//
//   const HeapMeter meter;
//   Work();
//   Use(meter.allocations(), meter.peak_bytes());
#ifndef TEXTCLEAN_TESTS_SUPPORT_HEAP_H_
#define TEXTCLEAN_TESTS_SUPPORT_HEAP_H_

#include <cstddef>
#include <cstdint>

namespace textclean {

// One at a time per thread. Memory that is taken on one thread must be given back on the same.
class HeapMeter {
 public:
  HeapMeter();
  HeapMeter(const HeapMeter&) = delete;
  HeapMeter& operator=(const HeapMeter&) = delete;

  // Calls of operator new since construction.
  std::size_t allocations() const;
  // The most that was in use at once since construction, beyond what was in use then.
  std::size_t peak_bytes() const;

 private:
  std::size_t allocations_;
  std::int64_t live_bytes_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_HEAP_H_
