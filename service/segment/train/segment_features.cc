// Writes the features of every candidate of the documents on standard input, for train.py.
//
//   segment_features MARKS WORDS FINALS OUT < documents
//
// A document is a line; its sentences, each with the blank that follows it, are separated
// by U+001E. FINALS holds the syllables after which an unmarked end is a candidate. Writes
// OUT.meta (int32 document, label, number of early, early and middle, and all features; per candidate), OUT.keys
// (uint64) and OUT.names (key, a tab, the feature's name; each once).
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/segment/chars.h"
#include "service/segment/features.h"
#include "service/segment/words.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

std::string ReadFile(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int Main(char** args) {
  const CharClasses classes(ReadFile(args[1]));
  const WordClasses words(ReadFile(args[2]));
  FinalSyllables finals;
  const std::string syllables = ReadFile(args[3]);
  for (std::size_t i = 0; i < syllables.size();) {
    const auto [c, n] = DecodeUtf8(syllables, i);
    if (c < finals.size()) finals.set(c);
    i += n;
  }
  const std::string out = args[4];
  std::ofstream meta(out + ".meta", std::ios::binary);
  std::ofstream keys(out + ".keys", std::ios::binary);
  std::unordered_map<std::uint64_t, std::string> names;
  Chars chars;
  BoundaryFeatures features;
  std::string line;
  for (std::int32_t document = 0; std::getline(std::cin, line); ++document) {
    std::string text;
    std::set<std::size_t> ends;  // offsets after a sentence's last character
    for (const char c : line) {
      if (c != '\x1e') {
        text.push_back(c);
        continue;
      }
      std::size_t end = text.size();
      while (end > 0 && IsSpace(DecodeUtf8Before(text, end).value)) end -= DecodeUtf8Before(text, end).size;
      ends.insert(end);
    }
    chars.Assign(text, {0, text.size()}, classes);
    CandidateScanner scanner(chars, words, finals);
    while (scanner.Next()) {
      const std::size_t last = chars.offset(scanner.position() - 1);
      const std::size_t end = last + DecodeUtf8(text, last).size;
      const bool is_end = ends.count(end) > 0;
      scanner.ExtractEarly(features);
      const auto early = static_cast<std::int32_t>(features.size());
      scanner.ExtractMiddle(features);
      const auto middle = static_cast<std::int32_t>(features.size());
      scanner.ExtractLate(features);
      const std::int32_t row[] = {document, is_end, early, middle, static_cast<std::int32_t>(features.size())};
      meta.write(reinterpret_cast<const char*>(row), sizeof(row));
      for (const BoundaryFeature& feature : features) {
        const std::uint64_t key = feature.Key();
        keys.write(reinterpret_cast<const char*>(&key), sizeof(key));
        if (const auto [at, is_new] = names.try_emplace(key); is_new) at->second = feature.ToString();
      }
      if (is_end) scanner.Accept();
    }
  }
  std::ofstream table(out + ".names", std::ios::binary);
  for (const auto& [key, name] : names) table << key << '\t' << name << '\n';
  return table.good() ? 0 : 1;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: segment_features MARKS WORDS FINALS OUT < documents\n";
    return 2;
  }
  return textclean::Main(argv);
}
