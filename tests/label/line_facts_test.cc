#include "service/label/line_facts.h"

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/text/utf8.h"
#include "tests/support/random.h"
#include "tests/support/shared.h"

namespace textclean {
namespace {

LineFacts Read(std::string_view line) { return LineReader(SharedRules()).Read(line); }

std::string RuleOf(std::string_view line) {
  const LineFacts facts = Read(line);
  return facts.rule == LineFacts::kNoRule ? "" : SharedRules().rules()[facts.rule].id;
}

TEST(LineFactsCounts, CharactersByClass) {
  const LineFacts facts = Read("시장이 IT 기업 12곳을 3월에 찾았다, 왜?");
  EXPECT_EQ(facts.chars, 20u);
  EXPECT_EQ(facts.hangul, 13u);
  EXPECT_EQ(facts.latin, 2u);
  EXPECT_EQ(facts.digits, 3u);
  EXPECT_EQ(facts.commas, 1u);
  EXPECT_EQ(facts.words, 7u);
}

TEST(LineFactsCounts, WordsWithParticlesAreOfTwoCharactersAndMore) {
  EXPECT_EQ(Read("이 은 는").particles, 0u);
  EXPECT_EQ(Read("마을은 강을 끼고 돈다").particles, 3u);
  EXPECT_EQ(Read("마을은\u00A0강을\u200B끼고").particles, 3u);
  EXPECT_EQ(Read("마을은\u00A0강을\u200B끼고").words, 3u);
}

TEST(LineFactsCounts, SentencesEndAfterSyllablesQuotesAndBrackets) {
  EXPECT_EQ(Read("비가 왔다. 바람도 불었다!").sentence_ends, 2u);
  EXPECT_EQ(Read("\"비가 왔다\". (바람도).").sentence_ends, 2u);
  EXPECT_EQ(Read("3.5 v2.0 A.B").sentence_ends, 0u);
}

TEST(LineFactsCounts, SignsOfMenusAndTags) {
  const LineFacts facts = Read("홈 > 뉴스 > 사회 | 지역 #비 #눈");
  EXPECT_EQ(facts.pipes, 3);
  EXPECT_TRUE(facts.has_pipe);
  EXPECT_EQ(facts.hashes, 2);
  EXPECT_EQ(Read(std::string(300, '|')).pipes, 255);
  EXPECT_EQ(Read(std::string(300, '>')).pipes, 255);
  EXPECT_EQ(Read(std::string(300, '#')).hashes, 255);
}

TEST(LineFactsRow, ShowsItsColumnsAtItsEnd) {
  EXPECT_TRUE(Read("88120 호떡 뒤집개가 없어서 [4] 흑설탕 22:51 571 23").is_row);
  EXPECT_TRUE(Read("88120|호떡 뒤집개가 없어서 [4]|흑설탕|22:51|571|23").is_row);
  EXPECT_TRUE(Read("호떡 뒤집개가 없어서\t2014-01-19\t571").is_row);
  EXPECT_TRUE(Read("호떡 뒤집개가 없어서 [4]").is_row);
  EXPECT_FALSE(Read("점수는 3 대 2").is_row);
  EXPECT_FALSE(Read("홈|뉴스|사회면 1|2면으로").is_row);
}

TEST(LineFactsHash, IsOfWhatShows) {
  EXPECT_EQ(Read("오늘의 날씨").hash, Read("오늘의\u00A0\u200B날씨").hash);
  EXPECT_NE(Read("오늘의 날씨").hash, Read("어제의 날씨").hash);
  EXPECT_NE(Read("기사 1").hash, Read("기사 2").hash);
}

TEST(LineFactsStart, IsOfTheFirstCharacter) {
  const std::pair<std::string_view, LineStart> cases[] = {
      {"가게", LineStart::kHangul},
      {"Seoul", LineStart::kLatin},
      {"2024년", LineStart::kDigit},
      {"1. 준비", LineStart::kNumbered},
      {"12) 준비", LineStart::kNumbered},
      {"1.5배", LineStart::kDigit},
      {"2024. 봄", LineStart::kDigit},
      {"③ 셋째", LineStart::kNumbered},
      {"- 항목", LineStart::kDash},
      {"— 항목", LineStart::kDash},
      {"· 항목", LineStart::kDot},
      {"▶ 영상", LineStart::kArrow},
      {"▲ 사진", LineStart::kTriangle},
      {"■ 소제목", LineStart::kSquare},
      {"◇ 소제목", LineStart::kDiamond},
      {"○ 항목", LineStart::kCircle},
      {"★ 별", LineStart::kStar},
      {"* 주", LineStart::kStar},
      {"#태그", LineStart::kHash},
      {"※ 참고", LineStart::kNote},
      {"[단독] 시장", LineStart::kBracket},
      {"【속보】", LineStart::kBracket},
      {"(서울) 비", LineStart::kParenthesis},
      {"<앵커>", LineStart::kAngle},
      {"《책》", LineStart::kAngle},
      {"“그래”", LineStart::kQuote},
      {"© 한빛", LineStart::kCopyright},
      {"![가](나)", LineStart::kImage},
      {"[![가](나)](다)", LineStart::kImage},
      {"[글](주소)", LineStart::kLink},
      {"@한빛", LineStart::kAt},
      {"美 증시", LineStart::kHanja},
      {"😀 웃음", LineStart::kOther},
      {"%", LineStart::kOther},
  };
  for (const auto& [line, start] : cases) EXPECT_EQ(Read(line).start, start) << line;
}

TEST(LineFactsEnd, IsOfTheLastCharacters) {
  const std::pair<std::string_view, LineEnd> cases[] = {
      {"비가 왔다.", LineEnd::kSentence},
      {"비가 왔어요.", LineEnd::kSentence},
      {"서울.", LineEnd::kStop},
      {".", LineEnd::kStop},
      {"비가 올까?", LineEnd::kQuestion},
      {"와！", LineEnd::kQuestion},
      {"그러면…", LineEnd::kEllipsis},
      {"그러면...", LineEnd::kEllipsis},
      {"“그래”", LineEnd::kQuote},
      {"비가 왔다", LineEnd::kOpenSentence},
      {"비 옴", LineEnd::kHangul},
      {"공사를 시작함", LineEnd::kNominal},
      {"그동안", LineEnd::kHangul},
      {"차례:", LineEnd::kColon},
      {"하나,", LineEnd::kComma},
      {"(사진)", LineEnd::kBracket},
      {"〈글〉", LineEnd::kAngle},
      {"제3", LineEnd::kDigit},
      {"KBS", LineEnd::kLatin},
      {"★", LineEnd::kOther},
      {"😀", LineEnd::kOther},
  };
  for (const auto& [line, end] : cases) EXPECT_EQ(Read(line).end, end) << line;
}

TEST(LineFactsMarks, AddressesDatesClocksAndNumbers) {
  EXPECT_TRUE(Read("문의 hong@example.co.kr").has_email);
  EXPECT_FALSE(Read("@hong 님").has_email);
  EXPECT_TRUE(Read("https://example.com/가").has_url);
  EXPECT_TRUE(Read("누리집 www.example.com 에서").has_url);
  EXPECT_FALSE(Read("찬성/반대: 12:34").has_url);
  EXPECT_TRUE(Read("2024.03.06").has_date);
  EXPECT_TRUE(Read("2024년 3월 6일").has_date);
  EXPECT_TRUE(Read("입력 2024-03-06").has_date);
  EXPECT_FALSE(Read("3024.03.06").has_date);
  EXPECT_FALSE(Read("2024년부터 3년").has_date);
  EXPECT_TRUE(Read("오전 09:10").has_clock);
  EXPECT_FALSE(Read("비율 3:2, 점수 100").has_clock);
  EXPECT_TRUE(Read("전화 02-123-4567").has_phone);
  EXPECT_TRUE(Read("전화 02)123-4567").has_phone);
  EXPECT_FALSE(Read("2024-03-06").has_phone);
}

TEST(LineFactsMarks, QuotesAndEllipses) {
  EXPECT_TRUE(Read("그는 “그래”라고 했다").has_quote);
  EXPECT_TRUE(Read("글쎄.. 모르겠다").has_ellipsis);
  EXPECT_TRUE(Read("글쎄… 모르겠다").has_ellipsis);
  EXPECT_FALSE(Read("그래. 알겠다.").has_ellipsis);
}

TEST(LineFactsProse, GrowsWithSentences) {
  EXPECT_EQ(Read("전체메뉴").prose, 0);
  EXPECT_EQ(Read("비가 왔다").prose, 1);
  EXPECT_EQ(Read("어제 강릉에는 비가 많이 왔다.").prose, 2);
  EXPECT_EQ(Read("어제 강릉에는 비가 많이 왔다. 바람도 세게 불어 나무가 여럿 쓰러졌다.").prose, 3);
}

TEST(LineFactsRules, KindsByPlace) {
  const LineFacts skip = Read("본문 바로가기");
  EXPECT_EQ(RuleOf("본문 바로가기"), "nav.skip-link");
  EXPECT_EQ(skip.rule_kind, RegionKind::kNavigation);
  EXPECT_NE(skip.line_kinds & 1u << static_cast<unsigned>(RegionKind::kNavigation), 0u);
  EXPECT_NE(skip.certain_kinds & 1u << static_cast<unsigned>(RegionKind::kNavigation), 0u);
  EXPECT_EQ(RuleOf("홍길동 기자 hong@example.co.kr"), "byline.reporter-line");
  EXPECT_EQ(RuleOf("강가의 나무가 자랐다"), "");
}

TEST(LineFactsRules, VocabularyCoversMenus) {
  const LineFacts menu = Read("정치 경제 사회 문화 스포츠");
  EXPECT_EQ(menu.cover, 100);
  EXPECT_EQ(menu.cover_kind, RegionKind::kNavigation);
  EXPECT_EQ(menu.rule_kind, RegionKind::kNavigation);
  const LineFacts prose = Read("강가의 나무가 올해도 높이 자랐다");
  EXPECT_EQ(prose.cover, 0);
  EXPECT_EQ(prose.cover_kind, RegionKind::kUnspecified);
}

TEST(LineFactsRules, NamesTheCutsThatMayMatch) {
  const LineFacts facts = Read("회의는 내일 이어진다.(끝)");
  EXPECT_TRUE(facts.has_cut);
  EXPECT_NE(facts.cuts, 0u);
  const LineFacts none = Read("나무가 자랐다.");
  EXPECT_FALSE(none.has_cut);
  EXPECT_EQ(none.cuts, 0u);
}

// Scratch space must not carry anything from line to line.
TEST(LineReader, ReadsALineTheSameWhateverItReadBefore) {
  Random random(5);
  LineReader reused(SharedRules());
  for (int round = 0; round < 500; ++round) {
    std::string line = RandomText(random, 1 + random.Below(round % 10 == 0 ? 2000 : 80));
    const LineFacts facts = reused.Read(line);
    const LineFacts fresh = Read(line);
    ASSERT_EQ(facts.hash, fresh.hash) << line;
    ASSERT_EQ(facts.chars, fresh.chars) << line;
    ASSERT_EQ(facts.words, fresh.words) << line;
    ASSERT_EQ(facts.cover, fresh.cover) << line;
    ASSERT_EQ(facts.cuts, fresh.cuts) << line;
    ASSERT_EQ(facts.rule, fresh.rule) << line;
    ASSERT_EQ(facts.line_kinds, fresh.line_kinds) << line;
    ASSERT_EQ(facts.certain_kinds, fresh.certain_kinds) << line;
  }
}

}  // namespace
}  // namespace textclean
