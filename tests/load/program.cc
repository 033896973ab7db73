#include "tests/load/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace textclean {

namespace fs = std::filesystem;

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "textclean-load-XXXXXX").string();
  path_ = mkdtemp(name.data());
}

Folder::~Folder() { fs::remove_all(path_); }

std::string Folder::Write(const std::string& name, const std::string& content) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << content;
  return path(name);
}

std::string Folder::Read(const std::string& name) const {
  std::ostringstream bytes;
  bytes << std::ifstream(path_ / name, std::ios::binary).rdbuf();
  return bytes.str();
}

Program::Program(std::vector<std::string> args, const std::string& in) {
  args.insert(args.begin(), TEXTCLEAN_PROGRAM);
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(arg.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, folder_.path("stdout").c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, folder_.path("stderr").c_str(), flags, 0600);
  if (posix_spawn(&pid_, TEXTCLEAN_PROGRAM, &actions, nullptr, argv.data(), environ) != 0) std::abort();
  posix_spawn_file_actions_destroy(&actions);
}

Program::~Program() {
  if (status_) return;
  Kill();
  Wait();
}

void Program::Kill() const { kill(pid_, SIGKILL); }

bool Program::running() {
  if (status_) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return true;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return false;
}

int Program::Wait() {
  if (!status_) {
    int status = 0;
    waitpid(pid_, &status, 0);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return *status_;
}

std::string Pages(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += R"({"id":)" + std::to_string(i) + R"(,"text":"한빛시, 강변 다리 열두 곳 점검\n\n)";
    for (int sentence = 0; sentence < 1 + i % 9; ++sentence) {
      lines += "한빛시가 " + std::to_string(i) + "일 강변의 다리를 모두 점검했다고 밝혔다. 넉 달이 걸린다.\\n\\n";
    }
    lines += R"(무단 전재 및 재배포 금지"})";
    lines += '\n';
  }
  return lines;
}

std::vector<google::protobuf::Struct> Rows(const std::string& lines) {
  std::vector<google::protobuf::Struct> rows;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &rows.emplace_back()).ok()) << line;
  }
  return rows;
}

bool HasMember(const google::protobuf::Struct& row, const std::string& name) {
  return row.fields().find(name) != row.fields().end();
}

std::string Member(const google::protobuf::Struct& row, const std::string& name) {
  return HasMember(row, name) ? row.fields().at(name).string_value() : "";
}

void ExpectAllAnswered(const std::string& lines, int count) {
  const auto rows = Rows(lines);
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i)];
    ASSERT_EQ(Member(row, "id"), std::to_string(i));
    ASSERT_TRUE(HasMember(row, "response")) << row.DebugString();
  }
}

void WaitForBytes(const std::string& path, std::uintmax_t bytes, Program& program) {
  std::error_code error;
  while (program.running()) {
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error && size >= bytes) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace textclean
