// Extract as a caller sees it: options, offsets in every unit, HTML's offsets in its source.
#include <map>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "service/text/utf8.h"
#include "tests/rpc/harness.h"
#include "tests/support/decomposed.h"

namespace textclean {
namespace {

constexpr std::string_view kPage =
    "[단독] 새 도서관 3월에 문 연다\n"
    "홍길동 기자 hong@example.com\n"
    "입력 2025.02.04 05:31\n"
    "가상시는 5천억 달러를 들여 지은 새 도서관이 다음 달에 문을 연다고 지난달 21일 밝혔다.\n"
    "가상시장은 \"책을 사랑하는 시민 모두의 도서관으로 만들겠다\"고 말했다.\n";

struct Extracted {
  grpc::Status status;
  v1::ExtractResponse response;
  std::string reason;
  std::string field;
};

Extracted Call(const v1::ExtractRequest& request) {
  Harness harness;
  grpc::ClientContext context;
  Extracted extracted;
  extracted.status = harness.stub().Extract(&context, request, &extracted.response);
  const Answer answer = Unpack(extracted.status);
  extracted.reason = answer.info.reason();
  extracted.field = answer.field();
  return extracted;
}

std::u32string ToCodePoints(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    points += c.value;
    at += c.size;
  }
  return points;
}

v1::ExtractRequest PageRequest() {
  v1::ExtractRequest request;
  request.mutable_document()->set_text(std::string(kPage));
  return request;
}

TEST(Extract, AnswersFactsMentionsAndWhereTheyStand) {
  const Extracted extracted = Call(PageRequest());
  ASSERT_TRUE(extracted.status.ok()) << extracted.status.error_message();
  const v1::Article& article = extracted.response.article();
  EXPECT_EQ(article.title(), "[단독] 새 도서관 3월에 문 연다");
  ASSERT_EQ(article.authors_size(), 1);
  EXPECT_EQ(article.authors(0).email(), "hong@example.com");
  EXPECT_EQ(article.published_at().seconds(), 1738614660);
  EXPECT_NE(article.body(), "");
  for (const v1::FieldSpan& span : article.spans()) {
    if (span.field() == "authors[0].name") {
      EXPECT_EQ(kPage.substr(span.begin(), span.end() - span.begin()), "홍길동");
    }
  }
  for (const v1::Mention& mention : extracted.response.mentions()) {
    EXPECT_EQ(kPage.substr(mention.begin(), mention.end() - mention.begin()), mention.text());
  }
  EXPECT_GE(extracted.response.mentions_size(), 4);
}

TEST(Extract, CountsInTheCallersUnit) {
  v1::ExtractRequest request = PageRequest();
  request.mutable_options()->add_mentions(v1::MENTION_KIND_MONEY);
  request.mutable_options()->set_offset_unit(v1::OFFSET_UNIT_CODE_POINTS);
  request.mutable_options()->set_include_body(false);
  const Extracted extracted = Call(request);
  ASSERT_EQ(extracted.response.mentions_size(), 1);
  const v1::Mention& money = extracted.response.mentions(0);
  EXPECT_EQ(money.normalized(), "USD 500000000000");
  EXPECT_EQ(money.end() - money.begin(), 6u);
  EXPECT_EQ(extracted.response.article().body(), "");
}

TEST(Extract, ReadsHangulInLetters) {
  const std::string page = WithHangulDecomposed(kPage);
  v1::ExtractRequest request;
  request.mutable_document()->set_text(page);
  const Extracted extracted = Call(request);
  ASSERT_TRUE(extracted.status.ok()) << extracted.status.error_message();
  v1::Article article = extracted.response.article();
  v1::Article expected = Call(PageRequest()).response.article();
  ASSERT_GT(article.spans_size(), 0);
  ASSERT_EQ(article.spans_size(), expected.spans_size());
  for (int i = 0; i < article.spans_size(); ++i) {
    const v1::FieldSpan& span = article.spans(i);
    const v1::FieldSpan& same = expected.spans(i);
    EXPECT_EQ(page.substr(span.begin(), span.end() - span.begin()),
              WithHangulDecomposed(kPage.substr(same.begin(), same.end() - same.begin())));
  }
  article.clear_spans();
  expected.clear_spans();
  EXPECT_EQ(article.DebugString(), expected.DebugString());
}

TEST(Extract, OffsetsOfHtmlCountInItsSource) {
  std::string html =
      "<html><body><h1>새 도서관 3월에 문 연다</h1><p class=date>입력 2025.02.04 05:31</p><div class=article>";
  html +=
      "<p>가상시는 <b>5천억&nbsp;달러</b>를 들여 지은 새 도서관이 문을 연다고 지난달 21일 밝혔다. 시민들이 기다려 온 "
      "곳이다.</p>";
  html +=
      "<p>가상시장은 도서관을 시민 모두의 곳으로 만들겠다고 말했다. 문을 여는 날에는 잔치도 "
      "열린다.</p></div></body></html>";
  v1::ExtractRequest request;
  request.mutable_document()->set_content(html);
  request.mutable_document()->set_format(v1::FORMAT_HTML);
  request.mutable_options()->add_mentions(v1::MENTION_KIND_MONEY);
  const Extracted extracted = Call(request);
  ASSERT_TRUE(extracted.status.ok()) << extracted.status.error_message();
  ASSERT_EQ(extracted.response.mentions_size(), 1);
  const v1::Mention& money = extracted.response.mentions(0);
  EXPECT_EQ(html.substr(money.begin(), money.end() - money.begin()), "5천억&nbsp;달러");
  for (const v1::FieldSpan& span : extracted.response.article().spans()) {
    if (span.field() == "title") {
      EXPECT_EQ(html.substr(span.begin(), span.end() - span.begin()), "새 도서관 3월에 문 연다");
    }
  }
}

TEST(Extract, SaysWhatWasReadFromTheMarkup) {
  const std::string html =
      "<html><head><meta property='og:title' content='새 도서관 &amp; 3월'><meta property='og:site_name' "
      "content='가상일보'>"
      "<meta property='article:published_time' content='2024-01-01T09:00:00+09:00'></head><body><p>입력 2025.02.04 "
      "05:31</p>"
      "<p>가상시는 새 도서관이 문을 연다고 지난달 21일 밝혔다. 시민들이 기다려 온 곳이다.</p>"
      "<p>가상시장은 도서관을 시민 모두의 곳으로 만들겠다고 말했다.</p></body></html>";
  v1::ExtractRequest request;
  request.mutable_document()->set_content(html);
  request.mutable_options()->set_offset_unit(v1::OFFSET_UNIT_CODE_POINTS);
  const Extracted extracted = Call(request);
  ASSERT_TRUE(extracted.status.ok()) << extracted.status.error_message();
  const v1::Article& article = extracted.response.article();
  EXPECT_EQ(article.title(), "새 도서관 & 3월");
  std::map<std::string, std::string> read;
  const std::u32string points = ToCodePoints(html);
  const auto slice = [&](const auto& span) {
    std::string bytes;
    for (const char32_t c : points.substr(span.begin(), span.end() - span.begin())) AppendUtf8(c, bytes);
    return bytes;
  };
  for (const v1::FieldSpan& span : article.spans()) {
    read[span.field()] = v1::FieldSource_Name(span.source()) + " " + slice(span);
  }
  EXPECT_EQ(read["title"], "FIELD_SOURCE_OPEN_GRAPH 새 도서관 &amp; 3월");
  EXPECT_EQ(read["publisher"], "FIELD_SOURCE_OPEN_GRAPH 가상일보");
  EXPECT_EQ(read["published_at_raw"], "FIELD_SOURCE_TEXT 2025.02.04 05:31");
  ASSERT_EQ(article.conflicts_size(), 1);
  EXPECT_EQ(article.conflicts(0).field(), "published_at");
  EXPECT_EQ(article.conflicts(0).taken(), v1::FIELD_SOURCE_TEXT);
  EXPECT_EQ(article.conflicts(0).other(), "2024-01-01T09:00:00+09:00");
  EXPECT_EQ(article.conflicts(0).other_source(), v1::FIELD_SOURCE_OPEN_GRAPH);
  EXPECT_EQ(slice(article.conflicts(0)), "2024-01-01T09:00:00+09:00");
}

TEST(Extract, RefusesOptionsThatCannotBe) {
  v1::ExtractRequest request = PageRequest();
  request.mutable_options()->add_mentions(v1::MENTION_KIND_UNSPECIFIED);
  Extracted extracted = Call(request);
  EXPECT_EQ(extracted.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(extracted.reason, "UNKNOWN_ENUM_VALUE");
  EXPECT_EQ(extracted.field, "options.mentions[0]");

  request = PageRequest();
  request.mutable_options()->add_mentions(v1::MENTION_KIND_MONEY);
  request.mutable_options()->set_omit_mentions(true);
  extracted = Call(request);
  EXPECT_EQ(extracted.reason, "CONTRADICTORY_OPTIONS");
  EXPECT_EQ(extracted.field, "options.omit_mentions");

  request = PageRequest();
  request.mutable_options()->set_offset_unit(static_cast<v1::OffsetUnit>(9));
  EXPECT_EQ(Call(request).field, "options.offset_unit");

  request.clear_document();
  EXPECT_EQ(Call(request).reason, "MISSING_DOCUMENT");
}

}  // namespace
}  // namespace textclean
