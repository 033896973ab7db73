#include "client/report.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "client/csv.h"
#include "client/json.h"
#include "client/ledger.h"
#include "client/terminal.h"
#include "client/text.h"

namespace textclean::client {

Report::Report(const Arguments& args) : args_(args), on_terminal_(OnTerminal()) {}

bool Report::Print(const Answer& answer) {
  if (const auto* failure = std::get_if<Failure>(&answer.result)) {
    ok_ = false;
    if (args_.output != Output::kJson) Complain(answer.source, *failure);
    if (args_.output == Output::kText || args_.output == Output::kCsv) return true;
  }
  switch (args_.output) {
    case Output::kJson:
      return Write(JsonLine(answer));
    case Output::kCsv:
      return PrintCsv(answer);
    case Output::kHtml:
      return AddToHtml(answer);
    case Output::kText:
      break;
  }
  return PrintText(answer);
}

bool Report::PrintText(const Answer& answer) {
  const Response& response = std::get<Response>(answer.result);
  std::string text;
  if (args_.ledger) {
    absl::StatusOr<std::string> ledger =
        DrawLedger(std::get<v1::CleanResponse>(response), {WantsColor(args_.color), TerminalWidth()});
    if (!ledger.ok()) {
      ok_ = false;
      Complain(answer.source, FailureOf(ledger.status()));
      return true;
    }
    text = *std::move(ledger);  // already safe: only its colours are control characters
  } else {
    text = std::visit([](const auto& message) { return Text(message); }, response);
    if (on_terminal_) text = Printable(text);
  }
  if (args_.files.size() > 1) {
    const std::string name = on_terminal_ ? Printable(ValidUtf8(answer.source)) : answer.source;
    text = (first_ ? "==> " : "\n==> ") + name + " <==\n" + text;
  }
  first_ = false;
  return Write(text);
}

bool Report::PrintCsv(const Answer& answer) {
  const auto& response = std::get<v1::ExtractResponse>(std::get<Response>(answer.result));
  const std::string header = first_ ? CsvHeader() : "";
  first_ = false;
  return Write(header + CsvRow(ValidUtf8(answer.source), response));
}

bool Report::AddToHtml(const Answer& answer) {
  if (const absl::Status added = html_.Add(answer); !added.ok()) {
    ok_ = false;
    Complain(answer.source, FailureOf(added));
  }
  return true;
}

void Report::Finish() {
  if (args_.output == Output::kHtml) Write(html_.Draw());
}

bool Report::Write(std::string_view bytes) {
  // Flushed at once: a reader at the other end of a pipe waits for it.
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0) return true;
  std::fprintf(stderr, "textclean: cannot write to standard output: %s\n", std::strerror(errno));
  ok_ = false;
  return false;
}

void Report::Complain(const std::string& source, const Failure& failure) {
  std::string line = "textclean: " + source + ": " + failure.code + ": " + failure.message;
  if (!failure.field.empty()) line += " [" + failure.field + "]";
  std::fprintf(stderr, "%s\n", Printable(ValidUtf8(line)).c_str());
}

}  // namespace textclean::client
