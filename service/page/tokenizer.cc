#include "service/page/tokenizer.h"

#include <algorithm>

namespace textclean {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool IsSpaceByte(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool IsLetter(char c) { return ToLower(c) >= 'a' && ToLower(c) <= 'z'; }
bool EndsTagName(char c) { return IsSpaceByte(c) || c == '/' || c == '>'; }

// Whether `text` at `at` is `word`, a lower-case word, whatever the case.
bool MatchesAt(std::string_view text, std::size_t at, std::string_view word) {
  if (text.size() - at < word.size()) return false;
  return std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return a == ToLower(b); });
}

}  // namespace

bool Tokenizer::Emit(TokenType type, std::size_t end) {
  type_ = type;
  span_ = {at_, end};
  at_ = end;
  return true;
}

bool Tokenizer::Next() {
  if (at_ >= source_.size()) return false;
  if (mode_ == TextMode::kPlainText) return Emit(TokenType::kText, source_.size());
  if (mode_ != TextMode::kData) return NextRawText();

  const auto byte = [&](std::size_t i) { return i < source_.size() ? source_[i] : '\0'; };
  // Text runs up to a '<' that begins markup.
  std::size_t open = at_;
  while (true) {
    open = source_.find('<', open);
    if (open == kNone) return Emit(TokenType::kText, source_.size());
    const char next = byte(open + 1);
    if (IsLetter(next) || next == '!' || next == '?') break;
    if (next == '/' && open + 2 < source_.size()) break;
    ++open;
  }
  if (open > at_) return Emit(TokenType::kText, open);

  const char next = byte(at_ + 1);
  if (IsLetter(next)) return NextTag(at_ + 1, TokenType::kStartTag);
  if (next == '/' && IsLetter(byte(at_ + 2))) return NextTag(at_ + 2, TokenType::kEndTag);
  if (next == '!' && source_.substr(at_ + 2, 2) == "--") return Emit(TokenType::kSkipped, CommentEnd(at_ + 4));
  if (next == '!' && allow_cdata_ && source_.substr(at_ + 2, 7) == "[CDATA[") {
    const std::size_t end = source_.find("]]>", at_ + 9);
    return Emit(TokenType::kSkipped, end == kNone ? source_.size() : end + 3);
  }
  // A declaration, or what the rules call a bogus comment.
  const std::size_t end = source_.find('>', at_ + 2);
  return Emit(TokenType::kSkipped, end == kNone ? source_.size() : end + 1);
}

// The end of a comment whose text begins at `at`: after "-->" or "--!>", or after "<!-->"
// and "<!--->".
std::size_t Tokenizer::CommentEnd(std::size_t at) const {
  if (source_.substr(at, 1) == ">") return at + 1;
  if (source_.substr(at, 2) == "->") return at + 2;
  for (std::size_t end = source_.find('>', at); end != kNone; end = source_.find('>', end + 1)) {
    if (end >= at + 2 && source_[end - 1] == '-' && source_[end - 2] == '-') return end + 1;
    if (end >= at + 3 && source_[end - 1] == '!' && source_[end - 2] == '-' && source_[end - 3] == '-') return end + 1;
  }
  return source_.size();
}

// Whether the end tag of the raw text's element stands at `at`.
bool Tokenizer::EndsRawText(std::size_t at) const {
  const std::size_t after = at + 2 + name_.size();
  return after < source_.size() && source_[at + 1] == '/' && MatchesAt(source_, at + 2, name_) &&
         EndsTagName(source_[after]);
}

bool Tokenizer::NextRawText() {
  const bool is_script = mode_ == TextMode::kScript;
  mode_ = TextMode::kData;
  // In a script, "<!--" hides a nested <script> and its end tag, up to "-->".
  bool escaped = false;
  bool nested = false;
  for (std::size_t at = at_; at < source_.size(); ++at) {
    if (!escaped) {
      at = source_.find('<', at);
      if (at == kNone) break;
    } else if (source_[at] == '-' && source_.substr(at, 3) == "-->") {
      escaped = nested = false;
      continue;
    }
    if (source_[at] != '<') continue;
    if (EndsRawText(at)) {
      if (!nested) {
        if (at == at_) return NextTag(at_ + 2, TokenType::kEndTag);
        return Emit(TokenType::kText, at);
      }
      nested = false;
    } else if (is_script && !escaped && source_.substr(at, 4) == "<!--") {
      escaped = true;
      at += 1;  // "<!-->" ends what it begins
    } else if (escaped && MatchesAt(source_, at + 1, "script") && at + 7 < source_.size() &&
               EndsTagName(source_[at + 7])) {
      nested = true;
    }
  }
  return Emit(TokenType::kText, source_.size());
}

bool Tokenizer::NextTag(std::size_t name_begin, TokenType type) {
  std::size_t at = name_begin;
  while (at < source_.size() && !EndsTagName(source_[at])) ++at;
  // Longer names are no element's; what is kept of them is enough to match their end tags.
  name_.assign(source_.substr(name_begin, std::min<std::size_t>(at - name_begin, 64)));
  std::transform(name_.begin(), name_.end(), name_.begin(), ToLower);
  attributes_.clear();
  while (at < source_.size() && source_[at] != '>') {
    if (IsSpaceByte(source_[at]) || source_[at] == '/') {
      ++at;
    } else {
      at = ReadAttribute(at);
    }
  }
  // A tag that the source's end cuts off is not there.
  if (at >= source_.size()) return Emit(TokenType::kSkipped, source_.size());
  return Emit(type, at + 1);
}

// Reads the attribute whose name begins at `at`; returns where it ends.
std::size_t Tokenizer::ReadAttribute(std::size_t at) {
  const auto skip_space = [&] {
    while (at < source_.size() && IsSpaceByte(source_[at])) ++at;
  };
  AttributeSpans attribute;
  attribute.name.begin = at++;  // a '=' here is part of the name
  while (at < source_.size() && !EndsTagName(source_[at]) && source_[at] != '=') ++at;
  attribute.name.end = at;
  const std::size_t after_name = at;
  skip_space();
  if (at >= source_.size() || source_[at] != '=') {
    at = after_name;
    attribute.value = {at, at};
  } else {
    ++at;
    skip_space();
    const char quote = at < source_.size() ? source_[at] : '\0';
    if (quote == '"' || quote == '\'') {
      const std::size_t end = std::min(source_.find(quote, at + 1), source_.size());
      attribute.value = {at + 1, end};
      at = std::min(end + 1, source_.size());
    } else {
      attribute.value.begin = at;
      while (at < source_.size() && !IsSpaceByte(source_[at]) && source_[at] != '>') ++at;
      attribute.value.end = at;
    }
  }
  if (attributes_.size() < kMaxAttributes) attributes_.push_back(attribute);
  return at;
}

const Tokenizer::AttributeSpans* Tokenizer::Find(std::string_view attribute) const {
  for (const AttributeSpans& a : attributes_) {
    if (a.name.size() == attribute.size() && MatchesAt(source_, a.name.begin, attribute)) return &a;
  }
  return nullptr;
}

Span Tokenizer::AttributeSpan(std::string_view attribute) const {
  const AttributeSpans* found = Find(attribute);
  return found == nullptr ? Span{} : found->value;
}

bool Tokenizer::HasAttribute(std::string_view attribute) const { return Find(attribute) != nullptr; }

}  // namespace textclean
