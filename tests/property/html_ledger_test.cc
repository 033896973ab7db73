// The ledger of an HTML page accounts for every byte of the markup: the regions partition the source, and the text is
// what the kept ones hold with references decoded.
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/page/entities.h"
#include "service/page/html.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"
#include "tests/support/markup.h"
#include "tests/support/random.h"
#include "tests/support/visible.h"

namespace textclean {
namespace {

// References decoded as in text, where none is cut short.
std::string Decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const EntityMatch match = MatchEntity(text, /*in_attribute=*/false);
    if (match.size == 0) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    AppendUtf8(match.first, out);
    if (match.second != 0) AppendUtf8(match.second, out);
    text.remove_prefix(match.size);
  }
  return out;
}

class HtmlLedger : public testing::Test {
 protected:
  void Check(const std::string& source, const CleanOptions& options, bool decodes) const {
    const auto result = cleaner_->Clean({.bytes = source, .format = Format::kHtml}, options);
    ASSERT_TRUE(result.ok()) << result.status();
    ASSERT_EQ(result->format, Format::kHtml);
    std::size_t at = 0;
    std::string kept;
    for (const LedgerEntry& entry : result->ledger) {
      const Span span = entry.region.span;
      ASSERT_EQ(span.begin, at);
      ASSERT_GT(span.end, span.begin);
      ASSERT_LE(span.end, source.size());
      ASSERT_FALSE(IsContinuation(source[span.begin]));
      ASSERT_FALSE(entry.region.rule.empty());
      ASSERT_NE(entry.region.kind, RegionKind::kUnspecified);
      if (entry.region.kind == RegionKind::kWhitespace) {
        ASSERT_EQ(Visible(span.of(source)), "");
      }
      ASSERT_FALSE(entry.kept && entry.region.kind == RegionKind::kMarkup);
      if (entry.kept) kept += Decoded(span.of(source));
      at = span.end;
    }
    ASSERT_EQ(at, source.size());
    if (decodes) {
      // Letters of Hangul are whole where they stand in the source as such.
      ASSERT_EQ(Visible(ComposeHangul(kept)), Visible(ComposeHangul(result->text))) << source;
    }
  }

  const std::unique_ptr<const Cleaner> cleaner_ = *Cleaner::Create();
};

CleanOptions KeepAll() {
  CleanOptions options;
  for (std::size_t kind = 1; kind < kRegionKinds - 2; ++kind) options.keep.Add(static_cast<RegionKind>(kind));
  return options;
}

TEST_F(HtmlLedger, AccountsForRandomMarkup) {
  Random random(5);
  for (int round = 0; round < 3000; ++round) {
    const std::string source = RandomMarkup(random, 1 + random.Below(random.OneIn(10) ? 3000 : 200));
    // The text of JSON strings, plain text and raw text is not decoded as markup is.
    const bool decodes = source.find("ld+json") == std::string::npos && source.find("<plaintext") == std::string::npos;
    ASSERT_NO_FATAL_FAILURE(Check(source, random.OneIn(2) ? KeepAll() : CleanOptions{}, decodes)) << source;
  }
}

TEST_F(HtmlLedger, AccountsForAnArticle) {
  const std::string page = NewsPage(20'000);
  ASSERT_NO_FATAL_FAILURE(Check(page, {}, true));
  const auto result = cleaner_->Clean({.bytes = page}, {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->format, Format::kHtml);
  EXPECT_EQ(result->text.substr(0, 33), std::string("하천 정비 공사 다시 시작").substr(0, 33));
  EXPECT_NE(result->text.find("“주민 의견을 들어 설계를 바꿨다”며"), std::string::npos);
  EXPECT_EQ(result->text.find("시내버스"), std::string::npos);
  EXPECT_EQ(result->text.find("googletag"), std::string::npos);
  EXPECT_EQ(result->text.find("정치"), std::string::npos);
}

TEST_F(HtmlLedger, FindsAnArticleThatIsOnlyData) {
  const std::string body =
      "가람시는 지난해 중단했던 하천 정비 공사를 다음 달부터 다시 시작한다고 3일 밝혔다. 시 관계자는 주민 의견을 들어 "
      "설계를 바꿨다며 내년 봄까지 마치겠다고 말했다. 공사는 지난해 여름 큰비로 둑이 무너지면서 멈췄다. 주민들은 "
      "그동안 "
      "먼 길을 돌아 다녀야 했다. 시는 다리 두 곳도 함께 손보기로 했다.";
  const auto result = cleaner_->Clean(
      {.bytes = "<!doctype html><div id=root>메뉴</div><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                "\"headline\":\"하천 정비\",\"articleBody\":\"" +
                body + "\"}</script>"},
      {});
  ASSERT_TRUE(result.ok());
  EXPECT_NE(result->text.find("다리 두 곳도"), std::string::npos) << result->text;
}

}  // namespace
}  // namespace textclean
