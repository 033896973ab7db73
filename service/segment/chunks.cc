#include "service/segment/chunks.h"

#include <algorithm>
#include <array>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// Walks a sentence's text by characters, line breaks folded.
class FoldedText {
 public:
  FoldedText(std::string_view text, Span span) : text_(text), at_(span.begin), end_(span.end) {}

  bool done() const { return at_ == end_; }
  std::size_t at() const { return at_; }

  // The next character of the folded text; steps over what stands for it.
  char32_t Next() {
    const auto [c, n] = DecodeUtf8(text_, at_);
    if (!IsSpace(c)) {
      at_ += n;
      return c;
    }
    // White space with a line break in it is one blank.
    std::size_t run = at_;
    bool breaks = false;
    while (run < end_ && run < at_ + kLongestRun) {
      const auto [space, size] = DecodeUtf8(text_, run);
      if (!IsSpace(space)) break;
      breaks |= IsLineEnd(space);
      run += size;
    }
    if (!breaks) {
      at_ += n;
      return c;
    }
    at_ = run;
    return U' ';
  }

 private:
  // White space beyond this is folded piece by piece, so that no byte is looked at often.
  static constexpr std::size_t kLongestRun = 64;

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

std::size_t Length(std::string_view text, Span span) {
  std::size_t length = 0;
  for (FoldedText folded(text, span); !folded.done(); ++length) folded.Next();
  return length;
}

// Characters that belong to the one before them.
bool Extends(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

// How well a sentence may be cut between two characters, best first.
enum Rank : std::size_t { kAfterClause, kAtBlank, kAnywhere, kRanks };

Rank RankOf(char32_t before, char32_t c) {
  if (!IsSpace(c)) return kAnywhere;
  constexpr std::u32string_view kClauseEnds = U",;:.?!…)]”’\"'」』》〉、，";
  return kClauseEnds.find(before) != std::u32string_view::npos ? kAfterClause : kAtBlank;
}

// Where the first part of `rest` ends: as a whole if it holds at most `max_chars`
// characters, else at the best point of that many, the last of equals.
std::size_t PartEnd(std::string_view text, Span rest, std::size_t max_chars) {
  std::array<std::size_t, kRanks> best{};  // 0: none
  FoldedText folded(text, rest);
  char32_t before = U' ';
  std::size_t length = 0;
  std::size_t limit = rest.begin;
  for (; length <= max_chars && !folded.done(); ++length) {
    const std::size_t at = folded.at();
    limit = at;
    const char32_t c = folded.Next();
    // A blank far from the end would leave a stub.
    if (length > 0 && !Extends(c)) {
      const Rank rank = RankOf(before, c);
      if (length * 2 >= max_chars || rank == kAnywhere) best[rank] = at;
    }
    before = c;
  }
  if (length <= max_chars) return rest.end;
  for (const std::size_t point : best) {
    if (point != 0) return point;
  }
  return limit;  // nothing but marks that belong to one character
}

void AddParts(std::string_view text, Span sentence, std::size_t index, std::size_t max_chars,
              std::vector<Chunk>& chunks) {
  for (Span rest = sentence; !rest.empty();) {
    const std::size_t end = PartEnd(text, rest, max_chars);
    chunks.push_back({{rest.begin, end}, index, index + 1, true});
    rest.begin = end;
    while (!rest.empty() && IsSpace(DecodeUtf8(text, rest.begin).value))
      rest.begin += DecodeUtf8(text, rest.begin).size;
  }
}

}  // namespace

std::vector<Chunk> MakeChunks(std::string_view text, const Segmentation& cut, const ChunkOptions& options) {
  std::vector<Chunk> chunks;
  if (options.max_chars == 0) return chunks;
  const std::vector<Sentence>& sentences = cut.sentences;
  std::vector<std::size_t> lengths;
  lengths.reserve(sentences.size());
  for (const Sentence& sentence : sentences) lengths.push_back(Length(text, sentence.span));

  std::size_t first = 0;  // of the chunk
  std::size_t next = 0;   // first sentence that no chunk holds yet
  while (next < sentences.size()) {
    if (lengths[next] > options.max_chars) {
      AddParts(text, sentences[next].span, next, options.max_chars, chunks);
      first = ++next;
      continue;
    }
    // The repeated sentences, then as many new ones as fit; one blank or break between.
    std::size_t length = 0;
    for (std::size_t i = first; i < next; ++i) length += lengths[i] + 1;
    while (length + lengths[next] > options.max_chars) length -= lengths[first++] + 1;
    std::size_t last = next;
    while (last < sentences.size() && length + lengths[last] <= options.max_chars) length += lengths[last++] + 1;
    chunks.push_back({{sentences[first].span.begin, sentences[last - 1].span.end}, first, last, false});
    // What the next chunk repeats.
    first = next = last;
    std::size_t repeated = 0;
    while (last - first < options.overlap_sentences && first > chunks.back().first_sentence + 1 &&
           repeated + lengths[first - 1] + 1 <= options.max_chars / 2) {
      repeated += lengths[--first] + 1;
    }
  }
  return chunks;
}

std::string SentenceText(std::string_view text, Span sentence) {
  std::string out;
  out.reserve(sentence.size());
  for (FoldedText folded(text, sentence); !folded.done();) AppendUtf8(folded.Next(), out);
  return out;
}

std::string ChunkText(std::string_view text, const Segmentation& cut, const Chunk& chunk) {
  if (chunk.is_partial) return SentenceText(text, chunk.span);
  std::string out;
  for (std::size_t i = chunk.first_sentence; i < chunk.last_sentence; ++i) {
    if (i > chunk.first_sentence) out += cut.sentences[i].paragraph == cut.sentences[i - 1].paragraph ? ' ' : '\n';
    out += SentenceText(text, cut.sentences[i].span);
  }
  return out;
}

}  // namespace textclean
