// textclean, the command-line client of textcleand.
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "client/arguments.h"
#include "client/bench.h"
#include "client/bulk.h"
#include "client/calls.h"
#include "client/report.h"

int main(int argc, char** argv) {
  namespace client = textclean::client;
  // A closed pipe is then an error of the write to it, which can be reported.
  std::signal(SIGPIPE, SIG_IGN);
  // What gRPC has to say of connections is said in this program's own words.
  setenv("GRPC_VERBOSITY", "NONE", 0);

  const auto parsed = client::ParseArguments(argc, argv);
  if (const auto* usage = std::get_if<client::Usage>(&parsed)) {
    std::FILE* const stream = usage->exit_status == 0 ? stdout : stderr;
    std::fputs(usage->message.c_str(), stream);
    return std::fflush(stream) == 0 ? usage->exit_status : 1;
  }
  const auto& args = std::get<client::Arguments>(parsed);
  if (args.command == client::Command::kBulk) return client::RunBulk(args);
  if (args.command == client::Command::kBench) return client::RunBench(args);
  client::Report report(args);
  const absl::Status called =
      client::CallForEach(args, [&report](const client::Answer& answer) { return report.Print(answer); });
  if (!called.ok()) {
    std::fprintf(stderr, "textclean: %s\n", std::string(called.message()).c_str());
    return 1;
  }
  report.Finish();
  return report.ok() ? 0 : 1;
}
