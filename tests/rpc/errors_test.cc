// Every error of Clean as a caller sees it: status, reason, field, facts.
#include <functional>
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

constexpr char kClean[] = "/textclean.v1.TextCleanService/Clean";
// Stands in every request below and must not come back in any error.
constexpr char kSecret[] = "비밀문장";

struct ErrorCase {
  std::string name;
  std::function<void(v1::CleanRequest&)> change;  // of a request that is in order
  grpc::StatusCode code;
  std::string reason;
  std::string field;
  std::map<std::string, std::string> metadata = {};
};

void PrintTo(const ErrorCase& error, std::ostream* out) { *out << error.name; }

class Errors : public testing::TestWithParam<ErrorCase> {};

void ExpectError(const Answer& answer, const ErrorCase& expected) {
  EXPECT_EQ(answer.status.error_code(), expected.code) << answer.status.error_message();
  EXPECT_EQ(answer.info.reason(), expected.reason);
  EXPECT_EQ(answer.info.domain(), "textclean.v1");
  EXPECT_EQ(answer.field(), expected.field);
  EXPECT_EQ((std::map<std::string, std::string>(answer.info.metadata().begin(), answer.info.metadata().end())),
            expected.metadata);
  EXPECT_NE(answer.status.error_message(), "");
  EXPECT_EQ(answer.status.error_details().find(kSecret), std::string::npos);
  EXPECT_EQ(answer.status.error_message().find(kSecret), std::string::npos);
}

TEST_P(Errors, HaveStatusReasonFieldAndFacts) {
  Harness harness({.max_document_bytes = 1000});
  v1::CleanRequest request = TextRequest(kSecret);
  GetParam().change(request);
  ExpectError(harness.Clean(request), GetParam());
  ASSERT_EQ(harness.records().size(), 1u);
  EXPECT_EQ(harness.records()[0].reason, GetParam().reason);
}

constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;

INSTANTIATE_TEST_SUITE_P(
    Clean, Errors,
    testing::Values(
        ErrorCase{"NoDocument", [](auto& r) { r.clear_document(); }, kInvalid, "MISSING_DOCUMENT", "document"},
        ErrorCase{"NeitherTextNorContent", [](auto& r) { r.mutable_document()->clear_text(); }, kInvalid,
                  "MISSING_INPUT", "document.input"},
        ErrorCase{"EmptyText", [](auto& r) { r.mutable_document()->set_text(""); }, kInvalid, "EMPTY_DOCUMENT",
                  "document.text"},
        ErrorCase{"EmptyContent", [](auto& r) { r.mutable_document()->set_content(""); }, kInvalid, "EMPTY_DOCUMENT",
                  "document.content"},
        ErrorCase{"UnknownCharset",
                  [](auto& r) {
                    r.mutable_document()->set_content(kSecret);
                    r.mutable_document()->set_charset("klingon");
                  },
                  kInvalid, "UNKNOWN_CHARSET", "document.charset"},
        ErrorCase{"TextInAnotherCharset", [](auto& r) { r.mutable_document()->set_charset("euc-kr"); }, kInvalid,
                  "CONTRADICTORY_CHARSET", "document.charset"},
        ErrorCase{"UnknownFormat",
                  [](auto& r) { r.mutable_document()->set_format(static_cast<v1::Format>(99)); },
                  kInvalid,
                  "UNKNOWN_ENUM_VALUE",
                  "document.format",
                  {{"value", "99"}}},
        ErrorCase{"UnknownDecodeErrors",
                  [](auto& r) { r.mutable_document()->set_decode_errors(static_cast<v1::DecodeErrors>(-1)); },
                  kInvalid,
                  "UNKNOWN_ENUM_VALUE",
                  "document.decode_errors",
                  {{"value", "-1"}}},
        ErrorCase{"UnknownMode",
                  [](auto& r) { r.mutable_options()->set_mode(static_cast<v1::CleanMode>(4)); },
                  kInvalid,
                  "UNKNOWN_ENUM_VALUE",
                  "options.mode",
                  {{"value", "4"}}},
        ErrorCase{"UnknownOffsetUnit",
                  [](auto& r) { r.mutable_options()->set_offset_unit(static_cast<v1::OffsetUnit>(4)); },
                  kInvalid,
                  "UNKNOWN_ENUM_VALUE",
                  "options.offset_unit",
                  {{"value", "4"}}},
        ErrorCase{"UnknownKind",
                  [](auto& r) {
                    r.mutable_options()->add_keep(v1::REGION_KIND_BODY);
                    r.mutable_options()->add_keep(static_cast<v1::RegionKind>(17));
                  },
                  kInvalid,
                  "UNKNOWN_ENUM_VALUE",
                  "options.keep[1]",
                  {{"value", "17"}}},
        ErrorCase{"KeepUnspecified",
                  [](auto& r) { r.mutable_options()->add_keep(v1::REGION_KIND_UNSPECIFIED); },
                  kInvalid,
                  "KIND_NOT_KEEPABLE",
                  "options.keep[0]",
                  {{"kind", "REGION_KIND_UNSPECIFIED"}}},
        ErrorCase{"KeepMarkup",
                  [](auto& r) { r.mutable_options()->add_keep(v1::REGION_KIND_MARKUP); },
                  kInvalid,
                  "KIND_NOT_KEEPABLE",
                  "options.keep[0]",
                  {{"kind", "REGION_KIND_MARKUP"}}},
        ErrorCase{"KeepWhitespace",
                  [](auto& r) { r.mutable_options()->add_keep(v1::REGION_KIND_WHITESPACE); },
                  kInvalid,
                  "KIND_NOT_KEEPABLE",
                  "options.keep[0]",
                  {{"kind", "REGION_KIND_WHITESPACE"}}},
        ErrorCase{"TooLarge",
                  [](auto& r) { r.mutable_document()->set_text(std::string(1001, 'a')); },
                  grpc::StatusCode::RESOURCE_EXHAUSTED,
                  "DOCUMENT_TOO_LARGE",
                  "document.text",
                  {{"bytes", "1001"}, {"limit_bytes", "1000"}}},
        ErrorCase{"InvalidUtf8Content",
                  [](auto& r) {
                    r.mutable_document()->set_content(std::string(kSecret) + "\xc3\x28");
                    r.mutable_document()->set_charset("utf-8");
                  },
                  kInvalid,
                  "INVALID_UTF8",
                  "document.content",
                  {{"byte_offset", "12"}, {"charset", "UTF-8"}, {"undecodable_bytes", "1"}}},
        ErrorCase{"UndecodableContent",
                  [](auto& r) {
                    r.mutable_document()->set_content("\xb0\xa1\xb3\xaa\xb4\xd9\xb6\xf3\xb8\xb6\xb9\xd9\xbb\xe7\xc7");
                    r.mutable_document()->set_charset("euc-kr");
                  },
                  kInvalid,
                  "UNDECODABLE_BYTES",
                  "document.content",
                  {{"byte_offset", "14"}, {"charset", "windows-949"}, {"undecodable_bytes", "1"}}}),
    [](const auto& param) { return param.param.name; });

// What no generated client can send: it must be put on the wire by hand.
struct RawCase {
  std::string name;
  std::string bytes;
  ErrorCase expected;
};

void PrintTo(const RawCase& raw, std::ostream* out) { *out << raw.name; }

class RawErrors : public testing::TestWithParam<RawCase> {};

TEST_P(RawErrors, HaveStatusReasonFieldAndFacts) {
  Harness harness;
  ExpectError(harness.CallRaw(kClean, GetParam().bytes), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Clean, RawErrors,
    testing::Values(RawCase{"InvalidUtf8Text",
                            "\x0a\x05\x12\x03"
                            "ab\xff",
                            {"", nullptr, kInvalid, "INVALID_UTF8", "document.text", {{"byte_offset", "2"}}}},
                    RawCase{"SurrogateInText",
                            "\x0a\x05\x12\x03\xed\xa0\x80",
                            {"", nullptr, kInvalid, "INVALID_UTF8", "document.text", {{"byte_offset", "0"}}}},
                    RawCase{"InvalidUtf8Id",
                            "\x0a\x03\x0a\x01\x80",
                            {"", nullptr, kInvalid, "INVALID_UTF8", "document.id", {{"byte_offset", "0"}}}},
                    RawCase{"TextAndContent",
                            "\x0a\x06\x12\x01"
                            "a\x1a\x01"
                            "b",
                            {"", nullptr, kInvalid, "CONTRADICTORY_INPUT", "document.input"}},
                    RawCase{"NoMessage", "\xff\xff\xff", {"", nullptr, kInvalid, "MALFORMED_REQUEST", ""}}),
    [](const auto& param) { return param.param.name; });

TEST(Errors, MessageOverTheLimitSaysWhatTheLimitIs) {
  Harness harness({.max_document_bytes = 1000, .max_message_bytes = 2000});
  const Answer answer = harness.Clean(TextRequest(std::string(3000, 'a')));
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(answer.info.reason(), "MESSAGE_TOO_LARGE");
  EXPECT_EQ(answer.info.metadata().at("limit_bytes"), "2000");
  EXPECT_EQ(answer.info.metadata().at("bytes"), std::to_string(TextRequest(std::string(3000, 'a')).ByteSizeLong()));
  EXPECT_TRUE(harness.Clean(TextRequest("본문")).status.ok());
}

// The transport refuses it before there is a call that could say more.
TEST(Errors, MessageFarOverTheLimitIsCutOff) {
  Harness harness({.max_document_bytes = 1000, .max_message_bytes = 2000});
  EXPECT_EQ(harness.Clean(TextRequest(std::string(std::size_t{9} << 20, 'a'))).status.error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(harness.Clean(TextRequest("본문")).status.ok());
}

}  // namespace
}  // namespace textclean
