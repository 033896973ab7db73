// Extract on every page of tests/html and tests/pages that has gold facts. What it does not get right today is listed
// in misses.tsv, page and field; a page that gets worse fails, and one that gets better wants the list renewed:
//
//   TEXTCLEAN_UPDATE_GOLDEN=1 build/release/bin/rpc_test --gtest_filter='FixtureFacts.*'
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/rpc/harness.h"
#include "tests/support/files.h"

namespace textclean {
namespace {

namespace fs = std::filesystem;
const fs::path kData = TEXTCLEAN_TEST_DATA;
const fs::path kMisses = kData / "rpc" / "misses.tsv";

std::multiset<std::string> Names(const v1::Article& article) {
  std::multiset<std::string> names;
  for (const v1::Author& author : article.authors()) names.insert(author.name());
  return names;
}

// What Extract answers on a corpus' pages, which end in `suffix`, adds what it gets wrong to `misses`; the number of
// pages.
std::size_t Read(Harness& harness, const std::string& corpus, const std::string& suffix, v1::Format format,
                 std::set<std::string>& misses) {
  std::size_t pages = 0;
  for (const auto& file : fs::directory_iterator(kData / corpus / "extract")) {
    const std::string name = file.path().stem().string();
    const std::string json = ReadFile(file.path());
    v1::Article gold;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &gold).ok()) << name;
    v1::ExtractRequest request;
    request.mutable_document()->set_content(ReadFile(kData / corpus / "raw" / (name + suffix)));
    request.mutable_document()->set_format(format);
    grpc::ClientContext context;
    v1::ExtractResponse response;
    const grpc::Status status = harness.stub().Extract(&context, request, &response);
    EXPECT_TRUE(status.ok()) << name << ": " << status.error_message();
    const v1::Article& article = response.article();
    const auto hold = [&, &page = name](const char* field, bool is_right) {
      if (json.find("\"" + std::string(field) + "\"") != std::string::npos && !is_right)
        misses.insert(page + "\t" + field);
    };
    hold("title", article.title() == gold.title());
    hold("authors", Names(article) == Names(gold));
    hold("published_at", article.published_at().seconds() == gold.published_at().seconds());
    hold("modified_at", article.modified_at().seconds() == gold.modified_at().seconds());
    ++pages;
  }
  return pages;
}

TEST(FixtureFacts, AreReadAsWellAsTheyWere) {
  Harness harness;
  std::set<std::string> misses;
  EXPECT_GE(Read(harness, "html", ".html", v1::FORMAT_HTML, misses), 300u);
  EXPECT_GE(Read(harness, "pages", ".txt", v1::FORMAT_TEXT, misses), 150u);
  if (std::getenv("TEXTCLEAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(kMisses);
    for (const std::string& miss : misses) out << miss << '\n';
  }
  std::set<std::string> known;
  std::ifstream in(kMisses);
  for (std::string line; std::getline(in, line);) known.insert(line);
  EXPECT_EQ(misses, known);
}

}  // namespace
}  // namespace textclean
