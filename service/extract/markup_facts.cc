#include "service/extract/markup_facts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "service/extract/authors.h"
#include "service/extract/headline.h"
#include "service/extract/scan.h"
#include "service/extract/times.h"
#include "service/page/entities.h"
#include "service/page/html.h"

namespace textclean {
namespace {

FactSource SourceOf(MetaSource source) {
  switch (source) {
    case MetaSource::kTitleElement:
      return FactSource::kTitleElement;
    case MetaSource::kMeta:
      return FactSource::kMeta;
    case MetaSource::kOpenGraph:
    case MetaSource::kArticle:
      return FactSource::kOpenGraph;
    case MetaSource::kTwitter:
      return FactSource::kTwitter;
    case MetaSource::kJsonLd:
      return FactSource::kJsonLd;
    case MetaSource::kTime:
      return FactSource::kTime;
  }
  return FactSource::kMeta;
}

Fact FactOf(const MetaValue& meta, std::string value) { return {std::move(value), meta.span, SourceOf(meta.source)}; }

// What of a text tells two headlines or names apart: letters and digits.
std::string Letters(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsHangulSyllable(c.value) || (c.value >= 0x3400 && c.value <= 0x9FFF)) {
      letters.append(text, at, c.size);
    } else if (c.size == 1 && (IsDigit(text[at]) || IsAsciiLetter(text[at]))) {
      letters += IsDigit(text[at]) ? text[at] : static_cast<char>(text[at] | 0x20);
    }
    at += c.size;
  }
  return letters;
}

bool IsAddress(std::string_view value) { return Contains(value, "://") || value.starts_with("www."); }

// Portals, which show the articles of others: "네이버 뉴스", but not "네이버, 새 도서관에 책 1만 권 기증".
bool IsPortal(std::string_view name) {
  constexpr std::size_t kLongest = 24;  // bytes of letters
  constexpr auto kPortals = std::to_array<std::string_view>(
      {"네이버", "naver", "다음", "daum", "카카오", "kakao", "네이트", "nate", "zum", "줌", "msn", "구글", "google"});
  const std::string letters = Letters(name);
  if (letters.size() > kLongest) return false;
  return std::any_of(kPortals.begin(), kPortals.end(),
                     [&](std::string_view portal) { return letters.starts_with(portal); });
}

// A word that names an outlet by its form: "누리군민신문".
bool IsLikeOutlet(std::string_view name) {
  constexpr auto kEnds = std::to_array<std::string_view>({"신문", "일보", "뉴스", "방송", "저널", "미디어", "타임즈"});
  constexpr std::size_t kLongest = 30;
  return name.size() <= kLongest && !Contains(name, " ") &&
         std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return name.ends_with(end); });
}

// Whether two headlines say the same: one holds the other, or most of their pairs of syllables are the same.
bool SameHeadline(const std::string& a, const std::string& b) {
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  if (shorter.empty()) return longer.empty();
  if (Contains(longer, shorter)) return 3 * shorter.size() > longer.size();
  constexpr std::size_t kPair = 6;  // bytes of two syllables
  if (shorter.size() < 2 * kPair) return false;
  std::size_t found = 0;
  std::size_t pairs = 0;
  for (std::size_t at = 0; at + kPair <= shorter.size(); at += DecodeUtf8(shorter, at).size) {
    ++pairs;
    found += Contains(longer, std::string_view(shorter).substr(at, kPair));
  }
  return 2 * found > pairs;
}

// The parts of a title that bars separate: "제목 - 게시판 - 누리집", "누리집 :: 제목".
std::vector<std::string_view> PartsOf(std::string_view title) {
  constexpr auto kBars = std::to_array<std::string_view>(
      {" | ", " - ", " :: ", " : ", " < ", " > ", " – ", " — ", " » ", " « ", " · ", "ㅣ", "|", "│", "::"});
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < title.size();) {
    const auto bar = std::find_if(kBars.begin(), kBars.end(), [&](std::string_view b) { return HasAt(title, at, b); });
    if (bar == kBars.end()) {
      ++at;
      continue;
    }
    parts.push_back(Trim(title.substr(begin, at - begin)));
    begin = at += bar->size();
  }
  parts.push_back(Trim(title.substr(begin)));
  return parts;
}

// Whether a part of a title is the name of a board, as systems of offices write in place of a headline: "공지사항",
// "고시공고 상세보기".
bool IsBoard(std::string_view part) {
  constexpr std::size_t kLongest = 40;  // bytes
  constexpr auto kBoards = std::to_array<std::string_view>(
      {"공지",        "공지사항", "알림",         "알림마당",      "알림판",    "새소식",   "게시판",   "자유게시판",
       "자료실",      "보도자료", "고시공고",     "고시/공고",     "고시·공고", "고객센터", "고객지원", "질문과답변",
       "질문과 답변", "사용후기", "상품사용후기", "상품 사용후기", "Q&A",       "FAQ",      "NOTICE",   "Notice"});
  constexpr auto kEndings = std::to_array<std::string_view>({"상세보기", "상세 보기", "글보기", "글 보기"});
  return std::find(kBoards.begin(), kBoards.end(), part) != kBoards.end() ||
         (part.size() <= kLongest && std::any_of(kEndings.begin(), kEndings.end(),
                                                 [&](std::string_view ending) { return part.ends_with(ending); }));
}

class MarkupFacts {
 public:
  MarkupFacts(const Page& page, std::string_view source, const PageLines& lines, const Lexicon& lexicon,
              ArticleFacts& article)
      : page_(page),
        html_(*page.html),
        meta_(page.html->metadata),
        source_(source),
        lines_(lines),
        lexicon_(lexicon),
        article_(article) {}

  void Add() {
    AddPublisher();
    AddTitle();
    AddAuthors();
    AddTime("published_at", meta_.published, article_.published);
    AddTime("modified_at", meta_.modified, article_.modified);
    // Systems write the time of publication there again.
    if (article_.modified.raw.source != FactSource::kText && article_.modified.seconds == article_.published.seconds) {
      article_.modified = {};
    }
    AddSection();
    AddImages();
  }

 private:
  void Conflict(std::string field, const Fact& taken, Fact other) {
    article_.conflicts.push_back({std::move(field), taken.source, std::move(other)});
  }

  // The outlet: "한빛일보", "한빛일보 | 네이버", "다음 - 한빛일보".
  void AddPublisher() {
    for (const auto* list : {&meta_.publishers, &meta_.authors}) {
      for (const MetaValue& meta : *list) {
        // Among writers only portals name the outlet, after a bar.
        if (list == &meta_.authors && !Contains(meta.text, "|")) continue;
        if (IsAddress(meta.text) || meta.text.starts_with("@")) continue;
        std::string_view name = Trim(meta.text);
        for (const std::string_view bar : {"|", " - ", " :: "}) {
          const std::size_t at = name.find(bar);
          if (at == std::string_view::npos) continue;
          const std::string_view before = Trim(name.substr(0, at));
          name = IsPortal(before) ? Trim(name.substr(at + bar.size())) : before;
        }
        if (name.empty() || name.size() > kLongestName || IsPortal(name)) continue;
        Fact fact = FactOf(meta, FoldBlanks(name));
        if (article_.publisher.empty()) {
          article_.publisher = std::move(fact);
        } else if (const Outlet* outlet = lexicon_.OutletNamed(name);
                   outlet != nullptr && lexicon_.OutletNamed(article_.publisher.value) != nullptr &&
                   name != article_.publisher.value) {
          Conflict("publisher", article_.publisher, std::move(fact));
        }
        return;
      }
    }
  }

  // Whether a title is only the name of the site: of an outlet, of the publisher, or what <title> ends with after a
  // longer part or a board.
  bool IsSiteName(const std::string& letters) const {
    if (lexicon_.OutletNamed(letters) != nullptr) return true;
    const auto is_same = [&](const MetaValue& meta) { return Letters(meta.text) == letters; };
    const auto ends_in_it = [&](const MetaValue& meta) {
      if (meta.source != MetaSource::kTitleElement || meta.text.size() > kLongestTitle) return false;
      const std::vector<std::string_view> parts = PartsOf(meta.text);
      return parts.size() > 1 && (3 * parts.front().size() > 4 * parts.back().size() || IsBoard(parts.front())) &&
             Letters(parts.back()) == letters;
    };
    return std::any_of(meta_.publishers.begin(), meta_.publishers.end(), is_same) ||
           std::any_of(meta_.titles.begin(), meta_.titles.end(), ends_in_it);
  }

  bool IsSite(std::string_view part) const {
    return part.empty() || IsPortal(part) || IsLikeOutlet(part) || lexicon_.IsSection(part) ||
           IsSiteName(Letters(part)) ||
           (!article_.publisher.empty() && Letters(part) == Letters(article_.publisher.value));
  }

  // A title of the markup, or a part of one.
  struct Title {
    const MetaValue* meta;
    std::string_view text;
    std::string letters;
  };

  // What the markup gives as title, the likeliest first, each by its first part that is no name of a site and not much
  // shorter than another.
  std::vector<Title> Titles() const {
    std::vector<Title> titles;
    for (const MetaSource wanted : {MetaSource::kJsonLd, MetaSource::kOpenGraph, MetaSource::kTwitter,
                                    MetaSource::kMeta, MetaSource::kTitleElement}) {
      for (const MetaValue& meta : meta_.titles) {
        if (meta.source != wanted || meta.text.size() > kLongestTitle) continue;
        Title title{&meta, {}, {}};
        for (const std::string_view part : PartsOf(meta.text)) {
          if (part.size() > 2 * title.text.size() && !IsSite(part) && !IsBoard(part)) title.text = part;
        }
        title.letters = Letters(title.text);
        if (!title.letters.empty()) titles.push_back(std::move(title));
        if (titles.size() == kMostTitles) return titles;
      }
    }
    return titles;
  }

  void AddTitle() {
    // A logo, or the head of a board.
    if (const std::string& shown = article_.title.value;
        IsBoard(shown) || (!shown.empty() && IsSiteName(Letters(shown)))) {
      const std::optional<Span> line = HeadlineAboveText(lines_);
      article_.title = {};
      article_.title_tags.clear();
      if (line) TakeTitle(*line);
    }
    const std::vector<Title> titles = Titles();
    if (titles.empty()) return;
    const std::string shown = IsSite(article_.title.value) ? "" : Letters(article_.title.value);
    const auto same = std::find_if(titles.begin(), titles.end(),
                                   [&](const Title& title) { return SameHeadline(title.letters, shown); });
    if (!shown.empty() && same != titles.end()) {
      if (const std::optional<Span> line = LineWithoutSite(*same)) {
        TakeTitle(*line);
      } else {
        NarrowTitle(*same);
      }
      return;
    }
    if (const std::optional<Span> line = LineOf(titles, !shown.empty())) {
      TakeTitle(*line);
      return;
    }
    const Title& best = titles.front();
    // Alone in <title>, a few words may as well name the site.
    if (best.meta->source == MetaSource::kTitleElement && best.text.size() < kSurelyTitle &&
        PartsOf(best.meta->text).size() == 1) {
      return;
    }
    Fact title = FactOf(*best.meta, FoldBlanks(best.text));
    // What stands where a headline would, unlabelled, is less sure than what the markup says in so many words.
    const bool is_surer = best.meta->source != MetaSource::kTitleElement && !IsLabelled(article_.title.span);
    if (!shown.empty() && !is_surer) {
      Conflict("title", article_.title, std::move(title));
      return;
    }
    if (!article_.title.empty()) Conflict("title", title, std::move(article_.title));
    article_.title_tags = TitleTags(title.value, {0, title.value.size()});
    for (Fact& tag : article_.title_tags) {
      tag.span = title.span;
      tag.source = title.source;
    }
    article_.title = std::move(title);
  }

  // Where the headline found is the markup's title with the names of board and site, as readers of screens hear it, the
  // line that is the title alone, or with its category before it.
  std::optional<Span> LineWithoutSite(const Title& title) const {
    constexpr std::size_t kLongestCategory = 30;  // bytes
    const std::vector<std::string_view> parts = PartsOf(article_.title.value);
    if (parts.size() < 2 || parts.front() != title.text) return std::nullopt;
    for (const Line& line : lines_.lines) {
      Span span = TrimSpan(lines_.text, line.span);
      const std::string_view words = span.of(lines_.text);
      if (!words.ends_with(title.text)) continue;
      const std::string_view category = words.substr(0, words.size() - title.text.size());
      if (category.size() > kLongestCategory || (!category.empty() && category.back() != ' ')) continue;
      span.begin += category.size();
      return span;
    }
    return std::nullopt;
  }

  bool IsLabelled(Span title) const {
    return std::any_of(lines_.all_pieces.begin(), lines_.all_pieces.end(), [&](const Piece& piece) {
      return piece.kind == RegionKind::kTitle && piece.span.begin <= title.begin && title.end <= piece.span.end;
    });
  }

  // The line that reads like one of the titles, or like a part of one, is the headline, whatever it was taken for. Of
  // several, one that is no menu's, for the first part of a title, and near the article's text.
  // Against another headline that is shown, a few words of a menu are not enough.
  std::optional<Span> LineOf(const std::vector<Title>& titles, bool is_shown) const {
    std::unordered_map<std::string, std::size_t> wanted;  // with the number of the part
    for (const Title& title : titles) {
      const std::vector<std::string_view> parts = PartsOf(title.meta->text);
      // Alone in <title>, it may as well be the site's name.
      if (is_shown && parts.size() == 1 && title.meta->source == MetaSource::kTitleElement) continue;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string letters = IsSite(parts[i]) || IsBoard(parts[i]) ? "" : Letters(parts[i]);
        if (letters.size() < (i == 0 ? kShortestTitle : kShortestPart)) continue;
        const auto known = wanted.emplace(std::move(letters), i).first;
        known->second = std::min(known->second, i);
      }
    }
    std::optional<Span> found;
    std::pair<bool, std::size_t> best;  // whether it is a menu's, and its part's number
    bool in_text = false;
    for (const Line& line : lines_.lines) {
      if (found && in_text) break;
      in_text = in_text || line.kind == RegionKind::kBody;
      if (line.span.size() > kLongestTitle) continue;
      Span span = line.span;
      auto part = wanted.find(Letters(lines_.of(line)));
      if (part == wanted.end()) {
        // A board's category in brackets before the headline.
        const std::size_t close = lines_.of(line).find(']');
        if (!lines_.of(line).starts_with("[") || close == std::string_view::npos) continue;
        span = TrimSpan(lines_.text, {span.begin + close + 1, span.end});
        part = wanted.find(Letters(span.of(lines_.text)));
        if (part == wanted.end()) continue;
      }
      const bool is_menu =
          line.kind == RegionKind::kNavigation || line.kind == RegionKind::kRelated || line.kind == RegionKind::kOther;
      const std::string_view words = span.of(lines_.text);
      const auto blanks = std::count(words.begin(), words.end(), ' ');
      if (is_menu && is_shown && part->first.size() < kSurelyLine && blanks < 2) continue;
      if (found && best < std::pair(is_menu, part->second)) continue;
      best = {is_menu, part->second};
      found = span;
    }
    return found;
  }

  void TakeTitle(Span span) {
    Fact title{FoldBlanks(span.of(lines_.text)), span};
    if (!article_.title.empty()) Conflict("title", title, std::move(article_.title));
    article_.title = std::move(title);
    article_.title_tags = TitleTags(lines_.text, span);
  }

  // A headline shares its line with a category, a number of comments or the deck: the markup's title says where it
  // begins and ends. Tags in brackets stay, and a title that is cut off says nothing.
  void NarrowTitle(const Title& title) {
    const Span line = article_.title.span;
    const std::string_view text = line.of(lines_.text);
    const std::size_t at = text.find(title.text);
    if (at == std::string_view::npos || Contains(title.meta->text, text)) return;
    const auto is_tag = [](std::string_view part) {
      constexpr std::string_view kOpen = "[(<";
      constexpr std::string_view kClose = "])>";
      return (kOpen.find(part.front()) != std::string_view::npos &&
              kClose.find(part.back()) != std::string_view::npos &&
              part.find_first_of("0123456789") == std::string_view::npos) ||
             (part.starts_with("【") && part.ends_with("】")) || (part.starts_with("〈") && part.ends_with("〉"));
    };
    Span narrow = line;
    const std::string_view before = text.substr(0, at);
    if (!Trim(before).empty() && Trim(before).size() < before.size() && !is_tag(Trim(before))) {
      narrow.begin = line.begin + at;
    }
    const std::string_view after = text.substr(at + title.text.size());
    if (!Trim(after).empty() && (after.front() == '[' || IsDigit(after.front()) || Trim(after).size() < after.size()) &&
        !is_tag(Trim(after))) {
      narrow.end = line.begin + at + title.text.size();
    }
    if (narrow.size() < line.size()) TakeTitle(narrow);
  }

  void AddAuthors() {
    std::vector<Author> authors;
    for (const MetaValue& meta : meta_.authors) {
      if (IsAddress(meta.text) || meta.text.size() > kLongestName || IsSiteName(Letters(meta.text))) continue;
      for (Author& author : ParseByline(meta.text, {0, meta.text.size()}, BylineTrust::kByline, lexicon_)) {
        if (author.name.empty() || Letters(author.name.value) == Letters(article_.publisher.value)) continue;
        if (std::any_of(authors.begin(), authors.end(),
                        [&](const Author& known) { return known.name.value == author.name.value; })) {
          continue;
        }
        for (Fact* fact : {&author.name, &author.email, &author.role}) {
          fact->span = meta.span;
          fact->source = SourceOf(meta.source);
        }
        authors.push_back(std::move(author));
      }
      if (!authors.empty()) break;
    }
    if (authors.empty()) return;
    if (article_.authors.empty()) {
      article_.authors = std::move(authors);
      return;
    }
    for (Author& author : authors) {
      const bool shown = std::any_of(article_.authors.begin(), article_.authors.end(), [&](const Author& known) {
        return known.name.value == author.name.value || known.email.value == author.email.value;
      });
      if (!shown) Conflict("authors[0].name", article_.authors.front().name, std::move(author.name));
    }
  }

  // "2025-02-04T05:31:00+09:00", "2025-02-04 05:31", "20250204053100".
  static std::optional<DateTime> ReadTime(std::string_view text) {
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit == std::string_view::npos) return std::nullopt;
    const std::size_t end = std::min(text.size(), text.find_first_not_of("0123456789", digit));
    const std::size_t digits = end - digit;
    if (digits != 8 && digits != 12 && digits != 14) {
      const auto match = ParseDateTime(text, digit);
      return match && match->value.year != 0 ? std::optional(match->value) : std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t size) {
      int value = 0;
      for (const char c : text.substr(digit + at, size)) value = value * 10 + (c - '0');
      return value;
    };
    DateTime time{.year = number(0, 4), .month = number(4, 2), .day = number(6, 2), .clock = {}};
    if (!IsValidDay({time.year, time.month, time.day})) return std::nullopt;
    if (digits > 8) time.clock = ClockTime{number(8, 2), number(10, 2), digits > 12 ? number(12, 2) : -1};
    if (time.clock && (time.clock->hour > 23 || time.clock->minute > 59 || time.clock->second > 59)) {
      return std::nullopt;
    }
    return time;
  }

  static constexpr std::int64_t kDay = 86400;  // seconds

  // In Seoul, which is what a day without time of day is read as.
  static bool IsMidnight(std::int64_t seconds) { return (seconds + kSeoulMinutes * 60) % kDay == 0; }

  // Whether the markup tells more of the time that is printed: when on the day, or in its own zone what was read as a
  // time in Seoul.
  static bool IsFiner(std::int64_t seconds, int zone_minutes, const PageTime& printed) {
    if (printed.is_zone_unsure) {
      const std::int64_t shown = *printed.seconds + kSeoulMinutes * 60;
      const std::int64_t said = seconds + std::int64_t{zone_minutes} * 60;
      if (shown % kDay == 0 ? shown / kDay == said / kDay : shown / 60 == said / 60) return true;
    }
    return IsMidnight(*printed.seconds) && seconds > *printed.seconds && seconds < *printed.seconds + kDay;
  }

  void AddTime(const std::string& field, const std::vector<MetaValue>& values, PageTime& time) {
    for (const MetaValue& meta : values) {
      // Comments and listings have <time> elements too: several times are nobody's.
      if (meta.source == MetaSource::kTime && std::any_of(values.begin(), values.end(), [&](const MetaValue& other) {
            return other.source == MetaSource::kTime && other.text != meta.text;
          })) {
        continue;
      }
      const std::optional<DateTime> read = ReadTime(meta.text);
      const std::optional<std::int64_t> seconds = read ? ToInstant(*read) : std::nullopt;
      if (!seconds) continue;
      Fact said = FactOf(meta, FoldBlanks(meta.text));
      if (!time.seconds) {
        time = {.raw = std::move(said), .seconds = seconds};
      } else if (IsFiner(*seconds, read->zone_minutes, time)) {
        time.seconds = seconds;
        time.finer = std::move(said);
      } else if (*seconds - *time.seconds > kDay || *time.seconds - *seconds > kDay) {
        Conflict(field, time.raw, std::move(said));
      }
      return;
    }
  }

  void AddSection() {
    if (!article_.section.empty()) return;
    for (const MetaValue& meta : meta_.sections) {
      if (!lexicon_.IsSection(Trim(meta.text))) continue;
      article_.section = FactOf(meta, std::string(Trim(meta.text)));
      return;
    }
  }

  // Buttons, badges and pixels that count readers.
  static bool IsOrnament(std::string_view url) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"icon",    "ico_",   "btn",    "button", "logo", "blank.",      "spacer",  "pixel",   "1x1",      "emoticon",
         "profile", "banner", "sprite", "bullet", ".svg", "transparent", "loading", "noimage", "no_image", "avatar"});
    std::string lower(url);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    return lower.starts_with("data:") ||
           std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return Contains(lower, word); });
  }

  // The kind of the line at or after a place of the page's text, and of the one before it.
  RegionKind KindFrom(std::size_t byte) const {
    const auto line = LineFrom(byte);
    return line == lines_.lines.end() ? RegionKind::kUnspecified : line->kind;
  }
  RegionKind KindBefore(std::size_t byte) const {
    const auto line = LineFrom(byte);
    return line == lines_.lines.begin() ? RegionKind::kUnspecified : (line - 1)->kind;
  }
  std::vector<Line>::const_iterator LineFrom(std::size_t byte) const {
    return std::lower_bound(lines_.lines.begin(), lines_.lines.end(), byte,
                            [](const Line& line, std::size_t at) { return line.span.begin < at; });
  }

  // Whether a picture before block `block` stands in the article.
  bool IsInArticle(std::size_t block) const {
    const std::size_t at = block < page_.blocks.size() ? page_.blocks[block].span.begin : page_.text.size();
    const RegionKind next = KindFrom(at);
    if (next == RegionKind::kBody || next == RegionKind::kCaption) return true;
    const RegionKind before = KindBefore(at);
    return (before == RegionKind::kBody || before == RegionKind::kCaption || before == RegionKind::kSubtitle) &&
           (next == RegionKind::kByline || next == RegionKind::kSubtitle || next == RegionKind::kCopyright);
  }

  void AddImages() {
    std::unordered_set<std::string> known;
    const auto add = [&](std::string url, Span span, FactSource source) {
      if (url.empty() || url.size() > kLongestAddress || IsOrnament(url) || !known.insert(url).second) return;
      if (article_.images.size() < kMostImages) article_.images.push_back({std::move(url), span, source});
    };
    for (const HtmlImage& image : html_.images) {
      if (IsInArticle(image.line)) {
        add(std::string(Trim(DecodeEntities(image.url.of(source_)))), image.url, FactSource::kImage);
      }
    }
    if (!article_.images.empty()) return;
    for (const MetaValue& meta : meta_.images) {
      add(std::string(Trim(meta.text)), meta.span, SourceOf(meta.source));
      if (!article_.images.empty()) return;
    }
  }

  static constexpr std::size_t kLongestName = 90;
  static constexpr std::size_t kLongestTitle = 600;
  static constexpr std::size_t kShortestTitle = 6;  // in bytes of letters: two syllables
  static constexpr std::size_t kShortestPart = 12;
  static constexpr std::size_t kSurelyLine = 24;
  static constexpr std::size_t kSurelyTitle = 45;  // bytes: fifteen syllables
  static constexpr std::size_t kMostTitles = 16;
  static constexpr std::size_t kLongestAddress = 2048;
  static constexpr std::size_t kMostImages = 256;

  const Page& page_;
  const HtmlPage& html_;
  const PageMetadata& meta_;
  const std::string_view source_;
  const PageLines& lines_;
  const Lexicon& lexicon_;
  ArticleFacts& article_;
};

}  // namespace

void AddMarkupFacts(const Page& page, std::string_view source, const PageLines& lines, const Lexicon& lexicon,
                    ArticleFacts& article) {
  MarkupFacts(page, source, lines, lexicon, article).Add();
}

}  // namespace textclean
