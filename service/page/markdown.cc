#include "service/page/markdown.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// What makes a text Markdown: so many links, or a heading and so many items of lists, one in so many lines at least. A
// page's author may set marks before lines, too: only items that are indented count, as html2text writes them and no
// cleaned article has them, so that to clean one again is to read it the same way.
constexpr std::size_t kLeastLinks = 3;
constexpr std::size_t kLeastItems = 8;
constexpr std::size_t kMostLinesPerItem = 5;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsAsciiLetter(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }
bool IsLetter(char c) { return (c & 0x80) != 0 || IsAsciiLetter(c); }

// Size of the mark of a heading, of an item of a list or of a quotation that a text begins with, its blanks included;
// 0 if there is none.
std::size_t SizeOfMark(std::string_view text) {
  constexpr std::size_t kDeepestHeading = 6;
  constexpr std::string_view kMarks = "#*-+>";
  if (text.empty() || kMarks.find(text[0]) == kNone) return 0;
  std::size_t size = 1;
  while (text[0] == '#' && size < text.size() && size < kDeepestHeading && text[size] == '#') ++size;
  if (size == text.size() || !IsBlank(text[size])) return 0;
  while (size < text.size() && IsBlank(text[size])) ++size;
  return size;
}

// Whether a line only underlines a heading, rules, or parts a table's head from its rows.
bool IsRuler(std::string_view line) {
  constexpr std::string_view kStrokes = "-=*_";
  constexpr std::string_view kOthers = " \t|:";
  constexpr std::size_t kLeast = 3;
  std::size_t strokes = 0;
  for (const char c : line) {
    if (kStrokes.find(c) == kNone && kOthers.find(c) == kNone) return false;
    strokes += kStrokes.find(c) != kNone;
  }
  return strokes >= kLeast;
}

// Whether a line parts a table's head from its rows.
bool IsTableRuler(std::string_view line) { return IsRuler(line) && line.find('|') != kNone; }

bool IsFence(std::string_view line) { return line.starts_with("```") || line.starts_with("~~~"); }

// Whether what stands behind "](" may be where a link leads.
bool IsTarget(std::string_view text) {
  constexpr auto kBegins =
      std::to_array<std::string_view>({"http", "/", "#", "<", "?", "./", "../", "javascript:", "mailto:", "tel:", ")"});
  return std::any_of(kBegins.begin(), kBegins.end(), [&](std::string_view begin) { return text.starts_with(begin); });
}

// Finds what of a line is notation.
class Notation {
 public:
  explicit Notation(std::string_view source) : source_(source) {}

  // A stretch that is notation, and what shows in its place: nothing, or a table's bar as the end of a line.
  struct Stretch : Span {
    std::string_view shown;
  };

  // In order; may overlap. `line` neither begins nor ends with white space. `is_row`: of a table.
  const std::vector<Stretch>& Find(Span line, bool is_row) {
    is_row_ = is_row;
    hidden_.clear();
    brackets_.clear();
    pictures_.clear();
    emphasis_.fill(kNone);
    line_ = line;
    if (IsRuler(line.of(source_))) {
      Hide(line);
      return hidden_;
    }
    std::size_t at = line.begin;
    while (const std::size_t size = SizeOfMark(source_.substr(at, line.end - at))) {
      Hide({at, at + size});
      at += size;
    }
    while (at < line.end) at = Read(at);
    std::sort(hidden_.begin(), hidden_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    // A link of nothing but pictures, or marks of nothing.
    if (!Shows()) hidden_.clear();
    return hidden_;
  }

 private:
  struct Bracket {
    Span span;           // "[" or "!["
    std::size_t hidden;  // how many stretches were hidden before it
  };

  void Hide(Span span) { hidden_.push_back({span, {}}); }

  char At(std::size_t at) const { return at < line_.end ? source_[at] : ' '; }

  // Reads what stands at `at`; where it ends.
  std::size_t Read(std::size_t at) {
    switch (source_[at]) {
      case '\\':
        if (!absl::ascii_ispunct(static_cast<unsigned char>(At(at + 1)))) return at + 1;
        Hide({at, at + 1});
        return at + 2;
      case '!':
        if (At(at + 1) != '[') return at + 1;
        brackets_.push_back({{at, at + 2}, hidden_.size()});
        return at + 2;
      case '[':
        brackets_.push_back({{at, at + 1}, hidden_.size()});
        return at + 1;
      case ']':
        return ReadClosing(at);
      case '|':
        // Those at the row's ends part nothing.
        if (is_row_) hidden_.push_back({{at, at + 1}, at == line_.begin || at + 1 == line_.end ? "" : kLineSeparator});
        return at + 1;
      case '*':
      case '_':
        return ReadEmphasis(at);
      default:
        return at + 1;
    }
  }

  std::size_t ReadClosing(std::size_t at) {
    const std::size_t end = At(at + 1) == '(' ? EndOfTarget(at + 2) : kNone;
    if (brackets_.empty()) {
      // Of a link that begins on a line above.
      if (end == kNone || !IsTarget(source_.substr(at + 2, end - at - 2))) return at + 1;
      Hide({at, end});
      return end;
    }
    const Bracket open = brackets_.back();
    brackets_.pop_back();
    if (end == kNone) return at + 1;
    if (open.span.size() == 2) {
      hidden_.resize(open.hidden);
      pictures_.push_back({open.span.begin, end});
      return end;
    }
    Hide(open.span);
    Hide({at, end});
    // A link's pictures are signs and thumbnails; others the article's own.
    for (; !pictures_.empty() && pictures_.back().begin > open.span.begin; pictures_.pop_back()) Hide(pictures_.back());
    return end;
  }

  // Where the target of a link that begins at `at` ends, its closing parenthesis included; kNone if it is none. What
  // stops at the next bracket is never read twice.
  std::size_t EndOfTarget(std::size_t at) const {
    constexpr std::string_view kNever = "[]";
    constexpr std::size_t kLongestTitle = 300;
    std::size_t depth = 0;
    while (IsBlank(At(at)) && at < line_.end) ++at;
    const bool is_pointed = At(at) == '<';
    for (; at < line_.end; ++at) {
      const char c = source_[at];
      if (kNever.find(c) != kNone) return kNone;
      if (is_pointed ? c == '>' : IsBlank(c)) break;
      if (is_pointed) continue;
      depth += c == '(';
      if (c != ')') continue;
      if (depth == 0) return at + 1;
      --depth;
    }
    if (is_pointed) ++at;
    while (at < line_.end && IsBlank(source_[at])) ++at;
    const char quote = At(at);
    if (quote == '"' || quote == '\'') {
      const std::size_t most = std::min(line_.end, at + kLongestTitle);
      for (++at; at < most && !(source_[at] == quote && At(at + 1) == ')'); ++at) {
      }
      if (at == most) return kNone;
      ++at;
    }
    return At(at) == ')' ? at + 1 : kNone;
  }

  // A run of * or _: what closes the last one like it, or opens.
  std::size_t ReadEmphasis(std::size_t at) {
    const char mark = source_[at];
    std::size_t end = at;
    while (At(end) == mark) ++end;
    const std::size_t size = end - at;
    if (size > kStrongest) return end;
    const char before = at == line_.begin ? ' ' : source_[at - 1];
    const char after = At(end);
    // One mark within a word is none of emphasis, and neither are several of _.
    const bool within = mark == '*' && size > 1;
    std::size_t& open = emphasis_[(mark == '*' ? 0 : kStrongest) + size - 1];
    if (open != kNone && !IsBlank(before) && (within || !IsAsciiLetter(after))) {
      Hide({open, open + size});
      Hide({at, end});
      open = kNone;
    } else if (!IsBlank(after) && (within || !IsLetter(before))) {
      open = at;
    }
    return end;
  }

  bool Shows() const {
    std::size_t at = line_.begin;
    for (const Span& hidden : hidden_) {
      if (hidden.begin > at && !Trim(source_, {at, hidden.begin}).empty()) return true;
      at = std::max(at, hidden.end);
    }
    return at < line_.end && !Trim(source_, {at, line_.end}).empty();
  }

  static constexpr std::size_t kStrongest = 3;  // marks on each side
  static constexpr std::string_view kLineSeparator = "\u2028";

  std::string_view source_;
  Span line_;
  bool is_row_ = false;
  std::vector<Stretch> hidden_;
  std::vector<Bracket> brackets_;
  std::vector<Span> pictures_;                        // that show, in order
  std::array<std::size_t, 2 * kStrongest> emphasis_;  // where each sort was opened
};

}  // namespace

bool LooksLikeMarkdown(std::string_view text) {
  std::size_t links = 0;
  for (std::size_t at = text.find("]("); at != kNone; at = text.find("](", at + 2)) {
    links += IsTarget(text.substr(at + 2));
    if (links == kLeastLinks) return true;
  }
  if (text.find("# ") == kNone) return false;
  std::size_t lines = 0;
  std::size_t headings = 0;
  std::size_t items = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t begin = at;
    while (at < end && IsBlank(text[at])) ++at;
    lines += at < end;
    if (SizeOfMark(text.substr(at, end - at)) > 0) {
      headings += text[at] == '#';
      items += text[at] == '*' && at > begin;
    }
    at = end + 1;
  }
  return headings > 0 && items >= kLeastItems && items * kMostLinesPerItem >= lines;
}

void RenderMarkdown(std::string_view source, Renderer& renderer) {
  Notation notation(source);
  bool is_code = false;
  bool in_table = false;  // behind a ruler of its, without a line between that is no row
  const auto line_at = [&](std::size_t at) {
    return Trim(source, {at, std::min(source.find('\n', at), source.size())});
  };
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    const Span line = Trim(source, {at, end});
    const std::string_view text = line.of(source);
    const bool is_fence = IsFence(text);
    if (is_fence) is_code = !is_code;
    if (line.empty()) in_table = false;
    if (!is_fence && !is_code && !line.empty()) {
      const bool has_bar = text.find('|') != kNone;
      in_table = has_bar && (in_table || IsTableRuler(text));
      const bool is_row = in_table || text.starts_with('|') ||
                          (has_bar && end < source.size() && IsTableRuler(line_at(end + 1).of(source)));
      for (const Notation::Stretch& hidden : notation.Find(line, is_row)) {
        if (hidden.begin > at) renderer.Show({at, hidden.begin});
        if (hidden.begin >= at && !hidden.shown.empty()) renderer.ShowAs(hidden.shown, hidden);
        at = std::max(at, hidden.end);
      }
    }
    const std::size_t next = std::min(end + 1, source.size());
    renderer.Show({at, next});
    at = next;
  }
}

}  // namespace textclean
