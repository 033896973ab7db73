// Responses as text: bytes for the next program as they came, nothing of it made safe for a
// terminal. Each ends with a line feed unless it is empty.
#ifndef TEXTCLEAN_CLIENT_TEXT_H_
#define TEXTCLEAN_CLIENT_TEXT_H_

#include <string>

#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

// The article.
std::string Text(const v1::CleanResponse& response);

// One sentence a line, a blank line between paragraphs; or, where the response has chunks,
// these with a blank line between them.
std::string Text(const v1::SegmentResponse& response);

// The facts that the page shows, a name and a value a line; then the article's text, then the
// mentions in it.
std::string Text(const v1::ExtractResponse& response);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_TEXT_H_
