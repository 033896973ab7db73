#include "client/ledger.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "client/regions.h"
#include "client/terminal.h"

namespace textclean::client {
namespace {

constexpr std::size_t kLeastWidth = 40;
// Of a row: the mark and a blank before the text, two blanks after it.
constexpr std::size_t kBefore = 2;
constexpr std::size_t kAfter = 2;

constexpr std::string_view kReset = "\x1b[0m";

// Neighbours on a page differ; the sixteen colours follow the terminal's own theme.
std::string_view Color(v1::RegionKind kind) {
  switch (kind) {
    case v1::REGION_KIND_TITLE:
    case v1::REGION_KIND_SUBTITLE:
    case v1::REGION_KIND_BODY:
      return "\x1b[2;32m";
    case v1::REGION_KIND_BYLINE:
    case v1::REGION_KIND_TIMESTAMP:
    case v1::REGION_KIND_SOURCE:
      return "\x1b[2;33m";
    case v1::REGION_KIND_NAVIGATION:
    case v1::REGION_KIND_COPYRIGHT:
      return "\x1b[2;34m";
    case v1::REGION_KIND_RELATED:
    case v1::REGION_KIND_SUMMARY:
      return "\x1b[2;36m";
    case v1::REGION_KIND_PROMOTION:
    case v1::REGION_KIND_REACTION:
      return "\x1b[2;35m";
    case v1::REGION_KIND_CAPTION:
      return "\x1b[2;31m";
    default:
      return "\x1b[2;37m";
  }
}

std::string Blanks(std::size_t count) { return std::string(count, ' '); }

// The part of a region that lies in a line.
struct Piece {
  std::string_view text;
  const v1::Region* region;

  // White space is no news, wherever it goes.
  bool blank() const { return region->kind() == v1::REGION_KIND_WHITESPACE; }
  bool kept() const { return region->kept() && !blank(); }
  bool removed() const { return !region->kept() && !blank(); }
};
using Line = std::vector<Piece>;

// The page's lines without their line ends; other breaks than LF and CRLF are shown as characters.
std::vector<Line> Lines(const v1::CleanResponse& response) {
  const std::string_view text = response.document().decoded_text();
  std::vector<Line> lines(1);
  for (const auto& region : response.regions()) {
    std::size_t begin = region.begin();
    while (begin < region.end()) {
      const std::size_t line_end = std::min<std::size_t>(text.find('\n', begin), region.end());
      std::string_view piece = text.substr(begin, line_end - begin);
      const bool ended = line_end < region.end();
      if (ended && piece.ends_with('\r')) piece.remove_suffix(1);
      if (!piece.empty()) lines.back().push_back({piece, &region});
      if (ended) lines.emplace_back();
      begin = line_end + (ended ? 1 : 0);
    }
  }
  if (lines.back().empty()) lines.pop_back();  // what follows the last line end
  return lines;
}

// What the margin says of a line: once for each kind and rule, however often it cut.
struct Note {
  std::string kind;
  std::string rule;
  std::string confidence;
  std::string_view color;
};

std::vector<Note> Notes(const Line& line) {
  std::vector<Note> notes;
  for (const Piece& piece : line) {
    if (piece.blank()) continue;
    const v1::Region& region = *piece.region;
    if (region.kept()) {
      // Most of what is kept is body and needs no words.
      if (region.kind() != v1::REGION_KIND_BODY) notes.push_back({KindName(region.kind()), "", "", ""});
    } else {
      notes.push_back({KindName(region.kind()), Printable(region.rule()), absl::StrFormat("%.2f", region.confidence()),
                       Color(region.kind())});
    }
  }
  const auto same = [](const Note& a, const Note& b) { return a.kind == b.kind && a.rule == b.rule; };
  std::vector<Note> unique;
  for (const Note& note : notes) {
    if (std::none_of(unique.begin(), unique.end(), [&](const Note& known) { return same(known, note); })) {
      unique.push_back(note);
    }
  }
  return unique;
}

// A glyph in its colour; no colour for plain.
struct Cell {
  Glyph glyph;
  std::string_view color;
};

// A part of a line that fits its columns, as it is sent to the terminal.
struct Row {
  std::string text;
  std::size_t columns = 0;
};

// Where the row that starts at cells[begin] ends: after the last blank that leaves two thirds of the row filled, or
// else, since Korean may break anywhere, where the columns end.
std::size_t RowEnd(const std::vector<Cell>& cells, std::size_t begin, std::size_t width) {
  std::size_t columns = 0;
  std::size_t after_blank = begin;
  for (std::size_t i = begin; i < cells.size(); ++i) {
    const Glyph& glyph = cells[i].glyph;
    if (columns + glyph.columns > width && i > begin) {
      if (glyph.shown == " ") return i + 1;  // hangs over the edge, where nobody sees it
      return after_blank > begin ? after_blank : i;
    }
    columns += glyph.columns;
    if (glyph.shown == " " && columns * 3 >= width * 2) after_blank = i + 1;
  }
  return cells.size();
}

std::vector<Row> Rows(const std::vector<Cell>& cells, std::size_t width, bool color) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < cells.size();) {
    Row& row = rows.emplace_back();
    std::string_view open;
    for (const std::size_t end = RowEnd(cells, i, width); i < end; ++i) {
      const auto& [glyph, wanted] = cells[i];
      if (row.columns + glyph.columns > width) continue;  // the blank at the edge
      if (color && wanted != open) {
        if (!open.empty()) row.text += kReset;
        row.text += wanted;
        open = wanted;
      }
      row.text += glyph.shown;
      row.columns += glyph.columns;
    }
    if (!open.empty()) row.text += kReset;
  }
  return rows;
}

class Drawing {
 public:
  Drawing(const v1::CleanResponse& response, const LedgerStyle& style);

  std::string Draw();

 private:
  void DrawLine(const Line& line);
  void DrawLegend();
  std::string Painted(const std::string& text, std::string_view color) const;
  std::string Margin(const Note& note) const;

  const v1::CleanResponse& response_;
  const bool color_;
  std::vector<Line> lines_;
  std::size_t kind_columns_ = 0;
  std::size_t rule_columns_ = 0;
  std::size_t text_columns_ = 0;
  std::string out_;
};

Drawing::Drawing(const v1::CleanResponse& response, const LedgerStyle& style)
    : response_(response), color_(style.color), lines_(Lines(response)) {
  for (const auto& region : response.regions()) {
    kind_columns_ = std::max(kind_columns_, KindName(region.kind()).size());
    if (!region.kept()) rule_columns_ = std::max(rule_columns_, Columns(region.rule()));
  }
  // The text has half of the row at least: rules with long names are cut off.
  const std::size_t width = std::max(style.width, kLeastWidth);
  const std::size_t around = kBefore + kAfter;
  const std::size_t beside_rule = kind_columns_ + std::string_view("  0.00").size();
  const std::size_t most_margin = (width - around) / 2;
  rule_columns_ = std::min(rule_columns_, most_margin > beside_rule ? most_margin - beside_rule : 0);
  text_columns_ = width - around - (beside_rule + rule_columns_);
}

std::string Drawing::Painted(const std::string& text, std::string_view color) const {
  if (!color_ || color.empty()) return text;
  return std::string(color) + text + std::string(kReset);
}

// Cuts or fills `text` to `columns`.
std::string Fitted(std::string_view text, std::size_t columns) {
  const bool fits = Columns(text) <= columns;
  const std::size_t room = fits || columns == 0 ? columns : columns - 1;
  std::string fitted;
  std::size_t used = 0;
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    if (used + glyph.columns > room) break;
    fitted += glyph.shown;
    used += glyph.columns;
    text.remove_prefix(glyph.size);
  }
  if (!fits && columns > 0) {
    fitted += "…";
    ++used;
  }
  return fitted + Blanks(columns - used);
}

std::string Drawing::Margin(const Note& note) const {
  // A kept line names its kind alone: nothing follows that would have to be aligned.
  if (note.rule.empty() && note.confidence.empty()) return note.kind;
  return Painted(Fitted(note.kind, kind_columns_) + " " + Fitted(note.rule, rule_columns_) + " " + note.confidence,
                 note.color);
}

void Drawing::DrawLine(const Line& line) {
  const bool any_kept = std::any_of(line.begin(), line.end(), [](const Piece& piece) { return piece.kept(); });
  const bool any_removed = std::any_of(line.begin(), line.end(), [](const Piece& piece) { return piece.removed(); });
  const bool mixed = any_kept && any_removed;

  std::vector<Cell> cells;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Piece& piece = line[i];
    const std::string_view color = piece.removed() ? Color(piece.region->kind()) : std::string_view();
    // Neighbouring cuts are one hole in the line.
    if (mixed && piece.removed() && (i == 0 || !line[i - 1].removed())) cells.push_back({{0, "⟦", 1}, color});
    for (std::string_view text = piece.text; !text.empty();) {
      Glyph glyph = FirstGlyph(text);
      text.remove_prefix(glyph.size);
      // A tab's columns would depend on where the row was broken.
      if (glyph.shown == "␉") glyph.shown = " ";
      cells.push_back({std::move(glyph), color});
    }
    if (mixed && piece.removed() && (i + 1 == line.size() || !line[i + 1].removed()))
      cells.push_back({{0, "⟧", 1}, color});
  }

  const std::vector<Row> rows = Rows(cells, text_columns_, color_);
  const std::vector<Note> notes = Notes(line);
  for (std::size_t i = 0; i < std::max({rows.size(), notes.size(), std::size_t{1}}); ++i) {
    const Row row = i < rows.size() ? rows[i] : Row();
    std::string drawn = mixed ? "~ " : any_removed ? "- " : "  ";
    drawn += row.text;
    if (i < notes.size()) drawn += Blanks(text_columns_ - row.columns + kAfter) + Margin(notes[i]);
    absl::StripTrailingAsciiWhitespace(&drawn);
    out_ += drawn + "\n";
  }
}

void Drawing::DrawLegend() {
  out_ += absl::StrFormat("\n%-*s %9s %9s  characters, white space aside\n", static_cast<int>(kind_columns_), "",
                          "kept", "removed");
  for (const auto& count : response_.counts()) {
    const std::string row = absl::StrFormat("%-*s %9d %9d", static_cast<int>(kind_columns_), KindName(count.kind()),
                                            count.kept_chars(), count.removed_chars());
    out_ += Painted(row, count.kept_chars() > 0 ? std::string_view() : Color(count.kind())) + "\n";
  }
}

std::string Drawing::Draw() {
  for (const Line& line : lines_) DrawLine(line);
  DrawLegend();
  return std::move(out_);
}

}  // namespace

absl::StatusOr<std::string> DrawLedger(const v1::CleanResponse& response, const LedgerStyle& style) {
  if (absl::Status fits = CheckPartition(response); !fits.ok()) return fits;
  return Drawing(response, style).Draw();
}

}  // namespace textclean::client
