// Whether the tests and the programs they start are built with a sanitizer, which takes time and memory of its own.
#ifndef TEXTCLEAN_TESTS_SUPPORT_SANITIZED_H_
#define TEXTCLEAN_TESTS_SUPPORT_SANITIZED_H_

namespace textclean {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)  // GCC
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)  // Clang
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_SANITIZED_H_
