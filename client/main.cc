// textclean, the command-line client of textcleand.
#include <csignal>
#include <cstdio>

#include "client/arguments.h"
#include "client/calls.h"
#include "client/report.h"

int main(int argc, char** argv) {
  namespace client = textclean::client;
  // A closed pipe is then an error of the write to it, which can be reported.
  std::signal(SIGPIPE, SIG_IGN);

  const auto parsed = client::ParseArguments(argc, argv);
  if (const auto* usage = std::get_if<client::Usage>(&parsed)) {
    std::FILE* const stream = usage->exit_status == 0 ? stdout : stderr;
    std::fputs(usage->message.c_str(), stream);
    return std::fflush(stream) == 0 ? usage->exit_status : 1;
  }
  const auto& args = std::get<client::Arguments>(parsed);
  client::Report report(args);
  client::CallForEach(args, [&report](const client::Answer& answer) { return report.Print(answer); });
  report.Finish();
  return report.ok() ? 0 : 1;
}
