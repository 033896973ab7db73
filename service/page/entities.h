// HTML character references ("&amp;", "&#44032;", "&#xAC00;"), as the WHATWG standard
// decodes them: names without a semicolon where it allows them, windows-1252 for the
// numbers 128 to 159, U+FFFD for numbers that are no character.
//
//   if (const EntityMatch match = MatchEntity("&lt;b", false); match.size > 0) {
//     AppendUtf8(match.first, out);  // '<'; match.size is 4
//   }
#ifndef TEXTCLEAN_SERVICE_PAGE_ENTITIES_H_
#define TEXTCLEAN_SERVICE_PAGE_ENTITIES_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace textclean {

// A named reference without its ampersand, and the one or two code points it stands for.
struct NamedEntity {
  std::string_view name;
  char32_t first;
  char32_t second;  // 0: none
};
inline constexpr std::size_t kNamedEntities = 2231;
extern const std::array<NamedEntity, kNamedEntities> kNamedEntityTable;  // sorted by name

// A reference at the beginning of a text.
struct EntityMatch {
  std::size_t size = 0;  // in bytes, ampersand included; 0: the text begins with none
  char32_t first = 0;
  char32_t second = 0;  // 0: none
};

// The reference that `text` begins with. In an attribute a name that ends without a
// semicolon before '=' or a letter or digit is none. Looks at most at the digits of a
// number or at 33 bytes of a name.
EntityMatch MatchEntity(std::string_view text, bool in_attribute);

// An attribute's value with its references decoded.
std::string DecodeEntities(std::string_view value);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_ENTITIES_H_
