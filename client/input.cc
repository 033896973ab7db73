#include "client/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"

namespace textclean::client {
namespace {

absl::Status SystemError(int number) { return absl::Status(absl::ErrnoToStatusCode(number), std::strerror(number)); }

absl::Status TooLarge() {
  return absl::ResourceExhaustedError("larger than " + std::to_string(kMaxFileBytes >> 20) + " MiB");
}

}  // namespace

absl::StatusOr<std::string> ReadInput(const std::string& file) {
  const bool standard_input = file == "-";
  const int fd = standard_input ? STDIN_FILENO : open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno);
  const auto closer = absl::MakeCleanup([=] {
    if (!standard_input) close(fd);
  });

  // The size is a hint only: pipes and /proc have none, and a file can grow.
  struct stat info = {};
  if (fstat(fd, &info) != 0) return SystemError(errno);
  std::size_t expected = 0;
  if (S_ISREG(info.st_mode)) expected = static_cast<std::size_t>(info.st_size);
  if (expected > kMaxFileBytes) return TooLarge();

  std::string bytes;
  std::size_t size = 0;
  while (true) {
    // One byte more than expected, so that the end shows without another round.
    if (size == bytes.size()) bytes.resize(std::max({expected + 1, size * 2, std::size_t{4096}}));
    const ssize_t got = read(fd, bytes.data() + size, bytes.size() - size);
    if (got == 0) break;
    if (got < 0) {
      if (errno == EINTR) continue;
      return SystemError(errno);
    }
    size += static_cast<std::size_t>(got);
    if (size > kMaxFileBytes) return TooLarge();
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace textclean::client
