#include "tests/ops/process.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace textclean {

Process::Process(const std::vector<std::string>& flags) {
  std::vector<std::string> args = {TEXTCLEAND};
  args.insert(args.end(), flags.begin(), flags.end());
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(arg.data());
  argv.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  if (posix_spawn(&pid_, TEXTCLEAND, &actions, nullptr, argv.data(), environ) != 0) std::abort();
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  stderr_ = fdopen(ends[0], "r");
}

Process::~Process() {
  if (!status_) {
    Signal(SIGKILL);
    Wait();
  }
  std::fclose(stderr_);
}

std::string Process::WaitForLine(const std::string& part) {
  char* line = nullptr;
  std::size_t capacity = 0;
  std::string found;
  while (found.empty() && getline(&line, &capacity, stderr_) > 0) {
    if (std::string(line).find(part) != std::string::npos) found = line;
  }
  std::free(line);
  return found;
}

std::string Process::address() {
  const std::string key = "address=";
  const std::string line = WaitForLine(key);
  if (line.empty()) return {};
  const std::size_t begin = line.find(key) + key.size();
  return line.substr(begin, line.find_first_of(" \n", begin) - begin);
}

void Process::Signal(int signal) const { kill(pid_, signal); }

int Process::Wait() {
  if (!status_) {
    int status = 0;
    waitpid(pid_, &status, 0);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return *status_;
}

}  // namespace textclean
