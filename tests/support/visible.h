// What of a text shows.
#ifndef TEXTCLEAN_TESTS_SUPPORT_VISIBLE_H_
#define TEXTCLEAN_TESTS_SUPPORT_VISIBLE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "service/text/utf8.h"

namespace textclean {

// A text's characters without white space and invisible ones.
inline std::string Visible(std::string_view text) {
  std::string visible;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsVisible(c.value)) visible.append(text, at, c.size);
    at += c.size;
  }
  return visible;
}

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_VISIBLE_H_
