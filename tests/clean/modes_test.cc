// What the modes and the kinds to keep do.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "service/clean/cleaner.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPage =
    "본문 바로가기\n로그인\n회원가입\n"
    "한빛시, 강변 다리 열두 곳 점검\n"
    "입력 2025.03.04 09:10\n"
    "한빛시가 4일 강변의 다리 열두 곳을 모두 점검했다고 밝혔다. 시는 낡은 이음매를 먼저 바꾸기로 했다.\n"
    "다리를 건너던 시민들은 공사가 밤에만 이뤄져 불편이 적었다고 말했다.\n"
    "홍길동 기자 hong@hanbit.example\n"
    "저작권자 ⓒ 한빛일보 무단전재 및 재배포 금지\n";

class Modes : public testing::Test {
 protected:
  void SetUp() override {
    auto cleaner = Cleaner::Create();
    ASSERT_TRUE(cleaner.ok()) << cleaner.status();
    cleaner_ = *std::move(cleaner);
  }
  CleanResult Clean(std::string_view page, const CleanOptions& options) {
    auto result = cleaner_->Clean({.bytes = page, .is_text = true, .format = Format::kText}, options);
    EXPECT_TRUE(result.ok()) << result.status();
    return *std::move(result);
  }

  std::unique_ptr<const Cleaner> cleaner_;
};

TEST_F(Modes, DefaultKeepsTheArticleAlone) {
  EXPECT_EQ(Clean(kPage, {}).text,
            "한빛시, 강변 다리 열두 곳 점검\n\n"
            "한빛시가 4일 강변의 다리 열두 곳을 모두 점검했다고 밝혔다. 시는 낡은 이음매를 먼저 바꾸기로 했다.\n"
            "다리를 건너던 시민들은 공사가 밤에만 이뤄져 불편이 적었다고 말했다.");
}

TEST_F(Modes, KeepNamesTheKinds) {
  EXPECT_EQ(Clean(kPage, {.keep = {RegionKind::kTitle}}).text, "한빛시, 강변 다리 열두 곳 점검");
  EXPECT_EQ(Clean(kPage, {.keep = {RegionKind::kByline, RegionKind::kTimestamp}}).text,
            "입력 2025.03.04 09:10\n\n홍길동 기자 hong@hanbit.example");
  EXPECT_EQ(Clean(kPage, {.keep = {RegionKind::kSummary}}).text, "");
}

// What precision keeps, balanced keeps; what balanced keeps, recall keeps; and the three differ somewhere.
TEST_F(Modes, AreNested) {
  std::size_t precision_less = 0;
  std::size_t recall_more = 0;
  for (const auto& file : fs::directory_iterator(fs::path(TEXTCLEAN_TEST_DATA) / "pages" / "raw")) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const CleanResult precision = Clean(page, {.mode = CleanMode::kPrecision});
    const CleanResult balanced = Clean(page, {});
    const CleanResult recall = Clean(page, {.mode = CleanMode::kRecall});
    ASSERT_EQ(precision.ledger.size(), balanced.ledger.size());
    ASSERT_EQ(recall.ledger.size(), balanced.ledger.size());
    for (std::size_t i = 0; i < balanced.ledger.size(); ++i) {
      EXPECT_LE(precision.ledger[i].kept, balanced.ledger[i].kept) << file.path();
      EXPECT_LE(balanced.ledger[i].kept, recall.ledger[i].kept) << file.path();
      precision_less += balanced.ledger[i].kept && !precision.ledger[i].kept;
      recall_more += recall.ledger[i].kept && !balanced.ledger[i].kept;
    }
  }
  EXPECT_GT(precision_less, 20u);
  EXPECT_GT(recall_more, 20u);
}

}  // namespace
}  // namespace textclean
