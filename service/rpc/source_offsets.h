// Offsets of an answer in the unit of its caller: from bytes of a page's text to the
// document, for HTML to its source.
//
// They come in the order of an answer's fields, while SourceMap and OffsetConverter want
// them ascending: so all are collected first, converted in one walk, and then looked up.
// For one answer, on one thread.
//
//   SourceOffsets offsets;
//   for (const Sentence& s : sentences) offsets.Add(s.span);
//   offsets.Convert(labelled, unit);
//   for (const Sentence& s : sentences) offsets.Set(s.span, *response.add_sentences());
#ifndef TEXTCLEAN_SERVICE_RPC_SOURCE_OFFSETS_H_
#define TEXTCLEAN_SERVICE_RPC_SOURCE_OFFSETS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/clean/cleaner.h"
#include "service/page/page.h"
#include "service/text/offsets.h"
#include "service/text/span.h"

namespace textclean {

class SourceOffsets {
 public:
  // A span of labelled.page.text.
  void Add(Span span);
  // A span of labelled.document.text.
  void AddInDocument(Span span);

  void Convert(const LabelledPage& labelled, OffsetUnit unit);

  // Sets begin and end of a message to those of a span that was added.
  template <typename Message>
  void Set(Span span, Message& message) const {
    message.set_begin(At(begins_, span.begin));
    message.set_end(At(ends_, span.end));
  }
  template <typename Message>
  void SetInDocument(Span span, Message& message) const {
    message.set_begin(At(in_document_, span.begin));
    message.set_end(At(in_document_, span.end));
  }

 private:
  struct Offset {
    std::size_t byte;    // of the page's text, or of the document
    std::size_t target;  // of the document, in the end in the caller's unit
  };

  static void Sort(std::vector<Offset>& offsets);
  static std::uint32_t At(const std::vector<Offset>& offsets, std::size_t byte);
  void MapToSource(const Rendering& rendering);

  std::vector<Offset> begins_;
  std::vector<Offset> ends_;
  std::vector<Offset> in_document_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_SOURCE_OFFSETS_H_
