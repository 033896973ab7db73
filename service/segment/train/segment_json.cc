// Prints sentences as the client's `segment --output=json --scope=all` does, without a
// server, so that figures can be taken of the splitter alone and of other models:
//
//   segment_json [--model=FILE] segment --output=json --scope=all FILE...
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/segment/segmenter.h"

namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  absl::StatusOr<std::unique_ptr<const textclean::Segmenter>> segmenter = textclean::Segmenter::Create();
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg.rfind("--model=", 0) == 0) {
      segmenter = textclean::Segmenter::Create(ReadFile(arg.substr(8)));
    } else if (arg != "segment" && arg.rfind("--", 0) != 0) {
      files.push_back(arg);
    }
  }
  if (!segmenter.ok()) {
    std::cerr << segmenter.status().message() << '\n';
    return 1;
  }
  for (const std::string& file : files) {
    const std::string text = ReadFile(file);
    std::cout << "{\"source\":" << Quoted(file) << ",\"response\":{\"sentences\":[";
    bool is_first = true;
    for (const textclean::Sentence& s : (*segmenter)->Segment(text).sentences) {
      std::cout << (is_first ? "" : ",") << "{\"begin\":" << s.span.begin << ",\"end\":" << s.span.end
                << ",\"paragraph\":" << s.paragraph << ",\"text\":" << Quoted(s.span.of(text)) << '}';
      is_first = false;
    }
    std::cout << "]}}\n";
  }
}
