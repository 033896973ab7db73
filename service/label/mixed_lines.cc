#include "service/label/mixed_lines.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

// How far into the line, in bytes, a head and a tail are looked for.
constexpr std::size_t kHead = 1500;
constexpr std::size_t kTail = 2500;
// Words that one known phrase may take.
constexpr std::size_t kPhrase = 4;
// A run of known words counts from this many on; one unknown word does not end it.
constexpr std::size_t kLeastRun = 3;

bool EndsSentence(std::string_view word) {
  while (!word.empty()) {
    const CodePoint last = DecodeUtf8Before(word, word.size());
    const bool closes =
        last.value == '"' || last.value == '\'' || last.value == U'”' || last.value == U'’' || last.value == ')';
    if (!closes) break;
    word.remove_suffix(last.size);
  }
  if (word.empty() || (word.back() != '.' && word.back() != '?' && word.back() != '!')) return false;
  word.remove_suffix(1);
  if (word.empty()) return false;
  return IsHangulSyllable(DecodeUtf8Before(word, word.size()).value);
}

// Where the blanks at `at` end, or the word there.
std::size_t EndOf(bool blanks, std::string_view line, std::size_t at, std::size_t end) {
  while (at < end) {
    const CodePoint c = DecodeUtf8(line, at);
    if (IsSpace(c.value) != blanks) break;
    at += c.size;
  }
  return at;
}

// Calls use(word span) for each word of a stretch, in order, until it returns false.
template <typename Use>
void EachWord(std::string_view line, Span stretch, Use use) {
  std::size_t at = stretch.begin;
  while (at < stretch.end) {
    const std::size_t begin = EndOf(/*blanks=*/true, line, at, stretch.end);
    at = EndOf(/*blanks=*/false, line, begin, stretch.end);
    if (at > begin && !use(Span{begin, at})) return;
  }
}

// Moves an offset to the next blank, so that no word is cut.
std::size_t ToBlank(std::string_view line, std::size_t at) {
  at = std::min(at, line.size());
  while (at < line.size() && IsContinuation(line[at])) ++at;
  return EndOf(/*blanks=*/false, line, at, line.size());
}

}  // namespace

std::optional<std::uint16_t> MixedLineCutter::KnownAs(std::string_view words) {
  rules_.Fold(words, folded_);
  matches_.Clear();
  rules_.Match(words, folded_, matches_);
  for (const std::uint16_t index : matches_.rules) {
    const Rule& rule = rules_.rules()[index];
    if (rule.place == Place::kLine && !kContentKinds.Has(rule.kind)) return index;
  }
  return std::nullopt;
}

void MixedLineCutter::ReadWords(std::string_view line, Span stretch) {
  words_.clear();
  EachWord(line, stretch, [&](Span word) {
    words_.push_back({word});
    return true;
  });
  for (std::size_t i = 0; i < words_.size();) {
    std::size_t taken = 1;
    for (std::size_t count = std::min(kPhrase, words_.size() - i); count >= 1; --count) {
      const auto known =
          KnownAs(line.substr(words_[i].span.begin, words_[i + count - 1].span.end - words_[i].span.begin));
      if (!known) continue;
      for (std::size_t w = i; w < i + count; ++w) words_[w].rule = *known;
      taken = count;
      break;
    }
    i += taken;
  }
}

void MixedLineCutter::Cut(std::string_view line, std::vector<Piece>& pieces) {
  // Where the first sentence ends, and the last one.
  std::size_t first_end = 0;
  EachWord(line, {0, ToBlank(line, kHead)}, [&](Span word) {
    if (EndsSentence(word.of(line))) first_end = word.end;
    return first_end == 0;
  });
  std::size_t last_end = 0;
  EachWord(line, {line.size() <= kTail ? 0 : ToBlank(line, line.size() - kTail), line.size()}, [&](Span word) {
    if (EndsSentence(word.of(line))) last_end = word.end;
    return true;
  });
  if (first_end == 0 || last_end < first_end) {
    pieces.push_back({{0, line.size()}, Piece::kContent});
    return;
  }

  std::size_t at = 0;
  const auto cut = [&](Span span, std::uint16_t rule) {
    if (span.begin > at) pieces.push_back({{at, span.begin}, Piece::kContent});
    pieces.push_back({span, rule});
    at = span.end;
  };

  ReadWords(line, {0, first_end});
  for (std::size_t i = 0; i < words_.size();) {
    if (words_[i].rule == Piece::kContent) {
      ++i;
      continue;
    }
    std::size_t last = i;
    std::size_t known = 1;
    for (std::size_t w = i + 1; w < words_.size() && w <= last + 2; ++w) {
      if (words_[w].rule == Piece::kContent) continue;
      last = w;
      ++known;
    }
    if (known >= kLeastRun) cut({words_[i].span.begin, words_[last].span.end}, words_[i].rule);
    i = last + 1;
  }

  if (last_end < line.size()) {
    const std::string_view tail = line.substr(last_end);
    ReadWords(line, {last_end, line.size()});
    // A single word may be a sentence's own.
    std::uint16_t rule = Piece::kContent;
    const auto is_known = [](const Word& word) { return word.rule != Piece::kContent; };
    const auto known = static_cast<std::size_t>(std::count_if(words_.begin(), words_.end(), is_known));
    if (known >= kLeastRun || (known >= 2 && known * 2 >= words_.size())) {
      rule = std::find_if(words_.begin(), words_.end(), is_known)->rule;
    }
    rules_.Fold(tail, folded_);
    matches_.Clear();
    rules_.Match(tail, folded_, matches_);
    for (const std::uint16_t index : matches_.rules) {
      const Rule& candidate = rules_.rules()[index];
      if (rule == Piece::kContent && candidate.certain && !kContentKinds.Has(candidate.kind)) rule = index;
    }
    if (rule != Piece::kContent && words_.size() >= 2) cut({last_end, line.size()}, rule);
  }
  if (at < line.size()) pieces.push_back({{at, line.size()}, Piece::kContent});
}

}  // namespace textclean
