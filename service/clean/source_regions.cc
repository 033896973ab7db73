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

class Layer {
 public:
  Layer(const Page& page, std::string_view source, std::span<const Region> regions,
        absl::FunctionRef<bool(const Region&)> may_be_kept)
      : regions_(regions), source_(source), is_html_(page.html != nullptr), may_be_kept_(may_be_kept) {
    out_.reserve(page.rendering->map.runs() + regions.size());
  }

  // The next piece of the source, which region `i` shows.
  void Add(std::size_t i, Span piece) {
    const Region& region = regions_[i];
    if (region.kind == RegionKind::kWhitespace) {
      Gap(piece.begin);
      Gap(piece.end);
      return;
    }
    // White space that folded away inside a region stays part of it.
    if (!out_.empty() && out_.back().shown == i && (takes_notation_ || IsSpaceOnly(Between(piece.begin)))) {
      out_.back().region.span.end = piece.end;
    } else {
      takes_notation_ = !is_html_ && !may_be_kept_(region);
      const std::size_t begin = takes_notation_ ? BeginOfNotation(piece.begin) : piece.begin;
      Gap(begin);
      out_.push_back({region, i});
      out_.back().region.span = {begin, piece.end};
    }
    at_ = piece.end;
  }

  std::vector<SourceRegion> Finish() && {
    Gap(source_.size());
    return std::move(out_);
  }

 private:
  std::string_view Between(std::size_t end) const { return source_.substr(at_, end - at_); }

  // Where the marks before what shows at `end` begin on its line.
  std::size_t BeginOfNotation(std::size_t end) const {
    const std::size_t line = Between(end).rfind('\n');
    return Trim(source_, {line == std::string_view::npos ? at_ : at_ + line + 1, end}).begin;
  }

  // Passes over what shows nowhere.
  void Gap(std::size_t end) {
    if (takes_notation_ && end > at_) {
      const std::size_t line = Between(end).find('\n');
      const Span rest = Trim(source_, {at_, line == std::string_view::npos ? end : at_ + line});
      if (!rest.empty()) at_ = out_.back().region.span.end = rest.end;
      takes_notation_ = false;
    }
    if (end <= at_) return;
    const bool is_space = IsSpaceOnly(Between(end));
    if (is_space && !out_.empty() && out_.back().region.kind == RegionKind::kWhitespace) {
      out_.back().region.span.end = end;
    } else if (is_space) {
      out_.push_back({{{at_, end}, RegionKind::kWhitespace, "page.space", 1, 0}});
    } else {
      out_.push_back({{{at_, end}, RegionKind::kMarkup, is_html_ ? "html.markup" : "markdown.markup", 1, 0}});
    }
    at_ = end;
  }

  std::span<const Region> regions_;
  std::string_view source_;
  bool is_html_;
  absl::FunctionRef<bool(const Region&)> may_be_kept_;
  std::vector<SourceRegion> out_;
  std::size_t at_ = 0;
  bool takes_notation_ = false;  // the last region does, to the end of its line
};

}  // namespace

std::vector<SourceRegion> InSource(const Page& page, std::string_view source, std::span<const Region> regions,
                                   absl::FunctionRef<bool(const Region&)> may_be_kept) {
  Layer layer(page, source, regions, may_be_kept);
  SourceMap::Cursor cursor(page.rendering->map);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    cursor.ForEachPiece(regions[i].span, [&](Span piece) { layer.Add(i, piece); });
  }
  return std::move(layer).Finish();
}

}  // namespace textclean
