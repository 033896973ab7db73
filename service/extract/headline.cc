#include "service/extract/headline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>

#include "service/extract/scan.h"

namespace textclean {
namespace {

// A title without "제목 :" before it, whatever the blanks: "제  목: ".
std::string_view WithoutLabel(std::string_view title) {
  std::size_t at = 0;
  for (const std::string_view part : {"제", "목", ":"}) {
    at = std::min(title.find_first_not_of(' ', at), title.size());
    if (!Consume(title, at, part)) return title;
  }
  return Trim(title.substr(at));
}

// A title's span without what Markdown and feeds put around it: "# ", "** **", a date with
// a calendar sign, a link to the original, a rule.
Span BareTitle(std::string_view text, Span span) {
  std::string_view title = span.of(text);
  std::size_t hashes = 0;
  while (hashes < 6 && HasAt(title, hashes, "#")) ++hashes;
  if (hashes > 0 && HasAt(title, hashes, " ")) title.remove_prefix(hashes + 1);
  for (const std::string_view mark : {"📅", "[원문 링크]", "[원문]("}) {
    const std::size_t at = title.find(mark);
    if (at != std::string_view::npos && at > 0) title = title.substr(0, at);
  }
  title = Trim(title);
  if (title.size() > 4 && title.starts_with("**") && title.ends_with("**")) {
    title.remove_prefix(2);
    title.remove_suffix(2);
  }
  title = WithoutLabel(title);
  const std::size_t begin = static_cast<std::size_t>(title.data() - text.data());
  return TrimSpan(text, {begin, begin + title.size()});
}

// `span` without a list's mark at its head.
Span WithoutBullet(std::string_view text, Span span) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : {"- ", "* ", "•", "· ", "ㆍ", "▶", "■", "▲", "◆", "○", "●", "– "}) {
      if (!span.of(text).starts_with(mark)) continue;
      span = TrimSpan(text, {span.begin + mark.size(), span.end});
      found = true;
    }
  }
  return span;
}

// Whether `longer` is the title `shorter` with a site's name, as <title> has it: "제목 | 한겨레",
// "제목 - 아시아경제", "비디오머그 | 제목".
bool IsWithSiteName(std::string_view longer, std::string_view shorter) {
  if (longer.size() <= shorter.size()) return false;
  if (longer.ends_with(shorter)) {
    const std::string_view rest = Trim(longer.substr(0, longer.size() - shorter.size()));
    return rest.ends_with("|") || rest.ends_with("-") || rest.ends_with(":") || rest.ends_with(">") ||
           rest.ends_with("ㅣ");
  }
  if (!longer.starts_with(shorter)) return false;
  const std::string_view rest = Trim(longer.substr(shorter.size()));
  return rest.starts_with("|") || rest.starts_with("-") || rest.starts_with(":") || rest.starts_with("<") ||
         rest.starts_with("::") || rest.starts_with("–") || rest.starts_with("—") || rest.starts_with("ㅣ") ||
         rest.starts_with("│") || rest.starts_with(">");
}

// Whether `shorter` is the title `longer`, cut off with an ellipsis.
bool IsCutOff(std::string_view shorter, std::string_view longer) {
  for (const std::string_view mark : {"...", "…", ".."}) {
    if (shorter.ends_with(mark) && shorter.size() > mark.size() + 12 && shorter.size() < longer.size() + mark.size()) {
      return longer.starts_with(Trim(shorter.substr(0, shorter.size() - mark.size())));
    }
  }
  return false;
}

// The piece of a title line with the tag before or after it that was taken for a byline.
Span WithTags(const PageLines& page, const Line& line, Span title) {
  for (const Piece& piece : page.pieces(line)) {
    const std::string_view words = piece.span.of(page.text);
    if (piece.kind != RegionKind::kByline || words.size() > 60 || Contains(words, "기자") || Contains(words, "@"))
      continue;
    if (piece.span.end <= title.begin && (words.starts_with("[") || words.starts_with("【") || words.starts_with("<")))
      title.begin = piece.span.begin;
    if (piece.span.begin >= title.end && (words.ends_with("]") || words.ends_with("】") || words.ends_with(")")))
      title.end = piece.span.end;
  }
  return title;
}

// The title among a page's title pieces: the one repeated most, the first among equals,
// without a site's name.
std::optional<Span> ChooseTitle(std::string_view text, const std::vector<Span>& titles) {
  std::optional<Span> best;
  std::size_t most = 0;
  for (const Span candidate : titles) {
    const std::string_view value = candidate.of(text);
    const std::size_t count = static_cast<std::size_t>(std::count_if(titles.begin(), titles.end(), [&](Span other) {
      return other.of(text) == value || IsWithSiteName(other.of(text), value) || IsCutOff(other.of(text), value);
    }));
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

bool IsParenthesizedTag(std::string_view word) {
  constexpr std::array<std::string_view, 22> kTags = {
      "종합", "종합2보", "종합3보", "종합4보", "1보",  "2보",  "3보",      "4보",     "상보", "속보", "영상",
      "포토", "사진",    "인터뷰",  "전문",    "르포", "단독", "일문일답", "종합1보", "5보",  "칼럼", "기고"};
  return std::find(kTags.begin(), kTags.end(), word) != kTags.end();
}

struct Bracket {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Bracket, 5> kBrackets = {{{"[", "]"}, {"【", "】"}, {"<", ">"}, {"〈", "〉"}, {"(", ")"}}};
constexpr std::size_t kLongestTag = 48;
constexpr std::size_t kMostTags = 16;

bool IsTag(std::string_view open, std::string_view word) {
  if (word.empty() || word.size() > kLongestTag) return false;
  return open != "(" || IsParenthesizedTag(word);
}

// The section in a line: alone, chosen in a menu ("사회 선택됨"), or last in a breadcrumb.
std::optional<Span> SectionIn(std::string_view text, Span line, const Lexicon& lexicon) {
  std::string_view words = line.of(text);
  const auto span_of = [&](std::string_view part) {
    const std::size_t begin = static_cast<std::size_t>(part.data() - text.data());
    return Span{begin, begin + part.size()};
  };
  while (words.starts_with("•") || words.starts_with("-") || words.starts_with("·")) {
    words = Trim(words.substr(DecodeUtf8(words, 0).size));
  }
  if (lexicon.IsSection(words)) return span_of(words);
  if (words.ends_with("선택됨")) {
    words = Trim(words.substr(0, words.size() - std::string_view("선택됨").size()));
    if (lexicon.IsSection(words)) return span_of(words);
  }
  if (words.size() > 200) return std::nullopt;
  for (const std::string_view arrow : {">", "〉", "›", "»"}) {
    const std::size_t at = words.rfind(arrow);
    if (at == std::string_view::npos) continue;
    const std::string_view last = Trim(words.substr(at + arrow.size()));
    if (lexicon.IsSection(last)) return span_of(last);
  }
  return std::nullopt;
}

// How many lines of menus stand in a row around line `i`, counted up to a few.
std::size_t RunLength(const PageLines& page, std::size_t i) {
  constexpr std::size_t kMost = 8;
  const auto is_menu = [&](std::size_t k) {
    return page.lines[k].kind == RegionKind::kNavigation || page.lines[k].kind == RegionKind::kOther;
  };
  std::size_t first = i;
  while (first > 0 && i - first < kMost && is_menu(first - 1)) --first;
  std::size_t last = i;
  while (last + 1 < page.lines.size() && last - i < kMost && is_menu(last + 1)) ++last;
  return last - first + 1;
}

// The section of the page: a breadcrumb, the chosen entry of a menu, or a section's name
// alone near the title. In a long menu, or beside another, such a name says nothing.
Fact FindSection(const PageLines& page, std::size_t title_line, std::size_t body_line, const Lexicon& lexicon) {
  const auto& lines = page.lines;
  const auto section_at = [&](std::size_t i) -> std::optional<Span> {
    const RegionKind kind = lines[i].kind;
    if (kind != RegionKind::kNavigation && kind != RegionKind::kOther) return std::nullopt;
    return SectionIn(page.text, lines[i].span, lexicon);
  };
  constexpr std::size_t kReach = 6;
  const std::size_t from = title_line > kReach ? title_line - kReach : 0;
  const std::size_t to = std::min(lines.size(), std::min(body_line, title_line + kReach) + 1);
  for (std::size_t i = from; i < to; ++i) {
    const auto section = section_at(i);
    if (section && lines[i].span.size() > section->size() + 3) return FactOf(page.text, *section);
  }
  for (std::size_t i = from; i < to; ++i) {
    const auto section = section_at(i);
    if (section && RunLength(page, i) <= kReach && !(i > 0 && section_at(i - 1)) &&
        !(i + 1 < lines.size() && section_at(i + 1))) {
      return FactOf(page.text, *section);
    }
  }
  for (std::size_t i = 0; i < title_line; ++i) {
    const std::string_view line = page.of(lines[i]);
    if (!line.ends_with("선택됨")) continue;
    if (const auto section = section_at(i)) return FactOf(page.text, *section);
  }
  return {};
}

// Whether a line can be a headline by its form: some words, no path of a menu, no prose.
bool MayBeHeadline(std::string_view line, std::size_t least_words) {
  if (line.size() < 18 || line.size() > 240 || line.ends_with("다.") || line.ends_with("요.") || line.ends_with("..") ||
      line.ends_with("…")) {
    return false;
  }
  for (const std::string_view sign : {">", "»", "›", "|", "http", "www.", "@", " : "}) {
    if (Contains(line, sign)) return false;
  }
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1 >= least_words;
}

bool IsAboutArticle(RegionKind kind) {
  return kind == RegionKind::kTimestamp || kind == RegionKind::kByline || kind == RegionKind::kReaction ||
         kind == RegionKind::kCaption || kind == RegionKind::kSource;
}

// So many lines above the article's text its headline may stand.
constexpr std::size_t kReachAboveText = 20;

// The headline that a cell "제목" announces, as tables of boards do, where the next is not of a list's or a form's.
std::optional<std::size_t> AnnouncedLine(const PageLines& page) {
  constexpr auto kOtherCells =
      std::to_array<std::string_view>({"제목", "내용", "글쓴이", "작성", "등록", "게시", "번호", "조회", "첨부", "파일",
                                       "이름", "날짜", "부서", "담당"});
  const auto& lines = page.lines;
  const std::size_t text = FirstTextLine(page);
  if (text == lines.size()) return std::nullopt;
  const std::size_t from = text > kReachAboveText ? text - kReachAboveText : 0;
  for (std::size_t i = text; i > from; --i) {
    const std::string_view line = page.of(lines[i - 1]);
    const std::string_view next = page.of(lines[i]);
    if ((line != "제목" && line != "제 목") || next.size() < 6 || IsAboutArticle(lines[i].kind)) continue;
    if (std::none_of(kOtherCells.begin(), kOtherCells.end(),
                     [&](std::string_view cell) { return next.starts_with(cell) && next.size() < 3 * cell.size(); })) {
      return i;
    }
  }
  return std::nullopt;
}

// The headline of a page that has none labelled: what is announced as such, or what stands right above the writer and
// the time of the article, a deck between aside.
std::optional<std::size_t> LineAboveText(const PageLines& page) {
  if (const std::optional<std::size_t> announced = AnnouncedLine(page)) return announced;
  const auto& lines = page.lines;
  const std::size_t text = FirstTextLine(page);
  if (text == lines.size()) return std::nullopt;
  const std::size_t from = text > kReachAboveText ? text - kReachAboveText : 0;
  std::size_t about = text;
  for (std::size_t i = from; i < text && about == text; ++i) {
    if (lines[i].kind == RegionKind::kTimestamp || lines[i].kind == RegionKind::kByline) about = i;
  }
  if (about == text) return std::nullopt;
  if (about > 0 && MayBeHeadline(page.of(lines[about - 1]), 2)) {
    const bool is_deck =
        about > 1 && lines[about - 2].kind != RegionKind::kRelated && MayBeHeadline(page.of(lines[about - 2]), 3);
    return is_deck ? about - 2 : about - 1;
  }
  for (std::size_t i = about; i < text; ++i) {
    if (!IsAboutArticle(lines[i].kind) && MayBeHeadline(page.of(lines[i]), 3)) return i;
  }
  return std::nullopt;
}

bool Mentions(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return Contains(line, word); });
}

}  // namespace

std::vector<Fact> TitleTags(std::string_view text, Span title) {
  std::vector<Fact> tags;
  std::vector<Fact> at_end;
  const auto add = [&](std::vector<Fact>& to, Span span) {
    span = TrimSpan(text, span);
    to.push_back(FactOf(text, span));
  };
  bool found = true;
  while (found && tags.size() + at_end.size() < kMostTags) {
    found = false;
    for (const Bracket& bracket : kBrackets) {
      title = TrimSpan(text, title);
      const std::string_view rest = title.of(text);
      if (rest.starts_with(bracket.open)) {
        const std::size_t close = rest.substr(0, kLongestTag + 8).find(bracket.close);
        if (close != std::string_view::npos &&
            IsTag(bracket.open, Trim(rest.substr(bracket.open.size(), close - bracket.open.size())))) {
          add(tags, {title.begin + bracket.open.size(), title.begin + close});
          title.begin += close + bracket.close.size();
          found = true;
          continue;
        }
      }
      if (rest.ends_with(bracket.close)) {
        const std::size_t end = rest.size() - bracket.close.size();
        const std::size_t window = end > kLongestTag + 8 ? end - kLongestTag - 8 : 0;
        const std::size_t within = rest.substr(window, end - window).rfind(bracket.open);
        const std::size_t open = within == std::string_view::npos ? within : window + within;
        if (open != std::string_view::npos &&
            IsTag(bracket.open, Trim(rest.substr(open + bracket.open.size(), end - open - bracket.open.size())))) {
          add(at_end, {title.begin + open + bracket.open.size(), title.begin + end});
          title.end = title.begin + open;
          found = true;
        }
      }
    }
  }
  tags.insert(tags.end(), at_end.rbegin(), at_end.rend());
  return tags;
}

Headline FindHeadline(const PageLines& page, const Lexicon& lexicon) {
  Headline headline;
  std::vector<Span> titles;
  std::optional<std::size_t> title_line;
  std::optional<std::size_t> body_line;
  std::unordered_set<std::string> known;
  constexpr std::size_t kMostTitles = 32;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (page.lines[i].kind == RegionKind::kBody && !body_line && title_line) body_line = i;
    for (const Piece& piece : page.pieces(page.lines[i])) {
      if (piece.kind == RegionKind::kTitle && titles.size() < kMostTitles) {
        const Span title = BareTitle(page.text, WithTags(page, page.lines[i], piece.span));
        if (title.empty()) continue;
        titles.push_back(title);
        if (!body_line) title_line = i;
      } else if (piece.kind == RegionKind::kSubtitle) {
        const Span deck = WithoutBullet(page.text, BareTitle(page.text, piece.span));
        const std::string value = FoldBlanks(deck.of(page.text));
        if (!value.empty() && known.insert(value).second) headline.subtitles.push_back({value, deck});
      }
    }
  }
  if (const std::optional<std::size_t> line = titles.empty() ? LineAboveText(page) : AnnouncedLine(page)) {
    title_line = line;
    titles = {BareTitle(page.text, page.lines[*line].span)};
  }
  if (const auto title = ChooseTitle(page.text, titles)) {
    headline.title = {FoldBlanks(title->of(page.text)), *title};
    headline.tags = TitleTags(page.text, *title);
    headline.section = FindSection(page, *title_line, body_line.value_or(page.lines.size()), lexicon);
  }
  return headline;
}

std::optional<Span> HeadlineAboveText(const PageLines& page) {
  const std::optional<std::size_t> line = LineAboveText(page);
  return line ? std::optional(BareTitle(page.text, page.lines[*line].span)) : std::nullopt;
}

std::vector<Fact> FindSummary(const PageLines& page) {
  std::vector<Fact> summary;
  std::unordered_set<std::string_view> known;
  for (const Piece& piece : page.all_pieces) {
    if (piece.kind != RegionKind::kSummary) continue;
    const Span span = WithoutBullet(page.text, piece.span);
    const std::string_view line = span.of(page.text);
    const bool names_summary = Mentions(line, {"요약", "줄거리"});
    const bool is_heading =
        line.size() < 45 && (names_summary || Mentions(line, {"더보기", "닫기", "베타", "펼치기", "접기"}));
    const bool is_notice =
        (names_summary || Mentions(line, {"AI", "인공지능", "자동"})) &&
        Mentions(line, {"본문", "전체 맥락", "제공됩니다", "제공합니다", "생성되었", "생성한", "생성된", "추출",
                        "확인하시기", "확인하는 것이", "책임지지", "오류가 있을", "정확하지 않을"});
    if (line.empty() || is_heading || is_notice) continue;
    if (known.insert(line).second) summary.push_back({FoldBlanks(line), span});
  }
  return summary;
}

}  // namespace textclean
