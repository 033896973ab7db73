#include "client/csv.h"

#include <algorithm>

#include "gtest/gtest.h"

namespace textclean::client {
namespace {

TEST(Csv, HasAsManyCellsAsColumns) {
  const std::string row = CsvRow("a.txt", v1::ExtractResponse());
  const std::string header = CsvHeader();
  EXPECT_EQ(std::count(row.begin(), row.end(), ','), std::count(header.begin(), header.end(), ','));
  EXPECT_TRUE(row.starts_with("a.txt,,"));
  EXPECT_TRUE(row.ends_with("\r\n"));
}

TEST(Csv, QuotesWhatParts) {
  v1::ExtractResponse response;
  response.mutable_article()->set_title("\"문을 연다\", 시장");
  response.mutable_article()->add_subtitles("첫 줄");
  response.mutable_article()->add_subtitles("둘째 줄");
  EXPECT_TRUE(CsvRow("a.txt", response).starts_with("a.txt,\"\"\"문을 연다\"\", 시장\",,첫 줄; 둘째 줄,"));
}

TEST(Csv, MakesNoFormulas) {
  v1::ExtractResponse response;
  response.mutable_article()->set_title("=1+1");
  EXPECT_TRUE(CsvRow("a.txt", response).starts_with("a.txt,'=1+1,"));
}

TEST(Csv, GivesTimesInUtcBesideThePagesOwn) {
  v1::ExtractResponse response;
  response.mutable_article()->mutable_published_at()->set_seconds(1738614660);
  response.mutable_article()->set_published_at_raw("2025.02.04 05:31");
  EXPECT_NE(CsvRow("a.txt", response).find(",2025-02-03T20:31:00Z,2025.02.04 05:31,"), std::string::npos);
}

}  // namespace
}  // namespace textclean::client
