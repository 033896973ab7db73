#include "service/text/decode.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "service/text/error.h"

namespace textclean {
namespace {

using std::string_view_literals::operator""sv;

TEST(Decode, LeavesValidUtf8AsItIs) {
  for (const std::string_view bytes : {
           "a"sv,
           "가"sv,
           "😀"sv,
           "\xEF\xBB\xBF가"sv,                    // byte order mark: offsets count in what the caller sent
           "가\r\n나\r다\n"sv,                    // no line end is rewritten
           "가\u0085나\u2028다\u2029라\v마\f"sv,  //
           "\0가\0"sv,
           "\u200b가\ufeff나\u00a0다\u3000"sv,
           "ＡＢＣ１２３，。"sv,
           "\x1b[0m\x7f"sv,
       }) {
    for (const bool is_text : {true, false}) {
      const auto decoded = Decode(bytes, {.is_text = is_text});
      ASSERT_TRUE(decoded.ok()) << decoded.status();
      EXPECT_EQ(decoded->text, bytes);
      EXPECT_EQ(decoded->text.data(), bytes.data()) << "copied without need";
      EXPECT_EQ(decoded->charset, "UTF-8");
      EXPECT_EQ(decoded->undecodable_bytes, 0u);
    }
  }
}

TEST(Decode, SaysHowItKnew) {
  EXPECT_EQ(Decode("가", {.is_text = true})->source, CharsetSource::kTextField);
  EXPECT_EQ(Decode("\xEF\xBB\xBF가", {.is_text = true})->source, CharsetSource::kTextField);
  EXPECT_EQ(Decode("\xEF\xBB\xBF가", {})->source, CharsetSource::kByteOrderMark);
  EXPECT_EQ(Decode("가", {})->source, CharsetSource::kValidUtf8);
  EXPECT_EQ(Decode("가", {.charset = "utf-8"})->source, CharsetSource::kCaller);
}

TEST(Decode, KnowsUtf8ByItsLabels) {
  for (const std::string_view label : {"UTF-8", "utf-8", "utf8", "UTF8", "Utf-8"}) {
    for (const bool is_text : {true, false}) {
      const auto decoded = Decode("가", {.charset = label, .is_text = is_text});
      ASSERT_TRUE(decoded.ok()) << label << ' ' << decoded.status();
      EXPECT_EQ(decoded->charset, "UTF-8");
    }
  }
}

TEST(Decode, RefusesAnEmptyDocument) {
  const auto decoded = Decode("", {.field = "document.text", .is_text = true});
  EXPECT_EQ(decoded.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(DetailOf(decoded.status()).reason, "EMPTY_DOCUMENT");
  EXPECT_EQ(DetailOf(decoded.status()).field, "document.text");
}

TEST(Decode, NamesTheFirstInvalidByte) {
  struct Case {
    std::string_view bytes;
    std::string_view offset;
  };
  for (const auto& [bytes, offset] : {
           Case{"\xFF"sv, "0"},
           {"가\x80"sv, "3"},
           {"가나\xEA\xB0"sv, "6"},
           {"a\xC0\x80"sv, "1"},
           {"ab\xED\xA0\x80"sv, "2"},
           {"\xF4\x90\x80\x80"sv, "0"},
           {"\xEF\xBB\xBF\xB0\xA1"sv, "3"},
           {"\0\xFE"sv, "1"},
       }) {
    for (const DecodeOptions& options : {DecodeOptions{.field = "document.text", .is_text = true},
                                         DecodeOptions{.field = "document.content", .charset = "utf-8"}}) {
      const absl::Status status = Decode(bytes, options).status();
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      const ErrorDetail detail = DetailOf(status);
      EXPECT_EQ(detail.reason, "INVALID_UTF8");
      EXPECT_EQ(detail.field, options.field);
      ASSERT_EQ(detail.metadata.count("byte_offset"), 1u);
      EXPECT_EQ(detail.metadata.at("byte_offset"), offset);
    }
  }
}

TEST(Decode, RefusesACharsetThatNobodyKnows) {
  for (const std::string_view label : {"klingon-8"sv, "utf-8 or so"sv, "\0"sv, "\n"sv}) {
    for (const bool is_text : {true, false}) {
      const absl::Status status = Decode("가", {.charset = label, .is_text = is_text}).status();
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_EQ(DetailOf(status).reason, "UNKNOWN_CHARSET") << testing::PrintToString(label);
      EXPECT_EQ(DetailOf(status).field, "document.charset");
    }
  }
}

TEST(Decode, RefusesTextInAnotherCharset) {
  for (const std::string_view label : {"euc-kr", "cp949", "utf-16", "iso-8859-1"}) {
    const absl::Status status = Decode("가", {.charset = label, .is_text = true}).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(DetailOf(status).reason, "CONTRADICTORY_CHARSET") << label;
    EXPECT_EQ(DetailOf(status).field, "document.charset");
  }
}

}  // namespace
}  // namespace textclean
