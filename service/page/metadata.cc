#include "service/page/metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/text/hangul.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

using List = std::vector<MetaValue> PageMetadata::*;

struct Key {
  std::string_view key;
  List list;
  MetaSource source;
};

constexpr auto kMetaKeys = std::to_array<Key>({
    {"og:title", &PageMetadata::titles, MetaSource::kOpenGraph},
    {"twitter:title", &PageMetadata::titles, MetaSource::kTwitter},
    {"title", &PageMetadata::titles, MetaSource::kMeta},
    {"headline", &PageMetadata::titles, MetaSource::kMeta},
    {"og:description", &PageMetadata::descriptions, MetaSource::kOpenGraph},
    {"twitter:description", &PageMetadata::descriptions, MetaSource::kTwitter},
    {"description", &PageMetadata::descriptions, MetaSource::kMeta},
    {"author", &PageMetadata::authors, MetaSource::kMeta},
    {"article:author", &PageMetadata::authors, MetaSource::kArticle},
    {"dable:author", &PageMetadata::authors, MetaSource::kMeta},
    {"og:article:author", &PageMetadata::authors, MetaSource::kArticle},
    {"og:site_name", &PageMetadata::publishers, MetaSource::kOpenGraph},
    {"article:publisher", &PageMetadata::publishers, MetaSource::kArticle},
    {"twitter:creator", &PageMetadata::publishers, MetaSource::kTwitter},
    {"article:section", &PageMetadata::sections, MetaSource::kArticle},
    {"section", &PageMetadata::sections, MetaSource::kMeta},
    {"article:published_time", &PageMetadata::published, MetaSource::kArticle},
    {"og:regdate", &PageMetadata::published, MetaSource::kOpenGraph},
    {"datepublished", &PageMetadata::published, MetaSource::kMeta},
    {"article:modified_time", &PageMetadata::modified, MetaSource::kArticle},
    {"og:updated_time", &PageMetadata::modified, MetaSource::kOpenGraph},
    {"datemodified", &PageMetadata::modified, MetaSource::kMeta},
    {"og:image", &PageMetadata::images, MetaSource::kOpenGraph},
    {"twitter:image", &PageMetadata::images, MetaSource::kTwitter},
});

constexpr auto kJsonKeys = std::to_array<std::pair<std::string_view, List>>({
    {"headline", &PageMetadata::titles},
    {"description", &PageMetadata::descriptions},
    {"author", &PageMetadata::authors},
    {"publisher", &PageMetadata::publishers},
    {"articleSection", &PageMetadata::sections},
    {"datePublished", &PageMetadata::published},
    {"dateModified", &PageMetadata::modified},
    {"image", &PageMetadata::images},
    {"articleBody", &PageMetadata::bodies},
});

constexpr std::size_t kMaxJsonDepth = 32;
constexpr std::size_t kMaxValues = 64;  // of one list; the rest is passed over

void Push(std::vector<MetaValue>& list, MetaValue value) {
  if (value.text.empty() || list.size() == kMaxValues) return;
  value.text = ComposeHangul(std::move(value.text));
  list.push_back(std::move(value));
}

// Reads the objects of a JSON-LD script. Keeps for each level only what it needs.
class JsonLdReader {
 public:
  JsonLdReader(std::string_view source, Span span) : source_(source), at_(span.begin), end_(span.end) {}

  void Read(PageMetadata& metadata) {
    Value({}, 0, nullptr);
    for (Object& object : articles_) {
      for (auto& [list, value] : object.values) Push(metadata.*list, std::move(value));
    }
  }

 private:
  // An object's type, and what it says where it is an article.
  struct Object {
    bool is_article = false;
    std::vector<std::pair<List, MetaValue>> values;
  };

  char Peek() const { return at_ < end_ ? source_[at_] : '\0'; }

  void SkipSpace() {
    while (at_ < end_ && (source_[at_] == ' ' || (source_[at_] >= '\t' && source_[at_] <= '\r'))) ++at_;
  }

  // A string's text; at_ is on its opening quote.
  MetaValue String() {
    MetaValue value;
    value.source = MetaSource::kJsonLd;
    value.span.begin = ++at_;
    char32_t high = 0;
    while (at_ < end_ && source_[at_] != '"') {
      if (source_[at_] != '\\') {
        const std::size_t begin = at_;
        while (at_ < end_ && source_[at_] != '"' && source_[at_] != '\\') ++at_;
        value.text += source_.substr(begin, at_ - begin);
        continue;
      }
      Escape(value.text, high);
    }
    value.span.end = at_;
    if (at_ < end_) ++at_;
    return value;
  }

  // at_ is on a backslash. `high` carries the first half of a surrogate pair.
  void Escape(std::string& text, char32_t& high) {
    const char kind = at_ + 1 < end_ ? source_[at_ + 1] : '\0';
    at_ = std::min(at_ + 2, end_);
    if (kind != 'u') {
      static constexpr std::string_view kFrom = "nrtbf";
      static constexpr std::string_view kTo = "\n\r\t\b\f";
      const std::size_t known = kFrom.find(kind);
      if (kind != '\0') text += known == std::string_view::npos ? kind : kTo[known];
      return;
    }
    char32_t unit = 0;
    for (int i = 0; i < 4 && at_ < end_; ++i, ++at_) {
      const char c = source_[at_];
      const char lower = static_cast<char>(c | 0x20);
      if (c >= '0' && c <= '9') {
        unit = unit * 16 + static_cast<char32_t>(c - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        unit = unit * 16 + static_cast<char32_t>(lower - 'a' + 10);
      } else {
        break;
      }
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      AppendUtf8(high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD, text);
      high = 0;
    } else {
      high = 0;
      AppendUtf8(unit, text);
    }
  }

  static List ListFor(std::string_view key) {
    for (const auto& [name, list] : kJsonKeys) {
      if (name == key) return list;
    }
    return nullptr;
  }

  // Reads a value. `key` is what it is the value of in `owner`, which may be null.
  void Value(std::string_view key, std::size_t depth, Object* owner) {
    SkipSpace();
    switch (Peek()) {
      case '"':
        Take(key, String(), owner);
        return;
      case '{':
        if (depth >= kMaxJsonDepth) return Skip();
        return ReadObject(key, depth, owner);
      case '[':
        if (depth >= kMaxJsonDepth) return Skip();
        ++at_;
        for (SkipSpace(); at_ < end_ && Peek() != ']'; SkipSpace()) {
          if (Peek() == ',') {
            ++at_;
            continue;
          }
          const std::size_t before = at_;
          Value(key, depth + 1, owner);
          if (at_ == before) return Abandon();
        }
        if (at_ < end_) ++at_;
        return;
      default:
        while (at_ < end_ && std::string_view(",]}").find(source_[at_]) == std::string_view::npos) ++at_;
    }
  }

  void Take(std::string_view key, MetaValue value, Object* owner) {
    if (owner == nullptr) return;
    if (key == "@type") {
      owner->is_article |= value.text.ends_with("Article") || value.text.ends_with("Posting");
    } else if (const List list = ListFor(key); list != nullptr && owner->values.size() < kMaxValues) {
      owner->values.emplace_back(list, std::move(value));
    }
  }

  void ReadObject(std::string_view key, std::size_t depth, Object* owner) {
    ++at_;
    Object object;
    // Persons, organizations and pictures stand for their name or address.
    const bool is_part = owner != nullptr && ListFor(key) != nullptr;
    for (SkipSpace(); at_ < end_ && Peek() != '}'; SkipSpace()) {
      if (Peek() == ',') {
        ++at_;
        continue;
      }
      if (Peek() != '"') return Abandon();
      const MetaValue name = String();
      SkipSpace();
      if (Peek() != ':') return Abandon();
      ++at_;
      SkipSpace();
      if (is_part && Peek() == '"' && (name.text == "name" || name.text == "url")) {
        const bool wants_url = key == "image";
        MetaValue value = String();
        if ((name.text == "url") == wants_url) Take(key, std::move(value), owner);
        continue;
      }
      Value(name.text, depth + 1, &object);
    }
    if (at_ < end_) ++at_;
    Finish(std::move(object));
  }

  void Finish(Object object) {
    if (object.is_article) articles_.push_back(std::move(object));
  }

  // Passes over a value that is nested too deep.
  void Skip() {
    std::size_t open = 0;
    while (at_ < end_) {
      const char c = source_[at_];
      if (c == '"') {
        String();
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++open;
      if ((c == '}' || c == ']') && --open == 0) return;
    }
  }

  // Damaged: nothing after it can be trusted.
  void Abandon() { at_ = end_; }

  std::string_view source_;
  std::size_t at_;
  std::size_t end_;
  std::vector<Object> articles_;
};

}  // namespace

void AddMeta(std::string_view key, std::string value, Span span, PageMetadata& metadata) {
  std::string lower(key);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  const auto known =
      std::find_if(std::begin(kMetaKeys), std::end(kMetaKeys), [&](const Key& key) { return key.key == lower; });
  if (known != std::end(kMetaKeys)) Push(metadata.*known->list, {std::move(value), known->source, span});
}

void AddJsonLd(std::string_view source, Span span, PageMetadata& metadata) {
  JsonLdReader(source, span).Read(metadata);
}

}  // namespace textclean
