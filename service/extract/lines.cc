#include "service/extract/lines.h"

#include <algorithm>
#include <cstring>

#include "service/extract/scan.h"

namespace textclean {
namespace {

// Collects the pieces of the line under construction.
class Cutter {
 public:
  explicit Cutter(PageLines& page) : page_(page) {}

  void Add(Span span, RegionKind kind) {
    span = TrimSpan(page_.text, span);
    if (!span.empty()) page_.all_pieces.push_back({span, kind});
  }

  void EndLine() {
    const std::size_t count = page_.all_pieces.size() - first_;
    if (count == 0) return;
    Line line{.span = {page_.all_pieces[first_].span.begin, page_.all_pieces.back().span.end},
              .kind = RegionKind::kUnspecified,
              .first_piece = first_,
              .piece_count = count};
    std::size_t longest = 0;
    for (const Piece& piece : page_.pieces(line)) {
      if (piece.span.size() <= longest) continue;
      longest = piece.span.size();
      line.kind = piece.kind;
    }
    page_.lines.push_back(line);
    first_ = page_.all_pieces.size();
  }

 private:
  PageLines& page_;
  std::size_t first_ = 0;
};

// The offset of the first line end in [at, end), or end. Lines that end otherwise than with these
// have a region of white space there.
std::size_t FindLineEnd(std::string_view text, std::size_t at, std::size_t end) {
  for (const char mark : {'\n', '\r'}) {
    const void* found = std::memchr(text.data() + at, mark, end - at);
    if (found != nullptr) end = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  }
  return end;
}

// Whether white space between regions ends a line.
bool EndsLine(std::string_view blanks) {
  for (std::size_t at = 0; at < blanks.size();) {
    const CodePoint c = DecodeUtf8(blanks, at);
    if (IsLineEnd(c.value)) return true;
    at += c.size;
  }
  return false;
}

}  // namespace

std::size_t FirstTextLine(const PageLines& page) {
  constexpr std::size_t kFewWords = 60;  // bytes
  const auto first = std::find_if(page.lines.begin(), page.lines.end(), [](const Line& line) {
    return line.kind == RegionKind::kBody && line.span.size() > kFewWords;
  });
  return static_cast<std::size_t>(first - page.lines.begin());
}

PageLines CutLines(std::string_view text, std::span<const Region> regions) {
  PageLines page{.text = text, .lines = {}, .all_pieces = {}};
  page.lines.reserve(regions.size() / 2 + 1);
  page.all_pieces.reserve(regions.size() / 2 + 1);
  Cutter cutter(page);
  for (const Region& region : regions) {
    if (region.kind == RegionKind::kMarkup || region.kind == RegionKind::kWhitespace) {
      if (EndsLine(region.span.of(text))) cutter.EndLine();
      continue;
    }
    for (std::size_t at = region.span.begin; at < region.span.end;) {
      const std::size_t end = FindLineEnd(text, at, region.span.end);
      cutter.Add({at, end}, region.kind);
      if (end == region.span.end) break;
      cutter.EndLine();
      at = end + 1;
    }
  }
  cutter.EndLine();
  return page;
}

}  // namespace textclean
