#include "tests/ops/process.h"

#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>

namespace textclean {

Process::Process(const std::vector<std::string>& flags, const std::string& before, const std::string& redirect) {
  const std::string script = (before.empty() ? "" : before + "; ") + "exec \"$0\" \"$@\" " + redirect;
  std::vector<std::string> args = {"sh", "-c", script, TEXTCLEAND};
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
  if (posix_spawn(&pid_, "/bin/sh", &actions, nullptr, argv.data(), environ) != 0) std::abort();
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

bool Process::IsRunning() {
  int status = 0;
  if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return !status_;
}

int Process::Wait() {
  if (!status_) {
    int status = 0;
    waitpid(pid_, &status, 0);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return *status_;
}

std::size_t Process::PeakMemoryKib() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  const std::string key = "VmHWM:";
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) return std::stoul(line.substr(key.size()));
  }
  return 0;
}

int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  close(fd);
  return ntohs(address.sin_port);
}

}  // namespace textclean
