#include "service/label/html_features.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "service/page/entities.h"
#include "service/text/utf8.h"

namespace textclean {

extern const std::string_view kEndHeadings;

namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::uint32_t kFar = 64;
constexpr float kDoubled = 0.3F;    // share of copies in the prose of a page that brings its article twice
constexpr std::size_t kLevels = 4;  // containers looked at: the innermost and those around it

constexpr EvidenceSet kUnseen{Evidence::kHidden, Evidence::kNoscript, Evidence::kStructuredData};

float Log(float n) { return std::log2(1 + n); }
float Share(float part, float whole) { return whole > 0 ? part / whole : 0; }

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

std::uint64_t HashWord(std::string_view word) {
  std::uint64_t hash = 1469598103934665603u;
  for (const char c : word) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    hash = (hash ^ static_cast<unsigned char>(lower)) * 1099511628211u;
  }
  return hash;
}

// Calls `use` with each run of letters, digits and non-ASCII characters.
template <typename Use>
void ForEachWord(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && IsWordByte(text[at])) ++at;
    use(text.substr(begin, at - begin));
  }
}

std::uint64_t HashWords(std::span<const std::uint64_t> words) {
  std::uint64_t hash = words.size();
  for (const std::uint64_t word : words) hash = (hash ^ word) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return hash;
}

bool Contains(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

// Words that sentences cannot do without: English ones as a whole, Korean particles and
// endings at the end of a word.
bool IsFunctionWord(std::string_view word) {
  static const std::unordered_set<std::uint64_t> kEnglish = [] {
    std::unordered_set<std::uint64_t> words;
    for (const char* word :
         {"the",  "of",   "and",  "to",   "in",    "a",     "is",   "that", "for",   "it",   "was",   "as",   "with",
          "be",   "on",   "by",   "are",  "this",  "from",  "at",   "have", "an",    "or",   "which", "not",  "but",
          "you",  "your", "we",   "our",  "they",  "their", "he",   "his",  "she",   "her",  "has",   "had",  "can",
          "will", "if",   "when", "who",  "there", "been",  "were", "its",  "also",  "more", "than",  "i",    "would",
          "what", "how",  "so",   "into", "these", "then",  "some", "do",   "could", "such", "while", "most", "may"}) {
      words.insert(HashWord(word));
    }
    return words;
  }();
  static constexpr auto kKorean =
      std::to_array<std::string_view>({"은", "는", "이", "가", "을", "를",   "의", "에", "로", "와", "과", "도", "고",
                                       "며", "서", "한", "된", "할", "지만", "다", "요", "까", "면", "던", "인", "게"});
  if (static_cast<unsigned char>(word.front()) < 0x80) return word.size() <= 5 && kEnglish.contains(HashWord(word));
  if (word.size() < 6) return false;
  for (const std::string_view ending : kKorean) {
    if (word.ends_with(ending)) return true;
  }
  return false;
}

// The phrases of data/end_headings.txt by their first two bytes.
class EndHeadings {
 public:
  EndHeadings() {
    std::string_view data = kEndHeadings;
    while (!data.empty()) {
      const std::size_t end = std::min(data.find('\n'), data.size());
      if (end > 1 && data.front() != '#') phrases_[Key(data)].push_back(data.substr(0, end));
      data.remove_prefix(std::min(end + 1, data.size()));
    }
  }

  // Whether a line is short and begins with one of them.
  bool Begin(std::string_view line) const {
    constexpr std::size_t kMost = 90;  // bytes
    std::array<char, kMost> folded;
    if (line.size() < 2 || line.size() > kMost) return false;
    std::transform(line.begin(), line.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    const std::string_view text(folded.data(), line.size());
    const auto known = phrases_.find(Key(text));
    return known != phrases_.end() && std::any_of(known->second.begin(), known->second.end(),
                                                  [&](std::string_view phrase) { return text.starts_with(phrase); });
  }

 private:
  static std::uint16_t Key(std::string_view text) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(text[0]) << 8 | static_cast<unsigned char>(text[1]));
  }

  std::unordered_map<std::uint16_t, std::vector<std::string_view>> phrases_;
};

bool IsEndHeading(std::string_view line) {
  static const EndHeadings kHeadings;
  return kHeadings.Begin(line);
}

// Offset after the last character that is no closing quotation mark or bracket.
std::size_t EndOfWords(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    const CodePoint c = DecodeUtf8Before(text, end);
    const bool is_closing = c.value == '"' || c.value == '\'' || c.value == ')' || c.value == ']' ||
                            c.value == 0x201D || c.value == 0x2019 || c.value == 0x300D || c.value == 0x300F;
    if (!is_closing) break;
    end -= c.size;
  }
  return end;
}

}  // namespace

HtmlFeatures::HtmlFeatures(const Page& page, std::span<const Decision> text)
    : page_(page), html_(*page.html), text_(text) {
  const std::size_t lines = page.blocks.size();
  texts_.reserve(lines);
  bytes_before_.reserve(lines + 1);
  prose_before_.reserve(lines + 1);
  heading_.reserve(lines);
  bytes_before_.push_back(0);
  prose_before_.push_back(0);
  text_before_.push_back(0);
  std::uint32_t heading = kFar;
  for (std::size_t i = 0; i < lines; ++i) {
    texts_.push_back(Measure(i));
    bytes_before_.push_back(bytes_before_.back() + texts_[i].bytes);
    prose_before_.push_back(prose_before_.back() + (texts_[i].is_prose ? texts_[i].bytes : 0));
    text_before_.push_back(text_before_.back() + texts_[i].bytes * text_[i].content);
    heading = html_.lines[i].heading > 0 ? 0 : std::min(heading + 1, kFar);
    heading_.push_back(heading);
  }
  for (const MetaValue& time : html_.metadata.published) {
    declared_ = std::max(declared_, time.source == MetaSource::kTime ? 1.0F : 2.0F);
  }
  for (const MetaValue& title : html_.metadata.titles) {
    if (title.source == MetaSource::kJsonLd) declared_ = 2;
  }
  MarkTitles();
  MarkDescriptions();
  MarkRepeats();
  SumContainers();
  FindNamedContainers();
  text_stretch_ = BestStretch([this](std::size_t i) { return texts_[i].words * (text_[i].content - 0.4F); });
  plain_stretch_ = BestStretch([this](std::size_t i) {
    const bool unseen = html_.lines[i].all.HasAny(kUnseen);
    return unseen ? -1 : texts_[i].words * (1 - 2 * texts_[i].link) - 6;
  });
}

HtmlFeatures::Text HtmlFeatures::Measure(std::size_t i) const {
  const std::string_view text = page_.blocks[i].span.of(page_.text);
  const HtmlLine& line = html_.lines[i];
  Text out;
  out.bytes = static_cast<float>(text.size());
  out.link = static_cast<float>(line.link_bytes) / out.bytes;
  out.bold = static_cast<float>(line.bold_bytes) / out.bytes;
  float digits = 0;
  float upper = 0;
  float symbols = 0;
  float hangul = 0;
  bool after_end = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    digits += c >= '0' && c <= '9';
    upper += c >= 'A' && c <= 'Z';
    hangul += c >= 0xEA && c <= 0xED;
    out.commas += c == ',';
    symbols += c == '|' || c == '/' || c == '>' || c == '<' || c == '#' || c == '*' || c == '=' || c == '{' ||
               c == '}' || c == '[' || c == ']' || c == ';' || c == '_' || c == 0xC2;
    if (after_end && (c == ' ' || c >= 0x80 || c == '"')) out.sentences += 1;
    after_end = (c == '.' || c == '?' || c == '!') && at > 1 && static_cast<unsigned char>(text[at - 1]) > '9';
  }
  out.sentences += after_end;
  out.digits = digits / out.bytes;
  out.upper = upper / out.bytes;
  out.symbols = symbols / out.bytes;
  out.hangul = hangul * 3 / out.bytes;
  float function_words = 0;
  ForEachWord(text, [&](std::string_view word) {
    out.words += 1;
    function_words += IsFunctionWord(word);
  });
  out.function_words = Share(function_words, out.words);

  const std::size_t end = EndOfWords(text);
  const std::string_view body = text.substr(0, end);
  out.ends_sentence = !body.empty() && (body.back() == '.' || body.back() == '?' || body.back() == '!');
  out.ends_korean = body.ends_with("다.") || body.ends_with("요.") || body.ends_with("다") || body.ends_with("요");
  out.ends_teaser = body.ends_with("...") || body.ends_with("…") || body.ends_with("[…]");
  out.starts_lower = text.front() >= 'a' && text.front() <= 'z';
  const CodePoint first = DecodeUtf8(text, 0);
  out.starts_bullet = first.value == '-' || first.value == '*' || first.value == 0xB7 ||
                      (first.value >= 0x2022 && first.value <= 0x203B) ||
                      (first.value >= 0x2190 && first.value <= 0x27BF);
  // What these say stands at the ends of a line, however long it is.
  constexpr std::size_t kEnds = 160;
  const std::string_view head = text.substr(0, kEnds);
  const std::string_view tail = text.size() > kEnds ? text.substr(text.size() - kEnds) : std::string_view();
  const auto has = [&](std::string_view word) { return Contains(head, word) || Contains(tail, word); };
  out.has_copyright = has("©") || has("ⓒ") || has("opyright") || has("무단") || has("ights reserved") || has("저작권");
  out.has_email = has("@");
  out.has_reporter = has("기자") || has("특파원") || has("By ") || has("by ");
  out.has_url = has("http") || has("www.");
  for (std::size_t at = 0; at + 4 < head.size() && !out.has_date; ++at) {
    out.has_date = (head.substr(at, 2) == "20" || head.substr(at, 2) == "19") && head[at + 2] >= '0' &&
                   head[at + 2] <= '9' && head[at + 3] >= '0' && head[at + 3] <= '9' &&
                   (head[at + 4] < '0' || head[at + 4] > '9');
  }
  out.is_prose =
      out.bytes >= 80 && out.link < 0.35F && (out.sentences >= 1 || out.ends_sentence) && out.function_words > 0.15F;
  out.is_end = IsEndHeading(text);
  return out;
}

// Measures how much of the page's declared title each line says.
void HtmlFeatures::MarkTitles() {
  std::unordered_set<std::uint64_t> title;
  // <title> mixes in the outlet; the titles of metadata come first where there are any.
  for (const bool only_element : {false, true}) {
    for (const MetaValue& value : html_.metadata.titles) {
      if ((value.source == MetaSource::kTitleElement) != only_element || !title.empty()) continue;
      ForEachWord(value.text, [&](std::string_view word) { title.insert(HashWord(word)); });
    }
  }
  if (title.empty()) return;
  float best = 0;
  std::vector<std::uint64_t> seen;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    Text& text = texts_[i];
    if (text.bytes > 600) continue;
    seen.clear();
    float hits = 0;
    ForEachWord(page_.blocks[i].span.of(page_.text), [&](std::string_view word) {
      const std::uint64_t hash = HashWord(word);
      if (!title.contains(hash)) return;
      hits += 1;
      if (std::find(seen.begin(), seen.end(), hash) == seen.end()) seen.push_back(hash);
    });
    text.title = Share(hits, text.words);
    text.title_cover = static_cast<float>(seen.size()) / static_cast<float>(title.size());
    const float match = text.title * text.title_cover * (html_.lines[i].heading == 1 ? 1.5F : 1) *
                        (html_.lines[i].heading > 0 ? 1.2F : 1) * (1 - 0.3F * text.link);
    if (match > best && match > 0.3F) {
      best = match;
      title_line_ = i;
      has_title_ = true;
    }
  }
}

// Measures how much each line says of what the page describes itself with: descriptions
// mostly quote the article's first words, so the line that they quote shows where it is.
void HtmlFeatures::MarkDescriptions() {
  constexpr std::size_t kGram = 3;
  constexpr std::size_t kMostDescriptions = 8;  // pages have up to four
  constexpr std::size_t kMostWhole = 100;       // words of a description that a line may say whole
  std::vector<std::uint64_t> words;
  const auto read = [&words](std::string_view text) {
    words.clear();
    ForEachWord(text, [&](std::string_view word) {
      while (word.starts_with(kNoBreakSpace)) word.remove_prefix(kNoBreakSpace.size());
      while (word.ends_with(kNoBreakSpace)) word.remove_suffix(kNoBreakSpace.size());
      if (!word.empty()) words.push_back(HashWord(word));
    });
  };
  const auto for_each_gram = [&words](auto use) {
    for (std::size_t i = 0; i + kGram <= words.size(); ++i) use(HashWords(std::span(words).subspan(i, kGram)));
  };
  std::unordered_set<std::uint64_t> said;
  std::unordered_set<std::uint64_t> starts;  // of the first one, two and three words of each description
  std::unordered_set<std::uint64_t> whole;   // of all words of each, and of most of them
  std::size_t descriptions = 0;
  for (const MetaValue& value : html_.metadata.descriptions) {
    if (++descriptions > kMostDescriptions) break;
    read(DecodeEntities(value.text));  // many are escaped twice
    for_each_gram([&](std::uint64_t gram) { said.insert(gram); });
    for (std::size_t n = 1; n <= std::min(kGram, words.size()); ++n) {
      starts.insert(HashWords(std::span(words).first(n)));
    }
    if (words.size() > kMostWhole) continue;
    for (std::size_t n = words.size() - words.size() / 3; n > 0 && n <= words.size(); ++n) {
      whole.insert(HashWords(std::span(words).first(n)));
    }
  }
  std::unordered_set<std::uint64_t> data;
  for (const MetaValue& value : html_.metadata.bodies) {
    read(value.text);
    for_each_gram([&](std::uint64_t gram) { data.insert(gram); });
  }
  if (starts.empty() && data.empty()) return;
  float best = 0.2F;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    Text& text = texts_[i];
    read(page_.blocks[i].span.of(page_.text));
    float hits = 0;
    float data_hits = 0;
    for_each_gram([&](std::uint64_t gram) {
      hits += said.contains(gram);
      data_hits += data.contains(gram);
    });
    const auto grams = static_cast<float>(words.size() >= kGram ? words.size() - kGram + 1 : 0);
    text.said = Share(hits, grams);
    text.said_cover = std::min(1.0F, Share(hits, static_cast<float>(said.size())));
    if (!data.empty()) text.in_data = Share(data_hits, grams);
    const std::size_t begin = std::min(kGram, words.size());
    if (begin > 0 && starts.contains(HashWords(std::span(words).first(begin)))) {
      text.said_start = static_cast<float>(begin);
    }
    if (begin > 0 && whole.contains(HashWords(words))) text.said_start = kGram + 1;
    if (html_.lines[i].all.HasAny(kUnseen) || SaysTitle(i)) continue;
    const float match = text.said_cover * std::max(text.said, 0.3F) +
                        (text.said_start > 3    ? 0.6F
                         : text.said_start == 3 ? 0.5F
                                                : 0) -
                        0.3F * text.link;
    if (match > best) {
      best = match;
      said_line_ = i;
      has_said_ = true;
      has_described_ = text.said_start > 3 || text.said_cover > 0.6F;
    }
  }
}

// Finds stretches that say again what stands above, as pages do that bring an article twice:
// for the screen and for the printer. Copies of visible lines only: of prose, and of the
// lines beside it that repeat too.
void HtmlFeatures::MarkRepeats() {
  std::unordered_map<std::string_view, std::size_t> first;
  std::vector<bool> again(lines(), false);
  for (std::size_t i = 0; i < lines(); ++i) {
    const auto [at, is_new] = first.emplace(page_.blocks[i].span.of(page_.text), i);
    if (is_new) continue;
    texts_[i].is_repeated = texts_[at->second].is_repeated = true;
    if (html_.lines[at->second].all.HasAny(kUnseen)) {
      at->second = i;
    } else {
      again[i] = true;
      texts_[i].is_copy = texts_[i].is_prose;
    }
  }
  float copies = 0;
  for (const Text& text : texts_) copies += text.is_copy ? text.bytes : 0;
  has_second_copy_ = copies > kDoubled * prose_before_.back();
  for (std::size_t i = 1; i < lines(); ++i) {
    texts_[i].is_copy = texts_[i].is_copy || (again[i] && texts_[i - 1].is_copy);
  }
  for (std::size_t i = lines(); i-- > 1;) {
    texts_[i - 1].is_copy = texts_[i - 1].is_copy || (again[i - 1] && texts_[i].is_copy);
  }
}

void HtmlFeatures::SumContainers() {
  sums_.resize(html_.nodes.size());
  depth_.resize(html_.nodes.size());
  constexpr EvidenceSet kNoise{
      Evidence::kNav,       Evidence::kFooter,        Evidence::kAside,       Evidence::kForm,
      Evidence::kDialog,    Evidence::kCommentWord,   Evidence::kRelatedWord, Evidence::kRankWord,
      Evidence::kShareWord, Evidence::kNavWord,       Evidence::kFooterWord,  Evidence::kSideWord,
      Evidence::kAdWord,    Evidence::kSubscribeWord, Evidence::kAccountWord, Evidence::kSearchWord,
      Evidence::kPopupWord, Evidence::kToolWord,      Evidence::kPagingWord,  Evidence::kReactionWord};
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const std::uint32_t node = html_.lines[i].node;
    texts_[i].is_noisy =
        (html_.lines[i].inline_own | html_.nodes[node].own | html_.nodes[html_.nodes[node].parent].own).HasAny(kNoise);
    Sums& sums = sums_[node];
    sums.bytes += texts_[i].bytes;
    sums.link += texts_[i].bytes * texts_[i].link;
    sums.prose += texts_[i].is_prose ? texts_[i].bytes : 0;
    sums.lines += 1;
    sums.words += texts_[i].words;
    sums.function_words += texts_[i].words * texts_[i].function_words;
    sums.noisy += texts_[i].is_noisy ? texts_[i].bytes : 0;
    sums.copies += texts_[i].is_copy ? texts_[i].bytes : 0;
  }
  for (std::size_t node = html_.nodes.size(); node-- > 1;) {
    Sums& parent = sums_[html_.nodes[node].parent];
    parent.bytes += sums_[node].bytes;
    parent.link += sums_[node].link;
    parent.prose += sums_[node].prose;
    parent.lines += sums_[node].lines;
    parent.children += 1;
    parent.words += sums_[node].words;
    parent.function_words += sums_[node].function_words;
    parent.noisy += sums_[node].noisy;
    parent.copies += sums_[node].copies;
  }
  first_line_.assign(html_.nodes.size(), lines());
  last_line_.assign(html_.nodes.size(), 0);
  for (std::size_t i = 0; i < lines(); ++i) {
    first_line_[NodeOf(i)] = std::min(first_line_[NodeOf(i)], i);
    last_line_[NodeOf(i)] = std::max(last_line_[NodeOf(i)], i);
  }
  for (std::size_t node = html_.nodes.size(); node-- > 1;) {
    const std::uint32_t parent = html_.nodes[node].parent;
    first_line_[parent] = std::min(first_line_[parent], first_line_[node]);
    last_line_[parent] = std::max(last_line_[parent], last_line_[node]);
  }
  for (std::size_t node = 1; node < html_.nodes.size(); ++node) depth_[node] = depth_[html_.nodes[node].parent] + 1;
  main_ = Heaviest(&Sums::prose, 0.6F);
  in_main_.assign(html_.nodes.size(), false);
  for (std::size_t node = 0; node < html_.nodes.size(); ++node) {
    in_main_[node] = node == main_ || (node > 0 && in_main_[html_.nodes[node].parent]);
  }
}

// Finds, for each node, the innermost container around it whose name or property says that
// it is an article's, and what of that kind the page shows at all.
void HtmlFeatures::FindNamedContainers() {
  constexpr EvidenceSet kNamed{Evidence::kBodyName, Evidence::kArticleBody};
  named_.assign(html_.nodes.size(), 0);
  for (std::uint32_t node = 1; node < html_.nodes.size(); ++node) {
    named_[node] = html_.nodes[node].own.HasAny(kNamed) ? node : named_[html_.nodes[node].parent];
  }
  std::size_t told = 0;
  for (const HtmlLine& line : html_.lines) {
    if (!line.all.Has(Evidence::kHidden)) shown_ = shown_ | line.all;
    told += line.all.bits() >> static_cast<unsigned>(Evidence::kArticleWord) != 0;
  }
  is_bare_ = told * 10 < lines();
  std::uint32_t end = kFar;
  float ended = 0;
  for (std::size_t i = 0; i < lines(); ++i) {
    end = texts_[i].is_end ? 0 : std::min(end + 1, kFar);
    if (texts_[i].is_end) ended = Share(prose_before_[i], sums_[0].prose);
    end_.push_back(end);
    ended_.push_back(ended);
  }
}

template <typename Gain>
HtmlFeatures::Stretch HtmlFeatures::BestStretch(Gain gain) const {
  Stretch best;
  float best_sum = 0;
  float all = 0;
  float sum = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < lines(); ++i) {
    const float gained = gain(i);
    all += std::max(gained, 0.0F);
    if (sum <= 0) {
      sum = 0;
      begin = i;
    }
    sum += gained;
    if (sum > best_sum) {
      best_sum = sum;
      best = {begin, i + 1, 0};
    }
  }
  best.share = Share(best_sum, all);
  return best;
}

// How far a line is from a stretch (negative: inside) and before or after it, and how much of all that is in it.
template <typename Put>
void HtmlFeatures::PutStretch(const Stretch& stretch, std::size_t i, Put put) const {
  const float before = static_cast<float>(stretch.begin) - static_cast<float>(i);
  const float after = static_cast<float>(i) + 1 - static_cast<float>(stretch.end);
  put(std::clamp(before, -30.0F, 30.0F));
  put(std::clamp(after, -30.0F, 30.0F));
  put(stretch.share);
}

bool HtmlFeatures::StandTogether(std::size_t a, std::size_t b) const {
  const std::uint32_t named = named_[NodeOf(a)];
  return named != 0 ? named_[NodeOf(b)] == named : html_.nodes[NodeOf(a)].parent == html_.nodes[NodeOf(b)].parent;
}

// The innermost node that holds `share` of what its parent holds, all the way down.
std::uint32_t HtmlFeatures::Heaviest(float Sums::*weight, float share) const {
  std::uint32_t at = 0;
  // Parents come before children: one pass goes all the way down.
  for (std::uint32_t node = 1; node < html_.nodes.size(); ++node) {
    if (html_.nodes[node].parent == at && sums_[at].*weight > 0 && sums_[node].*weight >= share * (sums_[at].*weight)) {
      at = node;
    }
  }
  return at;
}

bool HtmlFeatures::SaysTitle(std::size_t i) const {
  return (has_title_ && i == title_line_) || (texts_[i].title > 0.8F && texts_[i].title_cover > 0.7F);
}

std::uint32_t HtmlFeatures::NodeOf(std::size_t line) const { return html_.lines[line].node; }

void HtmlFeatures::OfLine(std::size_t i, std::span<float> row) const {
  const Text& text = texts_[i];
  const HtmlLine& line = html_.lines[i];
  std::size_t column = 0;
  const auto put = [&](float value) { row[column++] = value; };
  const auto flag = [&](bool value) { row[column++] = value ? 1.0F : 0.0F; };

  put(Log(text.bytes));
  put(Log(text.words));
  put(text.link);
  put(text.bold);
  put(text.digits);
  put(text.upper);
  put(text.symbols);
  put(text.hangul);
  put(Share(text.commas, text.words));
  put(Log(text.sentences));
  put(text.function_words);
  put(Share(text.bytes, text.words));
  put(text.title);
  put(text.title_cover);
  put(static_cast<float>(line.heading));
  flag(text.ends_sentence);
  flag(text.ends_korean);
  flag(text.ends_teaser);
  flag(text.starts_lower);
  flag(text.starts_bullet);
  flag(text.has_copyright);
  flag(text.has_email);
  flag(text.has_reporter);
  flag(text.has_date);
  flag(text.has_url);
  flag(text.is_repeated);
  // What the text alone was taken for, of the line and of those around it.
  put(text_[i].content);
  put(text_[i].confidence);
  put(static_cast<float>(text_[i].kind));
  put(i > 0 ? text_[i - 1].content : -1);
  put(i + 1 < lines() ? text_[i + 1].content : -1);
  put(Share(text_before_[std::min(i + 6, lines())] - text_before_[i >= 5 ? i - 5 : 0],
            bytes_before_[std::min(i + 6, lines())] - bytes_before_[i >= 5 ? i - 5 : 0]));
  put(Share(text_before_[lines()], bytes_before_[lines()]));

  // How near the evidence is: 3 at the line's own element, 2 at the next two around it, 1 further out.
  const std::uint32_t node = line.node;
  const std::uint32_t parent = html_.nodes[node].parent;
  const std::uint32_t grandparent = html_.nodes[parent].parent;
  const EvidenceSet own = line.inline_own | html_.nodes[node].own;
  const EvidenceSet near = html_.nodes[parent].own | html_.nodes[grandparent].own;
  for (std::size_t bit = 0; bit < kEvidences; ++bit) {
    const auto evidence = static_cast<Evidence>(bit);
    put(own.Has(evidence) ? 3.0F : near.Has(evidence) ? 2.0F : line.all.Has(evidence) ? 1.0F : 0.0F);
  }

  const Sums& page = sums_[0];
  std::uint32_t at = node;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const Sums& sums = sums_[at];
    put(Log(sums.bytes));
    put(Share(sums.link, sums.bytes));
    put(Log(Share(sums.bytes, sums.lines)));
    put(Share(sums.prose, sums.bytes));
    put(Share(sums.prose, page.prose));
    put(Log(sums.lines));
    put(Log(sums.children));
    at = html_.nodes[at].parent;
  }

  put(static_cast<float>(depth_[node]));
  flag(in_main_[node]);
  put(static_cast<float>(depth_[node]) - static_cast<float>(depth_[main_]));
  put(Share(sums_[main_].prose, sums_[main_].bytes));
  put(Share(static_cast<float>(i), static_cast<float>(lines())));
  put(Share(bytes_before_[i], page.bytes));
  put(Share(prose_before_[i], page.prose));
  put(Share(page.prose - prose_before_[i + 1], page.prose));
  const float from_title = static_cast<float>(i) - static_cast<float>(title_line_);
  put(has_title_ ? std::clamp(from_title, -50.0F, 50.0F) : 99.0F);
  put(static_cast<float>(heading_[i]));

  for (const int offset : {-2, -1, 1, 2}) {
    const auto other = static_cast<std::ptrdiff_t>(i) + offset;
    const bool exists = other >= 0 && other < static_cast<std::ptrdiff_t>(lines());
    const auto index = static_cast<std::size_t>(exists ? other : 0);
    put(exists ? Log(texts_[index].bytes) : 0);
    put(exists ? texts_[index].link : 0);
    put(exists ? texts_[index].function_words : 0);
    put(exists ? static_cast<float>(html_.lines[index].heading) : 0);
    flag(exists && NodeOf(index) == node);
  }
  put(Log(page.prose));
  put(Log(page.lines));
  put(Share(page.link, page.bytes));
  put(Share(prose_before_[std::min(i + 6, lines())] - prose_before_[i >= 5 ? i - 5 : 0],
            bytes_before_[std::min(i + 6, lines())] - bytes_before_[i >= 5 ? i - 5 : 0]));
  flag(title_line_ == i && has_title_);

  // What the page declares: its descriptions, its data, and containers that name an article.
  put(text.said);
  put(text.said_cover);
  put(text.said_start);
  put(text.in_data);
  const float from_said = static_cast<float>(i) - static_cast<float>(said_line_);
  put(has_said_ ? std::clamp(from_said, -30.0F, 30.0F) : 99.0F);
  // How far up the container is that holds both the line and the one that is described.
  float shared = kLevels + 2;
  if (has_said_) {
    shared = 0;
    at = node;
    while (shared <= kLevels && (said_line_ < first_line_[at] || said_line_ > last_line_[at])) {
      shared += 1;
      at = html_.nodes[at].parent;
    }
  }
  put(shared);
  constexpr auto kDeclared = std::to_array<EvidenceSet>({{Evidence::kBodyName},
                                                         {Evidence::kArticleBody},
                                                         {Evidence::kArticle},
                                                         {Evidence::kMain},
                                                         {Evidence::kArticleWord, Evidence::kArticle},
                                                         {Evidence::kContentWord},
                                                         {Evidence::kViewWord}});
  for (const EvidenceSet declared : kDeclared) put(!shown_.HasAny(declared) ? -1.0F : line.all.HasAny(declared));
  const std::uint32_t named = named_[node];
  const bool is_named = named != 0;
  put(is_named ? Share(sums_[named].bytes, page.bytes) : -1);
  put(is_named ? Share(sums_[named].prose, page.prose) : -1);
  put(is_named ? Share(sums_[named].link, sums_[named].bytes) : -1);
  put(is_named ? Log(sums_[named].lines) : -1);
  put(is_named ? Share(static_cast<float>(i - first_line_[named]), sums_[named].lines) : -1);
  put(is_named ? std::min(30.0F, static_cast<float>(last_line_[named] - i)) : -1);
  put(static_cast<float>(end_[i]));
  put(ended_[i]);
  flag(is_bare_);
  PutStretch(text_stretch_, i, put);
  PutStretch(plain_stretch_, i, put);
  flag(is_named && has_said_ && first_line_[named] <= said_line_ && said_line_ <= last_line_[named]);
  put(declared_);
  assert(column == kLineFeatures);
}

void HtmlFeatures::SetOpinion(std::vector<float> content) {
  opinion_ = std::move(content);
  constexpr float kSure = 0.75F;
  for (Sums& sums : sums_) sums.opinion = 0;
  opinion_before_.assign(1, 0);
  sure_before_.assign(lines(), kFar);
  sure_after_.assign(lines(), kFar);
  std::uint32_t distance = kFar;
  for (std::size_t i = 0; i < lines(); ++i) {
    const float mass = texts_[i].bytes * opinion_[i];
    opinion_before_.push_back(opinion_before_.back() + mass);
    sums_[NodeOf(i)].opinion += mass;
    sure_before_[i] = distance;
    distance = opinion_[i] > kSure ? 0 : std::min(distance + 1, kFar);
  }
  distance = kFar;
  for (std::size_t i = lines(); i-- > 0;) {
    sure_after_[i] = distance;
    distance = opinion_[i] > kSure ? 0 : std::min(distance + 1, kFar);
  }
  for (std::size_t node = sums_.size(); node-- > 1;) sums_[html_.nodes[node].parent].opinion += sums_[node].opinion;
  opinion_stretch_ = BestStretch([this](std::size_t i) { return texts_[i].words * (opinion_[i] - 0.35F); });
  opinion_main_ = Heaviest(&Sums::opinion, 0.8F);
  in_opinion_main_.assign(html_.nodes.size(), false);
  for (std::size_t node = 0; node < html_.nodes.size(); ++node) {
    in_opinion_main_[node] = node == opinion_main_ || (node > 0 && in_opinion_main_[html_.nodes[node].parent]);
  }
}

void HtmlFeatures::OfNode(std::size_t node, std::span<float> row) const {
  std::size_t column = 0;
  const auto put = [&](float value) { row[column++] = value; };
  const std::uint32_t parent = html_.nodes[node].parent;
  const EvidenceSet near = html_.nodes[parent].own | html_.nodes[html_.nodes[parent].parent].own;
  for (std::size_t bit = 0; bit < kEvidences; ++bit) {
    const auto evidence = static_cast<Evidence>(bit);
    put(html_.nodes[node].own.Has(evidence)   ? 3.0F
        : near.Has(evidence)                  ? 2.0F
        : html_.nodes[node].all.Has(evidence) ? 1.0F
                                              : 0.0F);
  }
  const Sums& sums = sums_[node];
  const Sums& page = sums_[0];
  const Sums& around = sums_[parent];
  put(Log(sums.bytes));
  put(Share(sums.bytes, page.bytes));
  put(Share(sums.bytes, around.bytes));
  put(Share(sums.link, sums.bytes));
  put(Share(around.link, around.bytes));
  put(Log(Share(sums.bytes, sums.lines)));
  put(Log(sums.lines));
  put(Log(sums.children));
  put(Share(sums.prose, sums.bytes));
  put(Share(sums.prose, page.prose));
  put(Share(sums.prose, around.prose));
  put(Share(sums.function_words, sums.words));
  put(Share(sums.function_words, page.function_words));
  put(Share(sums.noisy, sums.bytes));
  put(Share(sums.copies, sums.bytes));
  put(static_cast<float>(depth_[node]));
  // How well the first opinion of the lines agrees with "this, and nothing else".
  const float precision = Share(sums.opinion, sums.bytes);
  const float recall = Share(sums.opinion, page.opinion);
  put(precision);
  put(recall);
  put(Share(2 * precision * recall, precision + recall));
  put(Share(around.opinion, around.bytes));
  put(Share(sums.opinion, around.opinion));
  put(Log(sums.opinion));
  put(Log(page.opinion));
  const std::size_t first = first_line_[node];
  const std::size_t last = last_line_[node];
  put(Share(static_cast<float>(first), static_cast<float>(lines())));
  put(Share(static_cast<float>(last), static_cast<float>(lines())));
  const bool has_title = has_title_ && first <= title_line_ && title_line_ <= last;
  put(has_title ? 1 : 0);
  const float from_title = static_cast<float>(first) - static_cast<float>(title_line_);
  put(has_title_ ? std::clamp(from_title, -50.0F, 50.0F) : 99.0F);
  put(first < lines() ? opinion_[first] : 0);
  put(first < lines() ? opinion_[last] : 0);
  put(first < lines() && first > 0 ? opinion_[first - 1] : 0);
  put(last + 1 < lines() ? opinion_[last + 1] : 0);
  put(in_main_[node] ? 1 : 0);
  put(node == main_ ? 1 : 0);
  put(in_opinion_main_[node] ? 1 : 0);
  put(node == opinion_main_ ? 1 : 0);
  put(static_cast<float>(depth_[node]) - static_cast<float>(depth_[opinion_main_]));
  put(Share(sums_[opinion_main_].bytes, page.bytes));
  put(Log(page.bytes));
  put(!has_said_ ? -1 : first <= said_line_ && said_line_ <= last ? 1 : 0);
  put(!shown_.Has(Evidence::kBodyName) ? -1 : html_.nodes[node].all.Has(Evidence::kBodyName) ? 1 : 0);
  put(named_[node] == node ? 1 : 0);
  assert(column == kNodeFeatures);
}

void HtmlFeatures::SetContainers(std::vector<float> containers) {
  containers_ = std::move(containers);
  best_around_ = containers_;
  mean_around_ = containers_;
  best_container_ = 0;
  for (std::uint32_t node = 1; node < html_.nodes.size(); ++node) {
    const std::uint32_t parent = html_.nodes[node].parent;
    best_around_[node] = std::max(containers_[node], best_around_[parent]);
    mean_around_[node] = (containers_[node] + containers_[parent]) / 2;
    if (containers_[node] > containers_[best_container_]) best_container_ = node;
  }
  in_best_container_.assign(html_.nodes.size(), false);
  for (std::uint32_t node = 0; node < html_.nodes.size(); ++node) {
    in_best_container_[node] = node == best_container_ || (node > 0 && in_best_container_[html_.nodes[node].parent]);
  }
}

void HtmlFeatures::OfContext(std::size_t i, std::span<float> row) const {
  std::size_t column = 0;
  const auto put = [&](float value) { row[column++] = value; };
  put(opinion_[i]);
  for (const int offset : {-3, -2, -1, 1, 2, 3}) {
    const auto other = static_cast<std::ptrdiff_t>(i) + offset;
    put(other >= 0 && other < static_cast<std::ptrdiff_t>(lines()) ? opinion_[static_cast<std::size_t>(other)] : -1);
  }
  const float total = sums_[0].opinion;
  std::uint32_t at = NodeOf(i);
  for (std::size_t level = 0; level < kLevels; ++level) {
    put(Share(sums_[at].opinion, sums_[at].bytes));
    put(Share(sums_[at].opinion, total));
    at = html_.nodes[at].parent;
  }
  put(Share(opinion_before_[i], total));
  put(Share(total - opinion_before_[i + 1], total));
  put(static_cast<float>(sure_before_[i]));
  put(static_cast<float>(sure_after_[i]));
  put(in_opinion_main_[NodeOf(i)] ? 1 : 0);
  put(static_cast<float>(depth_[NodeOf(i)]) - static_cast<float>(depth_[opinion_main_]));
  put(Share(sums_[opinion_main_].opinion, sums_[opinion_main_].bytes));
  const std::size_t begin = i >= 5 ? i - 5 : 0;
  const std::size_t end = std::min(i + 6, lines());
  put(Share(opinion_before_[end] - opinion_before_[begin], bytes_before_[end] - bytes_before_[begin]));
  put(Log(total));

  const std::uint32_t node = NodeOf(i);
  put(containers_[node]);
  put(best_around_[node]);
  put(mean_around_[node]);
  put(containers_[best_container_]);
  put(in_best_container_[node] ? 1 : 0);
  const auto from_first = static_cast<float>(i) - static_cast<float>(first_line_[best_container_]);
  const auto to_last = static_cast<float>(last_line_[best_container_]) - static_cast<float>(i);
  put(std::clamp(std::min(from_first, to_last), -30.0F, 30.0F));
  put(Share(from_first, static_cast<float>(last_line_[best_container_] - first_line_[best_container_] + 1)));
  put(Share(sums_[best_container_].opinion, sums_[best_container_].bytes));
  put(static_cast<float>(depth_[node]) - static_cast<float>(depth_[best_container_]));
  PutStretch(opinion_stretch_, i, put);
  // What of the opinion lies inside that stretch, and how many of its lines are no content.
  put(Share(opinion_before_[opinion_stretch_.end] - opinion_before_[opinion_stretch_.begin], total));
  put(Share(static_cast<float>(opinion_stretch_.end - opinion_stretch_.begin), static_cast<float>(lines())));
  put(texts_[i].is_copy                                                                ? 2.0F
      : (i > 0 && texts_[i - 1].is_copy) || (i + 1 < lines() && texts_[i + 1].is_copy) ? 1.0F
                                                                                       : 0.0F);
}

}  // namespace textclean
