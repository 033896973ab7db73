// Reads the files to be sent.
#ifndef TEXTCLEAN_CLIENT_INPUT_H_
#define TEXTCLEAN_CLIENT_INPUT_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace textclean::client {

// Pages are kilobytes. Whatever is larger than this many bytes was given by mistake (a
// disk image, /dev/zero) and must not fill the memory; servers set lower limits of their own.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;

// All bytes of `file`, of standard input for "-". Fails with the code that stands for the
// system's error (NOT_FOUND, PERMISSION_DENIED, ...) and the system's words, or with
// RESOURCE_EXHAUSTED beyond kMaxFileBytes.
absl::StatusOr<std::string> ReadInput(const std::string& file);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_INPUT_H_
