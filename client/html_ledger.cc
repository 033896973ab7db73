#include "client/html_ledger.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "client/html_text.h"
#include "client/regions.h"

namespace textclean::client {
namespace {

// Markup of at most so many bytes is shown among the text that it follows; longer is a folded block of its own, of
// which the first bytes are shown.
constexpr std::size_t kInlineMarkup = 600;
constexpr std::size_t kMarkupShown = 90;

// More line ends than these in a row are counted, not shown.
constexpr std::ptrdiff_t kMostLineEnds = 3;

struct Piece {
  std::string_view text;
  const v1::Region* region;

  bool blank() const { return region->kind() == v1::REGION_KIND_WHITESPACE; }
  bool markup() const { return region->kind() == v1::REGION_KIND_MARKUP; }
};

// Neighbours that are shown as one: the regions of a line, then the lines of a block.
struct Block {
  std::vector<Piece> pieces;
  // The region that says what the whole is: text before markup, kept before removed. Null for white space alone.
  const v1::Region* main = nullptr;

  void Add(const Piece& piece) {
    pieces.push_back(piece);
    if (!piece.blank() && Rank(piece.region) > Rank(main)) main = piece.region;
  }

 private:
  static int Rank(const v1::Region* region) {
    if (region == nullptr) return 0;
    if (region->kept()) return 3;
    return region->kind() == v1::REGION_KIND_MARKUP ? 1 : 2;
  }
};

// Lines end at line ends between regions, and around markup: a region may hold several lines.
std::vector<Block> Lines(const v1::CleanResponse& response) {
  const std::string_view page = response.document().decoded_text();
  std::vector<Block> lines;
  bool open = false;
  for (const auto& region : response.regions()) {
    const Piece piece = {page.substr(region.begin(), region.end() - region.begin()), &region};
    if (piece.text.empty()) continue;
    if (!open || piece.markup()) lines.emplace_back();
    lines.back().Add(piece);
    const bool line_end = piece.blank() ? piece.text.find('\n') != piece.text.npos : piece.text.ends_with('\n');
    open = !line_end && !piece.markup();
  }
  return lines;
}

bool BelongTogether(const Block& block, const Block& line) {
  if (block.main == nullptr || line.main == nullptr) return true;
  if (block.main->kind() == line.main->kind() && block.main->kept() == line.main->kept()) return true;
  return line.pieces[0].markup() && line.pieces[0].text.size() <= kInlineMarkup;
}

std::vector<Block> Blocks(const v1::CleanResponse& response) {
  std::vector<Block> blocks;
  for (Block& line : Lines(response)) {
    if (!blocks.empty() && BelongTogether(blocks.back(), line)) {
      for (const Piece& piece : line.pieces) blocks.back().Add(piece);
    } else {
      blocks.push_back(std::move(line));
    }
  }
  return blocks;
}

std::string Sure(float confidence) { return absl::StrFormat("%.2f", confidence); }

// What the margin says: the kind, the rule if it is one, and the span of confidence.
std::string Note(const Block& block) {
  const v1::Region& main = *block.main;
  std::string note = "<b>" + KindTitle(main.kind()) + "</b>";
  if (main.kept() || main.kind() == v1::REGION_KIND_MARKUP) return note;
  std::vector<std::string_view> rules;
  float least = 1;
  float most = 0;
  for (const Piece& piece : block.pieces) {
    if (piece.blank() || piece.markup()) continue;
    rules.push_back(piece.region->rule());
    least = std::min(least, piece.region->confidence());
    most = std::max(most, piece.region->confidence());
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  note += " <i>" + Sure(least);
  if (Sure(least) != Sure(most)) note += "–" + Sure(most);
  note += "</i> <span>";
  note += rules.size() == 1 ? EscapeHtml(rules[0]) : std::to_string(rules.size()) + " rules";
  return note + "</span>";
}

std::string Blank(std::string_view text) {
  const auto line_ends = std::count(text.begin(), text.end(), '\n');
  if (line_ends <= kMostLineEnds) return EscapeHtml(text);
  return "\n<span class=\"gap\">" + std::to_string(line_ends - 1) + " blank lines</span>\n";
}

std::string Marked(const Piece& piece) {
  if (piece.blank()) return Blank(piece.text);
  const v1::Region& region = *piece.region;
  const char* const tag = region.kept() ? "span" : "del";
  std::string html = "<";
  html += tag;
  html += " class=\"r " + KindClass(region.kind()) + "\" data-kind=\"" + KindTitle(region.kind()) + "\" data-rule=\"" +
          EscapeHtml(region.rule()) + "\" data-sure=\"" + absl::StrFormat("%.3f", region.confidence()) +
          "\" data-at=\"" + std::to_string(region.begin()) + "\" data-end=\"" + std::to_string(region.end()) + "\">" +
          EscapeHtml(piece.text) + "</";
  html += tag;
  return html + ">";
}

std::string_view FirstBytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while ((static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

std::string Draw(const Block& block) {
  const v1::Region* const main = block.main;
  std::string text;
  std::size_t size = 0;
  for (const Piece& piece : block.pieces) {
    text += Marked(piece);
    size += piece.text.size();
  }
  if (main == nullptr) return "<div class=\"text\">" + text + "</div>\n";  // a page of white space
  const bool markup = main->kind() == v1::REGION_KIND_MARKUP;
  std::string html = "<div class=\"block " + std::string(main->kept() ? "kept " : "cut ") + KindClass(main->kind()) +
                     "\">\n<p class=\"note\">" + Note(block) + "</p>\n";
  if (markup && size > kInlineMarkup) {
    const std::string_view first = FirstBytes(block.pieces[0].text, kMarkupShown);
    html += "<details><summary><code>" + EscapeHtml(first) + "</code>… " + Thousands(size) +
            " bytes of markup</summary><div class=\"text\">" + text + "</div></details>\n";
  } else {
    html += "<div class=\"text\">" + text + "</div>\n";
  }
  return html + "</div>\n";
}

}  // namespace

std::string KindTitle(v1::RegionKind kind) {
  std::string name = absl::AsciiStrToLower(KindName(kind));
  name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
  return name;
}

std::string KindClass(v1::RegionKind kind) { return "k-" + absl::AsciiStrToLower(KindName(kind)); }

std::string HtmlLedger(const v1::CleanResponse& response) {
  std::string html;
  for (const Block& block : Blocks(response)) html += Draw(block);
  return html;
}

}  // namespace textclean::client
