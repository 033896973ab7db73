#include "client/text.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace textclean::client {
namespace {

std::string WithLineEnd(const std::string& text) { return text.empty() || text.back() == '\n' ? text : text + "\n"; }

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

// Collects the lines "name  value" of the facts that there are.
class Facts {
 public:
  void Add(const char* name, const std::string& value) {
    // A value of several lines stays in its column.
    if (!value.empty())
      text_ += absl::StrFormat("%-11s  %s\n", name, absl::StrReplaceAll(value, {{"\n", "\n             "}}));
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

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string ArticleFacts(const v1::Article& article) {
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
  return facts.text();
}

std::string MentionFacts(const v1::ExtractResponse& response) {
  Facts facts;
  for (const auto& mention : response.mentions()) {
    const std::string kind(absl::StripPrefix(v1::MentionKind_Name(mention.kind()), "MENTION_KIND_"));
    const std::string name = absl::StrReplaceAll(absl::AsciiStrToLower(kind), {{"_", " "}});
    facts.Add(name.c_str(), Joined({mention.text(), Enclosed("= ", mention.normalized(), ""),
                                    Enclosed("— ", mention.speaker(), "")}));
  }
  return facts.text();
}

}  // namespace

std::string Text(const v1::CleanResponse& response) { return WithLineEnd(response.text()); }

std::string Text(const v1::SegmentResponse& response) {
  if (response.chunks_size() > 0) {
    return absl::StrJoin(response.chunks(), "\n",
                         [](std::string* out, const v1::Chunk& chunk) { *out += WithLineEnd(chunk.text()); });
  }
  std::string text;
  const v1::Sentence* before = nullptr;
  for (const auto& sentence : response.sentences()) {
    if (before != nullptr && before->paragraph() != sentence.paragraph()) text += "\n";
    text += WithLineEnd(sentence.text());
    before = &sentence;
  }
  return text;
}

std::string Text(const v1::ExtractResponse& response) {
  const std::string sections[] = {ArticleFacts(response.article()), WithLineEnd(response.article().body()),
                                  MentionFacts(response)};
  std::string text;
  for (const std::string& section : sections) {
    if (!section.empty()) text += (text.empty() ? "" : "\n") + section;
  }
  return text;
}

}  // namespace textclean::client
