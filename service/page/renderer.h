// Makes what a text shows out of its source, stretch by stretch.
//
//   Renderer renderer(source);
//   renderer.Show({0, 5});
//   renderer.Show({9, 20});  // source[5, 9) shows nowhere
//   Rendering rendering = std::move(renderer).Finish();
#ifndef TEXTCLEAN_SERVICE_PAGE_RENDERER_H_
#define TEXTCLEAN_SERVICE_PAGE_RENDERER_H_

#include <string_view>

#include "service/page/page.h"
#include "service/text/span.h"

namespace textclean {

class Renderer {
 public:
  // `source` is valid UTF-8 of less than 4 GB and outlives the renderer.
  explicit Renderer(std::string_view source) : source_(source) { rendering_.text.reserve(source.size()); }

  // Shows a stretch that comes behind those before, with its Hangul whole.
  void Show(Span stretch);

  // Shows another text in the place of such a stretch.
  void ShowAs(std::string_view text, Span stretch) {
    rendering_.map.Add(rendering_.text.size(), text.size(), stretch.begin, stretch.size(), /*whole=*/true);
    rendering_.text += text;
  }

  Rendering Finish() && { return std::move(rendering_); }

 private:
  std::string_view source_;
  Rendering rendering_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_RENDERER_H_
