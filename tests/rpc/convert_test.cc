#include "service/rpc/convert.h"

#include <string>

#include "gmock/gmock.h"
#include "service/text/error.h"

namespace textclean {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kLimit = 100;

v1::CleanRequest Text(const std::string& text) {
  v1::CleanRequest request;
  request.mutable_document()->set_text(text);
  return request;
}

TEST(ToDocument, ViewsTextAndContent) {
  v1::CleanRequest request = Text("본문");
  absl::StatusOr<DocumentView> document = ToDocument(request, kLimit);
  ASSERT_TRUE(document.ok());
  EXPECT_TRUE(document->is_text);
  EXPECT_EQ(document->bytes.data(), request.document().text().data()) << "copied";
  EXPECT_EQ(document->bytes, "본문");

  request.mutable_document()->set_content("\xb0\xa1");
  request.mutable_document()->set_charset("euc-kr");
  request.mutable_document()->set_format(v1::FORMAT_HTML);
  request.mutable_document()->set_decode_errors(v1::DECODE_ERRORS_REPLACE);
  document = ToDocument(request, kLimit);
  ASSERT_TRUE(document.ok());
  EXPECT_FALSE(document->is_text);
  EXPECT_EQ(document->bytes, "\xb0\xa1");
  EXPECT_EQ(document->charset, "euc-kr");
  EXPECT_EQ(document->format, Format::kHtml);
  EXPECT_EQ(document->decode_errors, DecodeErrors::kReplace);
}

TEST(ToDocument, HoldsTheLimit) {
  EXPECT_TRUE(ToDocument(Text(std::string(kLimit, 'a')), kLimit).ok());
  const absl::Status status = ToDocument(Text(std::string(kLimit + 1, 'a')), kLimit).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(DetailOf(status).reason, "DOCUMENT_TOO_LARGE");
  EXPECT_EQ(DetailOf(status).field, "document.text");
  EXPECT_EQ(DetailOf(status).metadata.at("bytes"), "101");
  EXPECT_EQ(DetailOf(status).metadata.at("limit_bytes"), "100");
}

TEST(ToCleanOptions, DefaultsToTheArticle) {
  const absl::StatusOr<CleanOptions> options = ToCleanOptions({}, "options");
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->mode, CleanMode::kBalanced);
  for (int kind = 0; kind < static_cast<int>(kRegionKinds); ++kind) {
    EXPECT_EQ(options->keep.Has(static_cast<RegionKind>(kind)),
              kind == v1::REGION_KIND_TITLE || kind == v1::REGION_KIND_SUBTITLE || kind == v1::REGION_KIND_BODY)
        << kind;
  }
}

TEST(ToCleanOptions, KeepsExactlyWhatIsAskedFor) {
  v1::CleanOptions proto;
  proto.add_keep(v1::REGION_KIND_CAPTION);
  proto.add_keep(v1::REGION_KIND_CAPTION);
  proto.set_mode(v1::CLEAN_MODE_RECALL);
  const absl::StatusOr<CleanOptions> options = ToCleanOptions(proto, "options");
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->mode, CleanMode::kRecall);
  EXPECT_TRUE(options->keep.Has(RegionKind::kCaption));
  EXPECT_FALSE(options->keep.Has(RegionKind::kBody));
}

TEST(ToCleanOptions, KnowsEveryKindOfTheApi) {
  for (int kind = v1::RegionKind_MIN; kind <= v1::RegionKind_MAX; ++kind) {
    v1::CleanOptions proto;
    proto.add_keep(static_cast<v1::RegionKind>(kind));
    const absl::StatusOr<CleanOptions> options = ToCleanOptions(proto, "options");
    const bool keepable =
        kind != v1::REGION_KIND_UNSPECIFIED && kind != v1::REGION_KIND_MARKUP && kind != v1::REGION_KIND_WHITESPACE;
    EXPECT_EQ(options.ok(), keepable) << kind;
    if (keepable) {
      EXPECT_TRUE(options->keep.Has(static_cast<RegionKind>(kind)));
      // The core's names are the API's.
      EXPECT_EQ("REGION_KIND_" + std::string(KindName(static_cast<RegionKind>(kind))),
                v1::RegionKind_Name(static_cast<v1::RegionKind>(kind)));
    }
  }
}

// "é" is 2 bytes, "가" 3, "😀" 4 bytes and 2 UTF-16 units; cut after "é" and before "😀".
constexpr char kText[] = "aé 가 😀";

CleanResult Result() {
  CleanResult result;
  result.document.text = kText;
  result.document.charset = "UTF-8";
  result.document.source = CharsetSource::kTextField;
  result.text = "aé\n😀";
  result.ledger = {
      {{{0, 3}, RegionKind::kTitle, "rule.title", 0.75F, 1}, true},
      {{{3, 4}, RegionKind::kWhitespace, "page.space", 1, 0}, false},
      {{{4, 8}, RegionKind::kByline, "rule.byline", 0.5F, 0}, false},
      {{{8, 12}, RegionKind::kBody, "model.prose", 1, 1}, true},
  };
  result.counts[static_cast<std::size_t>(RegionKind::kTitle)] = {2, 0};
  result.counts[static_cast<std::size_t>(RegionKind::kByline)] = {0, 1};
  result.counts[static_cast<std::size_t>(RegionKind::kBody)] = {1, 0};
  return result;
}

v1::CleanResponse Respond(const v1::CleanRequest& request) {
  v1::CleanResponse response;
  ToResponse(request.document(), request.options(), Result(), "7.1", response);
  return response;
}

std::vector<std::uint32_t> Offsets(v1::OffsetUnit unit) {
  v1::CleanRequest request = Text(kText);
  request.mutable_options()->set_offset_unit(unit);
  std::vector<std::uint32_t> offsets;
  const v1::CleanResponse response = Respond(request);
  for (const v1::Region& region : response.regions()) {
    offsets.push_back(region.begin());
    offsets.push_back(region.end());
  }
  return offsets;
}

TEST(ToResponse, CountsOffsetsInTheCallersUnit) {
  EXPECT_THAT(Offsets(v1::OFFSET_UNIT_UNSPECIFIED), ElementsAre(0, 3, 3, 4, 4, 8, 8, 12));
  EXPECT_THAT(Offsets(v1::OFFSET_UNIT_UTF8_BYTES), ElementsAre(0, 3, 3, 4, 4, 8, 8, 12));
  EXPECT_THAT(Offsets(v1::OFFSET_UNIT_UTF16_CODE_UNITS), ElementsAre(0, 2, 2, 3, 3, 5, 5, 7));
  EXPECT_THAT(Offsets(v1::OFFSET_UNIT_CODE_POINTS), ElementsAre(0, 2, 2, 3, 3, 5, 5, 6));
}

TEST(ToResponse, CarriesTheLedger) {
  v1::CleanRequest request = Text(kText);
  request.mutable_document()->set_id("기사-1");
  const v1::CleanResponse response = Respond(request);
  EXPECT_EQ(response.document().id(), "기사-1");
  EXPECT_EQ(response.document().charset(), "UTF-8");
  EXPECT_EQ(response.document().charset_source(), v1::CHARSET_SOURCE_TEXT_FIELD);
  EXPECT_EQ(response.document().format(), v1::FORMAT_TEXT);
  EXPECT_EQ(response.document().decoded_text(), "");
  EXPECT_EQ(response.text(), "aé\n😀");
  EXPECT_EQ(response.rules_version(), "7.1");
  ASSERT_EQ(response.regions_size(), 4);
  EXPECT_EQ(response.regions(0).kind(), v1::REGION_KIND_TITLE);
  EXPECT_TRUE(response.regions(0).kept());
  EXPECT_EQ(response.regions(0).rule(), "rule.title");
  EXPECT_EQ(response.regions(0).confidence(), 0.75F);
  EXPECT_EQ(response.regions(2).kind(), v1::REGION_KIND_BYLINE);
  EXPECT_FALSE(response.regions(2).kept());
  // In the enum's order, and only kinds that occur.
  ASSERT_EQ(response.counts_size(), 3);
  EXPECT_EQ(response.counts(0).kind(), v1::REGION_KIND_TITLE);
  EXPECT_EQ(response.counts(0).kept_chars(), 2u);
  EXPECT_EQ(response.counts(1).kind(), v1::REGION_KIND_BODY);
  EXPECT_EQ(response.counts(2).kind(), v1::REGION_KIND_BYLINE);
  EXPECT_EQ(response.counts(2).removed_chars(), 1u);
}

TEST(ToResponse, LeavesOutWhatIsNotWanted) {
  v1::CleanRequest request = Text(kText);
  request.mutable_options()->set_include_regions(false);
  request.mutable_options()->set_include_decoded_text(true);
  const v1::CleanResponse response = Respond(request);
  EXPECT_THAT(response.regions(), IsEmpty());
  EXPECT_EQ(response.counts_size(), 3);
  EXPECT_EQ(response.document().decoded_text(), kText);
  request.mutable_options()->set_include_regions(true);
  EXPECT_EQ(Respond(request).regions_size(), 4);
}

}  // namespace
}  // namespace textclean
