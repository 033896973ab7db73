#include "client/bulk_input.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "client/input.h"

namespace textclean::client {
namespace {

namespace fs = std::filesystem;
using google::protobuf::Struct;
using google::protobuf::Value;

Failure BadLine(std::string message, std::string field = "") {
  Failure failure;
  failure.code = "INVALID_ARGUMENT";
  failure.message = std::move(message);
  failure.reason = "BAD_LINE";
  failure.field = std::move(field);
  return failure;
}

absl::Status CannotRead(const std::string& path, const std::error_code& error) {
  return {absl::ErrnoToStatusCode(error.value()), path + ": " + error.message()};
}

// The pages under `folder`, in the order of their paths.
absl::Status ListPages(const std::string& folder, std::vector<std::string>& pages, std::uint64_t& bytes) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  if (error) return CannotRead(folder, error);
  for (; at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (absl::StartsWith(name, ".")) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file(error)) {
      pages.push_back(at->path().string());
      bytes += at->file_size(error);
    }
    if (error) return CannotRead(at->path().string(), error);
  }
  if (error) return CannotRead(folder, error);
  std::sort(pages.begin(), pages.end());
  return absl::OkStatus();
}

// The named member's text; nothing where there is none. Numbers are fine as ids.
const std::string* Text(const Struct& line, const std::string& name) {
  const auto found = line.fields().find(name);
  if (found == line.fields().end() || found->second.kind_case() != Value::kStringValue) return nullptr;
  return &found->second.string_value();
}

std::string Id(const Struct& line) {
  const auto found = line.fields().find("id");
  if (found == line.fields().end()) return "";
  const Value& id = found->second;
  if (id.kind_case() == Value::kStringValue) return id.string_value();
  if (id.kind_case() != Value::kNumberValue) return "";
  const double number = id.number_value();
  return number == std::floor(number) && std::abs(number) < 1e15 ? absl::StrFormat("%.0f", number)
                                                                 : absl::StrFormat("%g", number);
}

void SetContent(const std::string& path, std::string content, v1::Document& document) {
  const bool unset = document.format() == v1::FORMAT_UNSPECIFIED || document.format() == v1::FORMAT_AUTO;
  if (unset && HasHtmlName(path)) document.set_format(v1::FORMAT_HTML);
  document.set_content(std::move(content));
}

}  // namespace

bool HasHtmlName(const std::string& path) {
  return absl::EndsWithIgnoreCase(path, ".html") || absl::EndsWithIgnoreCase(path, ".htm");
}

absl::StatusOr<BulkInput> BulkInput::Open(const std::vector<std::string>& paths, const v1::Document& defaults) {
  BulkInput input;
  input.defaults_ = defaults;
  bool known = true;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-") {
      known = false;
      input.parts_.push_back({path, ""});
    } else if (fs::is_directory(path, error)) {
      std::vector<std::string> pages;
      if (absl::Status status = ListPages(path, pages, input.total_bytes_); !status.ok()) return status;
      for (std::string& page : pages) input.parts_.push_back({std::move(page), path});
    } else {
      const auto size = fs::file_size(path, error);
      if (!error && !std::ifstream(path)) error = std::make_error_code(std::errc::permission_denied);
      if (error) return CannotRead(path, error);
      input.total_bytes_ += size;
      input.parts_.push_back({path, ""});
    }
  }
  if (!known) input.total_bytes_ = 0;
  return input;
}

bool BulkInput::ReadLine() {
  std::istream& stream = file_ == nullptr ? std::cin : *file_;
  std::streambuf& bytes = *stream.rdbuf();
  while (true) {
    line_.clear();
    line_too_long_ = false;
    int c = bytes.sbumpc();
    if (c == std::char_traits<char>::eof()) return false;
    ++line_number_;
    bool blank = true;
    for (; c != std::char_traits<char>::eof() && c != '\n'; c = bytes.sbumpc()) {
      blank &= c == ' ' || c == '\t' || c == '\r';
      line_too_long_ |= line_.size() == kMaxFileBytes;
      if (!line_too_long_) line_.push_back(static_cast<char>(c));
    }
    if (!blank) return true;
  }
}

bool BulkInput::Advance() {
  for (; part_ < parts_.size(); ++part_, in_lines_ = false) {
    const Part& part = parts_[part_];
    if (!part.folder.empty()) return true;
    if (!in_lines_) {
      in_lines_ = true;
      line_number_ = 0;
      file_ = part.path == "-" ? nullptr : std::make_unique<std::ifstream>(part.path, std::ios::binary);
    }
    if (ReadLine()) return true;
  }
  return false;
}

std::optional<BulkDocument> BulkInput::Next() {
  if (!Advance()) return std::nullopt;
  if (parts_[part_].folder.empty()) return ParseLine();
  return ReadPage(parts_[part_++], defaults_);
}

std::optional<BulkDocument> BulkInput::Skip() {
  if (!Advance()) return std::nullopt;
  BulkDocument skipped;
  if (parts_[part_].folder.empty()) {
    skipped.source = LineSource();
    skipped.bytes = line_.size() + 1;
  } else {
    std::error_code error;
    skipped.source = ValidUtf8(parts_[part_].path);
    const auto size = fs::file_size(parts_[part_].path, error);
    if (!error) skipped.bytes = size;
    ++part_;
  }
  return skipped;
}

std::string BulkInput::LineSource() const { return ValidUtf8(parts_[part_].path + ":" + std::to_string(line_number_)); }

BulkDocument BulkInput::ReadPage(const Part& part, const v1::Document& defaults) {
  BulkDocument page;
  page.source = ValidUtf8(part.path);
  page.id = ValidUtf8(fs::path(part.path).lexically_relative(part.folder).string());
  absl::StatusOr<std::string> content = ReadInput(part.path);
  if (!content.ok()) {
    page.document = FailureOf(content.status());
    return page;
  }
  page.bytes = content->size();
  v1::Document document = defaults;
  document.set_id(page.id);
  SetContent(part.path, *std::move(content), document);
  page.document = std::move(document);
  return page;
}

BulkDocument BulkInput::ParseLine() const {
  BulkDocument parsed;
  parsed.source = LineSource();
  parsed.bytes = line_.size() + 1;
  Struct line;
  if (line_too_long_) {
    parsed.document = BadLine("the line is longer than " + std::to_string(kMaxFileBytes >> 20) + " MiB");
    return parsed;
  }
  if (!google::protobuf::util::JsonStringToMessage(line_, &line).ok()) {
    parsed.document = BadLine("the line is not a JSON object");
    return parsed;
  }
  parsed.id = Id(line);
  const std::string* const text = Text(line, "text");
  const std::string* const html = Text(line, "html");
  const std::string* const path = Text(line, "path");
  if ((text != nullptr) + (html != nullptr) + (path != nullptr) != 1) {
    parsed.document = BadLine("give exactly one of text, html and path, as a string");
    return parsed;
  }
  v1::Document document = defaults_;
  document.set_id(parsed.id);
  if (const std::string* const url = Text(line, "url")) document.set_url(*url);
  if (path != nullptr) {
    const std::string file = (fs::path(parts_[part_].path).parent_path() / *path).string();
    absl::StatusOr<std::string> content = ReadInput(file);
    if (!content.ok()) {
      Failure failure = FailureOf(content.status());
      failure.field = "path";
      parsed.document = std::move(failure);
      return parsed;
    }
    SetContent(file, *std::move(content), document);
  } else {
    document.set_text(text != nullptr ? *text : *html);
    document.clear_charset();
    if (html != nullptr) document.set_format(v1::FORMAT_HTML);
  }
  parsed.document = std::move(document);
  return parsed;
}

}  // namespace textclean::client
