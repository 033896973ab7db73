#include "service/rpc/source_offsets.h"

#include <algorithm>
#include <string_view>

#include "service/text/utf8.h"

namespace textclean {

void SourceOffsets::Add(Span span) {
  begins_.push_back({span.begin, 0});
  ends_.push_back({span.end, 0});
}

void SourceOffsets::AddInDocument(Span span) {
  in_document_.push_back({span.begin, span.begin});
  in_document_.push_back({span.end, span.end});
}

void SourceOffsets::Convert(const LabelledPage& labelled, OffsetUnit unit) {
  Sort(begins_);
  Sort(ends_);
  Sort(in_document_);
  if (labelled.page.rendering != nullptr) {
    MapToSource(*labelled.page.rendering);
  } else {
    for (Offset& offset : begins_) offset.target = offset.byte;
    for (Offset& offset : ends_) offset.target = offset.byte;
  }
  for (std::vector<Offset>* offsets : {&begins_, &ends_, &in_document_}) {
    OffsetConverter convert(labelled.document.text, unit);
    for (Offset& offset : *offsets) offset.target = convert(offset.target);
  }
}

void SourceOffsets::Sort(std::vector<Offset>& offsets) {
  const auto less = [](const Offset& a, const Offset& b) { return a.byte < b.byte; };
  const auto same = [](const Offset& a, const Offset& b) { return a.byte == b.byte; };
  std::sort(offsets.begin(), offsets.end(), less);
  offsets.erase(std::unique(offsets.begin(), offsets.end(), same), offsets.end());
}

// A span begins where its first character came from and ends where its last one did; what came
// from nowhere (a blank that markup stands for) stands at its neighbour.
void SourceOffsets::MapToSource(const Rendering& rendering) {
  const std::string_view text = rendering.text;
  std::size_t last = 0;
  SourceMap::Cursor begins(rendering.map);
  for (Offset& offset : begins_) {
    const std::size_t end = offset.byte < text.size() ? offset.byte + DecodeUtf8(text, offset.byte).size : offset.byte;
    bool first = true;
    begins.ForEachPiece({offset.byte, end}, [&](Span source) {
      if (first) last = source.begin;
      first = false;
    });
    offset.target = last;
  }
  last = 0;
  SourceMap::Cursor ends(rendering.map);
  for (Offset& offset : ends_) {
    const std::size_t begin = offset.byte > 0 ? offset.byte - DecodeUtf8Before(text, offset.byte).size : 0;
    ends.ForEachPiece({begin, offset.byte}, [&](Span source) { last = source.end; });
    offset.target = last;
  }
}

std::uint32_t SourceOffsets::At(const std::vector<Offset>& offsets, std::size_t byte) {
  const auto found = std::lower_bound(offsets.begin(), offsets.end(), byte,
                                      [](const Offset& offset, std::size_t value) { return offset.byte < value; });
  return static_cast<std::uint32_t>(found->target);
}

}  // namespace textclean
