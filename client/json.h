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

// One line of bulk, with its line feed; the response holds the parts that were asked for:
//   {"source":"pages.jsonl:17","id":"a17","response":{"clean":{...},"extract":{...}}}
//   {"source":"pages.jsonl:18","id":"a18","error":{...}}
std::string BulkLine(const std::string& source, const std::string& id, const v1::ProcessResponse& response);
std::string BulkLine(const std::string& source, const std::string& id, const Failure& failure);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_JSON_H_
