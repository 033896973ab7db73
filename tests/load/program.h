// Runs of `textclean`, and what they read and write.
//
//   Folder folder;
//   const std::string pages = folder.Write("pages.jsonl", Pages(100));
//   Program bulk({"bulk", "--server=" + server.address(), "--output=" + folder.path("out"), pages});
//   EXPECT_EQ(bulk.Wait(), 0) << bulk.errors();
#ifndef TEXTCLEAN_TESTS_LOAD_PROGRAM_H_
#define TEXTCLEAN_TESTS_LOAD_PROGRAM_H_

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"

namespace textclean {

// A folder of its own, gone with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  // Its path.
  std::string Write(const std::string& name, const std::string& content) const;
  std::string Read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

class Program {
 public:
  // Starts textclean, its standard input from the file `in`.
  explicit Program(std::vector<std::string> args, const std::string& in = "/dev/null");
  // Kills it if it still runs.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void Kill() const;
  bool running();
  // Waits for its end: its exit status, or 128 + the signal that killed it.
  int Wait();
  // What it has written to its standard streams.
  std::string output() const { return folder_.Read("stdout"); }
  std::string errors() const { return folder_.Read("stderr"); }

 private:
  Folder folder_;
  pid_t pid_ = 0;
  std::optional<int> status_;
};

// JSON Lines with so many documents, whose ids are their numbers.
std::string Pages(int count);

// The rows of JSON Lines; a line that is none fails the test.
std::vector<google::protobuf::Struct> Rows(const std::string& lines);
// A member that is a string; empty where there is none.
std::string Member(const google::protobuf::Struct& row, const std::string& name);
bool HasMember(const google::protobuf::Struct& row, const std::string& name);

// Fails the test unless there is one row for each of Pages(count), in order, each with a response.
void ExpectAllAnswered(const std::string& lines, int count);

// Waits until the file has so many bytes, or the program has ended.
void WaitForBytes(const std::string& path, std::uintmax_t bytes, Program& program);

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_LOAD_PROGRAM_H_
