// A file for a program or a reader under test.
#ifndef TEXTCLEAN_TESTS_SUPPORT_TEMP_FILE_H_
#define TEXTCLEAN_TESTS_SUPPORT_TEMP_FILE_H_

#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace textclean {

// Writes a file, over one of the same name; returns its path. It is this process's own, for ctest runs tests of
// one program side by side.
inline std::string WriteTempFile(const std::string& name, std::string_view content) {
  std::string path = testing::TempDir() + "textclean-" + std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_TEMP_FILE_H_
