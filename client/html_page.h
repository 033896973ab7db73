// One cleaned page in an HTML report: the page with its regions beside its article, its facts and its sentences.
#ifndef TEXTCLEAN_CLIENT_HTML_PAGE_H_
#define TEXTCLEAN_CLIENT_HTML_PAGE_H_

#include <cstddef>
#include <string>

#include "google/protobuf/repeated_field.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

using KindCounts = google::protobuf::RepeatedPtrField<v1::KindCount>;

// Characters of text; markup is counted by none.
struct Totals {
  std::uint64_t kept = 0;
  std::uint64_t removed = 0;

  std::uint64_t all() const { return kept + removed; }
};
Totals TotalsOf(const KindCounts& counts);

// A bar of one part for each kind that occurs, as wide as its share of the characters.
std::string HtmlBar(const KindCounts& counts);

// A section with the id "page-NUMBER". `source` is the file's name, any valid UTF-8; `navigation` is HTML that leads
// to the other pages. CheckPartition(answer.clean()) must hold.
std::string HtmlPage(const std::string& source, const v1::ProcessResponse& answer, std::size_t number,
                     const std::string& navigation);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_HTML_PAGE_H_
