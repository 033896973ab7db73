// Decoding, offsets and line cutting on any bytes, against ICU.
//
// First byte: whether the document came as text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/page/markdown.h"
#include "service/page/page.h"
#include "service/text/decode.h"
#include "service/text/error.h"
#include "service/text/offsets.h"
#include "service/text/utf8.h"
#include "tests/fuzz/require.h"
#include "unicode/normalizer2.h"
#include "unicode/unistr.h"
#include "unicode/ustring.h"

namespace textclean {
namespace {

// Length in UTF-16 code units by ICU; -1 if the bytes are not UTF-8.
int32_t IcuLength(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<int32_t>(text.size()), &error);
  return error == U_INVALID_CHAR_FOUND ? -1 : length;
}

// By ICU; of letters that no syllable stands for, too.
std::string Nfc(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
  std::string out;
  nfc->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), error)
      .toUTF8String(out);
  return out;
}

void CheckPage(std::string_view source) {
  const Page page = ParseText(source);
  const std::string_view text = page.text;
  if (page.rendering == nullptr) Require(text == source, "a page shows its source");
  if (LooksLikeMarkdown(source)) {
    Require(std::count(text.begin(), text.end(), '\n') == std::count(source.begin(), source.end(), '\n'),
            "Markdown keeps its lines");
  } else if (page.rendering != nullptr) {
    Require(Nfc(text) == Nfc(source), "a page shows its source with its Hangul whole");
  }
  const auto shows = [&](std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const CodePoint c = DecodeUtf8(text, at);
      if (IsVisible(c.value)) return true;
      at += c.size;
    }
    return false;
  };
  std::size_t at = 0;
  for (const Block& block : page.blocks) {
    const Span span = block.span;
    Require(span.begin >= at && span.begin < span.end && span.end <= text.size(), "blocks are in order");
    Require(!IsContinuation(text[span.begin]), "blocks begin at code points");
    Require(span.end == text.size() || !IsContinuation(text[span.end]), "blocks end at code points");
    Require(!shows(at, span.begin), "nothing between blocks shows");
    Require(IsVisible(DecodeUtf8(text, span.begin).value), "a block begins with what shows");
    Require(IsVisible(DecodeUtf8Before(text, span.end).value), "a block ends with what shows");
    for (std::size_t i = span.begin; i < span.end;) {
      const CodePoint c = DecodeUtf8(text, i);
      Require(!IsLineEnd(c.value), "a block holds no line end");
      i += c.size;
    }
    at = span.end;
  }
  Require(!shows(at, text.size()), "nothing after the blocks shows");
}

void Check(std::string_view bytes, bool is_text) {
  const int32_t length = IcuLength(bytes);
  const auto invalid = FindInvalidUtf8(bytes);
  Require(invalid.has_value() == (length < 0), "validity is ICU's");
  if (invalid) Require(IcuLength(bytes.substr(0, *invalid)) >= 0, "what lies before the first invalid byte is valid");

  const auto decoded = Decode(bytes, {.is_text = is_text});
  if (!decoded.ok()) {
    Require(!DetailOf(decoded.status()).reason.empty(), "errors have a reason");
    Require(bytes.empty() || invalid, "valid text decodes");
    return;
  }
  const std::string_view text = decoded->text;
  Require(!FindInvalidUtf8(text), "decoded text is UTF-8");
  if (!invalid) Require(text == bytes && decoded->charset == "UTF-8", "valid UTF-8 is left as it is");

  OffsetConverter utf16(text, OffsetUnit::kUtf16CodeUnits);
  Require(utf16(text.size()) == static_cast<std::size_t>(IcuLength(text)), "UTF-16 offsets are ICU's");
  CheckPage(text);
}

}  // namespace
}  // namespace textclean

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  textclean::Check({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0] % 2 == 0);
  return 0;
}
