// Decoding of any bytes in any charset: UTF-8, or an error with the offset of a byte that is there.
//
// First byte: which charset the caller names, if any.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/text/decode.h"
#include "service/text/error.h"
#include "service/text/utf8.h"
#include "tests/fuzz/require.h"

namespace textclean {
namespace {

void Check(std::string_view bytes, std::string_view charset) {
  const auto strict = Decode(bytes, {.charset = charset});
  const auto lenient = Decode(bytes, {.charset = charset, .errors = DecodeErrors::kReplace});
  if (!lenient.ok()) {
    Require(!DetailOf(lenient.status()).reason.empty(), "errors have a reason");
    Require(!strict.ok(), "what cannot be read with replacement cannot be read strictly");
    return;
  }
  Require(!FindInvalidUtf8(lenient->text), "decoded text is UTF-8");
  Require(lenient->undecodable_bytes <= bytes.size(), "no more bytes are bad than there are");
  Require(strict.ok() == (lenient->undecodable_bytes == 0), "strict refuses what replacement replaces");
  if (strict.ok()) {
    Require(strict->text == lenient->text && strict->charset == lenient->charset, "both read the same");
  } else {
    const ErrorDetail detail = DetailOf(strict.status());
    Require(detail.metadata.count("byte_offset") == 1, "the error names a byte");
    Require(std::stoull(detail.metadata.at("byte_offset")) < bytes.size(), "the byte is there");
  }
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::string_view kCharsets[] = {"",         "euc-kr",  "utf-8", "utf-16le", "shift_jis", "gbk",
                                                   "utf-16be", "gb18030", "big5",  "latin1",   "euc-jp"};
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1}, kCharsets[data[0] % std::size(kCharsets)]);
  return 0;
}
