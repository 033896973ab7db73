// ICU's sentence iterator, the measure beside which the steps' speed is given.
//
//   SentenceIterator sentences;
//   benchmark::DoNotOptimize(sentences.OverUtf16(page));
#ifndef TEXTCLEAN_TESTS_BENCH_SENTENCE_ITERATOR_H_
#define TEXTCLEAN_TESTS_BENCH_SENTENCE_ITERATOR_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "unicode/brkiter.h"
#include "unicode/unistr.h"
#include "unicode/utext.h"

namespace textclean {

class SentenceIterator {
 public:
  SentenceIterator() {
    UErrorCode error = U_ZERO_ERROR;
    iterator_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getKorean(), error));
    if (U_FAILURE(error)) std::abort();
  }

  // The page's sentence ends, over its UTF-8 bytes.
  std::size_t OverUtf8(std::string_view page) {
    UErrorCode error = U_ZERO_ERROR;
    text_ = utext_openUTF8(text_, page.data(), static_cast<int64_t>(page.size()), &error);
    iterator_->setText(text_, error);
    if (U_FAILURE(error)) std::abort();
    return Count();
  }

  // The same over a conversion to UTF-16, conversion included.
  std::size_t OverUtf16(std::string_view page) {
    const auto converted =
        icu::UnicodeString::fromUTF8(icu::StringPiece(page.data(), static_cast<int32_t>(page.size())));
    iterator_->setText(converted);
    return Count();
  }

 private:
  std::size_t Count() {
    std::size_t count = 0;
    while (iterator_->next() != icu::BreakIterator::DONE) ++count;
    return count;
  }

  std::unique_ptr<icu::BreakIterator> iterator_;
  UText* text_ = nullptr;  // kept for the program's life
};

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_BENCH_SENTENCE_ITERATOR_H_
