#include "service/page/evidence.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace textclean {

extern const std::string_view kClassWords;
extern const std::string_view kBodyNames;

namespace {

struct Name {
  std::string_view name;
  Evidence evidence;
};

// What class_words.txt calls the evidence of words.
constexpr auto kNames = std::to_array<Name>({
    {"article", Evidence::kArticleWord},     {"content", Evidence::kContentWord},
    {"view", Evidence::kViewWord},           {"title", Evidence::kTitleWord},
    {"subtitle", Evidence::kSubtitleWord},   {"meta", Evidence::kMetaWord},
    {"date", Evidence::kDateWord},           {"byline", Evidence::kBylineWord},
    {"caption", Evidence::kCaptionWord},     {"image", Evidence::kImageWord},
    {"video", Evidence::kVideoWord},         {"comment", Evidence::kCommentWord},
    {"related", Evidence::kRelatedWord},     {"rank", Evidence::kRankWord},
    {"list", Evidence::kListWord},           {"share", Evidence::kShareWord},
    {"reaction", Evidence::kReactionWord},   {"nav", Evidence::kNavWord},
    {"header", Evidence::kHeaderWord},       {"footer", Evidence::kFooterWord},
    {"side", Evidence::kSideWord},           {"ad", Evidence::kAdWord},
    {"copyright", Evidence::kCopyrightWord}, {"tag", Evidence::kTagWord},
    {"subscribe", Evidence::kSubscribeWord}, {"account", Evidence::kAccountWord},
    {"search", Evidence::kSearchWord},       {"popup", Evidence::kPopupWord},
    {"tool", Evidence::kToolWord},           {"paging", Evidence::kPagingWord},
    {"hidden", Evidence::kHiddenWord},       {"toc", Evidence::kTocWord},
    {"quote", Evidence::kQuoteWord},         {"product", Evidence::kProductWord},
    {"notice", Evidence::kNoticeWord},       {"widget", Evidence::kWidgetWord},
});

// Calls `use` with each line of a data file that is neither empty nor a comment.
template <typename Use>
void ForEachLine(std::string_view data, Use use) {
  while (!data.empty()) {
    const std::size_t end = std::min(data.find('\n'), data.size());
    if (end > 0 && data.front() != '#') use(data.substr(0, end));
    data.remove_prefix(std::min(end + 1, data.size()));
  }
}

// Takes the next of the words that single blanks separate.
std::string_view TakeWord(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

// Words by hash, open addressing: one probe tells most words of a page unknown.
class Dictionary {
 public:
  Dictionary() {
    ForEachLine(kClassWords, [this](std::string_view line) {
      const std::string_view name = TakeWord(line);
      const auto* known = std::find_if(kNames.begin(), kNames.end(), [&](const Name& n) { return n.name == name; });
      while (known != kNames.end() && !line.empty()) Insert(TakeWord(line), known->evidence);
    });
    ForEachLine(kBodyNames, [this](std::string_view line) {
      while (!line.empty()) body_names_.insert(TakeWord(line));
    });
  }

  struct Entry {
    std::string_view word;
    EvidenceSet evidence;
    bool whole_only = false;
  };

  static constexpr std::uint32_t kSeed = 2166136261u;
  static std::uint32_t Extend(std::uint32_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 16777619u; }

  // Whether a whole name, its letters alone, is one of an article's own container.
  bool IsBodyName(std::string_view letters) const { return body_names_.contains(letters); }

  const Entry* Find(std::string_view word, std::uint32_t hash) const {
    for (std::uint32_t slot = hash & kMask;; slot = (slot + 1) & kMask) {
      const Entry& entry = entries_[slot];
      if (entry.word.empty()) return nullptr;
      if (entry.word == word) return &entry;
    }
  }

 private:
  static constexpr std::uint32_t kMask = 2047;  // load below a quarter

  void Insert(std::string_view word, Evidence evidence) {
    const bool whole_only = word.front() == '=';
    if (whole_only) word.remove_prefix(1);
    std::uint32_t hash = kSeed;
    for (const char c : word) hash = Extend(hash, c);
    std::uint32_t slot = hash & kMask;
    while (!entries_[slot].word.empty() && entries_[slot].word != word) slot = (slot + 1) & kMask;
    entries_[slot].word = word;
    entries_[slot].evidence.Add(evidence);
    entries_[slot].whole_only = whole_only;
  }

  std::array<Entry, kMask + 1> entries_;
  std::unordered_set<std::string_view> body_names_;
};

constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kShortestPart = 3;
constexpr std::size_t kLongestPart = 12;

// What one lower-case word says.
EvidenceSet EvidenceOfWord(const Dictionary& dictionary, std::string_view word) {
  EvidenceSet found;
  std::size_t prefix = 0;
  std::uint32_t hash = Dictionary::kSeed;
  for (std::size_t i = 0; i < word.size(); ++i) {
    hash = Dictionary::Extend(hash, word[i]);
    const std::size_t size = i + 1;
    if (size < 2 || (size < kShortestPart && size != word.size())) continue;
    const Dictionary::Entry* entry = dictionary.Find(word.substr(0, size), hash);
    if (entry == nullptr) continue;
    if (size == word.size()) return entry->evidence;
    if (!entry->whole_only && size > kShortestPart) {
      found = entry->evidence;
      prefix = size;
    }
  }
  // The longest known end that does not reach into the known beginning.
  const std::size_t left = word.size() - prefix;
  for (std::size_t size = std::min(left, kLongestPart); size > kShortestPart; --size) {
    const std::string_view end = word.substr(word.size() - size);
    hash = Dictionary::kSeed;
    for (const char c : end) hash = Dictionary::Extend(hash, c);
    const Dictionary::Entry* entry = dictionary.Find(end, hash);
    if (entry != nullptr && !entry->whole_only) return found | entry->evidence;
  }
  return found;
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

EvidenceSet EvidenceOfWords(std::string_view text) {
  static const Dictionary kDictionary;
  EvidenceSet found;
  std::array<char, kLongestWord> word;
  std::size_t size = 0;
  std::array<char, kLongestName> name;
  std::size_t name_size = 0;
  bool after_lower = false;
  const auto end_word = [&] {
    if (size >= 2) found = found | EvidenceOfWord(kDictionary, {word.data(), size});
    size = 0;
  };
  const auto end_name = [&] {
    if (name_size <= name.size() && kDictionary.IsBodyName({name.data(), name_size})) found.Add(Evidence::kBodyName);
    name_size = 0;
  };
  for (const char c : text) {
    if (!IsLower(c) && !IsUpper(c)) {
      end_word();
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') end_name();
      after_lower = false;
      continue;
    }
    if (IsUpper(c) && after_lower) end_word();
    after_lower = IsLower(c);
    const char lower = static_cast<char>(c | 0x20);
    if (size < word.size()) word[size++] = lower;
    if (name_size < name.size()) name[name_size] = lower;
    ++name_size;
  }
  end_word();
  end_name();
  return found;
}

}  // namespace textclean
