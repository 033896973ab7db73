// Prints answers as the arguments ask: results to standard output, failures to standard error.
#ifndef TEXTCLEAN_CLIENT_REPORT_H_
#define TEXTCLEAN_CLIENT_REPORT_H_

#include <string_view>

#include "client/answer.h"
#include "client/arguments.h"
#include "client/html_report.h"

namespace textclean::client {

class Report {
 public:
  explicit Report(const Arguments& args);

  // False where standard output takes no more (a closed pipe, a full disk): there is no use
  // in further answers. Says so on standard error.
  bool Print(const Answer& answer);

  // After the last answer: prints what can only be printed then, an HTML report.
  void Finish();

  // Whether every answer was a response, and all was written.
  bool ok() const { return ok_; }

 private:
  bool PrintText(const Answer& answer);
  bool PrintCsv(const Answer& answer);
  bool AddToHtml(const Answer& answer);
  bool Write(std::string_view bytes);
  void Complain(const std::string& source, const Failure& failure);

  const Arguments& args_;
  const bool on_terminal_;
  HtmlReport html_;
  bool first_ = true;
  bool ok_ = true;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_REPORT_H_
