#include "service/extract/scan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace textclean {
namespace {

TEST(FoldBlanks, FoldsRunsOfAnyWhiteSpace) {
  EXPECT_EQ(FoldBlanks("새  도서관\n\t문\u00a0\u3000연다"), "새 도서관 문 연다");
  EXPECT_EQ(FoldBlanks("  도서관  "), "도서관");
  EXPECT_EQ(FoldBlanks("도서관"), "도서관");
  EXPECT_EQ(FoldBlanks(" \n "), "");
  EXPECT_EQ(FoldBlanks(""), "");
}

TEST(TrimSpan, LeavesWhatShows) {
  const std::string_view text = "\u200b 도서관\u00a0 ";
  EXPECT_EQ(TrimSpan(text, {0, text.size()}).of(text), "도서관");
  EXPECT_TRUE(TrimSpan("   ", {0, 3}).empty());
}

TEST(FindEmails, NeedsBothSidesOfTheSign) {
  const auto find = [](std::string_view text) {
    std::vector<std::string_view> emails;
    for (const Span email : FindEmails(text)) emails.push_back(email.of(text));
    return emails;
  };
  EXPECT_THAT(find("hong@example.com(끝) a.b-c@mail.example.co.kr."),
              testing::ElementsAre("hong@example.com", "a.b-c@mail.example.co.kr"));
  EXPECT_THAT(find("@나무 hong@ @example.com a@b 3@4.5 a@.com a@@b.com"), testing::IsEmpty());
}

TEST(EndsInConsonant, ReadsTheLastSyllable) {
  EXPECT_TRUE(EndsInConsonant("시장"));
  EXPECT_FALSE(EndsInConsonant("대표"));
  EXPECT_FALSE(EndsInConsonant("CEO"));
}

}  // namespace
}  // namespace textclean
