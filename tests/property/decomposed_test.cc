// A page whose Hangul came in letters is the same page: the same text, labels and counts, over a ledger of the bytes
// that came.
#include "tests/support/decomposed.h"

#include <memory>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"
#include "tests/support/invariants.h"
#include "tests/support/pages.h"

namespace textclean {
namespace {

class Decomposed : public testing::Test {
 protected:
  void Check(const std::string& whole, Format format) const {
    const std::string letters = WithHangulDecomposed(whole);
    const auto expected = cleaner_->Clean({.bytes = whole, .format = format}, {});
    const auto actual = cleaner_->Clean({.bytes = letters, .format = format}, {});
    ASSERT_TRUE(expected.ok() && actual.ok());
    ASSERT_EQ(actual->text, expected->text);
    ASSERT_EQ(actual->document.text, letters);
    ASSERT_EQ(actual->ledger.size(), expected->ledger.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < actual->ledger.size(); ++i) {
      const Region& region = actual->ledger[i].region;
      const Region& same = expected->ledger[i].region;
      ASSERT_EQ(region.span.begin, at);
      ASSERT_EQ(ComposeHangul(std::string(region.span.of(letters))), same.span.of(whole));
      ASSERT_EQ(region.kind, same.kind);
      ASSERT_EQ(region.rule, same.rule);
      ASSERT_EQ(actual->ledger[i].kept, expected->ledger[i].kept);
      at = region.span.end;
    }
    ASSERT_EQ(at, letters.size());
    if (format == Format::kText) {
      ASSERT_EQ(LedgerViolation(*actual), "");
    }
  }

  const std::unique_ptr<const Cleaner> cleaner_ = *Cleaner::Create();
};

TEST_F(Decomposed, TextPagesAreTheSame) {
  for (const NamedText& page : FixturePages()) {
    ASSERT_NO_FATAL_FAILURE(Check(page.text, Format::kText)) << page.name;
  }
}

TEST_F(Decomposed, HtmlPagesAreTheSame) {
  for (const NamedText& page : ReadPages(TEXTCLEAN_TEST_DATA "/html/raw", ".html")) {
    if (FindInvalidUtf8(page.text)) continue;  // of another charset, which has no such letters
    ASSERT_NO_FATAL_FAILURE(Check(page.text, Format::kHtml)) << page.name;
  }
}

}  // namespace
}  // namespace textclean
