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

#include "client/channel.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

enum class Command { kClean, kSegment, kExtract, kBulk, kBench };
enum class Output { kText, kJson, kCsv, kHtml };
enum class Color { kAuto, kAlways, kNever };

struct BulkArguments {
  std::vector<std::string> servers;
  std::string output;  // empty is standard output
  bool resume = false;
  bool overwrite = false;
  bool quiet = false;
  // What is asked for each document.
  bool clean = false;
  bool segment = false;
  bool extract = false;
  // Most documents that a server owes at the same time.
  std::size_t window = 64;
  // How long all servers may be away before the run stops.
  std::chrono::milliseconds retry_for = std::chrono::minutes(1);
};

enum class BenchRpc { kClean, kSegment, kExtract, kProcess, kEcho, kEchoStream };

struct BenchArguments {
  BenchRpc rpc = BenchRpc::kClean;
  // Calls per second that are begun whatever the answers do; 0: a new call when one is answered.
  double rate = 0;
  // Calls under way in a closed loop, documents under way on all streams together.
  std::size_t concurrency = 8;
  std::size_t streams = 1;
  // That the calls and streams are dealt to.
  std::size_t connections = 1;
  std::chrono::milliseconds duration = std::chrono::seconds(10);
  std::chrono::milliseconds warm_up = std::chrono::seconds(1);
  bool compare_echo = false;
  bool health = false;
  // Of the server, to print its processor time and memory; 0 for none.
  int server_pid = 0;
};

struct Arguments {
  Command command = Command::kClean;
  // In the order given, at least one; "-" is standard input.
  std::vector<std::string> files;
  Output output = Output::kText;
  // Of Clean's text output: the page with what was removed, in place of the article.
  bool ledger = false;
  Color color = Color::kAuto;

  std::string server;
  TlsOptions tls;
  // How long one file's call may take.
  std::chrono::milliseconds deadline{};
  // Most calls under way at the same time.
  std::size_t jobs = 0;

  // What every document says beside its content.
  v1::Document document;
  // Only the options of `command` are filled in; for an HTML report, those of all three.
  v1::CleanOptions clean;
  v1::SegmentOptions segment;
  v1::ExtractOptions extract;

  BulkArguments bulk;
  BenchArguments bench;
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
