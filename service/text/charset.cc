#include "service/text/charset.h"

#include <algorithm>
#include <array>
#include <memory>

#include "service/text/utf8.h"
#include "unicode/ucnv.h"
#include "unicode/ucnv_cb.h"

namespace textclean {
namespace {

struct Label {
  std::string_view label;
  std::string_view name;
  std::string_view converter;
};

// Labels that the WHATWG encoding standard reads otherwise than ICU, sorted. ICU's own
// euc-kr and cp949 converters lose the syllables that windows-949 adds.
constexpr std::array kLabels = std::to_array<Label>({
    {"ansi_x3.4-1968", "windows-1252", "windows-1252"},
    {"ascii", "windows-1252", "windows-1252"},
    {"cp819", "windows-1252", "windows-1252"},
    {"cp949", "windows-949", "windows-949"},
    {"cseuckr", "windows-949", "windows-949"},
    {"csksc56011987", "windows-949", "windows-949"},
    {"dos-874", "windows-874", "windows-874"},
    {"euc-kr", "windows-949", "windows-949"},
    {"euc_kr", "windows-949", "windows-949"},
    {"euckr", "windows-949", "windows-949"},
    {"gb2312", "GBK", "GBK"},
    {"gb_2312-80", "GBK", "GBK"},
    {"ibm819", "windows-1252", "windows-1252"},
    {"iso-8859-1", "windows-1252", "windows-1252"},
    {"iso-8859-11", "windows-874", "windows-874"},
    {"iso-8859-9", "windows-1254", "windows-1254"},
    {"iso-ir-149", "windows-949", "windows-949"},
    {"iso8859-1", "windows-1252", "windows-1252"},
    {"iso88591", "windows-1252", "windows-1252"},
    {"iso_8859-1", "windows-1252", "windows-1252"},
    {"korean", "windows-949", "windows-949"},
    {"ks_c_5601", "windows-949", "windows-949"},
    {"ks_c_5601-1987", "windows-949", "windows-949"},
    {"ks_c_5601-1989", "windows-949", "windows-949"},
    {"ksc5601", "windows-949", "windows-949"},
    {"ksc_5601", "windows-949", "windows-949"},
    {"l1", "windows-1252", "windows-1252"},
    {"latin1", "windows-1252", "windows-1252"},
    {"ms949", "windows-949", "windows-949"},
    {"ms_kanji", "Shift_JIS", "ibm-943_P15A-2003"},
    {"shift-jis", "Shift_JIS", "ibm-943_P15A-2003"},
    {"shift_jis", "Shift_JIS", "ibm-943_P15A-2003"},
    {"sjis", "Shift_JIS", "ibm-943_P15A-2003"},
    {"tis-620", "windows-874", "windows-874"},
    {"uhc", "windows-949", "windows-949"},
    {"unicode", "UTF-16LE", "UTF-16LE"},
    {"unicode-1-1-utf-8", "UTF-8", "UTF-8"},
    {"us-ascii", "windows-1252", "windows-1252"},
    {"utf-16", "UTF-16LE", "UTF-16LE"},
    {"utf8", "UTF-8", "UTF-8"},
    {"windows-31j", "Shift_JIS", "ibm-943_P15A-2003"},
    {"windows-949", "windows-949", "windows-949"},
    {"x-sjis", "Shift_JIS", "ibm-943_P15A-2003"},
});

using ConverterPtr = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

ConverterPtr Open(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  ConverterPtr converter(ucnv_open(name.c_str(), &error), &ucnv_close);
  if (U_FAILURE(error)) converter.reset();
  return converter;
}

// Only charsets in which a byte means the same wherever it stands.
bool IsStateless(const UConverter& converter) {
  switch (ucnv_getType(&converter)) {
    case UCNV_SBCS:
    case UCNV_DBCS:
    case UCNV_MBCS:
    case UCNV_LATIN_1:
    case UCNV_UTF8:
    case UCNV_UTF16_BigEndian:
    case UCNV_UTF16_LittleEndian:
    case UCNV_UTF32_BigEndian:
    case UCNV_UTF32_LittleEndian:
    case UCNV_US_ASCII:
      return true;
    default:
      return false;
  }
}

struct BadBytes {
  const char* begin;
  std::size_t count = 0;
  std::size_t first = 0;
};

// ICU's callback for bytes that are no character: counts them and writes U+FFFD.
void OnBadBytes(const void* context, UConverterToUnicodeArgs* args, const char*, std::int32_t length,
                UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  // ICU hands the context through as const; it is Convert's own.
  auto* bad = const_cast<BadBytes*>(static_cast<const BadBytes*>(context));
  const auto size = static_cast<std::size_t>(length);
  if (bad->count == 0) bad->first = static_cast<std::size_t>(args->source - bad->begin) - size;
  bad->count += size;
  *error = U_ZERO_ERROR;
  static constexpr UChar kReplacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, error);
}

bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

// The label after the next "charset" or "encoding" and an equals sign in a tag.
std::string_view LabelAfter(std::string_view tag, std::string_view lower, std::string_view word) {
  for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at)) {
    at += word.size();
    while (at < tag.size() && IsAsciiSpace(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') continue;
    ++at;
    while (at < tag.size() && (IsAsciiSpace(tag[at]) || tag[at] == '"' || tag[at] == '\'')) ++at;
    const std::size_t begin = at;
    while (at < tag.size() && !IsAsciiSpace(tag[at]) &&
           std::string_view("\"';>/?").find(tag[at]) == std::string_view::npos) {
      ++at;
    }
    return tag.substr(begin, at - begin);
  }
  return {};
}

}  // namespace

std::optional<Charset> FindCharset(std::string_view label) {
  while (!label.empty() && IsAsciiSpace(label.front())) label.remove_prefix(1);
  while (!label.empty() && IsAsciiSpace(label.back())) label.remove_suffix(1);
  if (label.empty() || label.size() > 40 || label.find(',') != std::string_view::npos ||
      label.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  Charset charset;
  const std::string lower = Lower(label);
  const auto known = std::lower_bound(kLabels.begin(), kLabels.end(), lower,
                                      [](const Label& l, const std::string& name) { return l.label < name; });
  if (known != kLabels.end() && known->label == lower) {
    charset.name = known->name;
    charset.converter = known->converter;
  } else {
    charset.converter = lower;
  }
  UErrorCode error = U_ZERO_ERROR;
  // ucnv_open falls back to nothing, but an empty or unknown name must not reach it.
  if (ucnv_countAliases(charset.converter.c_str(), &error) == 0 || U_FAILURE(error)) return std::nullopt;
  const ConverterPtr converter = Open(charset.converter);
  if (converter == nullptr || !IsStateless(*converter)) return std::nullopt;
  if (charset.name.empty()) {
    const char* name = ucnv_getStandardName(charset.converter.c_str(), "IANA", &error);
    if (name == nullptr || U_FAILURE(error)) {
      error = U_ZERO_ERROR;
      name = ucnv_getName(converter.get(), &error);
    }
    charset.name = name;
  }
  static constexpr std::string_view kProbe = "<Az09=\"\\";
  charset.extends_ascii = Convert(kProbe, charset).utf8 == kProbe;
  return charset;
}

Converted Convert(std::string_view bytes, const Charset& charset) {
  Converted out;
  const ConverterPtr converter = Open(charset.converter);
  UErrorCode error = U_ZERO_ERROR;
  BadBytes bad{bytes.data()};
  ucnv_setToUCallBack(converter.get(), OnBadBytes, &bad, nullptr, nullptr, &error);
  out.utf8.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> units;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t high = 0;
  do {
    error = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, /*flush=*/true,
                   &error);
    for (const UChar* unit = units.data(); unit != target; ++unit) {
      if (high != 0) {
        AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (*unit - 0xDC00u), out.utf8);
        high = 0;
      } else if (*unit >= 0xD800 && *unit < 0xDC00) {
        high = *unit;  // ICU never writes a lone surrogate
      } else if (*unit < 0x80) {
        out.utf8 += static_cast<char>(*unit);
      } else {
        AppendUtf8(*unit, out.utf8);
      }
    }
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  out.bad_bytes = bad.count;
  out.first_bad = bad.first;
  return out;
}

std::optional<Charset> DeclaredCharset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  const std::string lower = Lower(head);
  const auto read = [&](std::size_t begin, std::string_view word) -> std::optional<Charset> {
    const std::size_t end = std::min(lower.find('>', begin), lower.size());
    const std::string_view tag = head.substr(begin, end - begin);
    auto charset = FindCharset(LabelAfter(tag, std::string_view(lower).substr(begin, end - begin), word));
    if (charset && charset->name.starts_with("UTF-16")) return FindCharset("utf-8");
    return charset;
  };
  if (lower.starts_with("<?xml")) {
    if (auto charset = read(0, "encoding")) return charset;
  }
  for (std::size_t at = lower.find("<meta"); at != std::string::npos; at = lower.find("<meta", at + 5)) {
    if (auto charset = read(at, "charset")) return charset;
  }
  return std::nullopt;
}

}  // namespace textclean
