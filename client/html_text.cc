#include "client/html_text.h"

#include "absl/strings/str_format.h"
#include "client/terminal.h"

namespace textclean::client {
namespace {

void AppendEscaped(std::string_view shown, std::string& html) {
  for (const char c : shown) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
}

bool JoinsLetters(std::string_view character) { return character == "\u200C" || character == "\u200D"; }

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    const std::string_view character = text.substr(0, glyph.size);
    text.remove_prefix(glyph.size);
    if (character == "\n" || character == "\t" || JoinsLetters(character)) {
      html += character;
    } else if (character != "\r" || (!text.empty() && text.front() != '\n')) {
      AppendEscaped(glyph.shown, html);
    }
  }
  return html;
}

std::string FillIn(std::string_view page, const std::vector<std::pair<std::string, std::string>>& html) {
  std::string filled;
  while (true) {
    const std::size_t open = page.find("{{");
    const std::size_t close = open == page.npos ? open : page.find("}}", open);
    filled += page.substr(0, close == page.npos ? page.npos : open);
    if (close == page.npos) return filled;
    const std::string_view name = page.substr(open + 2, close - open - 2);
    for (const auto& [known, value] : html) {
      if (known == name) filled += value;
    }
    page.remove_prefix(close + 2);
  }
}

std::string Thousands(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

std::string Characters(std::uint64_t count) { return Thousands(count) + (count == 1 ? " character" : " characters"); }

std::string Percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0 || part == 0) return "0%";
  if (part == whole) return "100%";
  return absl::StrFormat("%.1f%%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace textclean::client
