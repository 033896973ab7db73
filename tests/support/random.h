// Random choices for tests, the same ones in every run and on every platform.
//
//   Random random(42);
//   const std::size_t die = 1 + random.Below(6);
//   const std::string text = RandomText(random, 200);
#ifndef TEXTCLEAN_TESTS_SUPPORT_RANDOM_H_
#define TEXTCLEAN_TESTS_SUPPORT_RANDOM_H_

#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace textclean {

class Random {
 public:
  explicit Random(std::mt19937::result_type seed) : engine_(seed) {}

  // 0 to bound - 1; bound > 0.
  std::size_t Below(std::size_t bound) { return engine_() % bound; }
  bool OneIn(std::size_t n) { return Below(n) == 0; }

  template <typename Container>
  const auto& Pick(const Container& container) {
    return container[Below(std::size(container))];
  }

 private:
  std::mt19937 engine_;
};

// Any code point but a surrogate; the borders of UTF-8's lengths more often than chance has it.
char32_t RandomCodePoint(Random& random);

// Words and signs that pages hold and rules look for.
std::span<const std::string_view> Phrases();

// Valid UTF-8 of at least `size` bytes and few more: what scraped pages hold (words, sentence ends, menu items,
// datelines, e-mails, markup) between line ends, spaces and invisible characters of every sort.
std::string RandomText(Random& random, std::size_t size);

// `text` cut, its lines shuffled, dropped, doubled and joined, and characters put in; valid UTF-8 if `text` is.
std::string Mutate(Random& random, std::string text);

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_RANDOM_H_
