#include "client/text.h"

#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/facts.h"

namespace textclean::client {
namespace {

std::string WithLineEnd(const std::string& text) { return text.empty() || text.back() == '\n' ? text : text + "\n"; }

// A name and a value a line; a value of several lines stays in its column.
std::string Lines(const std::vector<Fact>& facts) {
  std::string text;
  for (const Fact& fact : facts) {
    text += absl::StrFormat("%-11s  %s\n", fact.name, absl::StrReplaceAll(fact.value, {{"\n", "\n             "}}));
  }
  return text;
}

}  // namespace

std::string Text(const v1::CleanResponse& response) { return WithLineEnd(response.text()); }

std::string Text(const v1::SegmentResponse& response) {
  if (response.chunks_size() > 0) {
    return absl::StrJoin(response.chunks(), "\n",
                         [](std::string* out, const v1::Chunk& chunk) { *out += WithLineEnd(chunk.text()); });
  }
  std::string text;
  const v1::Sentence* before = nullptr;
  for (const auto& sentence : response.sentences()) {
    if (before != nullptr && before->paragraph() != sentence.paragraph()) text += "\n";
    text += WithLineEnd(sentence.text());
    before = &sentence;
  }
  return text;
}

std::string Text(const v1::ExtractResponse& response) {
  const std::string sections[] = {Lines(ArticleFacts(response.article())), WithLineEnd(response.article().body()),
                                  Lines(MentionFacts(response))};
  std::string text;
  for (const std::string& section : sections) {
    if (!section.empty()) text += (text.empty() ? "" : "\n") + section;
  }
  return text;
}

}  // namespace textclean::client
