#include "service/text/error.h"

#include <map>
#include <string>

#include "gtest/gtest.h"

namespace textclean {
namespace {

TEST(Error, CarriesItsDetail) {
  const absl::Status status = InputError("INVALID_UTF8", "document.text", "invalid UTF-8 at byte 17",
                                         {{"byte_offset", "17"}, {"charset", "UTF-8"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "invalid UTF-8 at byte 17");
  const ErrorDetail detail = DetailOf(status);
  EXPECT_EQ(detail.reason, "INVALID_UTF8");
  EXPECT_EQ(detail.field, "document.text");
  EXPECT_EQ(detail.metadata, (std::map<std::string, std::string>{{"byte_offset", "17"}, {"charset", "UTF-8"}}));
}

// Lengths frame the strings, so no character in them can break the frame.
TEST(Error, CarriesAnyText) {
  using namespace std::string_literals;
  for (const std::string& text : {""s, ":"s, "3:abc"s, "0:"s, "\0\n"s, "가:나"s, std::string(1000, '9')}) {
    const absl::Status status =
        DetailedError(absl::StatusCode::kUnimplemented, text, text, text, {{text, text}, {"k" + text, ""}});
    EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
    const ErrorDetail detail = DetailOf(status);
    EXPECT_EQ(detail.reason, text);
    EXPECT_EQ(detail.field, text);
    EXPECT_EQ(detail.metadata, (std::map<std::string, std::string>{{text, text}, {"k" + text, ""}}));
  }
}

TEST(Error, OfAnotherOriginHasAnEmptyDetail) {
  for (const absl::Status& status : {absl::OkStatus(), absl::InternalError("other")}) {
    const ErrorDetail detail = DetailOf(status);
    EXPECT_EQ(detail.reason, "");
    EXPECT_EQ(detail.field, "");
    EXPECT_TRUE(detail.metadata.empty());
  }
}

}  // namespace
}  // namespace textclean
