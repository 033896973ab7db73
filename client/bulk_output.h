// Where `textclean bulk` writes its lines: a file that can be gone on with, or standard output.
//
//   absl::StatusOr<BulkOutput> output = BulkOutput::Open("out.jsonl", BulkOutput::Existing::kResume);
//   output->lines();        // complete lines that were there
//   output->Write(line);
#ifndef TEXTCLEAN_CLIENT_BULK_OUTPUT_H_
#define TEXTCLEAN_CLIENT_BULK_OUTPUT_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textclean::client {

class BulkOutput {
 public:
  // What happens to a file that is there and not empty.
  enum class Existing { kRefuse, kResume, kOverwrite };

  // An empty path is standard output. Locks the file, so that two programs never write to one.
  // To resume drops a last line that has no end: its writer was interrupted. Errors:
  // ALREADY_EXISTS, FAILED_PRECONDITION (another program writes there, or what is there is no
  // output of bulk), or the system's.
  static absl::StatusOr<BulkOutput> Open(const std::string& path, Existing existing);

  // Lines that were there, and the `source` of the last.
  std::uint64_t lines() const { return lines_; }
  const std::string& last_source() const { return last_source_; }

  // A line with its line feed.
  absl::Status Write(std::string_view line);
  // Hands all of it to the system.
  absl::Status Flush();

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };

  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t lines_ = 0;
  std::string last_source_;
};

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_BULK_OUTPUT_H_
