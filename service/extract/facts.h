// What Extract finds: the article's facts and the mentions in its text, as plain values.
//
// Every value carries the span it was read from (UTF-8 bytes of the text that was
// extracted from). A value that the page does not show is empty: nothing is guessed.
// Values own their text; they are as thread-safe as any plain struct.
//
//   for (const Author& author : facts.authors) std::cout << author.name.value << '\n';
#ifndef TEXTCLEAN_SERVICE_EXTRACT_FACTS_H_
#define TEXTCLEAN_SERVICE_EXTRACT_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/text/span.h"

namespace textclean {

// A piece of text and where it stands. `value` may differ from the span's bytes in
// white space and where a field's comment says so.
struct Fact {
  std::string value;
  Span span;

  bool empty() const { return value.empty(); }
};

struct Author {
  Fact name;
  Fact email;
  Fact role;
};

struct Caption {
  Fact text;    // without the credit
  Fact credit;  // who made or provided the picture
};

// A row of a list. A complete date is ISO 8601 ("2025-02-04"), any other as printed.
struct RelatedItem {
  Fact number;
  Fact title;
  Fact author;
  Fact date;
};

struct Ticker {
  Fact name;
  Fact code;
};

// A time the page states about itself.
struct PageTime {
  Fact raw;
  // Seconds since 1970 UTC; empty where the raw text names no year. A page that gives no
  // zone is read as Asia/Seoul, one that gives no time of day as midnight.
  std::optional<std::int64_t> seconds;
};

struct ArticleFacts {
  Fact title;  // with its tags
  std::vector<Fact> title_tags;
  std::vector<Fact> subtitles;
  Fact section;
  std::vector<Author> authors;
  Fact publisher;
  Fact agency;
  Fact dateline;
  PageTime published;
  PageTime modified;
  std::vector<Caption> captions;
  std::vector<Fact> images;  // addresses
  std::vector<Fact> summary;
  std::vector<RelatedItem> related;
  std::vector<Fact> emails;
  std::vector<Ticker> tickers;
  Fact copyright;
};

// The numbers are those of textclean.v1.MentionKind.
enum class MentionKind : std::uint8_t {
  kMoney = 1,
  kPercent = 2,
  kQuantity = 3,
  kDate = 4,
  kQuotation = 5,
  kTicker = 6,
  kEmail = 7,
  kUrl = 8,
  kPhone = 9,
  kStatute = 10,
  kCaseNumber = 11,
  kHashtag = 12,
};
inline constexpr std::size_t kMentionKinds = 13;

// A set of kinds of mentions.
class MentionKindSet {
 public:
  static constexpr MentionKindSet All() {
    MentionKindSet set;
    set.bits_ = ~0u;
    return set;
  }
  constexpr void Add(MentionKind kind) { bits_ |= 1u << static_cast<unsigned>(kind); }
  constexpr bool Has(MentionKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1u) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint32_t bits_ = 0;
};

struct Mention {
  MentionKind kind = MentionKind::kMoney;
  Span span;
  // "KRW 500000000000", "12.5%", "100 명", "2025-02-04", "005930"; empty where the text is
  // malformed or says too little.
  std::string normalized = {};
  std::string speaker = {};      // of a quotation
  std::vector<Span> parts = {};  // of a quotation in several
  std::string relative_to = {};  // the date that a relative date was counted from
};

// Where a value was read, by its path in textclean.v1.Article: "authors[0].email".
struct FieldSpan {
  std::string field;
  Span span;
};

// The span of every value of `facts` that is not empty, in the order of the fields.
std::vector<FieldSpan> FieldSpans(const ArticleFacts& facts);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_FACTS_H_
