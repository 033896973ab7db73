#include "service/text/offsets.h"

#include "service/text/utf8.h"

namespace textclean {

std::size_t OffsetConverter::operator()(std::size_t byte) {
  if (unit_ == OffsetUnit::kUtf8Bytes) return byte;
  if (byte < byte_) byte_ = units_ = 0;
  for (; byte_ < byte; ++byte_) {
    const auto b = static_cast<unsigned char>(text_[byte_]);
    if ((b & 0xC0) == 0x80) continue;
    // Four-byte sequences are the code points beyond U+FFFF: two UTF-16 units.
    units_ += unit_ == OffsetUnit::kUtf16CodeUnits && b >= 0xF0 ? 2 : 1;
  }
  return units_;
}

}  // namespace textclean
