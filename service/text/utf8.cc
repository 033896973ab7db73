#include "service/text/utf8.h"

#include <array>
#include <cstring>

namespace textclean {

namespace {

// Length of the sequence that begins at `at`, 0 if it is none of RFC 3629's grammar.
std::size_t SequenceLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto continues = [&](std::size_t i) { return at + i < text.size() && IsContinuation(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (!continues(1)) return 0;
  if (lead < 0xE0) return 2;
  if (!continues(2)) return 0;
  if (lead < 0xF0) return (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0) ? 0 : 3;
  if (!continues(3)) return 0;
  return lead > 0xF4 || (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90) ? 0 : 4;
}

// The same grammar as an automaton that takes a byte in a table look-up and a shift, without a branch: Korean text
// alternates between widths too irregularly to predict. A state is the number of bits by which to shift a byte's row
// of next states (Per Vognsen, "Shift-based DFAs").
enum State : unsigned {
  kBad = 0,
  kBetween = 6,  // code points
  kOneMore = 12,
  kTwoMore = 18,
  kThreeMore = 24,
  kAfterE0 = 30,
  kAfterED = 36,
  kAfterF0 = 42,
  kAfterF4 = 48,
};
constexpr std::uint64_t kStateBits = 63;

constexpr std::array<std::uint64_t, 256> kTransitions = [] {
  std::array<std::uint64_t, 256> rows{};
  const auto add = [&](unsigned first, unsigned last, State from, State to) {
    for (unsigned byte = first; byte <= last; ++byte) rows[byte] |= std::uint64_t{to} << from;
  };
  add(0x00, 0x7F, kBetween, kBetween);
  add(0xC2, 0xDF, kBetween, kOneMore);
  add(0xE0, 0xE0, kBetween, kAfterE0);
  add(0xE1, 0xEC, kBetween, kTwoMore);
  add(0xED, 0xED, kBetween, kAfterED);
  add(0xEE, 0xEF, kBetween, kTwoMore);
  add(0xF0, 0xF0, kBetween, kAfterF0);
  add(0xF1, 0xF3, kBetween, kThreeMore);
  add(0xF4, 0xF4, kBetween, kAfterF4);
  add(0x80, 0xBF, kOneMore, kBetween);
  add(0x80, 0xBF, kTwoMore, kOneMore);
  add(0x80, 0xBF, kThreeMore, kTwoMore);
  add(0xA0, 0xBF, kAfterE0, kOneMore);
  add(0x80, 0x9F, kAfterED, kOneMore);
  add(0x90, 0xBF, kAfterF0, kTwoMore);
  add(0x80, 0x8F, kAfterF4, kTwoMore);
  return rows;
}();

}  // namespace

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  // Blocks while all is well. What is left then, a bad block or the tail, goes by sequences, to name the byte.
  constexpr std::size_t kBlock = 16;
  std::size_t at = 0;
  std::uint64_t state = kBetween;
  for (; text.size() - at >= kBlock; at += kBlock) {
    std::uint64_t words[2];
    std::memcpy(words, text.data() + at, kBlock);
    if (state == kBetween && ((words[0] | words[1]) & 0x8080808080808080u) == 0) continue;
    std::uint64_t next = state;
    for (std::size_t i = 0; i < kBlock; ++i) {
      next = kTransitions[static_cast<unsigned char>(text[at + i])] >> (next & kStateBits);
    }
    if ((next & kStateBits) == kBad) break;
    state = next & kStateBits;
  }
  // Back to where the sequence that reaches into the rest began.
  if (state != kBetween) {
    do --at;
    while (IsContinuation(text[at]));
  }
  while (at < text.size()) {
    const std::size_t size = SequenceLength(text, at);
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsInvisible(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c < 0xAD) return false;
  // General category Cf as of Unicode 15.
  struct Range {
    char32_t first;
    char32_t last;
  };
  static constexpr Range kFormat[] = {
      {0x00AD, 0x00AD},   {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},
      {0x0890, 0x0891},   {0x08E2, 0x08E2},   {0x180E, 0x180E},   {0x200B, 0x200F},   {0x202A, 0x202E},
      {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD},
      {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001},
      {0xE0020, 0xE007F},
  };
  // Hangul and Han, nearly all that is asked, are in the gap after U+206F.
  if (c > 0x206F && c < 0xFEFF) return false;
  for (const Range& range : kFormat) {
    if (c <= range.last) return c >= range.first;
  }
  return false;
}

bool IsLineEnd(char32_t c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

std::size_t CountCharacters(std::string_view text) {
  // Bytes that begin a character, less those that begin white space, told by three bytes without a branch: compilers
  // turn the inner loop into a few instructions on 16 bytes at a time.
  constexpr std::size_t kBlock = 64;
  constexpr std::size_t kAhead = 2;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + kBlock + kAhead <= text.size(); at += kBlock) {
    unsigned char in_block = 0;
    for (std::size_t i = at; i < at + kBlock; ++i) {
      const auto is = [](bool condition) { return static_cast<unsigned char>(condition); };
      const unsigned char a = bytes[i];
      const unsigned char b = bytes[i + 1];
      const unsigned char c = bytes[i + 2];
      const unsigned char begins = is(static_cast<signed char>(a) >= static_cast<signed char>(0xC0));
      const unsigned char ascii = is(a == ' ') | is(static_cast<unsigned char>(a - 0x09) <= 0x0D - 0x09);
      const unsigned char two = is(a == 0xC2) & (is(b == 0x85) | is(b == 0xA0));
      const unsigned char general =  // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
          is(a == 0xE2) &
          ((is(b == 0x80) & (is(c <= 0x8A) | is((c | 1) == 0xA9) | is(c == 0xAF))) | (is(b == 0x81) & is(c == 0x9F)));
      const unsigned char others =  // U+1680, U+3000
          is(c == 0x80) & ((is(a == 0xE1) & is(b == 0x9A)) | (is(a == 0xE3) & is(b == 0x80)));
      in_block = static_cast<unsigned char>(in_block + begins - (ascii | two | general | others));
    }
    count += in_block;
  }
  // The block may have ended inside a character.
  while (at < text.size() && IsContinuation(text[at])) ++at;
  while (at < text.size()) {
    const CodePoint c = DecodeUtf8(text, at);
    count += !IsSpace(c.value);
    at += c.size;
  }
  return count;
}

void AppendUtf8(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace textclean
