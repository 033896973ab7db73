#include "service/rules/fold.h"

#include "service/text/utf8.h"

namespace textclean {

char32_t FoldCodePoint(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width ASCII
  if (c < 0x80) {
    if (c <= ' ' || c == 0x7F) return 0;
    if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
    if (c >= '0' && c <= '9') return '0';
    return c;
  }
  if (IsHangulSyllable(c)) return c;  // Hangul syllables: nearly all of the input
  switch (c) {
    case U'‘':
    case U'’':
    case U'‛':
    case U'′':
    case U'´':
      return '\'';
    case U'“':
    case U'”':
    case U'„':
    case U'″':
      return '"';
    case U'ⓒ':
    case U'Ⓒ':
      return U'©';
    case U'ㆍ':
    case U'・':
    case U'•':
    case U'･':
    case U'‧':
    case U'∙':
    case U'⋅':
      return U'·';
    case U'～':
    case U'∼':
      return '~';
    case U'【':
    case U'［':
    case U'〔':
      return '[';
    case U'】':
    case U'］':
    case U'〕':
      return ']';
    case U'〈':
    case U'＜':
    case U'‹':
      return '<';
    case U'〉':
    case U'＞':
    case U'›':
    case U'»':
      return '>';
    case U'｜':
    case U'│':
    case U'ㅣ':
    case U'┃':
      return '|';
    case U'–':
    case U'—':
    case U'―':
    case U'−':
      return '-';
    default:
      break;
  }
  if (IsSpace(c) || IsInvisible(c) || c == 0xFE0E || c == 0xFE0F) return 0;
  return c;
}

}  // namespace textclean
