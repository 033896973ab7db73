// Whatever blank parts its words, a page is labelled the same: the space, the no-break space of markup, the wide one of
// East Asian text.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "tests/support/invariants.h"
#include "tests/support/pages.h"
#include "tests/support/visible.h"

namespace textclean {
namespace {

TEST(Blanks, PartWordsAlike) {
  const std::unique_ptr<const Cleaner> cleaner = *Cleaner::Create();
  for (const std::string blank : {"\u00a0", "\u3000"}) {
    // Long lines are looked at in windows of bytes, of which such blanks take more; and program text is another.
    std::vector<std::string> others;
    for (const NamedText& page : FixturePages()) {
      const auto expected = cleaner->Clean({.bytes = page.text, .format = Format::kText}, {});
      const std::string text = absl::StrReplaceAll(page.text, {{" ", blank}});
      const auto actual = cleaner->Clean({.bytes = text, .format = Format::kText}, {});
      ASSERT_TRUE(expected.ok() && actual.ok());
      ASSERT_EQ(LedgerViolation(*actual), "");
      if (Visible(actual->text) != Visible(expected->text)) others.push_back(page.name);
    }
    EXPECT_LT(others.size() * 100, FixturePages().size()) << testing::PrintToString(others);
  }
}

}  // namespace
}  // namespace textclean
