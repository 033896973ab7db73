// Writes what fuzzing starts from into a folder: inputs/ (fixtures, damaged and hostile texts, invalid bytes) and
// dictionary (Korean phrases and markup, in libFuzzer's format).
//
//   fuzz_seeds FOLDER
//
// Targets take the first byte of an input as options; here it is a line feed, so that seeds stay readable.
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>

#include "tests/support/markup.h"
#include "tests/support/pages.h"
#include "tests/support/random.h"

namespace textclean {
namespace {

void Write(const std::filesystem::path& folder, const std::string& name, std::string_view text) {
  std::ofstream(folder / name, std::ios::binary) << '\n' << text;
}

void WriteInputs(const std::filesystem::path& folder) {
  for (const NamedText& page : FixturePages()) Write(folder, "page_" + page.name, page.text);
  for (const NamedText& damaged : DamagedTexts()) Write(folder, "damaged_" + damaged.name, damaged.text);
  for (const NamedText& piece : HostilePieces()) Write(folder, "hostile_" + piece.name, Repeat(piece.text, 2000));
  Random random(8);
  for (int i = 0; i < 20; ++i) Write(folder, "random_" + std::to_string(i), RandomText(random, 400));
  for (int i = 0; i < 20; ++i) Write(folder, "markup_" + std::to_string(i), RandomMarkup(random, 400));
  Write(folder, "markup_page", NewsPage(3000));
  const std::string invalid[] = {"\xFF",         "가\x80나",         "가나\xEA\xB0",    "\xC0\x80",
                                 "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xB0\xA1\xB3\xAA"};
  for (std::size_t i = 0; i < std::size(invalid); ++i) Write(folder, "invalid_" + std::to_string(i), invalid[i]);
  Write(folder, "empty", "");
}

void WriteDictionary(const std::filesystem::path& file) {
  std::ofstream out(file);
  out << std::hex << std::setfill('0');
  const auto write = [&](std::string_view phrase) {
    out << '"';
    for (const char byte : phrase) out << "\\x" << std::setw(2) << unsigned{static_cast<unsigned char>(byte)};
    out << "\"\n";
  };
  for (const std::string_view phrase : Phrases()) write(phrase);
  for (const std::string_view piece : MarkupPieces()) write(piece);
  // Charsets: byte order marks, labels, escapes, Hangul in windows-949.
  for (const std::string_view bytes : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF", "charset=euc-kr", "charset=utf-8",
                                       "\x1B$)C", "+ADw-", "\xC7\xD1\xB1\xDB", "\x8C\x63"}) {
    write(bytes);
  }
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: fuzz_seeds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder(argv[1]);
  std::filesystem::remove_all(folder / "inputs");
  std::filesystem::create_directories(folder / "inputs");
  textclean::WriteInputs(folder / "inputs");
  textclean::WriteDictionary(folder / "dictionary");
}
