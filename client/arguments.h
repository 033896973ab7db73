// The command line of `textclean`, read into what the rest of the program works with:
// the options of a request are the API's own messages.
//
//   auto parsed = ParseArguments(argc, argv);
//   if (auto* usage = std::get_if<Usage>(&parsed)) ... print it and exit
#ifndef TEXTCLEAN_CLIENT_ARGUMENTS_H_
#define TEXTCLEAN_CLIENT_ARGUMENTS_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

enum class Command { kClean, kSegment, kExtract };
enum class Output { kText, kJson, kCsv, kHtml };
enum class Color { kAuto, kAlways, kNever };

struct Arguments {
  Command command = Command::kClean;
  // In the order given, at least one; "-" is standard input.
  std::vector<std::string> files;
  Output output = Output::kText;
  // Of Clean's text output: the page with what was removed, in place of the article.
  bool ledger = false;
  Color color = Color::kAuto;

  std::string server;
  // How long one file's call may take.
  std::chrono::milliseconds deadline;
  // Most calls under way at the same time.
  std::size_t jobs = 0;

  // What every document says beside its content.
  v1::Document document;
  // Only the options of `command` are filled in; for an HTML report, those of all three.
  v1::CleanOptions clean;
  v1::SegmentOptions segment;
  v1::ExtractOptions extract;
};

// Why there is nothing to do: help was asked for (status 0), or the usage is bad (2).
struct Usage {
  int exit_status;
  std::string message;
};

// Also reads TEXTCLEAN_SERVER, the default of --server.
std::variant<Arguments, Usage> ParseArguments(int argc, const char* const* argv);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_ARGUMENTS_H_
