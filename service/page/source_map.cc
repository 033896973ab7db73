#include "service/page/source_map.h"

namespace textclean {

void SourceMap::Add(std::size_t out, std::size_t out_size, std::size_t in, std::size_t in_size, bool whole) {
  const auto narrow = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
  if (!whole && !runs_.empty()) {
    Run& last = runs_.back();
    if (!last.whole && last.out_end() == out && std::size_t{last.in} + last.in_size == in) {
      last.in_size += narrow(in_size);
      last.out_size = (last.out_size + narrow(out_size)) & 0x7FFFFFFFu;
      return;
    }
  }
  runs_.push_back({narrow(out), narrow(in), narrow(in_size), narrow(out_size) & 0x7FFFFFFFu, whole});
}

void SourceMap::Truncate(std::size_t out) {
  while (!runs_.empty() && runs_.back().out >= out) runs_.pop_back();
  if (!runs_.empty() && !runs_.back().whole && runs_.back().out_end() > out) {
    Run& last = runs_.back();
    last.in_size = static_cast<std::uint32_t>(out - last.out);
    last.out_size = last.in_size & 0x7FFFFFFFu;
  }
}

}  // namespace textclean
