// The golden files are rewritten by
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/client_test --gtest_filter='Ledger.*'
#include "client/ledger.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/str_split.h"
#include "client/terminal.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace textclean::client {
namespace {

// Builds a response region by region.
class Page {
 public:
  Page& Kept(const std::string& text, v1::RegionKind kind) { return Add(text, kind, true, "", 0); }
  Page& Removed(const std::string& text, v1::RegionKind kind, const std::string& rule, float confidence) {
    return Add(text, kind, false, rule, confidence);
  }
  Page& Blank(const std::string& text) { return Add(text, v1::REGION_KIND_WHITESPACE, false, "", 1); }
  Page& Count(v1::RegionKind kind, std::uint32_t kept, std::uint32_t removed) {
    auto* count = response_.add_counts();
    count->set_kind(kind);
    count->set_kept_chars(kept);
    count->set_removed_chars(removed);
    return *this;
  }

  v1::CleanResponse& response() { return response_; }

 private:
  Page& Add(const std::string& text, v1::RegionKind kind, bool kept, const std::string& rule, float confidence) {
    std::string& page = *response_.mutable_document()->mutable_decoded_text();
    auto* region = response_.add_regions();
    region->set_begin(static_cast<std::uint32_t>(page.size()));
    page += text;
    region->set_end(static_cast<std::uint32_t>(page.size()));
    region->set_kind(kind);
    region->set_kept(kept);
    region->set_rule(rule);
    region->set_confidence(confidence);
    return *this;
  }

  v1::CleanResponse response_;
};

v1::CleanResponse SamplePage() {
  Page page;
  page.Removed("본문 바로가기", v1::REGION_KIND_NAVIGATION, "nav.skip-links", 0.98f)
      .Blank("\r\n")
      .Removed("로그인\n회원가입", v1::REGION_KIND_NAVIGATION, "model.short-line-run", 0.9f)
      .Blank("\n\n")
      .Kept("한빛시, 강변 다리 열두 곳 점검", v1::REGION_KIND_TITLE)
      .Blank("\n")
      .Kept("시민 발길 잇따라", v1::REGION_KIND_SUBTITLE)
      .Blank("\n")
      .Removed("(한빛=온누리) 홍길동 기자 =", v1::REGION_KIND_BYLINE, "cut.dateline", 0.97f)
      .Blank(" ")
      .Kept("한빛시가 22일 강변의 다리를 모두 점검했다. 시는 “낡은 이음매를 먼저 바꾸겠다”며 석 달이 걸린다고 밝혔다.",
            v1::REGION_KIND_BODY)
      .Blank(" ")
      .Removed("hong@onnuri.example", v1::REGION_KIND_BYLINE, "cut.email", 0.99f)
      .Blank(" ")
      .Removed("(끝)", v1::REGION_KIND_BYLINE, "cut.end-mark", 1)
      .Blank("\n")
      .Removed("\x1B[31m지금\x07\u200B 뜨는\t뉴스", v1::REGION_KIND_RELATED, "rel.heading-with-a-rather-long-name",
               0.9f)
      .Blank("\u200B\n")
      .Removed("A-very-long-word-that-has-no-blank-anywhere-and-so-must-be-broken-where-the-columns-end",
               v1::REGION_KIND_OTHER, "other.code", 0.5f)
      .Blank("\n")
      .Removed("ⓒ 온누리신문, 무단 전재 금지", v1::REGION_KIND_COPYRIGHT, "copy.sign", 0.99f);
  page.Count(v1::REGION_KIND_TITLE, 14, 0)
      .Count(v1::REGION_KIND_SUBTITLE, 7, 0)
      .Count(v1::REGION_KIND_BODY, 48, 0)
      .Count(v1::REGION_KIND_BYLINE, 0, 36)
      .Count(v1::REGION_KIND_NAVIGATION, 0, 13);
  return page.response();
}

void ExpectGolden(const std::string& name, const std::string& drawn) {
  const std::string path = std::string(TEXTCLEAN_TEST_DATA) + "/client/golden/" + name;
  if (std::getenv("TEXTCLEAN_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << drawn;
  std::ostringstream golden;
  golden << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(drawn, golden.str()) << path;
}

TEST(Ledger, PlainAsInTheGoldenFile) { ExpectGolden("ledger.txt", *DrawLedger(SamplePage(), {false, 100})); }

TEST(Ledger, NarrowAsInTheGoldenFile) { ExpectGolden("ledger-narrow.txt", *DrawLedger(SamplePage(), {false, 48})); }

TEST(Ledger, ColouredAsInTheGoldenFile) { ExpectGolden("ledger-colour.txt", *DrawLedger(SamplePage(), {true, 100})); }

TEST(Ledger, KeepsToTheWidthAndAlignsItsMargin) {
  for (const std::size_t width : {40u, 61u, 80u, 133u}) {
    std::size_t margin = 0;
    for (const auto row : absl::StrSplit(*DrawLedger(SamplePage(), {false, width}), '\n')) {
      const std::string line(row);
      if (line.empty()) break;  // the page's blank line; the rows above it show enough
      EXPECT_LE(Columns(line), width) << line;
      const std::size_t at = line.find("NAVIGATION");
      ASSERT_NE(at, std::string::npos) << line;
      const std::size_t columns = Columns(line.substr(0, at));
      if (margin == 0) margin = columns;
      EXPECT_EQ(columns, margin) << line;
    }
    EXPECT_GT(margin, 0u);
  }
}

TEST(Ledger, ColoursAreItsOnlyControlCharacters) {
  std::string drawn = *DrawLedger(SamplePage(), {true, 60});
  while (true) {
    const std::size_t at = drawn.find("\x1B[");
    if (at == std::string::npos) break;
    const std::size_t end = drawn.find('m', at);
    ASSERT_EQ(drawn.find_first_not_of("0123456789;", at + 2), end);
    drawn.erase(at, end + 1 - at);
  }
  EXPECT_EQ(drawn, Printable(drawn));
}

TEST(Ledger, RefusesRegionsThatDoNotFitThePage) {
  const struct {
    const char* what;
    std::uint32_t begin;
    std::uint32_t end;
  } cases[] = {{"a gap", 4, 6},
               {"an overlap", 2, 6},
               {"inside a character", 3, 4},
               {"beyond the end", 3, 7},
               {"backwards", 3, 0}};
  for (const auto& [what, begin, end] : cases) {
    v1::CleanResponse response = Page().Kept("가", v1::REGION_KIND_BODY).Kept("나", v1::REGION_KIND_BODY).response();
    ASSERT_TRUE(DrawLedger(response, {false, 80}).ok());
    response.mutable_regions(1)->set_begin(begin);
    response.mutable_regions(1)->set_end(end);
    EXPECT_EQ(DrawLedger(response, {false, 80}).status().code(), absl::StatusCode::kInternal) << what;
  }
  v1::CleanResponse response = Page().Kept("가", v1::REGION_KIND_BODY).response();
  response.clear_regions();
  EXPECT_EQ(DrawLedger(response, {false, 80}).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace textclean::client
