#include "service/clean/source_regions.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

bool IsSpaceOnly(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) return false;
    at += c.size;
  }
  return true;
}

}  // namespace

std::vector<SourceRegion> InSource(const Page& page, std::string_view source, std::span<const Region> regions) {
  std::vector<SourceRegion> out;
  out.reserve(page.rendering->map.runs() + regions.size());
  const std::string_view markup = page.html != nullptr ? "html.markup" : "markdown.markup";
  std::size_t at = 0;
  SourceMap::Cursor cursor(page.rendering->map);
  const auto gap = [&](std::size_t end) {
    if (end <= at) return;
    const bool is_space = IsSpaceOnly(source.substr(at, end - at));
    const RegionKind kind = is_space ? RegionKind::kWhitespace : RegionKind::kMarkup;
    if (is_space && !out.empty() && out.back().region.kind == RegionKind::kWhitespace) {
      out.back().region.span.end = end;
    } else {
      out.push_back({{{at, end}, kind, is_space ? "page.space" : markup, 1, 0}});
    }
    at = end;
  };
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    const bool shows = region.kind != RegionKind::kWhitespace;
    cursor.ForEachPiece(region.span, [&](Span piece) {
      // White space that folded away inside a region stays part of it.
      const bool continues = shows && !out.empty() && out.back().shown == i &&
                             (piece.begin == at || IsSpaceOnly(source.substr(at, piece.begin - at)));
      if (continues) {
        out.back().region.span.end = piece.end;
      } else {
        gap(piece.begin);
        if (shows) {
          out.push_back({region, i});
          out.back().region.span = piece;
        } else {
          gap(piece.end);
        }
      }
      at = piece.end;
    });
  }
  gap(source.size());
  return out;
}

}  // namespace textclean
