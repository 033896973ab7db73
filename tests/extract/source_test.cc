#include "service/extract/source.h"

#include "gtest/gtest.h"
#include "tests/extract/page_builder.h"

namespace textclean {
namespace {

class SourceTest : public testing::Test {
 protected:
  Source Find() { return FindSource(page_.lines(), TestLexicon()); }
  PageBuilder page_;
};

TEST_F(SourceTest, TellsThePublisherFromTheAgency) {
  page_.Add({{RegionKind::kByline, "(서울=연합뉴스) 홍길동 기자 ="}, {RegionKind::kBody, " 문을 연다."}});
  page_.Add(RegionKind::kCopyright, "ⓒ 매일경제, 무단 전재 및 재배포 금지");
  const Source source = Find();
  EXPECT_EQ(source.publisher.value, "매일경제");
  EXPECT_EQ(source.agency.value, "연합뉴스");
  EXPECT_EQ(source.dateline.value, "서울");
  EXPECT_EQ(source.copyright.value, "ⓒ 매일경제, 무단 전재 및 재배포 금지");
}

TEST_F(SourceTest, AnAgencysOwnPageHasNoOtherAgency) {
  page_.Add({{RegionKind::kByline, "[부산=뉴시스] 홍길동 기자 ="}, {RegionKind::kBody, " 문을 연다."}});
  page_.Add(RegionKind::kOther, "[Source : 뉴시스]");
  const Source source = Find();
  EXPECT_EQ(source.publisher.value, "뉴시스");
  EXPECT_EQ(source.agency.value, "");
  EXPECT_EQ(source.dateline.value, "부산");
}

TEST_F(SourceTest, ReadsPlacesBeforeANameAndLeavesOutletsThere) {
  page_.Add(RegionKind::kByline, "워싱턴=홍길동 특파원");
  EXPECT_EQ(Find().dateline.value, "워싱턴");
  PageBuilder other;
  other.Add(RegionKind::kByline, "[TV리포트=홍길동 기자]");
  const Source source = FindSource(other.lines(), TestLexicon());
  EXPECT_EQ(source.dateline.value, "");
  EXPECT_EQ(source.publisher.value, "TV리포트");
}

TEST_F(SourceTest, AWriterBehindItsBracketsMakesADateline) {
  page_.Add({{RegionKind::kByline, "【가상읍=가나다통신】홍길동 기자 ="}, {RegionKind::kBody, " 문을 연다."}});
  EXPECT_EQ(Find().dateline.value, "가상읍");
  PageBuilder other;
  other.Add(RegionKind::kByline, "[취재수첩=가나다통신] 홍길동 기자");
  EXPECT_EQ(FindSource(other.lines(), TestLexicon()).dateline.value, "");
}

TEST_F(SourceTest, AnOutletBesideTheTextIsThePublisherWhateverItWasTakenFor) {
  page_.Add(RegionKind::kSource, "홍길동").Add(RegionKind::kBody, "도서관이 문을 연다.");
  page_.Add(RegionKind::kCaption, "경향신문");
  EXPECT_EQ(Find().publisher.value, "경향신문");
  PageBuilder far;
  far.Add(RegionKind::kBody, "도서관이 문을 연다.");
  for (int i = 0; i < 9; ++i) far.Add(RegionKind::kRelated, "다른 기사 제목");
  far.Add(RegionKind::kNavigation, "경향신문");
  EXPECT_EQ(FindSource(far.lines(), TestLexicon()).publisher.value, "");
}

TEST_F(SourceTest, HeadlinesAndCaptionsNameNoPublisher) {
  page_.Add(RegionKind::kRelated, "KBS 아침마당, 새 도서관 소개한 시인의 말이 화제");
  page_.Add(RegionKind::kCopyright, "도서관에서 시민들이 책을 읽고 있다. 2018.11.28/뉴스1 <저작권자 ⓒ 뉴스1코리아>");
  EXPECT_EQ(Find().publisher.value, "");
  page_.Add(RegionKind::kRelated, "경향신문 관련뉴스");
  EXPECT_EQ(Find().publisher.value, "경향신문");
}

TEST_F(SourceTest, ALineOfItsOwnNamesThePublisher) {
  page_.Add(RegionKind::kBody, "문을 연다.").Add(RegionKind::kSource, "가상신문");
  EXPECT_EQ(Find().publisher.value, "가상신문");
}

TEST_F(SourceTest, ALineWithASectionBesideTheNameIsLeft) {
  page_.Add(RegionKind::kSource, "[문화] 가상신문");
  EXPECT_EQ(Find().publisher.value, "");
}

TEST_F(SourceTest, APortalsNoticeAndACreditNameNobody) {
  page_.Add(RegionKind::kCaption, "새 도서관. 연합뉴스");
  page_.Add(RegionKind::kBody, "연합뉴스에 따르면 문을 연다. 출처 : 한겨레라는 말도 있다.");
  page_.Add(RegionKind::kCopyright, "NAVER Copyright © NAVER Corp. All Rights Reserved.");
  const Source source = Find();
  EXPECT_EQ(source.publisher.value, "");
  EXPECT_EQ(source.agency.value, "");
}

TEST_F(SourceTest, ReadsTheHolderFromADomainOfHis) {
  page_.Add(RegionKind::kCopyright, "Copyright (c) www.sedaily.example.com All rights reserved");
  EXPECT_EQ(Find().publisher.value, "");
  page_.Add(RegionKind::kCopyright, "저작권자 ⓒ www.aitimes.com 무단전재 금지");
  EXPECT_EQ(Find().publisher.value, "AI타임스");
}

}  // namespace
}  // namespace textclean
