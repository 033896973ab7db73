// What this process has of the operating system.
#ifndef TEXTCLEAN_SERVICE_OPS_THIS_PROCESS_H_
#define TEXTCLEAN_SERVICE_OPS_THIS_PROCESS_H_

#include <cstddef>

namespace textclean {

// 0 where it cannot be told.
std::size_t ResidentBytes();
std::size_t OpenFileDescriptors();

// Opens /dev/null for each of the standard streams that is closed: what is opened next, such
// as a caller's connection, would take its number, and get what is written to it. Call first.
void OpenStandardStreams();

// Lets this process open as many files as it may, and returns that number: the limit that a
// shell hands down is often far lower.
std::size_t RaiseFileLimit();

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_THIS_PROCESS_H_
