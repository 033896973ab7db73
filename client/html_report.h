// Pages, what was removed from them and why, as one HTML page that needs no other file and no network.
//
//   HtmlReport report;
//   for (const Answer& answer : answers) report.Add(answer);
//   std::cout << report.Draw();
//
// Of several files it shows an index with totals by kind first. The parts that do not depend on the files (the
// frames, the style sheet, the script) are in client/html/. The report's own policy (Content-Security-Policy) lets it
// load nothing and run no script but that one, whatever the pages hold.
#ifndef TEXTCLEAN_CLIENT_HTML_REPORT_H_
#define TEXTCLEAN_CLIENT_HTML_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/answer.h"
#include "client/html_page.h"

namespace textclean::client {

class HtmlReport {
 public:
  // A page, or a failure, which the report names. INTERNAL where the server's ledger does not fit the page; the
  // report then names that as the page's failure.
  absl::Status Add(const Answer& answer);

  // The whole document. All of it is in memory, about five times the size of the pages.
  std::string Draw() const;

 private:
  struct Page {
    std::string source;
    v1::ProcessResponse answer;
    std::string error;  // empty where there is an answer
  };

  std::string Index() const;
  // Links to the index and to the neighbours of a page.
  std::string Navigation(std::size_t page) const;

  std::vector<Page> pages_;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_HTML_REPORT_H_
