#include "service/extract/mentions.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "text = normalized" of each mention of the kind in a body line.
std::vector<std::string> Find(MentionKind kind, std::string_view line) {
  PageBuilder page;
  page.Add(RegionKind::kBody, line);
  MentionOptions options{.kinds = {}, .published = CivilDay{2025, 2, 4}};
  options.kinds.Add(kind);
  std::vector<std::string> shown;
  for (const Mention& mention : FindMentions(page.lines(), TestLexicon(), options)) {
    EXPECT_EQ(mention.kind, kind);
    shown.push_back(std::string(mention.span.of(page.text())) + " = " + mention.normalized);
  }
  return shown;
}

TEST(Mentions, Money) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kMoney, line); };
  EXPECT_THAT(find("5000억달러(약 720조원)를 쓴다"),
              ElementsAre("5000억달러 = USD 500000000000", "720조원 = KRW 720000000000000"));
  EXPECT_THAT(find("5천억 달러 이상"), ElementsAre("5천억 달러 = USD 500000000000"));
  EXPECT_THAT(find("1조 2천억원과 3만4천500원"),
              ElementsAre("1조 2천억원 = KRW 1200000000000", "3만4천500원 = KRW 34500"));
  EXPECT_THAT(find("$1.5bn, US$ 300, €20 million"),
              ElementsAre("$1.5bn = USD 1500000000", "US$ 300 = USD 300", "€20 million = EUR 20000000"));
  EXPECT_THAT(find("약 718조억원을"), ElementsAre("718조억원 = "));
  EXPECT_THAT(find("10~20만 원, 1000엔"), ElementsAre("10~20만 원 = KRW 10..200000", "1000엔 = JPY 1000"));
  EXPECT_THAT(find("5원칙 10엔진 2원화 체계, 3유로파, 값은 비싸다"), IsEmpty());
}

TEST(Mentions, Percentages) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kPercent, line); };
  EXPECT_THAT(find("12.5% 올라 3%포인트 차"), ElementsAre("12.5% = 12.5%", "3%포인트 = 3%p"));
  EXPECT_THAT(find("3~4%와 50퍼센트"), ElementsAre("3~4% = 3..4%", "50퍼센트 = 50%"));
  EXPECT_THAT(find("퍼센트와 %는 같다. 2025.02.04%"), IsEmpty());
}

TEST(Mentions, Quantities) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kQuantity, line); };
  EXPECT_THAT(find("시민 1만2000명과 차량 30여 대"), ElementsAre("1만2000명 = 12000 명", "30여 대 = 30 대"));
  EXPECT_THAT(find("길이 80.86㎞, 무게 3.5kg"), ElementsAre("80.86㎞ = 80.86 ㎞", "3.5kg = 3.5 kg"));
  EXPECT_THAT(find("2025.02.04 개관, 1위, 5G, GDDR7 개발, 1.2.3 버전, 3대째"), ElementsAre("3대 = 3 대"));
}

TEST(Mentions, Dates) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kDate, line); };
  EXPECT_THAT(find("2025년 2월 4일과 2023년 6월, 2019년에"),
              ElementsAre("2025년 2월 4일 = 2025-02-04", "2023년 6월 = 2023-06", "2019년 = 2019"));
  EXPECT_THAT(find("지난해 1월, 지난달 21일, 내년에"),
              ElementsAre("지난해 1월 = 2024-01", "지난달 21일 = 2025-01-21", "내년 = 2026"));
  EXPECT_THAT(find("4일 오전 9시30분쯤"), ElementsAre("4일 오전 9시30분 = 2025-02-04T09:30"));
  EXPECT_THAT(find("31일(현지시간) 밝혔다"), ElementsAre("31일 = 2025-01-31"));
  EXPECT_THAT(find("오는 3일 열리고 지난 6일 끝났다"), ElementsAre("3일 = 2025-03-03", "6일 = 2025-01-06"));
  EXPECT_THAT(
      find("오늘 오후 3시, 어제는, 3일 전, 2년 전에"),
      ElementsAre("오늘 오후 3시 = 2025-02-04T15:00", "어제 = 2025-02-03", "3일 전 = 2025-02-01", "2년 전 = 2023"));
  EXPECT_THAT(find("이날 오후와 전날, 같은 해 6월"), ElementsAre("이날 = ", "전날 = ", "같은 해 6월 = "));
  EXPECT_THAT(find("다음 주 열린다"), ElementsAre("다음 주 = 2025-W07"));
  EXPECT_THAT(find("2월 30일, 3일간, 2박 3일, 4일 동안, 10년간, 3시간, 내일신문, 오늘의집, 9시즌, 2000년대"),
              IsEmpty());
}

TEST(Mentions, RelativeDatesNeedAReference) {
  PageBuilder page;
  page.Add(RegionKind::kBody, "지난해 1월과 2023년 6월, 4일 오전에 열렸다.");
  MentionOptions options;
  options.kinds = {};
  options.kinds.Add(MentionKind::kDate);
  std::vector<std::string> shown;
  for (const Mention& m : FindMentions(page.lines(), TestLexicon(), options))
    shown.push_back(m.normalized + "/" + m.relative_to);
  EXPECT_THAT(shown, ElementsAre("/", "2023-06/", "/"));
  options.published = CivilDay{2025, 2, 4};
  shown.clear();
  for (const Mention& m : FindMentions(page.lines(), TestLexicon(), options))
    shown.push_back(m.normalized + "/" + m.relative_to);
  EXPECT_EQ(shown[0], "2024-01/2025-02-04");
  EXPECT_EQ(shown[1], "2023-06/");
}

TEST(Mentions, Tickers) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kTicker, line); };
  EXPECT_THAT(find("가상전자[005930]와 나무(123450), 애플(AAPL)이"),
              ElementsAre("가상전자[005930] = 005930", "나무(123450) = 123450", "애플(AAPL) = AAPL"));
  EXPECT_THAT(find("가상컴퍼니(NASDAQ: XYZQ)"), ElementsAre("가상컴퍼니(NASDAQ: XYZQ) = XYZQ"));
  EXPECT_THAT(find("최고경영자(CEO), 인공지능(AI), 형법(제250조), 기사(202502), [1234567], (123), 애플(CEO), 배(AAPL)"),
              IsEmpty());
}

TEST(Mentions, Addresses) {
  EXPECT_THAT(Find(MentionKind::kEmail, "문의는 Hong.Gil@Example.CO.KR로, @나무, a@b, 3@4.5"),
              ElementsAre("Hong.Gil@Example.CO.KR = hong.gil@example.co.kr"));
  EXPECT_THAT(Find(MentionKind::kUrl, "누리집(https://www.example.com/a?b=1)과 www.example.kr에서, http는 규약이다"),
              ElementsAre("https://www.example.com/a?b=1 = https://www.example.com/a?b=1",
                          "www.example.kr = http://www.example.kr"));
}

TEST(Mentions, Phones) {
  const auto find = [](std::string_view line) { return Find(MentionKind::kPhone, line); };
  EXPECT_THAT(find("02-123-4567, 010-1234-5678, (02)2123-4567, 031)123-4567, 1588-1234, +82-2-123-4567"),
              ElementsAre("02-123-4567 = +8221234567", "010-1234-5678 = +821012345678", "(02)2123-4567 = +82221234567",
                          "031)123-4567 = +82311234567", "1588-1234 = 1588-1234", "+82-2-123-4567 = +8221234567"));
  EXPECT_THAT(find("2025-02-04, 123-45-67890, 02.04 09:13, 02-04-2025, 1234-5678, 2020-2021"), IsEmpty());
}

TEST(Mentions, StatutesAndCases) {
  const auto statute = [](std::string_view line) { return Find(MentionKind::kStatute, line); };
  EXPECT_THAT(statute("형법 제250조 제1항과 자본시장법 178조, 특가법 제5조의3"),
              ElementsAre("형법 제250조 제1항 = 형법 제250조 제1항", "자본시장법 178조 = 자본시장법 178조",
                          "특가법 제5조의3 = 특가법 제5조의3"));
  EXPECT_THAT(statute("예산 720조, 3조 원, 제2조 선수들"), IsEmpty());
  const auto cases = [](std::string_view line) { return Find(MentionKind::kCaseNumber, line); };
  EXPECT_THAT(cases("2023도1234 판결, 2024헌나8, 서울중앙지법 2023고합123"),
              ElementsAre("2023도1234 = 2023도1234", "2024헌나8 = 2024헌나8", "2023고합123 = 2023고합123"));
  EXPECT_THAT(cases("2025도 1, 2023년 3월, 2024명, 2023가나다12"), IsEmpty());
}

TEST(Mentions, Hashtags) {
  EXPECT_THAT(Find(MentionKind::kHashtag, "오늘 #도서관 #가상시#봄 다녀왔다"),
              ElementsAre("#도서관 = 도서관", "#가상시 = 가상시", "#봄 = 봄"));
  EXPECT_THAT(Find(MentionKind::kHashtag, "# 제목, C# 언어, #1, 번호#5"), IsEmpty());
  PageBuilder page;
  page.Add(RegionKind::kOther, "키워드 #도서관 #가상시");
  page.Add(RegionKind::kNavigation, "#메뉴 #전체");
  EXPECT_EQ(FindMentions(page.lines(), TestLexicon(), {}).size(), 2u);
}

TEST(Mentions, AreOrderedAndInsideTheContent) {
  PageBuilder page;
  page.Add(RegionKind::kTitle, "예산 3조원")
      .Add(RegionKind::kNavigation, "5조원")
      .Add(RegionKind::kBody, "\"2조원이 든다\"고 홍 시장은 말했다.");
  page.Add(RegionKind::kByline, "hong@example.com");
  const auto mentions = FindMentions(page.lines(), TestLexicon(), {});
  std::vector<std::string> shown;
  for (const Mention& m : mentions) shown.push_back(std::string(m.span.of(page.text())));
  EXPECT_THAT(shown, ElementsAre("3조원", "\"2조원이 든다\"", "2조원", "hong@example.com"));
}

}  // namespace
}  // namespace textclean
