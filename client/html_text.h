// Text of a page on its way into HTML. A page may hold markup, control characters and characters that reorder
// what follows them: none of it may act in the report.
#ifndef TEXTCLEAN_CLIENT_HTML_TEXT_H_
#define TEXTCLEAN_CLIENT_HTML_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textclean::client {

// Valid UTF-8 as the content of an element or of an attribute in quotes. What a browser would obey or not show
// becomes a visible stand-in (␛, <U+202E>); line feeds and tabs stay, a carriage return before a line feed goes.
// What joins letters and emoji stays too.
std::string EscapeHtml(std::string_view text);

// `page` with each {{name}} replaced by its HTML. What is put in is not searched for names again.
std::string FillIn(std::string_view page, const std::vector<std::pair<std::string, std::string>>& html);

// "1,234,567".
std::string Thousands(std::uint64_t number);

// "1 character", "1,234 characters".
std::string Characters(std::uint64_t count);

// "12.3%" of a whole; "0%" of nothing.
std::string Percent(std::uint64_t part, std::uint64_t whole);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_HTML_TEXT_H_
