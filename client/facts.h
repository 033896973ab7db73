// Extract's answer as names and values for a reader.
#ifndef TEXTCLEAN_CLIENT_FACTS_H_
#define TEXTCLEAN_CLIENT_FACTS_H_

#include <string>
#include <vector>

#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

struct Fact {
  std::string name;   // "title", "author", "money"
  std::string value;  // not empty; may hold line feeds
};

// The facts that the page shows, in the order of the record; its text aside.
std::vector<Fact> ArticleFacts(const v1::Article& article);

// The mentions in the article's text, in order.
std::vector<Fact> MentionFacts(const v1::ExtractResponse& response);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_FACTS_H_
