// From a text that was made of a source back to the source: which bytes of the source
// each byte of the text came from. Monotone: what comes later in the text comes later in
// the source. What no byte of the text came from is markup.
//
// Const after building and then thread-safe.
//
//   map.Add(0, 5, 12, 5, false);   // text[0, 5) is source[12, 17)
//   map.Add(5, 1, 17, 5, true);    // text[5, 6) is source[17, 22), a reference
//   SourceMap::Cursor cursor(map);
//   cursor.ForEachPiece({0, 6}, [](Span source) { ... });  // {12, 17}, {17, 22}
#ifndef TEXTCLEAN_SERVICE_PAGE_SOURCE_MAP_H_
#define TEXTCLEAN_SERVICE_PAGE_SOURCE_MAP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/text/span.h"

namespace textclean {

class SourceMap {
 public:
  // Says that text[out, out + out_size) came from source[in, in + in_size): byte by byte
  // (then the sizes are equal), or as a whole. In ascending order; offsets below 4 GB.
  void Add(std::size_t out, std::size_t out_size, std::size_t in, std::size_t in_size, bool whole);

  // Forgets everything from text offset `out` on.
  void Truncate(std::size_t out);

  std::size_t runs() const { return runs_.size(); }

 private:
  struct Run {
    std::uint32_t out;
    std::uint32_t in;
    std::uint32_t in_size;
    std::uint32_t out_size : 31;
    std::uint32_t whole : 1;

    std::size_t out_end() const { return std::size_t{out} + out_size; }
  };
  std::vector<Run> runs_;

 public:
  // Reads a map from front to back; stretches must be asked for in ascending order,
  // without overlap. Constant time a run over all calls.
  class Cursor {
   public:
    explicit Cursor(const SourceMap& map) : runs_(map.runs_) {}

    // Calls `use` with the source of each run of text[stretch], in order. A run that is
    // mapped as a whole belongs to the stretch that its first byte lies in.
    template <typename Use>
    void ForEachPiece(Span stretch, Use use) {
      for (; at_ < runs_.size() && runs_[at_].out < stretch.end; ++at_) {
        const Run& run = runs_[at_];
        if (run.whole) {
          if (run.out >= stretch.begin) use(Span{run.in, std::size_t{run.in} + run.in_size});
          continue;
        }
        const std::size_t begin = std::max<std::size_t>(run.out, stretch.begin);
        const std::size_t end = std::min(run.out_end(), stretch.end);
        if (begin < end) use(Span{run.in + (begin - run.out), run.in + (end - run.out)});
        if (run.out_end() > stretch.end) break;
      }
    }

   private:
    const std::vector<Run>& runs_;
    std::size_t at_ = 0;
  };
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_SOURCE_MAP_H_
