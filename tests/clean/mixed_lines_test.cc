// Pages that came as one line.
#include "service/label/mixed_lines.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace textclean {
namespace {

// The content pieces of a line, each in its own brackets.
std::string ContentOf(std::string_view line) {
  static const auto* const rules = new std::unique_ptr<const RuleSet>(*RuleSet::Default());
  MixedLineCutter cutter(**rules);
  std::vector<Piece> pieces;
  cutter.Cut(line, pieces);
  std::string content;
  std::size_t at = 0;
  for (const Piece& piece : pieces) {
    EXPECT_EQ(piece.span.begin, at);
    at = piece.span.end;
    if (piece.rule == Piece::kContent) content.append("[").append(piece.span.of(line)).append("]");
  }
  EXPECT_EQ(at, line.size());
  return content;
}

TEST(MixedLines, MenusGoAndTheHeadlineBetweenThemStays) {
  EXPECT_EQ(
      ContentOf("홈 로그인 회원가입 정치 경제 사회 전체보기 검색 강변 다리 새로 놓는다 글자크기 공유 페이스북 카카오톡 "
                "URL 복사 한빛시는 2일 강변에 다리를 새로 놓는다고 밝혔다. 다리는 내년에 열린다."),
      "[ 강변 다리 새로 놓는다 ][ 한빛시는 2일 강변에 다리를 새로 놓는다고 밝혔다. 다리는 내년에 열린다.]");
}

TEST(MixedLines, WhatFollowsTheLastSentenceGoesIfItEndsArticles) {
  EXPECT_EQ(
      ContentOf(
          "한빛시는 2일 강변에 다리를 새로 놓는다고 밝혔다. 다리는 내년에 열린다. 저작권자 ⓒ 한빛일보 무단전재 및 "
          "재배포 금지 관련기사 회사소개 개인정보처리방침"),
      "[한빛시는 2일 강변에 다리를 새로 놓는다고 밝혔다. 다리는 내년에 열린다.]");
}

TEST(MixedLines, ProseStaysWhole) {
  for (const std::string_view line :
       {"정치 경제를 함께 보아야 한다는 주장이 나왔다. 사회 문제도 마찬가지다.",
        "로그인 기록이 남았다고 경찰은 말했다. 수사는 이어진다. 결과는 다음 달", "문장이 하나도 없는 줄",
        "공유 자전거가 늘었다. 밴드 공연도 열렸다. 검색 열기가 뜨겁다."}) {
    EXPECT_EQ(ContentOf(line), std::string("[").append(line).append("]"));
  }
}

}  // namespace
}  // namespace textclean
