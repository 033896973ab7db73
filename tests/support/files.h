// Files that tests read, and files for a program or a reader under test.
#ifndef TEXTCLEAN_TESTS_SUPPORT_FILES_H_
#define TEXTCLEAN_TESTS_SUPPORT_FILES_H_

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace textclean {

// The bytes of a file; the test fails where there is none.
inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Writes a file, over one of the same name; returns its path. It is this process's own, for ctest runs tests of
// one program side by side.
inline std::string WriteTempFile(const std::string& name, std::string_view content) {
  std::string path = testing::TempDir() + "textclean-" + std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_FILES_H_
