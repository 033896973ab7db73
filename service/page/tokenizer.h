// HTML markup into tokens, by the WHATWG tokenization rules, errors included: tags,
// raw text of scripts and styles, comments however they end. Every token knows its
// place in the source; nothing is copied.
//
// What is left to the reader of the tokens: character references in text, and NUL.
// Not thread-safe; one pass, linear in the source, memory bounded by kMaxAttributes.
//
//   Tokenizer tokens(source);
//   while (tokens.Next()) {
//     if (tokens.type() == TokenType::kStartTag) Use(tokens.name(), tokens.Attribute("href"));
//   }
#ifndef TEXTCLEAN_SERVICE_PAGE_TOKENIZER_H_
#define TEXTCLEAN_SERVICE_PAGE_TOKENIZER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "service/text/span.h"

namespace textclean {

// kSkipped: comments, declarations, tags cut off by the end of the source.
enum class TokenType { kText, kStartTag, kEndTag, kSkipped };

// How the text after a start tag is read, up to its end tag.
enum class TextMode { kData, kRawText, kScript, kPlainText };

// Attributes of a tag beyond this number are read over.
inline constexpr std::size_t kMaxAttributes = 64;

class Tokenizer {
 public:
  // `source` outlives the tokenizer.
  explicit Tokenizer(std::string_view source) : source_(source) {}

  // Reads the next token; false at the end of the source.
  bool Next();

  TokenType type() const { return type_; }
  // The token in the source, angle brackets included. Tokens follow each other without gap.
  Span span() const { return span_; }
  // A tag's name in lower case; valid until the next call of Next.
  std::string_view name() const { return name_; }
  // The value of an attribute of a start tag as it stands, references not decoded; empty
  // if there is none. `attribute` in lower case. Of several with one name the first counts.
  std::string_view Attribute(std::string_view attribute) const { return AttributeSpan(attribute).of(source_); }
  Span AttributeSpan(std::string_view attribute) const;
  bool HasAttribute(std::string_view attribute) const;

  // Sets how the text after the start tag just read is taken. kRawText and kScript end at
  // the end tag of that name, which comes as a token of its own.
  void set_text_mode(TextMode mode) { mode_ = mode; }
  // Whether "<![CDATA[" begins a section, as it does in SVG and MathML, not a comment.
  void set_allow_cdata(bool allow) { allow_cdata_ = allow; }

 private:
  struct AttributeSpans {
    Span name;
    Span value;
  };

  bool Emit(TokenType type, std::size_t end);
  bool NextRawText();
  bool NextTag(std::size_t name_begin, TokenType type);
  std::size_t CommentEnd(std::size_t at) const;
  std::size_t ReadAttribute(std::size_t at);
  bool EndsRawText(std::size_t at) const;
  const AttributeSpans* Find(std::string_view attribute) const;

  std::string_view source_;
  std::size_t at_ = 0;
  TokenType type_ = TokenType::kSkipped;
  Span span_;
  std::string name_;
  std::vector<AttributeSpans> attributes_;
  TextMode mode_ = TextMode::kData;
  bool allow_cdata_ = false;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_TOKENIZER_H_
