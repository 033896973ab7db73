#include "service/page/renderer.h"

#include <algorithm>
#include <cstddef>

#include "service/text/hangul.h"
#include "service/text/utf8.h"

namespace textclean {

void Renderer::Show(Span stretch) {
  std::string& text = rendering_.text;
  const std::string_view source = source_.substr(0, stretch.end);
  for (std::size_t at = stretch.begin; at < stretch.end;) {
    const std::size_t next = std::min(FindConjoinedSyllable(source, at), stretch.end);
    if (next > at) {
      rendering_.map.Add(text.size(), next - at, at, next - at, /*whole=*/false);
      text += source.substr(at, next - at);
      at = next;
      continue;
    }
    const CodePoint syllable = ConjoinedSyllableAt(source, at);
    const std::size_t begin = text.size();
    AppendUtf8(syllable.value, text);
    rendering_.map.Add(begin, text.size() - begin, at, syllable.size, /*whole=*/true);
    at += syllable.size;
  }
}

}  // namespace textclean
