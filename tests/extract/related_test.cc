#include "service/extract/related.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Rows(const PageBuilder& page) {
  std::vector<std::string> rows;
  for (const RelatedItem& item : FindRelated(page.lines())) {
    rows.push_back(item.number.value + "|" + item.title.value + "|" + item.author.value + "|" + item.date.value);
  }
  return rows;
}

TEST(FindRelated, ReadsColumnsUnderTheirHeader) {
  PageBuilder page;
  page.Add(RegionKind::kRelated, "번호 제목 글쓴이 날짜");
  page.Add(RegionKind::kRelated, "471 \"도서관 연다\"…3월 개관 가상뉴스 2025.02.04");
  page.Add(RegionKind::kRelated, "470\t[단독] 다리 놓는다\t홍 길동\t02-04");
  page.Add(RegionKind::kRelated, "469 옛 시장 헐린다 가상뉴스 09:13");
  EXPECT_THAT(Rows(page), ElementsAre("471|\"도서관 연다\"…3월 개관|가상뉴스|2025-02-04",
                                      "470|[단독] 다리 놓는다|홍 길동|02-04", "469|옛 시장 헐린다|가상뉴스|09:13"));
}

TEST(FindRelated, ReadsBulletsRankingsAndHeadlines) {
  PageBuilder page;
  page.Add(RegionKind::kRelated, "많이 본 뉴스");
  page.Add(RegionKind::kRelated, "1 새 도서관 내년 3월 문 연다");
  page.Add(RegionKind::kRelated, "2위 강변 다리 공사 다시 시작");
  page.Add(RegionKind::kRelated, "- 옛 시장 헐고 공원 만든다");
  page.Add(RegionKind::kRelated, "비 온 뒤 기온 뚝…주말 내내 춥다");
  EXPECT_THAT(Rows(page), ElementsAre("1|새 도서관 내년 3월 문 연다||", "2|강변 다리 공사 다시 시작||",
                                      "|옛 시장 헐고 공원 만든다||", "|비 온 뒤 기온 뚝…주말 내내 춥다||"));
}

TEST(FindRelated, HeadingsAndButtonsAreNoRows) {
  PageBuilder page;
  for (const std::string_view line :
       {"가상일보 주요 뉴스", "더보기", "02.04 09:13 더보기 >", "이 시각 헤드라인", "랭킹", "오늘의 핫클릭!", "동영상",
        "지난 2시간 동안 가상일보에서", "많이 조회된 뉴스입니다.", "1", "2.5"}) {
    page.Add(RegionKind::kRelated, line);
  }
  page.Add(RegionKind::kBody, "- 문 여는 시각은 오전 9시이고 닫는 시각은 오후 6시다.");
  EXPECT_THAT(Rows(page), IsEmpty());
}

}  // namespace
}  // namespace textclean
