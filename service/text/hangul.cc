#include "service/text/hangul.h"

namespace textclean {
namespace {

constexpr char32_t kFirstInitial = 0x1100;
constexpr char32_t kInitials = 19;
constexpr char32_t kFirstVowel = 0x1161;
constexpr char32_t kVowels = 21;
constexpr char32_t kNoFinal = 0x11A7;  // one before the first

// The place of the letter at `at` among `count` from `first` on; `count` where it is none of them.
char32_t LetterAt(std::string_view text, std::size_t at, char32_t first, char32_t count) {
  if (at >= text.size() || text[at] != kConjoiningLead) return count;
  const char32_t c = DecodeUtf8(text, at).value;
  return c >= first && c - first < count ? c - first : count;
}

}  // namespace

CodePoint ConjoinedSyllableAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kLetter = 3;  // bytes
  const char32_t initial = LetterAt(text, at, kFirstInitial, kInitials);
  const char32_t vowel = LetterAt(text, at + kLetter, kFirstVowel, kVowels);
  if (initial == kInitials || vowel == kVowels) return {0, 0};
  const char32_t final = LetterAt(text, at + 2 * kLetter, kNoFinal, kFinals);
  const bool has_final = final != 0 && final != kFinals;
  return {kFirstSyllable + (initial * kVowels + vowel) * kFinals + (has_final ? final : 0),
          (has_final ? 3 : 2) * kLetter};
}

std::size_t FindConjoinedSyllable(std::string_view text, std::size_t at) {
  for (at = text.find(kConjoiningLead, at); at != std::string_view::npos; at = text.find(kConjoiningLead, at + 1)) {
    if (ConjoinedSyllableAt(text, at).size > 0) return at;
  }
  return at;
}

std::string ComposeHangul(std::string text) {
  std::size_t next = FindConjoinedSyllable(text, 0);
  if (next == std::string::npos) return text;
  std::string composed;
  std::size_t at = 0;
  for (; next != std::string::npos; next = FindConjoinedSyllable(text, at)) {
    composed.append(text, at, next - at);
    const CodePoint syllable = ConjoinedSyllableAt(text, next);
    AppendUtf8(syllable.value, composed);
    at = next + syllable.size;
  }
  return composed.append(text, at);
}

}  // namespace textclean
