#include "client/input.h"

#include <sys/fsuid.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "gtest/gtest.h"

namespace textclean::client {
namespace {

class ReadInputTest : public ::testing::Test {
 protected:
  ReadInputTest() : path_(::testing::TempDir() + "textclean-input-" + std::to_string(getpid())) {}
  ~ReadInputTest() override { std::filesystem::remove(path_); }

  void Write(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }

  const std::string path_;
};

TEST_F(ReadInputTest, GivesEveryByteWhateverTheSize) {
  for (const std::size_t size : {0u, 1u, 4095u, 4096u, 4097u, 100'000u}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 131);
    Write(bytes);
    EXPECT_EQ(*ReadInput(path_), bytes) << size;
  }
}

// Its size is said to be 0.
TEST_F(ReadInputTest, ReadsFilesThatDoNotKnowTheirSize) { EXPECT_FALSE(ReadInput("/proc/self/maps")->empty()); }

TEST_F(ReadInputTest, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(ReadInput(path_).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadInput("/").status().message(), "Is a directory");

  Write("secret");
  std::filesystem::permissions(path_, std::filesystem::perms::none);
  // Root may read everything: a thread that is nobody to the file system may not.
  std::thread([this] {
    setfsuid(65534);
    EXPECT_EQ(ReadInput(path_).status().code(), absl::StatusCode::kPermissionDenied);
  }).join();
}

}  // namespace
}  // namespace textclean::client
