#include "client/text.h"

#include <google/protobuf/text_format.h>

#include "gtest/gtest.h"

namespace textclean::client {
namespace {

template <class Message>
Message Parse(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

TEST(CleanText, IsTheArticleAndALineEnd) {
  EXPECT_EQ(Text(v1::CleanResponse()), "");
  EXPECT_EQ(Text(Parse<v1::CleanResponse>("text: '제목\\n본문'")), "제목\n본문\n");
  EXPECT_EQ(Text(Parse<v1::CleanResponse>("text: '본문\\n'")), "본문\n");
}

TEST(SegmentText, IsASentenceALineWithParagraphsApart) {
  EXPECT_EQ(Text(v1::SegmentResponse()), "");
  EXPECT_EQ(Text(Parse<v1::SegmentResponse>(R"(
              sentences { text: "하나다." paragraph: 0 }
              sentences { text: "둘이다." paragraph: 0 }
              sentences { text: "셋이다." paragraph: 2 })")),
            "하나다.\n둘이다.\n\n셋이다.\n");
}

TEST(SegmentText, IsTheChunksWhereThereAreAny) {
  EXPECT_EQ(Text(Parse<v1::SegmentResponse>(R"(
              sentences { text: "하나다." }
              chunks { text: "하나다. 둘이다." }
              chunks { text: "셋이다." })")),
            "하나다. 둘이다.\n\n셋이다.\n");
}

TEST(ExtractText, NamesEveryFactThatThereIs) {
  EXPECT_EQ(Text(v1::ExtractResponse()), "");
  EXPECT_EQ(Text(Parse<v1::ExtractResponse>(R"(
              article {
                title: "[단독][속보] 제목" title_tags: "단독" title_tags: "속보"
                subtitles: "부제 하나" subtitles: "부제 둘"
                section: "사회"
                authors { name: "홍길동" role: "기자" email: "hong@news.example" }
                authors { name: "김철수" }
                publisher: "온누리신문" agency: "한빛통신" dateline: "서울"
                published_at { seconds: 1738630800 } published_at_raw: "2025.02.04. 오전 10:00"
                modified_at_raw: "어제"
                captions { text: "사진 설명" credit: "한빛통신" }
                captions { text: "다른 설명" }
                images { url: "https://news.example/1.jpg" }
                summary: "요약 첫 줄\n둘째 줄"
                related { number: "1" title: "다른 기사" author: "관리자" date: "02-04" }
                related { title: "또 다른 기사" }
                emails: "hong@news.example"
                tickers { name: "한빛전자" code: "000000" }
                copyright: "ⓒ 온누리신문"
                body: "본문이다."
              }
              mentions { kind: MENTION_KIND_MONEY text: "5000억원" normalized: "KRW 500000000000" }
              mentions { kind: MENTION_KIND_QUOTATION text: "좋다" speaker: "홍 교수" }
              mentions { kind: MENTION_KIND_CASE_NUMBER text: "2023도1234" })")),
            "title        [단독][속보] 제목\n"
            "tags         단독, 속보\n"
            "subtitle     부제 하나\n"
            "subtitle     부제 둘\n"
            "section      사회\n"
            "author       홍길동 기자 <hong@news.example>\n"
            "author       김철수\n"
            "publisher    온누리신문\n"
            "agency       한빛통신\n"
            "dateline     서울\n"
            "published    2025-02-04T01:00:00Z (2025.02.04. 오전 10:00)\n"
            "modified     어제\n"
            "caption      사진 설명 (한빛통신)\n"
            "caption      다른 설명\n"
            "image        https://news.example/1.jpg\n"
            "summary      요약 첫 줄\n"
            "             둘째 줄\n"
            "related      1 다른 기사 (관리자 02-04)\n"
            "related      또 다른 기사\n"
            "email        hong@news.example\n"
            "ticker       한빛전자 000000\n"
            "copyright    ⓒ 온누리신문\n"
            "\n"
            "본문이다.\n"
            "\n"
            "money        5000억원 = KRW 500000000000\n"
            "quotation    좋다 — 홍 교수\n"
            "case number  2023도1234\n");
}

}  // namespace
}  // namespace textclean::client
