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
#include <string_view>
#include <vector>

#include "service/text/span.h"

namespace textclean {

// Where a fact was read. The numbers are those of textclean.v1.FieldSource.
enum class FactSource : std::uint8_t {
  kText = 1,          // what the page shows
  kTitleElement = 2,  // the others: what the markup of an HTML page says
  kMeta = 3,
  kOpenGraph = 4,
  kTwitter = 5,
  kJsonLd = 6,
  kTime = 7,
  kImage = 8,
};

// A piece of text and where it stands. `value` may differ from the span's bytes in
// white space, in character references, and where a field's comment says so.
struct Fact {
  std::string value;
  Span span;  // in the page's text; in the document's source for every other source
  FactSource source = FactSource::kText;

  bool empty() const { return value.empty(); }
};

// What stands in a span of a text, as it stands.
inline Fact FactOf(std::string_view text, Span span) { return {std::string(span.of(text)), span}; }

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
  // Printed in English, without a zone: `seconds` is a guess about that.
  bool is_zone_unsure = false;
  // The markup's word that `seconds` is from, where it gives a time of day and the page prints that day alone.
  Fact finer = {};
};

// What another source says of a field that was answered.
struct FactConflict {
  std::string field;  // its path in textclean.v1.Article
  FactSource taken = FactSource::kText;
  Fact other;
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
  std::vector<FactConflict> conflicts;
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
  FactSource source = FactSource::kText;
};

// The span of every value of `facts` that is not empty, in the order of the fields.
std::vector<FieldSpan> FieldSpans(const ArticleFacts& facts);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_FACTS_H_
