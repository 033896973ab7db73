// What a rule file of an operator's own can bring about on whole pages.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/clean/cleaner.h"
#include "tests/support/files.h"

namespace textclean {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kNotice[] = "이 기사는 온누리 앱에서 소리로도 들을 수 있습니다.";
constexpr char kBefore[] =
    "한빛시는 22일 강변의 낡은 다리 열두 곳을 모두 점검했다고 밝혔다. 점검에는 기술자 서른 명이 나흘 동안 매달렸다.";
constexpr char kAfter[] =
    "시는 석 달 안에 공사를 마치고 길을 다시 열겠다고 설명했다. 공사비 34억 원은 올해 예산에서 쓴다. 주민들은 밤에 "
    "일하는 소리를 걱정하고 있다.";

std::unique_ptr<const Cleaner> WithRule(const std::string& strength) {
  auto cleaner = Cleaner::Create(WriteTempFile(
      "operator_rules.textproto",
      absl::StrCat("rules { id: \"onnuri.voice\" kind: REGION_KIND_PROMOTION place: PLACE_LINE strength: ", strength,
                   " phrases: \"", kNotice, "\" }")));
  EXPECT_TRUE(cleaner.ok()) << cleaner.status();
  return cleaner.ok() ? *std::move(cleaner) : nullptr;
}

std::string Cleaned(const Cleaner& cleaner, const std::string& page, Format format) {
  const auto result = cleaner.Clean({.bytes = page, .is_text = true, .format = format}, {});
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? result->text : "";
}

// A sentence among sentences, so that all else speaks for it.
TEST(OperatorRules, ACertainRuleForAWholeLineDecides) {
  const auto cleaner = WithRule("STRENGTH_CERTAIN");
  ASSERT_NE(cleaner, nullptr);
  const std::string text = absl::StrCat(kBefore, "\n", kNotice, "\n", kAfter, "\n");
  const std::string cleaned = Cleaned(*cleaner, text, Format::kText);
  EXPECT_THAT(cleaned, Not(HasSubstr(kNotice)));
  EXPECT_THAT(cleaned, HasSubstr(kBefore));
  EXPECT_THAT(cleaned, HasSubstr(kAfter));

  const std::string html = absl::StrCat("<html><body><article><p>", kBefore, "</p><p>", kNotice, "</p><p>", kAfter,
                                        "</p></article></body></html>");
  const std::string cleaned_html = Cleaned(*cleaner, html, Format::kHtml);
  EXPECT_THAT(cleaned_html, Not(HasSubstr(kNotice)));
  EXPECT_THAT(cleaned_html, HasSubstr(kBefore));
}

TEST(OperatorRules, EvidenceIsWeighed) {
  const auto cleaner = WithRule("STRENGTH_EVIDENCE");
  ASSERT_NE(cleaner, nullptr);
  const std::string text = absl::StrCat(kBefore, "\n", kNotice, "\n", kAfter, "\n");
  EXPECT_THAT(Cleaned(*cleaner, text, Format::kText), HasSubstr(kBefore));
}

}  // namespace
}  // namespace textclean
