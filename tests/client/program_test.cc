// The program as a shell sees it: arguments, standard streams, exit status.
#include <fcntl.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/fake_service.h"

namespace textclean::client {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using Json = google::protobuf::Struct;

struct Outcome {
  int status;
  std::string out;
  std::string err;
};

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    std::string name = (std::filesystem::temp_directory_path() / "textclean-test-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~ProgramTest() override { std::filesystem::remove_all(folder_); }

  // A file with that content; its path.
  std::string Page(const std::string& name, const std::string& content) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  // Runs the program with its standard input from the file `in`, and its standard output to
  // the descriptor `out`, which Outcome::out then does not have.
  Outcome RunTo(int out, std::vector<std::string> args, const std::string& in = "/dev/null") {
    const std::string err = folder_ / "stderr";
    args.insert(args.begin(), TEXTCLEAN_PROGRAM);
    std::vector<char*> argv;
    for (std::string& arg : args) argv.push_back(arg.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child = 0;
    const int failed = posix_spawn(&child, TEXTCLEAN_PROGRAM, &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    EXPECT_EQ(failed, 0);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    // A crash is no exit status.
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), "", ReadAll(err)};
  }

  Outcome Run(const std::vector<std::string>& args, const std::string& in = "/dev/null") {
    const std::string path = folder_ / "stdout";
    const int out = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Outcome outcome = RunTo(out, args, in);
    close(out);
    outcome.out = ReadAll(path);
    return outcome;
  }

  // What the program sends to a terminal.
  Outcome RunOnTerminal(const std::vector<std::string>& args) {
    int terminal = 0;
    int out = 0;
    EXPECT_EQ(openpty(&terminal, &out, nullptr, nullptr, nullptr), 0);
    Outcome outcome = RunTo(out, args);
    char bytes[4096];
    const ssize_t size = read(terminal, bytes, sizeof(bytes));
    close(terminal);
    close(out);
    outcome.out.assign(bytes, size > 0 ? static_cast<std::size_t>(size) : 0);
    return outcome;
  }

  // The lines of JSON output, each parsed.
  static std::vector<Json> Rows(const std::string& out) {
    std::vector<Json> rows;
    for (const auto line : absl::StrSplit(out, '\n', absl::SkipEmpty())) {
      EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(google::protobuf::StringPiece(line.data(), line.size()),
                                                              &rows.emplace_back())
                      .ok())
          << line;
    }
    return rows;
  }
  static std::string Source(const Json& row) { return row.fields().at("source").string_value(); }
  static const Json& Response(const Json& row) { return row.fields().at("response").struct_value(); }
  static const Json& Error(const Json& row) { return row.fields().at("error").struct_value(); }

  FakeService service_;
  const std::string server_ = "--server=" + service_.address();
  std::filesystem::path folder_;
};

TEST_F(ProgramTest, BadUsageIsStatusTwoAndSaysWhatIsRight) {
  const struct {
    std::vector<std::string> args;
    std::string complaint;
  } cases[] = {
      {{}, "subcommand"},
      {{"clean"}, "FILE is required"},
      {{"clean", "--nonsense", "a"}, "--nonsense"},
      {{"clean", "--mode=fast", "a"}, "--mode: 'fast' is none of: balanced, precision, recall"},
      {{"clean", "--keep=body,markup", "a"}, "--keep: 'markup' is none of: title, subtitle, body, byline,"},
      {{"clean", "--keep=", "a"}, "--keep"},
      {{"clean", "--output=xml", "a"}, "--output: 'xml' is none of: text, json, html"},
      {{"clean", "--output=html", "--no-regions", "a"}, "--no-regions: goes not with --output=html"},
      {{"segment", "--output=html", "a"}, "--output: 'html' is none of: text, json"},
      {{"clean", "--offset-unit=words", "a"}, "utf8-bytes, utf16-code-units, code-points"},
      {{"clean", "--deadline=0", "a"}, "--deadline"},
      {{"clean", "--deadline=soon", "a"}, "--deadline"},
      {{"clean", "--jobs=0", "a"}, "--jobs"},
      {{"clean", "--scope=all", "a"}, "--scope"},
      {{"clean", "--show=ledger", "--output=json", "a"}, "--show=ledger"},
      {{"clean", "--show=ledger", "--no-regions", "a"}, "--show"},
      {{"clean", "--color=always", "a"}, "--show"},
      {{"segment", "--max-chunk-chars=-1", "a"}, "--max-chunk-chars"},
      {{"extract", "--keep=body", "a"}, "--keep"},
  };
  for (const auto& [args, complaint] : cases) {
    const Outcome outcome = Run(args);
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_THAT(outcome.err, StartsWith("textclean: "));
    EXPECT_THAT(outcome.err, HasSubstr(complaint));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

TEST_F(ProgramTest, HelpIsNoError) {
  const Outcome outcome = Run({"clean", "--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("--keep"));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(ProgramTest, OptionsBecomeTheRequest) {
  const Outcome outcome =
      Run({"clean", server_, "--keep=body,TITLE", "--mode=Recall", "--offset-unit=code_points", "--no-regions",
           "--format=text", "--charset=euc-kr", "--output=json", Page("a.html", "page")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const v1::CleanRequest request = service_.requests().at(0);
  EXPECT_THAT(request.options().keep(), ElementsAre(v1::REGION_KIND_BODY, v1::REGION_KIND_TITLE));
  EXPECT_EQ(request.options().mode(), v1::CLEAN_MODE_RECALL);
  EXPECT_EQ(request.options().offset_unit(), v1::OFFSET_UNIT_CODE_POINTS);
  EXPECT_TRUE(request.options().has_include_regions());
  EXPECT_FALSE(request.options().include_regions());
  EXPECT_EQ(request.document().format(), v1::FORMAT_TEXT);
  EXPECT_EQ(request.document().charset(), "euc-kr");
  EXPECT_EQ(request.document().content(), "page");
}

TEST_F(ProgramTest, SegmentOptionsBecomeTheRequest) {
  Run({"segment", server_, "--scope=all", "--max-chunk-chars=500", "--mode=precision", "--offset-unit=utf16-code-units",
       Page("a", "page")});
  const v1::SegmentOptions options = service_.segment_requests().at(0).options();
  EXPECT_EQ(options.scope(), v1::SEGMENT_SCOPE_ALL);
  EXPECT_EQ(options.max_chunk_chars(), 500u);
  EXPECT_EQ(options.mode(), v1::CLEAN_MODE_PRECISION);
  EXPECT_EQ(options.offset_unit(), v1::OFFSET_UNIT_UTF16_CODE_UNITS);
}

// With the real server, and in a browser: tests/report.
TEST_F(ProgramTest, AReportAsksAllThreeCallsAndNamesWhatFailed) {
  const Outcome outcome =
      Run({"clean", server_, "--output=html", "--mode=recall", "--keep=body", Page("a.txt", "page")});
  EXPECT_EQ(outcome.status, 1);
  const v1::CleanOptions clean = service_.requests().at(0).options();
  EXPECT_THAT(clean.keep(), ElementsAre(v1::REGION_KIND_BODY));
  EXPECT_TRUE(clean.include_decoded_text());
  EXPECT_EQ(service_.segment_requests().at(0).options().mode(), v1::CLEAN_MODE_RECALL);
  // This server does not offer Segment and Extract.
  EXPECT_THAT(outcome.err, HasSubstr("a.txt: UNIMPLEMENTED: "));
  EXPECT_THAT(outcome.out, HasSubstr("1 not answered"));
  EXPECT_THAT(outcome.out, EndsWith("</html>\n"));
}

TEST_F(ProgramTest, AReportThatNobodyReadsIsAnError) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  const Outcome outcome = RunTo(ends[1], {"clean", server_, "--output=html", Page("a.txt", "page")});
  close(ends[1]);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write to standard output"));
}

TEST_F(ProgramTest, OnlyHtmlFilesAreSentAsHtml) {
  const Outcome outcome = Run({"clean", server_, "--jobs=1", Page("a.html", "1"), Page("a.HTM", "2"), Page("html", "3"),
                               Page("a.html.txt", "4")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::vector<v1::Format> formats;
  for (const auto& request : service_.requests()) formats.push_back(request.document().format());
  EXPECT_THAT(formats, ElementsAre(v1::FORMAT_HTML, v1::FORMAT_HTML, v1::FORMAT_UNSPECIFIED, v1::FORMAT_UNSPECIFIED));
}

TEST_F(ProgramTest, TheArgumentOutweighsTheEnvironment) {
  const std::string page = Page("a", "page\n");
  setenv("TEXTCLEAN_SERVER", service_.address().c_str(), 1);
  EXPECT_EQ(Run({"clean", page}).out, "page\n");
  setenv("TEXTCLEAN_SERVER", "127.0.0.1:1", 1);
  EXPECT_EQ(Run({"clean", page}).status, 1);
  EXPECT_EQ(Run({"clean", server_, page}).out, "page\n");
  unsetenv("TEXTCLEAN_SERVER");
}

TEST_F(ProgramTest, TextOutputIsTheArticle) {
  EXPECT_EQ(Run({"clean", server_, Page("a", "a page")}).out, "a page\n");
  EXPECT_EQ(Run({"clean", server_, "-"}, Page("b", "standard input\n")).out, "standard input\n");
}

TEST_F(ProgramTest, SeveralFilesHaveHeadings) {
  const std::string a = Page("a", "first\n");
  const std::string bad = Page("bad", "bad");
  const std::string b = Page("b", "second");
  const Outcome outcome = Run({"clean", server_, a, bad, b});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "==> " + a + " <==\nfirst\n\n==> " + b + " <==\nsecond\n");
  EXPECT_EQ(outcome.err, "textclean: " + bad + ": INVALID_ARGUMENT: a \"bad\" page [document.content]\n");
}

TEST_F(ProgramTest, JsonIsALineForEachFile) {
  const std::string page = Page("가 \"나\"\n", "서울 <b>\xE2\x80\xA8\n");
  const Outcome outcome = Run({"clean", server_, "--output=json", page});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1);
  EXPECT_THAT(outcome.out, HasSubstr("서울"));
  const std::vector<Json> rows = Rows(outcome.out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(Source(rows[0]), page);
  EXPECT_EQ(Response(rows[0]).fields().at("text").string_value(), "서울 <b>\xE2\x80\xA8\n");
  // What has its default value is there too, enums by name.
  EXPECT_THAT(outcome.out,
              HasSubstr(R"({"begin":0,"end":14,"kind":"REGION_KIND_BODY","kept":true,"rule":"","confidence":0})"));
}

TEST_F(ProgramTest, JsonErrorsSayWhatTheServerSaid) {
  const Outcome outcome = Run({"clean", server_, "--output=json", Page("a", "bad"), Page("b", "good")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, IsEmpty());
  const std::vector<Json> rows = Rows(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_THAT(outcome.out,
              HasSubstr(R"("error":{"code":"INVALID_ARGUMENT","message":"a \"bad\" page","reason":"BAD_PAGE",)"
                        R"("field":"document.content","metadata":{"byte_offset":"3"}}})"));
  EXPECT_EQ(Response(rows[1]).fields().at("text").string_value(), "good");
}

TEST_F(ProgramTest, UnreadableFilesAreErrorsOfTheirRowAlone) {
  const Outcome outcome = Run({"clean", server_, "--output=json", folder_ / "nowhere", folder_, Page("a", "page")});
  EXPECT_EQ(outcome.status, 1);
  const std::vector<Json> rows = Rows(outcome.out);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(Error(rows[0]).fields().at("code").string_value(), "NOT_FOUND");
  EXPECT_EQ(Error(rows[0]).fields().at("message").string_value(), "No such file or directory");
  EXPECT_EQ(Error(rows[1]).fields().at("message").string_value(), "Is a directory");
  EXPECT_EQ(Response(rows[2]).fields().at("text").string_value(), "page");
}

TEST_F(ProgramTest, FileNamesMayHoldAnyBytes) {
  const std::string page = Page("caf\xE9\x1B[31m", "page");
  const Outcome json = Run({"clean", server_, "--output=json", page});
  EXPECT_EQ(json.status, 0) << json.err;
  EXPECT_THAT(Source(Rows(json.out).at(0)), EndsWith("caf\uFFFD\x1B[31m"));
  const Outcome error = Run({"clean", server_, page + "nowhere"});
  EXPECT_THAT(error.err, HasSubstr("caf\uFFFD␛[31mnowhere: NOT_FOUND"));
}

TEST_F(ProgramTest, AHugeFileIsRefusedUnread) {
  const std::string page = Page("a", "");
  std::filesystem::resize_file(page, std::uintmax_t{1} << 40);
  for (const std::string& file : {page, std::string("/dev/zero")}) {
    const Outcome outcome = Run({"clean", server_, file});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, HasSubstr("RESOURCE_EXHAUSTED: larger than"));
  }
  EXPECT_THAT(service_.requests(), IsEmpty());
}

TEST_F(ProgramTest, LargeAnswersArrive) {
  // Above gRPC's default limit of 4 MiB for a message.
  const std::string content(9 << 20, 'x');
  const Outcome outcome = Run({"clean", server_, Page("a", content)});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out.size(), content.size() + 1);
}

TEST_F(ProgramTest, AnswersKeepTheOrderOfTheFilesAndMemoryItsBounds) {
  std::vector<std::string> args = {"clean", server_, "--output=json", "--jobs=3", Page("first", "slow")};
  for (int i = 0; i < 30; ++i) args.push_back(Page("page" + std::to_string(i), std::to_string(i)));
  const Outcome outcome = Run(args);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<Json> rows = Rows(outcome.out);
  ASSERT_EQ(rows.size(), 31u);
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(Source(rows[i]), args[i + 4]);
  // Others pass the slow one, but only so many are read ahead of it.
  EXPECT_LE(service_.most_under_way(), 3);
  EXPECT_GT(service_.came_before_slow(), 3u);
  EXPECT_LE(service_.came_before_slow(), 12u);
}

TEST_F(ProgramTest, ADeadlineEndsTheWait) {
  const Outcome outcome = Run({"clean", server_, "--deadline=0.1", Page("a", "slow")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("DEADLINE_EXCEEDED: no answer from " + service_.address()));
}

TEST_F(ProgramTest, WithoutServerTheErrorSaysHowToStartOne) {
  // A port that was free a moment ago.
  const std::string address = FakeService().address();
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = Run({"clean", "--server=" + address, Page("a", "page")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("UNAVAILABLE: no connection: is textcleand running at " + address + "?"));
  EXPECT_THAT(outcome.err, HasSubstr("--listen"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(ProgramTest, ACommandThatTheServerLacksIsSaid) {
  for (const std::string command : {"segment", "extract"}) {
    const Outcome outcome = Run({command, server_, Page("a", "page")});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err,
                HasSubstr("UNIMPLEMENTED: the server at " + service_.address() + " does not offer this command"));
  }
}

TEST_F(ProgramTest, AFullDiskIsAnError) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  const Outcome outcome = RunTo(full, {"clean", server_, Page("a", "page")});
  close(full);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "textclean: cannot write to standard output: No space left on device\n");
}

TEST_F(ProgramTest, AClosedPipeEndsTheRunEarly) {
  int pipe_ends[2];
  ASSERT_EQ(pipe2(pipe_ends, O_CLOEXEC), 0);
  close(pipe_ends[0]);
  std::vector<std::string> args = {"clean", server_, "--jobs=2"};
  for (int i = 0; i < 100; ++i) args.push_back(Page("page" + std::to_string(i), std::to_string(i)));
  const Outcome outcome = RunTo(pipe_ends[1], args);
  close(pipe_ends[1]);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "textclean: cannot write to standard output: Broken pipe\n");
  EXPECT_LT(service_.requests().size(), 50u);
}

TEST_F(ProgramTest, ATerminalIsNeverSentAPagesControlCharacters) {
  const std::string page = Page("a\x1B]0;evil\x07", "\x1B[2Jpage\r\xC2\x9B\x33\x31m\xE2\x80\xAE\n");
  for (const std::string show : {"--mode=balanced", "--show=ledger"}) {
    const Outcome outcome = RunOnTerminal({"clean", server_, show, page, page});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("␛[2Jpage␍<U+009B>31m<U+202E>"));
    EXPECT_THAT(outcome.out, HasSubstr("a␛]0;evil␇ <=="));
    for (const char* raw : {"\x1B[2J", "\x1B]0", "\x07", "\xC2\x9B", "\xE2\x80\xAE"}) {
      EXPECT_THAT(outcome.out, Not(HasSubstr(raw)));
    }
  }
  // To a file or program the bytes go as they are.
  EXPECT_THAT(Run({"clean", server_, page}).out, HasSubstr("\x1B[2Jpage\r"));
}

TEST_F(ProgramTest, TheLedgerIsColouredOnATerminalOrOnDemand) {
  const std::vector<std::string> args = {"clean", server_, "--show=ledger", Page("a", "noise\n")};
  const auto with = [&args](const std::string& option) {
    std::vector<std::string> more = args;
    more.push_back(option);
    return more;
  };
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  EXPECT_THAT(Run(args).out, StartsWith("- noise"));
  EXPECT_THAT(Run(with("--color=always")).out, StartsWith("- \x1B["));
  EXPECT_THAT(RunOnTerminal(args).out, StartsWith("- \x1B["));
  EXPECT_THAT(RunOnTerminal(with("--color=never")).out, StartsWith("- noise"));
  setenv("NO_COLOR", "1", 1);
  EXPECT_THAT(RunOnTerminal(args).out, StartsWith("- noise"));
  EXPECT_THAT(RunOnTerminal(with("--color=always")).out, StartsWith("- \x1B["));
  unsetenv("NO_COLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_THAT(RunOnTerminal(args).out, StartsWith("- noise"));
}

}  // namespace
}  // namespace textclean::client
