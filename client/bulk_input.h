// The documents of `textclean bulk`: the pages of folders and the lines of JSON Lines files.
//
//   absl::StatusOr<BulkInput> input = BulkInput::Open({"pages/", "more.jsonl"}, {});
//   while (std::optional<BulkDocument> document = input->Next()) ...
#ifndef TEXTCLEAN_CLIENT_BULK_INPUT_H_
#define TEXTCLEAN_CLIENT_BULK_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "client/answer.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

struct BulkDocument {
  std::string source;     // "pages/a.txt", or "more.jsonl:17" with the number of the line
  std::string id;         // valid UTF-8; of a page, its path in the folder
  std::size_t bytes = 0;  // of the page or the line
  std::variant<v1::Document, Failure> document;
};

class BulkInput {
 public:
  // Of each path in order: a folder gives every file in it and in its folders, by name, hidden
  // ones left out; anything else is JSON Lines, "-" standard input. `defaults` is what a document
  // says where its line or its name does not. Fails where a path cannot be read.
  static absl::StatusOr<BulkInput> Open(const std::vector<std::string>& paths, const v1::Document& defaults);

  // The next document, or why it cannot be sent; nothing at the end. Blank lines are no documents.
  std::optional<BulkDocument> Next();

  // Passes over one document without reading what it holds; its `id` and `document` are empty.
  std::optional<BulkDocument> Skip();

  // Of all that is given; 0 where standard input is among it.
  std::uint64_t total_bytes() const { return total_bytes_; }

 private:
  struct Part {
    std::string path;    // a page, or JSON Lines
    std::string folder;  // where the page was found; empty for JSON Lines
  };

  // Moves on to the next page, or reads the next line.
  bool Advance();
  bool ReadLine();
  std::string LineSource() const;
  static BulkDocument ReadPage(const Part& part, const v1::Document& defaults);
  BulkDocument ParseLine() const;

  v1::Document defaults_;
  std::vector<Part> parts_;
  std::size_t part_ = 0;
  bool in_lines_ = false;                // of parts_[part_]
  std::unique_ptr<std::ifstream> file_;  // of the part that is JSON Lines
  std::string line_;
  std::size_t line_number_ = 0;
  bool line_too_long_ = false;
  std::uint64_t total_bytes_ = 0;
};

// Whether a file's name is that of an HTML page.
bool HasHtmlName(const std::string& path);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_BULK_INPUT_H_
