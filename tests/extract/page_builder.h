// A labelled page, line by line, for tests of the extractors.
//
//   PageBuilder page;
//   page.Add(RegionKind::kTitle, "제목").Add(RegionKind::kBody, {{RegionKind::kByline, "(서울=○○) "}, {...}});
//   FindAuthors(page.lines(), lexicon);
#ifndef TEXTCLEAN_TESTS_EXTRACT_PAGE_BUILDER_H_
#define TEXTCLEAN_TESTS_EXTRACT_PAGE_BUILDER_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/extract/lexicon.h"
#include "service/extract/lines.h"
#include "service/label/region.h"

namespace textclean {

class PageBuilder {
 public:
  // A line of one kind.
  PageBuilder& Add(RegionKind kind, std::string_view line) { return Add({{kind, line}}); }
  // A line of several regions.
  PageBuilder& Add(const std::vector<std::pair<RegionKind, std::string_view>>& pieces) {
    for (const auto& [kind, piece] : pieces) Append(kind, piece);
    Append(RegionKind::kWhitespace, "\n");
    return *this;
  }

  const std::string& text() const { return text_; }
  const std::vector<Region>& regions() const { return regions_; }
  // Views text(): valid until the next Add.
  PageLines lines() const { return CutLines(text_, regions_); }

 private:
  void Append(RegionKind kind, std::string_view piece) {
    Region region;
    region.span = {text_.size(), text_.size() + piece.size()};
    region.kind = kind;
    regions_.push_back(region);
    text_ += piece;
  }

  std::string text_;
  std::vector<Region> regions_;
};

// One for all tests of a program: building it reads every data file.
inline const Lexicon& TestLexicon() {
  static const Lexicon lexicon;
  return lexicon;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_EXTRACT_PAGE_BUILDER_H_
