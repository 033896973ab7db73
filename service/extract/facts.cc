#include "service/extract/facts.h"

namespace textclean {
namespace {

// Collects the spans of values that are not empty.
class Paths {
 public:
  void Add(std::string path, const Fact& fact) {
    if (!fact.empty()) spans_.push_back({std::move(path), fact.span, fact.source});
  }
  void Add(const std::string& path, const std::vector<Fact>& facts) {
    for (std::size_t i = 0; i < facts.size(); ++i) Add(Indexed(path, i), facts[i]);
  }
  static std::string Indexed(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

  std::vector<FieldSpan> Take() { return std::move(spans_); }

 private:
  std::vector<FieldSpan> spans_;
};

}  // namespace

std::vector<FieldSpan> FieldSpans(const ArticleFacts& facts) {
  Paths paths;
  paths.Add("title", facts.title);
  paths.Add("title_tags", facts.title_tags);
  paths.Add("subtitles", facts.subtitles);
  paths.Add("section", facts.section);
  for (std::size_t i = 0; i < facts.authors.size(); ++i) {
    const std::string path = Paths::Indexed("authors", i);
    paths.Add(path + ".name", facts.authors[i].name);
    paths.Add(path + ".email", facts.authors[i].email);
    paths.Add(path + ".role", facts.authors[i].role);
  }
  paths.Add("publisher", facts.publisher);
  paths.Add("agency", facts.agency);
  paths.Add("dateline", facts.dateline);
  paths.Add("published_at", facts.published.finer);
  paths.Add("published_at_raw", facts.published.raw);
  paths.Add("modified_at", facts.modified.finer);
  paths.Add("modified_at_raw", facts.modified.raw);
  for (std::size_t i = 0; i < facts.captions.size(); ++i) {
    const std::string path = Paths::Indexed("captions", i);
    paths.Add(path + ".text", facts.captions[i].text);
    paths.Add(path + ".credit", facts.captions[i].credit);
  }
  for (std::size_t i = 0; i < facts.images.size(); ++i)
    paths.Add(Paths::Indexed("images", i) + ".url", facts.images[i]);
  paths.Add("summary", facts.summary);
  for (std::size_t i = 0; i < facts.related.size(); ++i) {
    const std::string path = Paths::Indexed("related", i);
    paths.Add(path + ".number", facts.related[i].number);
    paths.Add(path + ".title", facts.related[i].title);
    paths.Add(path + ".author", facts.related[i].author);
    paths.Add(path + ".date", facts.related[i].date);
  }
  paths.Add("emails", facts.emails);
  for (std::size_t i = 0; i < facts.tickers.size(); ++i) {
    const std::string path = Paths::Indexed("tickers", i);
    paths.Add(path + ".name", facts.tickers[i].name);
    paths.Add(path + ".code", facts.tickers[i].code);
  }
  paths.Add("copyright", facts.copyright);
  return paths.Take();
}

}  // namespace textclean
