// Answers as JSON Lines.
#ifndef TEXTCLEAN_CLIENT_JSON_H_
#define TEXTCLEAN_CLIENT_JSON_H_

#include <string>

#include "client/answer.h"

namespace textclean::client {

// One line, with its line feed:
//   {"source":"a.txt","response":{...}}   the response in protobuf's JSON mapping, with
//                                         the fields that have their default value
//   {"source":"a.txt","error":{"code":"INVALID_ARGUMENT","message":"...",
//       "reason":"...","field":"...","metadata":{...}}}   the last three where there are any
// A file name that is not UTF-8 has U+FFFD in place of its other bytes.
std::string JsonLine(const Answer& answer);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_JSON_H_
