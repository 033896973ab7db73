#include "client/facts.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace textclean::client {
namespace {

// The parts that are not empty, a blank between them.
std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!part.empty()) joined += (joined.empty() ? "" : " ") + part;
  }
  return joined;
}

std::string Enclosed(const char* before, const std::string& text, const char* after) {
  return text.empty() ? "" : before + text + after;
}

// Collects the facts that there are.
class Facts {
 public:
  void Add(std::string name, std::string value) {
    if (!value.empty()) facts_.push_back({std::move(name), std::move(value)});
  }
  template <class Values>
  void AddEach(const char* name, const Values& values) {
    for (const auto& value : values) Add(name, value);
  }
  // A time in UTC, with the page's own words beside it; these alone where they name no time.
  void AddTime(const char* name, bool known, const google::protobuf::Timestamp& time, const std::string& raw) {
    const std::string utc = known ? google::protobuf::util::TimeUtil::ToString(time) : "";
    Add(name, utc.empty() ? raw : Joined({utc, Enclosed("(", raw, ")")}));
  }

  std::vector<Fact> Take() { return std::move(facts_); }

 private:
  std::vector<Fact> facts_;
};

// "open graph" for FIELD_SOURCE_OPEN_GRAPH.
std::string SourceName(v1::FieldSource source) {
  const std::string name(absl::StripPrefix(v1::FieldSource_Name(source), "FIELD_SOURCE_"));
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", " "}});
}

}  // namespace

std::vector<Fact> ArticleFacts(const v1::Article& article) {
  Facts facts;
  facts.Add("title", article.title());
  facts.Add("tags", absl::StrJoin(article.title_tags(), ", "));
  facts.AddEach("subtitle", article.subtitles());
  facts.Add("section", article.section());
  for (const auto& author : article.authors()) {
    facts.Add("author", Joined({author.name(), author.role(), Enclosed("<", author.email(), ">")}));
  }
  facts.Add("publisher", article.publisher());
  facts.Add("agency", article.agency());
  facts.Add("dateline", article.dateline());
  facts.AddTime("published", article.has_published_at(), article.published_at(), article.published_at_raw());
  facts.AddTime("modified", article.has_modified_at(), article.modified_at(), article.modified_at_raw());
  for (const auto& caption : article.captions()) {
    facts.Add("caption", Joined({caption.text(), Enclosed("(", caption.credit(), ")")}));
  }
  for (const auto& image : article.images()) facts.Add("image", image.url());
  facts.AddEach("summary", article.summary());
  for (const auto& item : article.related()) {
    facts.Add("related",
              Joined({item.number(), item.title(), Enclosed("(", Joined({item.author(), item.date()}), ")")}));
  }
  facts.AddEach("email", article.emails());
  for (const auto& ticker : article.tickers()) facts.Add("ticker", Joined({ticker.name(), ticker.code()}));
  facts.Add("copyright", article.copyright());
  for (const auto& conflict : article.conflicts()) {
    facts.Add("conflict", Joined({conflict.field() + ":", conflict.other(),
                                  Enclosed("(", SourceName(conflict.other_source()), ")")}));
  }
  return facts.Take();
}

std::vector<Fact> MentionFacts(const v1::ExtractResponse& response) {
  Facts facts;
  for (const auto& mention : response.mentions()) {
    const std::string kind(absl::StripPrefix(v1::MentionKind_Name(mention.kind()), "MENTION_KIND_"));
    facts.Add(
        absl::StrReplaceAll(absl::AsciiStrToLower(kind), {{"_", " "}}),
        Joined({mention.text(), Enclosed("= ", mention.normalized(), ""), Enclosed("— ", mention.speaker(), "")}));
  }
  return facts.Take();
}

}  // namespace textclean::client
