#include "client/csv.h"

#include <google/protobuf/util/time_util.h>

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace textclean::client {
namespace {

std::string Cell(std::string value) {
  // What begins like this is a formula to a spreadsheet, whoever wrote it.
  if (value.find_first_of("=+-@\t\r") == 0) value.insert(0, 1, '\'');
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  std::string quoted = "\"";
  quoted += absl::StrReplaceAll(value, {{"\"", "\"\""}});
  quoted += '"';
  return quoted;
}

std::string Row(std::vector<std::string> values) {
  for (std::string& value : values) value = Cell(std::move(value));
  return absl::StrJoin(values, ",") + "\r\n";
}

template <typename Values, typename Show>
std::string Joined(const Values& values, Show show) {
  return absl::StrJoin(values, "; ", [&](std::string* out, const auto& value) { *out += show(value); });
}

std::string Time(bool known, const google::protobuf::Timestamp& time) {
  return known ? google::protobuf::util::TimeUtil::ToString(time) : "";
}

}  // namespace

std::string CsvHeader() {
  return Row({"source", "title", "title_tags", "subtitles", "section", "authors", "emails", "publisher", "agency",
              "dateline", "published_at", "published_at_raw", "modified_at", "modified_at_raw", "summary", "tickers",
              "copyright"});
}

std::string CsvRow(const std::string& source, const v1::ExtractResponse& response) {
  const v1::Article& article = response.article();
  const auto itself = [](const std::string& value) { return value; };
  return Row({source, article.title(), Joined(article.title_tags(), itself), Joined(article.subtitles(), itself),
              article.section(), Joined(article.authors(), [](const v1::Author& author) { return author.name(); }),
              Joined(article.emails(), itself), article.publisher(), article.agency(), article.dateline(),
              Time(article.has_published_at(), article.published_at()), article.published_at_raw(),
              Time(article.has_modified_at(), article.modified_at()), article.modified_at_raw(),
              Joined(article.summary(), itself),
              Joined(article.tickers(), [](const v1::Ticker& ticker) { return ticker.code(); }), article.copyright()});
}

}  // namespace textclean::client
