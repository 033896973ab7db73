#include "service/rpc/wire.h"

#include <random>
#include <string>

#include "google/protobuf/stubs/logging.h"
#include "gtest/gtest.h"
#include "service/text/error.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean {
namespace {

// A length-delimited field of less than 128 bytes.
std::string Field(int number, const std::string& value) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(value.size())} + value;
}

ErrorDetail Check(const std::string& bytes) {
  const absl::Status status = CheckWire(bytes, *v1::CleanRequest::descriptor());
  EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kInvalidArgument) << status;
  return DetailOf(status);
}

constexpr char kMalformed[] = "MALFORMED_REQUEST";

TEST(CheckWire, AcceptsEveryMessageThatProtobufWrites) {
  v1::CleanRequest request;
  EXPECT_EQ(Check(request.SerializeAsString()).reason, "");
  request.mutable_document()->set_id("기사-1");
  request.mutable_document()->set_content("\xff\xfe\x00", 3);  // bytes, not text
  request.mutable_document()->set_format(v1::FORMAT_TEXT);
  request.mutable_options()->add_keep(v1::REGION_KIND_BODY);
  request.mutable_options()->set_include_regions(false);
  EXPECT_EQ(Check(request.SerializeAsString()).reason, "");
}

TEST(CheckWire, NamesTheStringFieldAndTheByte) {
  for (const auto& [number, name] : {std::pair(1, "id"), {2, "text"}, {4 + 1, "charset"}, {6, "url"}}) {
    const ErrorDetail detail = Check(Field(1, Field(number, "가나\xff다")));
    EXPECT_EQ(detail.reason, "INVALID_UTF8") << name;
    EXPECT_EQ(detail.field, std::string("document.") + name);
    EXPECT_EQ(detail.metadata.at("byte_offset"), "6") << name;
  }
}

TEST(CheckWire, RefusesBothMembersOfAOneof) {
  const ErrorDetail detail = Check(Field(1, Field(2, "text") + Field(3, "content")));
  EXPECT_EQ(detail.reason, "CONTRADICTORY_INPUT");
  EXPECT_EQ(detail.field, "document.input");
  EXPECT_EQ(Check(Field(1, Field(3, "content") + Field(2, "text"))).reason, "CONTRADICTORY_INPUT");
  // The same member again is protobuf's last-one-wins, and `optional` is no choice of two.
  EXPECT_EQ(Check(Field(1, Field(2, "text") + Field(2, "again"))).reason, "");
}

TEST(CheckWire, SkipsUnknownFields) {
  EXPECT_EQ(Check(Field(15, "later")).reason, "");
  EXPECT_EQ(Check(Field(1, Field(15, "\xff") + Field(2, "text"))).reason, "");
  EXPECT_EQ(Check(std::string("\x78\x01", 2)).reason, "");              // varint
  EXPECT_EQ(Check(std::string("\x7d\x01\x02\x03\x04", 5)).reason, "");  // fixed32
  EXPECT_EQ(Check(std::string("\x7b\x08\x01\x7c", 4)).reason, "");      // group
}

TEST(CheckWire, RefusesWhatIsNoMessage) {
  EXPECT_EQ(Check("\x80").reason, kMalformed);                // a tag that breaks off
  EXPECT_EQ(Check(std::string(1, '\0')).reason, kMalformed);  // field 0
  EXPECT_EQ(Check("\x0a").reason, kMalformed);                // no length
  EXPECT_EQ(Check("\x0a\x05"
                  "abc")
                .reason,
            kMalformed);                                            // longer than the message
  EXPECT_EQ(Check("\x0a\xff\xff\xff\xff\x0f").reason, kMalformed);  // 4 GiB
  EXPECT_EQ(Check("\x7c").reason, kMalformed);                      // the end of no group
  EXPECT_EQ(Check("\x0f").reason, kMalformed);                      // no such wire type
  EXPECT_EQ(Check(Field(1, "\x12\x7f")).reason, kMalformed);        // a document that breaks off
}

TEST(ParseRequest, RefusesWhatTheParserRefusesAndAContradiction) {
  const google::protobuf::LogSilencer silencer;
  v1::CleanRequest whole;
  whole.mutable_document()->set_id("id");
  whole.mutable_document()->set_text("제목\n본문 문장입니다.");
  whole.mutable_options()->add_keep(v1::REGION_KIND_TITLE);
  whole.mutable_options()->set_offset_unit(v1::OFFSET_UNIT_CODE_POINTS);
  const std::string good = whole.SerializeAsString();
  std::mt19937 random(7);
  int passed = 0;
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good.substr(0, random() % 4 == 0 ? random() % good.size() : good.size());
    for (auto flips = random() % 3; flips > 0 && !bytes.empty(); --flips) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const grpc::Slice slice(bytes);
    v1::CleanRequest request;
    const absl::Status status = ParseRequest(grpc::ByteBuffer(&slice, 1), request);
    v1::CleanRequest parsed;
    const bool parses = parsed.ParseFromString(bytes);
    status.ok() ? ++passed : ++refused;
    if (DetailOf(status).reason == "CONTRADICTORY_INPUT") continue;
    EXPECT_EQ(status.ok(), parses) << status << testing::PrintToString(bytes);
    if (status.ok()) {
      EXPECT_EQ(request.SerializeAsString(), parsed.SerializeAsString());
    }
  }
  EXPECT_GT(passed, 1000);
  EXPECT_GT(refused, 1000);
}

TEST(ParseRequest, ReadsBuffersInPieces) {
  v1::CleanRequest whole;
  whole.mutable_document()->set_text("가나다라마바사");
  const std::string bytes = whole.SerializeAsString();
  // Cut inside a character.
  const grpc::Slice pieces[] = {grpc::Slice(bytes.substr(0, 5)), grpc::Slice(bytes.substr(5))};
  v1::CleanRequest request;
  ASSERT_TRUE(ParseRequest(grpc::ByteBuffer(pieces, 2), request).ok());
  EXPECT_EQ(request.document().text(), "가나다라마바사");
}

TEST(SerializeResponse, IsReadBack) {
  v1::CleanResponse response;
  response.set_text("본문");
  grpc::Slice slice;
  ASSERT_TRUE(SerializeResponse(response).DumpToSingleSlice(&slice).ok());
  EXPECT_EQ(std::string(slice.begin(), slice.end()), response.SerializeAsString());
}

}  // namespace
}  // namespace textclean
