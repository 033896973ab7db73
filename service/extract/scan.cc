#include "service/extract/scan.h"

#include <algorithm>

namespace textclean {
namespace {

bool IsBlank(char32_t c) { return IsSpace(c) || IsInvisible(c); }

bool IsLocalPart(char c) {
  return IsDigit(c) || IsAsciiLetter(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

bool IsHostPart(char c) { return IsDigit(c) || IsAsciiLetter(c) || c == '.' || c == '-'; }

}  // namespace

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const unsigned char lead = static_cast<unsigned char>(text[at]);
    // Hangul is no blank, and neither is what shows of ASCII.
    if ((lead > ' ' && lead < 0x7F) || (lead >= 0xEA && lead <= 0xED)) return at;
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsBlank(c.value)) break;
    at += c.size;
  }
  return at;
}

Span TrimSpan(std::string_view text, Span span) {
  const std::string_view head = text.substr(0, span.end);
  span.begin = SkipBlanks(head, span.begin);
  while (span.end > span.begin) {
    if (text[span.end - 1] > ' ' && text[span.end - 1] < 0x7F) break;
    const CodePoint c = DecodeUtf8Before(text, span.end);
    if (!IsBlank(c.value)) break;
    span.end -= c.size;
  }
  return span;
}

std::size_t SkipHangul(std::string_view text, std::size_t& at) {
  std::size_t count = 0;
  for (; IsHangulAt(text, at); at += 3) ++count;
  return count;
}

std::size_t CountHangul(std::string_view word) {
  std::size_t at = 0;
  const std::size_t count = SkipHangul(word, at);
  return at == word.size() ? count : 0;
}

bool EndsInConsonant(std::string_view word) {
  if (word.empty()) return false;
  const char32_t last = DecodeUtf8Before(word, word.size()).value;
  return IsHangulSyllable(last) && (last - kFirstSyllable) % kFinals != 0;
}

Span EmailAround(std::string_view text, std::size_t at, std::size_t begin) {
  const std::size_t floor = std::max(begin, at > 64 ? at - 64 : 0);
  std::size_t from = at;
  while (from > floor && IsLocalPart(text[from - 1])) --from;
  while (from < at && !IsDigit(text[from]) && !IsAsciiLetter(text[from])) ++from;
  std::size_t to = at + 1;
  const std::size_t ceiling = std::min(text.size(), at + 256);
  while (to < ceiling && IsHostPart(text[to])) ++to;
  while (to > at + 1 && !IsAsciiLetter(text[to - 1])) --to;
  const std::string_view host = text.substr(at + 1, to - at - 1);
  const std::size_t dot = host.rfind('.');
  const bool good = from < at && dot != std::string_view::npos && dot > 0 && host.size() - dot > 2 &&
                    host.front() != '-' && host.front() != '.' && !Contains(host, "..");
  return good ? Span{from, to} : Span{at, at};
}

std::vector<Span> FindEmails(std::string_view text) {
  std::vector<Span> emails;
  std::size_t done = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at < done) continue;
    const Span email = EmailAround(text, at, done);
    if (email.empty()) continue;
    emails.push_back(email);
    done = email.end;
  }
  return emails;
}

std::string FoldBlanks(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  std::size_t run = 0;  // where the words that are not copied yet begin
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = static_cast<unsigned char>(text[at]);
    // No white space begins like a Hangul syllable or a visible ASCII character; what continues a
    // character that was passed is none either.
    if ((lead > ' ' && lead < 0x7F) || IsContinuation(text[at]) || lead > 0xE3) {
      ++at;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, at);
    if (IsSpace(c.value)) {
      if (blank && at > run) folded += ' ';
      folded.append(text.substr(run, at - run));
      blank = !folded.empty();
      run = at + c.size;
    }
    at += c.size;
  }
  if (blank && text.size() > run) folded += ' ';
  folded.append(text.substr(run));
  return folded;
}

}  // namespace textclean
