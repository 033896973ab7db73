// Every byte of a page is in one region, and the text is what the kept regions hold: on fixtures, on damaged ones
// and on random text, for every mode and choice of kinds.
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "service/label/region.h"
#include "service/text/utf8.h"
#include "tests/support/invariants.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

CleanOptions RandomOptions(Random& random) {
  CleanOptions options;
  options.mode = random.Pick(std::vector{CleanMode::kBalanced, CleanMode::kPrecision, CleanMode::kRecall});
  if (random.OneIn(2)) {
    options.keep = {};
    do {
      options.keep.Add(static_cast<RegionKind>(1 + random.Below(kRegionKinds - 1)));
    } while (random.OneIn(2));
  }
  return options;
}

class Ledger : public testing::Test {
 protected:
  void Check(const std::string& text, const CleanOptions& options) const {
    if (text.empty()) return;  // an error, which other tests hold
    const auto result = cleaner_->Clean({.bytes = text, .is_text = random_.OneIn(2), .format = Format::kText}, options);
    ASSERT_TRUE(result.ok()) << result.status();
    ASSERT_EQ(result->document.text, text);
    ASSERT_EQ(LedgerViolation(*result), "");
  }

  mutable Random random_{1};
  const std::unique_ptr<const Cleaner> cleaner_ = *Cleaner::Create();
};

TEST_F(Ledger, AccountsForFixtures) {
  for (const NamedText& page : FixturePages()) {
    SCOPED_TRACE(page.name);
    for (const CleanMode mode : {CleanMode::kBalanced, CleanMode::kPrecision, CleanMode::kRecall}) {
      ASSERT_NO_FATAL_FAILURE(Check(page.text, {.mode = mode}));
    }
  }
}

TEST_F(Ledger, AccountsForDamagedTexts) {
  for (const NamedText& damaged : DamagedTexts()) {
    SCOPED_TRACE(damaged.name);
    for (int round = 0; round < 10; ++round) ASSERT_NO_FATAL_FAILURE(Check(damaged.text, RandomOptions(random_)));
  }
  for (const NamedText& piece : HostilePieces()) {
    SCOPED_TRACE(piece.name);
    for (std::size_t copies = 1; copies <= 4096; copies *= 2) {
      ASSERT_NO_FATAL_FAILURE(Check(Repeat(piece.text, piece.text.size() * copies), RandomOptions(random_)));
    }
  }
}

TEST_F(Ledger, AccountsForMutatedFixtures) {
  for (int round = 0; round < 20; ++round) {
    for (const NamedText& page : FixturePages()) {
      const std::string text = Mutate(random_, page.text);
      ASSERT_NO_FATAL_FAILURE(Check(text, RandomOptions(random_))) << page.name << ", round " << round;
    }
  }
}

TEST_F(Ledger, AccountsForRandomText) {
  for (int round = 0; round < 4000; ++round) {
    const std::string text = RandomText(random_, 1 + random_.Below(random_.OneIn(20) ? 20000 : 500));
    ASSERT_NO_FATAL_FAILURE(Check(text, RandomOptions(random_))) << testing::PrintToString(text);
  }
}

// Each page's every prefix that ends a code point: what a download that broke off leaves.
TEST_F(Ledger, AccountsForEveryPrefixOfAPage) {
  const NamedText* shortest = &FixturePages().front();
  for (const NamedText& page : FixturePages()) {
    if (page.text.size() < shortest->text.size()) shortest = &page;
  }
  std::string prefix;
  for (const char byte : shortest->text) {
    if (!IsContinuation(byte)) {
      ASSERT_NO_FATAL_FAILURE(Check(prefix, {})) << prefix;
    }
    prefix += byte;
  }
}

}  // namespace
}  // namespace textclean
