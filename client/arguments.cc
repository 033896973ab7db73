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

// Options that every command has.
void AddCommon(CLI::App& app, Arguments& args, const std::optional<OutputForm>& third = std::nullopt) {
  app.add_option("FILE", args.files, "Pages to read; - is standard input")->required()->type_name("");
  // Not with envname(): the variable would also count for the commands that were not given, and
  // these write to the same place.
  app.add_option("--server", args.server, "Address of textcleand; the default may be set as TEXTCLEAN_SERVER")
      ->type_name("ADDR")
      ->default_str(args.server);
  Choices outputs = {{"text", static_cast<int>(Output::kText)}, {"json", static_cast<int>(Output::kJson)}};
  if (third) outputs.emplace_back(third->name, static_cast<int>(third->output));
  AddChoice(
      app, "--output", outputs, [&args](int output) { args.output = static_cast<Output>(output); },
      "For a reader (the default), or a line of JSON for each file" + (third ? third->help : ""));
  AddChoice(
      app, "--format", EnumChoices(v1::Format_descriptor()),
      [&args](int format) { args.document.set_format(static_cast<v1::Format>(format)); },
      "How to read the files; auto takes .html and .htm for HTML and has the server look at the rest");
  app.add_option_function<std::string>(
         "--charset", [&args](const std::string& name) { args.document.set_charset(name); },
         "IANA name of the files' charset; the server detects it otherwise")
      ->type_name("NAME");
  app.add_option_function<double>(
         "--deadline",
         [&args](double seconds) {
           args.deadline = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
         },
         "Longest wait for one file's answer")
      ->type_name("SECONDS")
      ->default_str("60")
      ->check(CLI::Range(0.001, 86400.0).description(""));
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

void AddClean(CLI::App& app, Arguments& args) {
  AddCommon(app, args,
            OutputForm{"html", Output::kHtml, ", or one HTML page that shows all files, what was removed and why"});
  AddMode(app, args.clean);
  AddOffsetUnit(app, args.clean);
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

void AddExtract(CLI::App& app, Arguments& args) {
  AddCommon(app, args, OutputForm{"csv", Output::kCsv, " or a row of CSV"});
  AddOffsetUnit(app, args.extract);
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
  app.footer("Exit status: 0 when every file was answered, 1 when some failed, 2 for bad usage.");

  try {
    app.parse(argc, argv);
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
