#include "service/text/charset.h"

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/text/decode.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

using ::testing::HasSubstr;
using std::string_literals::operator""s;

// "한글 페이지" in windows-949.
constexpr std::string_view kHangul = "\xC7\xD1\xB1\xDB \xC6\xE4\xC0\xCC\xC1\xF6";
// "똠방각하 뻥시콜라": syllables that only windows-949 adds to KS X 1001.
constexpr std::string_view kUhc = "\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF \xBB\xBD\xBD\xC3\xC4\xDD\xB6\xF3";

DecodedText Decoded(std::string_view bytes, DecodeOptions options = {}) {
  auto decoded = Decode(bytes, options);
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  return decoded.ok() ? *std::move(decoded) : DecodedText{};
}

ErrorDetail Error(std::string_view bytes, DecodeOptions options = {}) {
  const auto decoded = Decode(bytes, options);
  EXPECT_EQ(decoded.status().code(), absl::StatusCode::kInvalidArgument);
  return DetailOf(decoded.status());
}

TEST(Decode, ValidUtf8IsNotCopied) {
  const std::string page = "한글";
  const DecodedText decoded = Decoded(page, {.charset = "euc-kr"});
  EXPECT_EQ(decoded.text.data(), page.data());
  EXPECT_EQ(decoded.charset, "UTF-8");
  EXPECT_EQ(decoded.source, CharsetSource::kValidUtf8);
}

TEST(Decode, KoreanLabelsAreWindows949) {
  for (const char* label : {"euc-kr", "EUC-KR", " ks_c_5601-1987 ", "cp949", "windows-949", "korean", "ksc5601"}) {
    const DecodedText decoded = Decoded(kUhc, {.charset = label});
    EXPECT_EQ(decoded.text, "똠방각하 뻥시콜라") << label;
    EXPECT_EQ(decoded.charset, "windows-949") << label;
    EXPECT_EQ(decoded.source, CharsetSource::kCaller) << label;
  }
}

TEST(Decode, KoreanIsDetectedByItsHangul) {
  const DecodedText decoded = Decoded(kHangul);
  EXPECT_EQ(decoded.text, "한글 페이지");
  EXPECT_EQ(decoded.source, CharsetSource::kDetected);
}

TEST(Decode, ChineseIsNotTakenForKorean) {
  // "中华人民共和国" in GB 2312.
  EXPECT_EQ(Error("\xD6\xD0\xBB\xAA\xC8\xCB\xC3\xF1\xB9\xB2\xBA\xCD\xB9\xFA").reason, "INVALID_UTF8");
  EXPECT_EQ(Decoded("\xD6\xD0\xBB\xAA", {.charset = "gb2312"}).text, "中华");
}

TEST(Decode, ThePageDeclaresItsCharset) {
  for (const std::string& head :
       {"<meta charset=euc-kr>"s, "<META HTTP-EQUIV='Content-Type' content='text/html; charset=EUC-KR'>"s,
        "<?xml version='1.0' encoding='euc-kr'?>"s, "<meta charset = \"ks_c_5601-1987\" />"s}) {
    // A single character beyond ASCII, and it is no Hangul.
    const DecodedText decoded = Decoded(head + "\xA1\xBE");
    EXPECT_EQ(decoded.text, head + "±") << head;
    EXPECT_EQ(decoded.source, CharsetSource::kMeta) << head;
  }
}

TEST(Decode, BytesThatContradictTheirDeclarationDecide) {
  const std::string page = "<meta charset=utf-8>" + std::string(kHangul);
  EXPECT_THAT(Decoded(page).text, HasSubstr("한글 페이지"));
  EXPECT_EQ(Decoded(page).source, CharsetSource::kDetected);
  EXPECT_EQ(Decoded("<meta charset=euc-kr>한글").charset, "UTF-8");
}

TEST(Decode, ByteOrderMarksStayInTheText) {
  EXPECT_EQ(Decoded("\xFF\xFE\x5C\xD5\x00\xAE"s).text, "\uFEFF한글");
  EXPECT_EQ(Decoded("\xFE\xFF\xD5\x5C\xAE\x00"s).text, "\uFEFF한글");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF한글").text, "\uFEFF한글");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF한글").source, CharsetSource::kByteOrderMark);
  EXPECT_EQ(Decoded("\xFF\xFE"
                    "a\x00"s,
                    {.charset = "euc-kr"})
                .charset,
            "UTF-16LE");
}

TEST(Decode, Utf16IsReadAsTheCallerSays) {
  const DecodedText decoded = Decoded("a\x00<\x00"s, {.charset = "utf-16le"});
  EXPECT_EQ(decoded.text, "a<");
  EXPECT_EQ(decoded.source, CharsetSource::kCaller);
  EXPECT_EQ(Decoded("\x3D\xD8\x00\xDE"s, {.charset = "utf-16le"}).text, "😀");
}

TEST(Decode, StrictNamesTheFirstBadByteAndReplaceCountsThem) {
  struct Case {
    std::string bytes;
    std::string charset;
    std::string offset;
    std::size_t bad;
    std::string text;
  };
  for (const Case& c : {Case{"ab\xFF"
                             "cd",
                             "utf-8", "2", 1,
                             "ab\uFFFD"
                             "cd"},
                        Case{"한\xEA\xB8", "utf-8", "3", 2, "한\uFFFD"},
                        Case{std::string(kHangul) + "\xC7", "euc-kr", "11", 1, "한글 페이지\uFFFD"},
                        Case{"\xC7\xD1\xC7 \xB1\xDB", "euc-kr", "2", 1, "한\uFFFD 글"},
                        Case{"\xED\xA0\x80z", "utf-8", "0", 3, "\uFFFD\uFFFD\uFFFDz"}}) {
    const ErrorDetail error = Error(c.bytes, {.charset = c.charset});
    EXPECT_EQ(error.reason, c.charset == "utf-8" ? "INVALID_UTF8" : "UNDECODABLE_BYTES");
    EXPECT_EQ(error.metadata.at("byte_offset"), c.offset) << c.text;
    const DecodedText decoded = Decoded(c.bytes, {.charset = c.charset, .errors = DecodeErrors::kReplace});
    EXPECT_EQ(decoded.text, c.text);
    EXPECT_EQ(decoded.undecodable_bytes, c.bad) << c.text;
  }
}

TEST(Decode, ACutCharacterDoesNotChangeTheCharset) {
  EXPECT_EQ(Decoded("한글 페이지\xED\x95", {.errors = DecodeErrors::kReplace}).charset, "UTF-8");
  const DecodedText cut = Decoded(std::string(kHangul) + "\xC7", {.errors = DecodeErrors::kReplace});
  EXPECT_EQ(cut.charset, "windows-949");
  EXPECT_EQ(cut.undecodable_bytes, 1u);
}

TEST(Decode, AnInvalidTrailByteIsNotSwallowed) {
  // A lead byte before a tag must not hide the tag.
  const DecodedText decoded = Decoded(std::string(kHangul) + "\xC7<script>", {.errors = DecodeErrors::kReplace});
  EXPECT_THAT(std::string(decoded.text), HasSubstr("<script>"));
}

TEST(Decode, EscapesStayTextAndTheirCharsetsAreUnknown) {
  const std::string escaped = "\x1B$)C\x0E<script>\x0F +ADw-script+AD4-"s;
  EXPECT_EQ(Decoded(escaped).text, escaped);
  for (const char* label :
       {"iso-2022-kr", "iso-2022-jp", "utf-7", "hz-gb-2312", "scsu", "bocu-1", "imap-mailbox-name", "x-user", "a,b"}) {
    EXPECT_EQ(Error("a", {.charset = label}).reason, "UNKNOWN_CHARSET") << label;
  }
}

TEST(Decode, EveryByteValueIsReadOrReportedInEveryCharset) {
  std::string all;
  for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
  for (const char* label : {"utf-8", "euc-kr", "latin1", "shift_jis", "gbk", "big5", "utf-16le", "utf-16be", "utf-32le",
                            "windows-874", "koi8-r", "ibm037"}) {
    const DecodedText decoded = Decoded(all, {.charset = label, .errors = DecodeErrors::kReplace});
    EXPECT_FALSE(FindInvalidUtf8(decoded.text).has_value()) << label;
    EXPECT_EQ(decoded.undecodable_bytes == 0, Decode(all, {.charset = label}).ok()) << label;
  }
}

TEST(Decode, StringsAreUtf8OrAnError) {
  EXPECT_EQ(Error("a\xC7", {.is_text = true, .errors = DecodeErrors::kReplace}).reason, "INVALID_UTF8");
  EXPECT_EQ(Error("a", {.charset = "euc-kr", .is_text = true}).reason, "CONTRADICTORY_CHARSET");
  EXPECT_EQ(Decoded("a", {.charset = "utf8", .is_text = true}).source, CharsetSource::kTextField);
}

TEST(Decode, CompressedAndEmptyContentIsRefused) {
  EXPECT_EQ(Error("\x1F\x8B\x08\x00\x00"s, {.errors = DecodeErrors::kReplace}).reason, "COMPRESSED_DOCUMENT");
  EXPECT_EQ(Error("").reason, "EMPTY_DOCUMENT");
}

TEST(FindCharset, EveryKnownLabelOpens) {
  for (const char* label : {"shift_jis", "windows-31j", "latin1", "us-ascii", "gb2312", "gb18030", "big5", "euc-jp",
                            "tis-620", "iso-8859-2", "windows-1251", "utf-16"}) {
    EXPECT_TRUE(FindCharset(label).has_value()) << label;
  }
  EXPECT_EQ(FindCharset("latin1")->name, "windows-1252");
}

}  // namespace
}  // namespace textclean
