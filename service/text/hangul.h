// Hangul whose syllables came as letters of their own, as Unicode's decomposed forms (NFD, NFKD) spell them: macOS
// writes names so, and what is copied from there or out of a PDF comes so. They show as any syllable shows.
//
//   ComposeHangul("\u1112\u1161\u11ab")   // "한"
#ifndef TEXTCLEAN_SERVICE_TEXT_HANGUL_H_
#define TEXTCLEAN_SERVICE_TEXT_HANGUL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "service/text/utf8.h"

namespace textclean {

// The first byte of every conjoining letter, and of little else that is on Korean pages.
inline constexpr char kConjoiningLead = '\xE1';

// The syllable that an initial, a vowel and, where there is one, a final spell from `at` on, and how many bytes they
// take; 0 of them where none is spelt there. `text` is valid UTF-8, `at` a code point's beginning. Old letters, which
// no syllable holds, are none.
CodePoint ConjoinedSyllableAt(std::string_view text, std::size_t at);

// Where the first such syllable from `at` on begins; npos where none does. As fast as a search for a byte.
std::size_t FindConjoinedSyllable(std::string_view text, std::size_t at);

// The text with its syllables whole.
std::string ComposeHangul(std::string text);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_TEXT_HANGUL_H_
