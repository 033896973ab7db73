#include "service/label/inline_cuts.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/label/line_facts.h"
#include "tests/support/random.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

using testing::ElementsAre;

std::vector<Piece> Cut(std::string_view line) {
  InlineCutter cutter(SharedRules());
  std::vector<Piece> pieces;
  cutter.Cut(line, pieces);
  return pieces;
}

// The pieces as "KIND:text", content as the text alone.
std::vector<std::string> Pieces(std::string_view line) {
  std::vector<std::string> shown;
  for (const Piece& piece : Cut(line)) {
    std::string& text = shown.emplace_back();
    if (piece.rule != Piece::kContent) text.append(KindName(SharedRules().rules()[piece.rule].kind)).append(":");
    text.append(piece.span.of(line));
  }
  return shown;
}

#define EXPECT_NOT_CUT(line) EXPECT_THAT(Pieces(line), ElementsAre(line))

TEST(InlineCuts, Datelines) {
  EXPECT_THAT(Pieces("(강릉=한빛통신) 홍길동 기자 = 강릉시가 다리를 놓는다."),
              ElementsAre("BYLINE:(강릉=한빛통신) 홍길동 기자 = ", "강릉시가 다리를 놓는다."));
  EXPECT_THAT(Pieces("[서울=한빛뉴스] 김가람 박나루 기자 = 비가 내렸다."),
              ElementsAre("BYLINE:[서울=한빛뉴스] 김가람 박나루 기자 = ", "비가 내렸다."));
  EXPECT_THAT(Pieces("[한빛일보 홍길동 기자] 비가 내렸다."),
              ElementsAre("BYLINE:[한빛일보 홍길동 기자] ", "비가 내렸다."));
  EXPECT_THAT(Pieces("홍길동 기자 = 비가 내렸다."), ElementsAre("BYLINE:홍길동 기자 = ", "비가 내렸다."));
}

TEST(InlineCuts, WhatOnlyLooksLikeADateline) {
  EXPECT_NOT_CUT("(가운데) 홍길동 대표가 말했다.");
  EXPECT_NOT_CUT("[단독] 다리를 새로 놓는다.");
  EXPECT_NOT_CUT("홍길동 기자가 다리를 건넜다.");
  EXPECT_NOT_CUT("그는 (서울=한빛통신) 같은 머리말을 좋아했다.");
}

TEST(InlineCuts, ReportersAndTheirMailAtTheTail) {
  EXPECT_THAT(Pieces("그는 그렇게 말했다. 홍길동 기자 hong@example.co.kr"),
              ElementsAre("그는 그렇게 말했다.", "BYLINE: 홍길동 기자 hong@example.co.kr"));
  EXPECT_THAT(Pieces("그는 그렇게 말했다. hong@example.co.kr"),
              ElementsAre("그는 그렇게 말했다.", "BYLINE: hong@example.co.kr"));
  EXPECT_THAT(Pieces("그는 그렇게 말했다. (홍길동 기자/한빛뉴스)"),
              ElementsAre("그는 그렇게 말했다. ", "BYLINE:(홍길동 기자/한빛뉴스)"));
  EXPECT_THAT(Pieces("그는 그렇게 말했다. 글·사진=홍길동 기자"),
              ElementsAre("그는 그렇게 말했다. ", "BYLINE:글·사진=홍길동 기자"));
}

TEST(InlineCuts, ReportersWhoAreInTheStory) {
  EXPECT_NOT_CUT("이 자리에는 홍길동 기자");
  EXPECT_NOT_CUT("신청은 hong@example.co.kr로 하면 된다.");
  EXPECT_NOT_CUT("취재진 가운데는 홍길동 기자도 있었다.");
  EXPECT_NOT_CUT("그의 꿈은 기자.");
}

TEST(InlineCuts, EndMarks) {
  EXPECT_THAT(Pieces("회의는 내일 이어진다.(끝)"), ElementsAre("회의는 내일 이어진다.", "BYLINE:(끝)"));
  EXPECT_THAT(Pieces("회의는 내일 이어진다. <끝>"), ElementsAre("회의는 내일 이어진다.", "BYLINE: <끝>"));
  EXPECT_NOT_CUT("길의 (끝)에 집이 있다.");
  EXPECT_NOT_CUT("이것이 이야기의 끝");
}

TEST(InlineCuts, CopyrightNotices) {
  EXPECT_THAT(Pieces("그는 그렇게 말했다. <저작권자(c) 한빛통신, 무단 전재-재배포 금지>"),
              ElementsAre("그는 그렇게 말했다.", "COPYRIGHT: <저작권자(c) 한빛통신, 무단 전재-재배포 금지>"));
  EXPECT_THAT(Pieces("그는 그렇게 말했다. 무단전재 및 재배포 금지"),
              ElementsAre("그는 그렇게 말했다.", "COPYRIGHT: 무단전재 및 재배포 금지"));
  EXPECT_THAT(Pieces("그는 그렇게 말했다. ⓒ 한빛일보 무단전재 및 재배포 금지"),
              ElementsAre("그는 그렇게 말했다.", "COPYRIGHT: ⓒ 한빛일보 무단전재 및 재배포 금지"));
  EXPECT_NOT_CUT("법원은 무단 전재를 금지했다.");
  EXPECT_NOT_CUT("그는 저작권자의 허락을 받았다고 했다.");
}

TEST(InlineCuts, PhotoCredits) {
  EXPECT_THAT(Pieces("두 사람은 내년에 결혼한다. 사진=한빛미디어"),
              ElementsAre("두 사람은 내년에 결혼한다. ", "CAPTION:사진=한빛미디어"));
  EXPECT_THAT(Pieces("두 사람은 내년에 결혼한다.사진=한빛미디어"),
              ElementsAre("두 사람은 내년에 결혼한다.", "CAPTION:사진=한빛미디어"));
  EXPECT_THAT(Pieces("두 사람은 내년에 결혼한다. [사진=한빛미디어]"),
              ElementsAre("두 사람은 내년에 결혼한다.", "CAPTION: [사진=한빛미디어]"));
  EXPECT_THAT(Pieces("(사진=한빛일보) 물가 지표가 나온다."),
              ElementsAre("CAPTION:(사진=한빛일보) ", "물가 지표가 나온다."));
  EXPECT_NOT_CUT("(사진을 보며) 그가 웃었다.");
  EXPECT_NOT_CUT("그는 사진 = 기억이라고 했다.");
}

TEST(InlineCuts, StockWidgets) {
  EXPECT_THAT(Pieces("한빛전자 (8,560원 ▲ 120 1.4%)는 새 공장을 짓는다."),
              ElementsAre("한빛전자", "OTHER: (8,560원 ▲ 120 1.4%)", "는 새 공장을 짓는다."));
  EXPECT_THAT(
      Pieces("한빛전자(8,560원 ▲120 +1.4%)와 누리화학(920원 ▼ 3 0.3%)이 올랐다."),
      ElementsAre("한빛전자", "OTHER:(8,560원 ▲120 +1.4%)", "와 누리화학", "OTHER:(920원 ▼ 3 0.3%)", "이 올랐다."));
  EXPECT_NOT_CUT("한빛전자(8,560원)가 올랐다.");
  EXPECT_NOT_CUT("값은 한 봉지(3,000원)에서 20% 올랐다.");
}

TEST(InlineCuts, ImageMarkup) {
  EXPECT_THAT(Pieces("앞 문장이다. ![사진](https://example.com/a.jpg) 뒤 문장이다."),
              ElementsAre("앞 문장이다. ", "CAPTION:![사진](https://example.com/a.jpg)", " 뒤 문장이다."));
  EXPECT_THAT(Pieces("![](https://example.com/a_(1).jpg) 뒤 문장이다.").front(), testing::StartsWith("CAPTION:![]("));
  EXPECT_NOT_CUT("앞 문장이다. [글](https://example.com) 뒤 문장이다.");
  EXPECT_NOT_CUT("놀랍다![정말로] 그렇다.");
}

TEST(InlineCuts, TailsComeOffOneByOne) {
  EXPECT_THAT(Pieces("회의는 내일 이어진다. 홍길동 기자 hong@example.co.kr ⓒ 한빛일보 무단전재 및 재배포 금지"),
              ElementsAre("회의는 내일 이어진다.", "BYLINE: 홍길동 기자 hong@example.co.kr",
                          "COPYRIGHT: ⓒ 한빛일보 무단전재 및 재배포 금지"));
  EXPECT_THAT(Pieces("(강릉=한빛통신) 홍길동 기자 = 회의는 내일 이어진다.(끝)"),
              ElementsAre("BYLINE:(강릉=한빛통신) 홍길동 기자 = ", "회의는 내일 이어진다.", "BYLINE:(끝)"));
}

TEST(InlineCuts, FarTailsOfLongParagraphs) {
  std::string prose;
  for (int i = 0; i < 60; ++i) prose += "강릉시는 다리를 새로 놓는다고 밝혔다. ";
  EXPECT_THAT(Pieces(prose + "그는 그렇게 말했다.(끝)"), ElementsAre(prose + "그는 그렇게 말했다.", "BYLINE:(끝)"));
  EXPECT_THAT(Pieces("홍길동 기자 = " + prose), ElementsAre("BYLINE:홍길동 기자 = ", prose));
}

TEST(InlineCuts, SomethingAlwaysStays) {
  for (const std::string_view line :
       {"(끝)", "hong@example.co.kr", "사진=한빛미디어", "홍길동 기자 = ", "무단전재 및 재배포 금지"}) {
    const std::vector<Piece> pieces = Cut(line);
    EXPECT_TRUE(std::any_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.rule == Piece::kContent; }))
        << line;
  }
}

TEST(InlineCuts, EveryRuleThatCutsCutsItsExampleAndLeavesItsCounterExample) {
  for (const std::uint16_t index : SharedRules().cut_rules()) {
    const Rule& rule = SharedRules().rules()[index];
    const auto cuts = [&](const std::string& line) {
      const std::vector<Piece> pieces = Cut(line);
      return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& p) { return p.rule == index; });
    };
    EXPECT_TRUE(cuts(rule.example)) << rule.id;
    EXPECT_FALSE(cuts(rule.counter_example)) << rule.id;
  }
}

TEST(InlineCuts, PartitionTheLineAndAreTheSameFromItsFacts) {
  Random random(6);
  LineReader reader(SharedRules());
  InlineCutter cutter(SharedRules());
  for (int round = 0; round < 500; ++round) {
    const std::string line = RandomText(random, 1 + random.Below(600));
    std::vector<Piece> pieces;
    cutter.Cut(line, pieces);
    std::size_t at = 0;
    for (const Piece& piece : pieces) {
      ASSERT_EQ(piece.span.begin, at) << line;
      ASSERT_GT(piece.span.end, at) << line;
      at = piece.span.end;
    }
    ASSERT_EQ(at, line.size()) << line;

    std::vector<Piece> from_facts;
    cutter.Cut(line, reader.Read(line).cuts, from_facts);
    ASSERT_EQ(from_facts.size(), pieces.size()) << line;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      ASSERT_EQ(from_facts[i].span.end, pieces[i].span.end) << line;
      ASSERT_EQ(from_facts[i].rule, pieces[i].rule) << line;
    }
  }
}

}  // namespace
}  // namespace textclean
