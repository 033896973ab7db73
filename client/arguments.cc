#include "client/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace textclean::client {
namespace {

// What an option may be set to, in the order help shows it.
using Choices = std::vector<std::pair<std::string, int>>;

// "Code_Points" and "code-points" are the same.
std::string Folded(const std::string& name) { return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}}); }

// The values of an enum of the API without its prefix: "balanced" for CLEAN_MODE_BALANCED.
// The first, UNSPECIFIED, is what leaving the option out means.
Choices EnumChoices(const google::protobuf::EnumDescriptor* type) {
  const std::string unspecified = type->value(0)->name();
  const std::string prefix(absl::StripSuffix(unspecified, "UNSPECIFIED"));
  Choices choices;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string name(absl::StripPrefix(type->value(i)->name(), prefix));
    choices.emplace_back(Folded(name), type->value(i)->number());
  }
  return choices;
}

// Markup and white space are never article text: the API refuses them.
Choices KindChoices() {
  Choices choices = EnumChoices(v1::RegionKind_descriptor());
  std::erase_if(choices, [](const auto& choice) {
    return choice.second == v1::REGION_KIND_MARKUP || choice.second == v1::REGION_KIND_WHITESPACE;
  });
  return choices;
}

std::string Names(const Choices& choices, const char* separator) {
  return absl::StrJoin(choices, separator, [](std::string* out, const auto& choice) { out->append(choice.first); });
}

int Choose(const std::string& option, const Choices& choices, const std::string& name) {
  for (const auto& [known, value] : choices) {
    if (known == Folded(name)) return value;
  }
  throw CLI::ValidationError(option, "'" + name + "' is none of: " + Names(choices, ", "));
}

CLI::Option* AddChoice(CLI::App& app, const std::string& name, const Choices& choices, std::function<void(int)> set,
                       const std::string& help) {
  return app
      .add_option_function<std::string>(
          name, [=](const std::string& value) { set(Choose(name, choices, value)); }, help)
      ->type_name(Names(choices, "|"));
}

// A form of output that one command has beside text and JSON.
struct OutputForm {
  std::string name;
  Output output;
  std::string help;
};

// How the server is reached.
void AddTls(CLI::App& app, TlsOptions& tls) {
  app.add_flag("--tls", tls.enabled, "Encrypt, and check who the server is");
  app.add_option("--tls-ca", tls.ca, "Authorities to trust, in PEM; the system's by default")
      ->type_name("FILE")
      ->needs("--tls");
  CLI::Option* const cert = app.add_option("--tls-cert", tls.cert, "Who the caller is, for servers that ask, in PEM");
  CLI::Option* const key = app.add_option("--tls-key", tls.key, "The key of --tls-cert, in PEM");
  cert->type_name("FILE")->needs("--tls")->needs(key);
  key->type_name("FILE")->needs("--tls")->needs(cert);
  app.add_option("--tls-server-name", tls.server_name, "Name in the server's certificate; the address' host by default")
      ->type_name("NAME")
      ->needs("--tls");
}

void AddServer(CLI::App& app, Arguments& args) {
  // Not with envname(): the variable would also count for the commands that were not given, and
  // these write to the same place.
  app.add_option("--server", args.server, "Address of textcleand; the default may be set as TEXTCLEAN_SERVER")
      ->type_name("ADDR")
      ->default_str(args.server);
  AddTls(app, args.tls);
}

void AddReading(CLI::App& app, Arguments& args) {
  AddChoice(
      app, "--format", EnumChoices(v1::Format_descriptor()),
      [&args](int format) { args.document.set_format(static_cast<v1::Format>(format)); },
      "How to read the files; auto takes .html and .htm for HTML and has the server look at the rest");
  app.add_option_function<std::string>(
         "--charset", [&args](const std::string& name) { args.document.set_charset(name); },
         "IANA name of the files' charset; the server detects it otherwise")
      ->type_name("NAME");
}

CLI::Option* AddSeconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& to, double least,
                        const std::string& help) {
  return app
      .add_option_function<double>(
          name, [&to](double seconds) { to = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)); },
          help)
      ->type_name("SECONDS")
      ->default_str(absl::StrCat(static_cast<double>(to.count()) / 1000))
      ->check(CLI::Range(least, 86400.0).description(""));
}

// Options that every command for a few files has.
void AddCommon(CLI::App& app, Arguments& args, const std::optional<OutputForm>& third = std::nullopt) {
  app.add_option("FILE", args.files, "Pages to read; - is standard input")->required()->type_name("");
  AddServer(app, args);
  Choices outputs = {{"text", static_cast<int>(Output::kText)}, {"json", static_cast<int>(Output::kJson)}};
  if (third) outputs.emplace_back(third->name, static_cast<int>(third->output));
  AddChoice(
      app, "--output", outputs, [&args](int output) { args.output = static_cast<Output>(output); },
      "For a reader (the default), or a line of JSON for each file" + (third ? third->help : ""));
  AddReading(app, args);
  AddSeconds(app, "--deadline", args.deadline, 0.001, "Longest wait for one file's answer");
  app.add_option("--jobs", args.jobs, "Most files under way at the same time")
      ->type_name("N")
      ->default_str("4")
      ->check(CLI::Range(1, 256).description(""));
}

template <class Options>
void AddMode(CLI::App& app, Options& options) {
  AddChoice(
      app, "--mode", EnumChoices(v1::CleanMode_descriptor()),
      [&options](int mode) { options.set_mode(static_cast<v1::CleanMode>(mode)); },
      "Which way doubtful text falls: by likelihood (the default), out, or in");
}

template <class Options>
void AddOffsetUnit(CLI::App& app, Options& options) {
  AddChoice(
      app, "--offset-unit", EnumChoices(v1::OffsetUnit_descriptor()),
      [&options](int unit) { options.set_offset_unit(static_cast<v1::OffsetUnit>(unit)); },
      "What offsets in the JSON output count in");
}

void AddCleanParts(CLI::App& app, Arguments& args) {
  const Choices kinds = KindChoices();
  app.add_option_function<std::string>(
         "--keep",
         [&args, kinds](const std::string& names) {
           for (const auto name : absl::StrSplit(names, ',')) {
             args.clean.add_keep(static_cast<v1::RegionKind>(Choose("--keep", kinds, std::string(name))));
           }
         },
         "What to keep, such as body,title: any of " + Names(kinds, ", "))
      ->type_name("KIND,...");
  app.add_flag_callback(
      "--no-regions", [&args] { args.clean.set_include_regions(false); }, "Leave the ledger out of the JSON output");
}

void AddSegmentParts(CLI::App& app, Arguments& args) {
  AddChoice(
      app, "--scope", EnumChoices(v1::SegmentScope_descriptor()),
      [&args](int scope) { args.segment.set_scope(static_cast<v1::SegmentScope>(scope)); },
      "Which text to cut: the article (the default), or all as it stands");
  app.add_option_function<std::uint32_t>(
         "--max-chunk-chars", [&args](std::uint32_t chars) { args.segment.set_max_chunk_chars(chars); },
         "Also pack whole sentences into chunks of at most so many characters; text output shows the chunks")
      ->type_name("N")
      ->check(CLI::Range(1u, 1u << 30).description(""));
}

void AddExtractParts(CLI::App& app, Arguments& args) {
  const Choices kinds = EnumChoices(v1::MentionKind_descriptor());
  app.add_option_function<std::string>(
         "--mentions",
         [&args, kinds](const std::string& names) {
           for (const auto name : absl::StrSplit(names, ',')) {
             args.extract.add_mentions(static_cast<v1::MentionKind>(Choose("--mentions", kinds, std::string(name))));
           }
         },
         "Which mentions to find, such as money,date: any of " + Names(kinds, ", ") + "; all by default")
      ->type_name("KIND,...");
  app.add_flag_callback(
         "--no-mentions", [&args] { args.extract.set_omit_mentions(true); }, "Leave the mentions out")
      ->excludes("--mentions");
  app.add_flag_callback(
      "--no-body", [&args] { args.extract.set_include_body(false); }, "Leave the article's text out");
}

void AddClean(CLI::App& app, Arguments& args) {
  AddCommon(app, args,
            OutputForm{"html", Output::kHtml, ", or one HTML page that shows all files, what was removed and why"});
  AddMode(app, args.clean);
  AddOffsetUnit(app, args.clean);
  AddCleanParts(app, args);
  // The ledger is drawn from regions whose offsets are UTF-8 bytes.
  AddChoice(
      app, "--show", {{"ledger", 0}}, [&args](int) { args.ledger = true; },
      "In text output, the page with what was removed, and why, instead of the article")
      ->excludes("--no-regions", "--offset-unit");
  AddChoice(
      app, "--color", {{"auto", 0}, {"always", 1}, {"never", 2}},
      [&args](int color) { args.color = static_cast<Color>(color); },
      "Whether the ledger is coloured; auto: on a terminal, unless NO_COLOR is set")
      ->needs("--show");
}

// An HTML report draws the ledger whatever else is asked for.
void CheckReport(const CLI::App& clean) {
  for (const char* const option : {"--show", "--no-regions", "--offset-unit"}) {
    if (clean.count(option) > 0) throw CLI::ValidationError(option, "goes not with --output=html: leave it out");
  }
}

void AddSegment(CLI::App& app, Arguments& args) {
  AddCommon(app, args);
  AddMode(app, args.segment);
  AddOffsetUnit(app, args.segment);
  AddSegmentParts(app, args);
}

void AddExtract(CLI::App& app, Arguments& args) {
  AddCommon(app, args, OutputForm{"csv", Output::kCsv, " or a row of CSV"});
  AddOffsetUnit(app, args.extract);
  AddExtractParts(app, args);
}

void AddBulk(CLI::App& app, Arguments& args) {
  BulkArguments& bulk = args.bulk;
  app.add_option("INPUT", args.files,
                 "Folders, whose files are pages, and JSON Lines files; - is JSON Lines on standard input")
      ->required()
      ->type_name("");
  app.add_option("--server", bulk.servers,
                 "Addresses of textcleand, separated by commas or given one by one; the default may be set as "
                 "TEXTCLEAN_SERVER")
      ->type_name("ADDR,...")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false)
      ->default_str(args.server);
  AddTls(app, args.tls);
  app.add_option("--output", bulk.output, "File to write to; standard output without it")->type_name("FILE");
  CLI::Option* const resume =
      app.add_flag("--resume", bulk.resume, "Go on with what an interrupted run wrote to --output for the same input");
  resume->needs("--output");
  app.add_flag("--overwrite", bulk.overwrite, "Begin --output anew if it is there")
      ->needs("--output")
      ->excludes(resume);
  app.add_flag("--quiet", bulk.quiet, "No progress on standard error");
  app.add_flag("--clean", bulk.clean, "Ask for the article; the default where none of the three is given");
  app.add_flag("--segment", bulk.segment, "Ask for its sentences");
  app.add_flag("--extract", bulk.extract, "Ask for its facts");
  AddReading(app, args);
  AddMode(app, args.clean);
  AddCleanParts(app, args);
  AddSegmentParts(app, args);
  AddExtractParts(app, args);
  AddSeconds(app, "--deadline", args.deadline, 0.001,
             "Longest wait for a server's next answer before what it owes is asked of another");
  AddSeconds(app, "--retry-for", bulk.retry_for, 0,
             "How long to try while no server answers, before the run stops; --resume goes on with it");
  app.add_option("--window", bulk.window, "Most documents that one server has to answer at the same time")
      ->type_name("N")
      ->default_str(std::to_string(bulk.window))
      ->check(CLI::Range(1, 4096).description(""));
}

void FinishBulk(Arguments& args) {
  BulkArguments& bulk = args.bulk;
  if (bulk.servers.empty()) bulk.servers = absl::StrSplit(args.server, ',');
  bulk.clean |= !bulk.segment && !bulk.extract;
  args.segment.set_mode(args.clean.mode());
}

void AddBench(CLI::App& app, Arguments& args) {
  BenchArguments& bench = args.bench;
  app.add_option("FILE", args.files, "Pages to send, in turn")->required()->type_name("");
  AddServer(app, args);
  AddReading(app, args);
  AddChoice(
      app, "--rpc",
      {{"clean", static_cast<int>(BenchRpc::kClean)},
       {"segment", static_cast<int>(BenchRpc::kSegment)},
       {"extract", static_cast<int>(BenchRpc::kExtract)},
       {"process", static_cast<int>(BenchRpc::kProcess)},
       {"echo", static_cast<int>(BenchRpc::kEcho)},
       {"echo-stream", static_cast<int>(BenchRpc::kEchoStream)}},
      [&bench](int rpc) { bench.rpc = static_cast<BenchRpc>(rpc); },
      "What to call; Process asks for the article alone, and echo needs a server with --echo");
  app.add_option("--rate", bench.rate,
                 "Open loop: begin so many calls a second, whatever the answers do; latency counts from when a call "
                 "was due")
      ->type_name("N")
      ->check(CLI::Range(0.1, 1e6).description(""));
  app.add_option("--concurrency", bench.concurrency,
                 "Closed loop: calls under way, the next begun when one is answered; of a stream, its documents")
      ->type_name("N")
      ->default_str(std::to_string(bench.concurrency))
      ->check(CLI::Range(1, 100'000).description(""));
  app.add_option("--streams", bench.streams, "Streams at the same time")
      ->type_name("N")
      ->default_str(std::to_string(bench.streams))
      ->check(CLI::Range(1, 1000).description(""));
  app.add_option("--connections", bench.connections, "Connections that calls and streams are dealt to")
      ->type_name("N")
      ->default_str(std::to_string(bench.connections))
      ->check(CLI::Range(1, 1000).description(""));
  AddSeconds(app, "--duration", bench.duration, 0.1, "How long to measure");
  AddSeconds(app, "--warm-up", bench.warm_up, 0, "How long to call before that");
  AddSeconds(app, "--deadline", args.deadline, 0.001, "Longest wait for an answer");
  app.add_flag("--compare-echo", bench.compare_echo,
               "Also measure an echo of the same pages, by turns, and print the ratio; needs a server with --echo");
  app.add_flag("--health", bench.health, "Ask for the server's health a hundred times a second meanwhile");
  app.add_option("--server-pid", bench.server_pid,
                 "Process of a local server: also print its processor time and memory")
      ->type_name("PID");
}

}  // namespace

std::variant<Arguments, Usage> ParseArguments(int argc, const char* const* argv) {
  Arguments args;
  const char* const server = std::getenv("TEXTCLEAN_SERVER");
  args.server = server == nullptr ? "127.0.0.1:50051" : server;
  args.deadline = std::chrono::seconds(60);
  args.jobs = 4;

  CLI::App app("Strips the noise scraped from Korean pages, through a textcleand server.", "textclean");
  app.set_version_flag("--version", TEXTCLEAN_VERSION);
  app.require_subcommand(1);
  CLI::App* const clean = app.add_subcommand("clean", "Print each page's article");
  CLI::App* const segment = app.add_subcommand("segment", "Print each article's sentences, one a line");
  CLI::App* const extract = app.add_subcommand("extract", "Print each article's facts");
  AddClean(*clean, args);
  AddSegment(*segment, args);
  AddExtract(*extract, args);
  CLI::App* const bulk = app.add_subcommand("bulk", "Stream many pages through one or more servers, as JSON Lines");
  CLI::App* const bench = app.add_subcommand("bench", "Measure a server's calls per second and latency");
  AddBulk(*bulk, args);
  AddBench(*bench, args);
  app.footer("Exit status: 0 when every file was answered, 1 when some failed, 2 for bad usage.");

  try {
    app.parse(argc, argv);
    for (const std::string file : {"text", "json", "csv", "html"}) {
      if (args.bulk.output == file) {
        throw CLI::ValidationError("--output", "names the file to write; bulk always writes JSON Lines (./" + file +
                                                   " if that is the file's name)");
      }
    }
    if (args.server.empty()) throw CLI::ValidationError("--server", "the address is empty");
    if (args.ledger && args.output == Output::kJson) {
      throw CLI::ValidationError("--show=ledger", "is text: with --output=json, the regions are the ledger");
    }
    if (args.output == Output::kHtml) CheckReport(*clean);
  } catch (const CLI::ParseError& error) {
    // CLI11 prints help to the first stream and errors to the second.
    std::ostringstream text;
    const int status = app.exit(error, text, text) == 0 ? 0 : 2;
    return Usage{status, (status == 0 ? "" : "textclean: ") + text.str()};
  }

  if (segment->parsed()) args.command = Command::kSegment;
  if (extract->parsed()) args.command = Command::kExtract;
  if (bench->parsed()) args.command = Command::kBench;
  if (bulk->parsed()) {
    args.command = Command::kBulk;
    FinishBulk(args);
    return args;
  }
  if (args.output == Output::kCsv) {
    args.extract.clear_mentions();
    args.extract.set_omit_mentions(true);  // there is no column for them
    args.extract.set_include_body(false);
  }
  if (args.output == Output::kHtml) {
    args.segment.set_mode(args.clean.mode());
    args.extract.set_include_body(false);  // the report shows Clean's text
  }
  if (args.ledger || args.output == Output::kHtml) {
    args.clean.set_include_decoded_text(true);
  } else if (args.output == Output::kText) {
    args.clean.set_include_regions(false);  // nobody would see them
  }
  return args;
}

}  // namespace textclean::client
