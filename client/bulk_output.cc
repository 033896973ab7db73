#include "client/bulk_output.h"

#include <fcntl.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace textclean::client {
namespace {

absl::Status SystemError(const std::string& path, int number) {
  return {absl::ErrnoToStatusCode(number), path + ": " + std::strerror(number)};
}

// What a file holds in complete lines.
struct Complete {
  std::uint64_t lines = 0;
  off_t end = 0;        // after the last of them
  off_t last_line = 0;  // where it begins
};

absl::StatusOr<Complete> Measure(int fd, const std::string& path) {
  Complete complete;
  std::array<char, 1 << 16> bytes;
  off_t at = 0;
  while (true) {
    const ssize_t got = pread(fd, bytes.data(), bytes.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError(path, errno);
    if (got == 0) return complete;
    for (ssize_t i = 0; i < got; ++i) {
      if (bytes[static_cast<std::size_t>(i)] != '\n') continue;
      ++complete.lines;
      complete.last_line = complete.end;
      complete.end = at + i + 1;
    }
    at += got;
  }
}

// The source that the last complete line names; nothing if it is none of bulk's.
absl::StatusOr<std::string> LastSource(int fd, const std::string& path, const Complete& complete) {
  std::string line(static_cast<std::size_t>(complete.end - complete.last_line), '\0');
  for (std::size_t done = 0; done < line.size();) {
    const ssize_t got =
        pread(fd, line.data() + done, line.size() - done, complete.last_line + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return SystemError(path, got < 0 ? errno : EIO);
    done += static_cast<std::size_t>(got);
  }
  google::protobuf::Struct row;
  if (google::protobuf::util::JsonStringToMessage(line, &row).ok()) {
    const auto source = row.fields().find("source");
    if (source != row.fields().end()) return source->second.string_value();
  }
  return absl::FailedPreconditionError(path + ": its last line is none that bulk writes; name another file");
}

}  // namespace

absl::StatusOr<BulkOutput> BulkOutput::Open(const std::string& path, Existing existing) {
  BulkOutput output;
  if (path.empty()) {
    output.file_.reset(stdout);
    return output;
  }
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return SystemError(path, errno);
  output.file_.reset(fdopen(fd, "r+"));
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(path + ": another program writes to it");
  }
  const off_t size = lseek(fd, 0, SEEK_END);
  off_t end = 0;
  if (size > 0 && existing == Existing::kRefuse) {
    return absl::AlreadyExistsError(path + ": is there already; --resume goes on with it, --overwrite begins anew");
  }
  if (size > 0 && existing == Existing::kResume) {
    const absl::StatusOr<Complete> complete = Measure(fd, path);
    if (!complete.ok()) return complete.status();
    output.lines_ = complete->lines;
    end = complete->end;
    if (complete->lines > 0) {
      absl::StatusOr<std::string> source = LastSource(fd, path, *complete);
      if (!source.ok()) return source.status();
      output.last_source_ = *std::move(source);
    }
  }
  // What is no regular file, such as /dev/null or a pipe, has no length to set.
  if (size > end && ftruncate(fd, end) != 0) return SystemError(path, errno);
  if (size > 0) lseek(fd, end, SEEK_SET);
  return output;
}

absl::Status BulkOutput::Write(std::string_view line) {
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size()) return absl::OkStatus();
  return SystemError("cannot write the answers", errno);
}

absl::Status BulkOutput::Flush() {
  return std::fflush(file_.get()) == 0 ? absl::OkStatus() : SystemError("cannot write the answers", errno);
}

}  // namespace textclean::client
