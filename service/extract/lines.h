// A labelled page as lines: what the extractors read.
//
// A line is a stretch without a line end; its pieces are the regions it crosses, so a
// dateline cut out of a body line is a BYLINE piece of a BODY line. Lines and pieces
// never begin or end with white space and are never empty. Immutable once built.
//
//   const PageLines page = CutLines(text, regions);
//   for (const Line& line : page.lines) for (const Piece& piece : page.pieces(line)) ...
#ifndef TEXTCLEAN_SERVICE_EXTRACT_LINES_H_
#define TEXTCLEAN_SERVICE_EXTRACT_LINES_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "service/label/region.h"
#include "service/text/span.h"

namespace textclean {

struct Piece {
  Span span;
  RegionKind kind = RegionKind::kUnspecified;
};

struct Line {
  Span span;
  RegionKind kind = RegionKind::kUnspecified;  // of its longest piece
  std::size_t first_piece = 0;
  std::size_t piece_count = 0;
};

struct PageLines {
  std::string_view text;
  std::vector<Line> lines;
  std::vector<Piece> all_pieces;

  std::span<const Piece> pieces(const Line& line) const {
    return std::span(all_pieces).subspan(line.first_piece, line.piece_count);
  }
  std::string_view of(const Line& line) const { return line.span.of(text); }
};

// The number of the first line of the article's text that is more than a few words; the number of lines if there is
// none.
std::size_t FirstTextLine(const PageLines& page);

// `regions` partition `text` or lie in it in order; MARKUP and WHITESPACE are dropped.
// Linear in the text.
PageLines CutLines(std::string_view text, std::span<const Region> regions);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_LINES_H_
