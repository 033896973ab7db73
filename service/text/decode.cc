#include "service/text/decode.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "service/text/charset.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

// Korean text beyond ASCII is Hangul at least to the first share, and of that the 96
// syllables below, which make up three fifths of a page, at least to the second. The
// common characters of Chinese and Japanese charsets lie where KS X 1001 has its
// syllables, but they hit the rare ones; UTF-8 read as windows-949 gives next to none.
constexpr double kMinHangulShare = 0.6;
constexpr double kMinCommonShare = 0.2;
constexpr std::u32string_view kCommonSyllables =
    U"가간개게경고공과관구국그글금기나내년뉴는니다단대댓도동들라로를리마만면무문물바방배번보부분비사상서세소수스습시신"
    U"아안어었에여오요용원으은을음의이인일입있자작장재전정제조주지터트포하학한해호화회";

bool LooksKorean(std::string_view text) {
  std::size_t hangul = 0;
  std::size_t common = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, at);
    at += c.size;
    const bool is_hangul = IsHangulSyllable(c.value) || (c.value >= 0x3131 && c.value <= 0x318E);
    const bool is_symbol = (c.value >= 0x2000 && c.value <= 0x303F && c.value != 0x3005) || c.value < 0xC0 ||
                           (c.value >= 0xFF00 && c.value <= 0xFFEF);
    hangul += is_hangul;
    common += is_hangul && std::binary_search(kCommonSyllables.begin(), kCommonSyllables.end(), c.value);
    letters += is_hangul || !is_symbol;
  }
  const auto share = [](std::size_t part, std::size_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  return hangul > 0 && share(hangul, letters) >= kMinHangulShare && share(common, hangul) >= kMinCommonShare;
}

struct Reading {
  Converted converted;
  Charset charset;
  CharsetSource source;
};

Reading Read(std::string_view bytes, const Charset& charset, CharsetSource source) {
  return {Convert(bytes, charset), charset, source};
}

// Reads bytes that are no valid UTF-8 and that nobody but the page itself describes.
Reading Detect(std::string_view bytes) {
  std::optional<Reading> declared;
  if (const auto charset = DeclaredCharset(bytes)) {
    declared = Read(bytes, *charset, CharsetSource::kMeta);
    if (declared->converted.bad_bytes == 0) return *std::move(declared);
  }
  Reading korean = Read(bytes, *FindCharset("windows-949"), CharsetSource::kDetected);
  const bool is_korean = LooksKorean(korean.converted.utf8);
  if (korean.converted.bad_bytes == 0 && is_korean) return korean;
  if (declared) return *std::move(declared);
  // Damaged in any case: the charset that leaves least of it undecoded.
  Reading utf8 = Read(bytes, *FindCharset("utf-8"), CharsetSource::kDetected);
  return is_korean && korean.converted.bad_bytes < utf8.converted.bad_bytes ? std::move(korean) : std::move(utf8);
}

DecodedText Borrow(std::string_view bytes, CharsetSource source) {
  DecodedText decoded;
  decoded.text = bytes;
  decoded.charset = "UTF-8";
  decoded.source = source;
  return decoded;
}

// The charset of a UTF-16 byte order mark; empty without one.
std::string_view Utf16Mark(std::string_view bytes) {
  return bytes.starts_with("\xFE\xFF") ? "utf-16be" : bytes.starts_with("\xFF\xFE") ? "utf-16le" : "";
}

absl::StatusOr<DecodedText> DecodeString(std::string_view text, const DecodeOptions& options,
                                         const std::optional<Charset>& charset) {
  if (charset && charset->name != "UTF-8") {
    return InputError("CONTRADICTORY_CHARSET", "document.charset",
                      "text is always UTF-8; leave the charset empty, or send the bytes as content");
  }
  if (const std::optional<std::size_t> bad = FindInvalidUtf8(text)) {
    const std::string offset = std::to_string(*bad);
    return InputError("INVALID_UTF8", options.field, "invalid UTF-8 at byte " + offset + "; send the bytes as content",
                      {{"byte_offset", offset}});
  }
  return Borrow(text, CharsetSource::kTextField);
}

}  // namespace

absl::StatusOr<DecodedText> Decode(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.empty()) {
    return InputError("EMPTY_DOCUMENT", options.field, "the document is empty; send its text or content");
  }
  std::optional<Charset> charset;
  if (!options.charset.empty()) {
    charset = FindCharset(options.charset);
    if (!charset) {
      return InputError("UNKNOWN_CHARSET", "document.charset",
                        "the charset is not one that the server reads; use an IANA name such as utf-8 or euc-kr");
    }
  }
  if (options.is_text) return DecodeString(bytes, options, charset);
  if (bytes.starts_with("\x1F\x8B\x08")) {
    return InputError("COMPRESSED_DOCUMENT", options.field,
                      "the content is compressed with gzip; send it decompressed");
  }

  const std::string_view mark = Utf16Mark(bytes);
  // A charset such as UTF-16 can make valid UTF-8 of its own bytes: the caller knows better.
  const bool may_be_utf8 = mark.empty() && (!charset || charset->extends_ascii);
  if (may_be_utf8 && !FindInvalidUtf8(bytes)) {
    return Borrow(bytes, bytes.starts_with("\xEF\xBB\xBF")     ? CharsetSource::kByteOrderMark
                         : charset && charset->name == "UTF-8" ? CharsetSource::kCaller
                                                               : CharsetSource::kValidUtf8);
  }
  Reading reading = !mark.empty() ? Read(bytes, *FindCharset(mark), CharsetSource::kByteOrderMark)
                    : bytes.starts_with("\xEF\xBB\xBF")
                        ? Read(bytes, *FindCharset("utf-8"), CharsetSource::kByteOrderMark)
                    : charset ? Read(bytes, *charset, CharsetSource::kCaller)
                              : Detect(bytes);
  const Converted& converted = reading.converted;
  if (converted.bad_bytes > 0 && options.errors == DecodeErrors::kStrict) {
    const std::string offset = std::to_string(converted.first_bad);
    const std::string count = std::to_string(converted.bad_bytes);
    return InputError(reading.charset.name == "UTF-8" ? "INVALID_UTF8" : "UNDECODABLE_BYTES", options.field,
                      count + " bytes do not decode as " + reading.charset.name + ", the first at byte " + offset +
                          "; name the charset, or have them replaced",
                      {{"byte_offset", offset}, {"undecodable_bytes", count}, {"charset", reading.charset.name}});
  }
  DecodedText decoded;
  decoded.undecodable_bytes = converted.bad_bytes;
  decoded.charset = std::move(reading.charset.name);
  decoded.source = reading.source;
  decoded.owned = std::make_shared<const std::string>(std::move(reading.converted.utf8));
  decoded.text = *decoded.owned;
  return decoded;
}

}  // namespace textclean
