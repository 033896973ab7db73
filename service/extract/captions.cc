#include "service/extract/captions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "service/extract/scan.h"

namespace textclean {
namespace {

constexpr std::size_t kLongestCredit = 150;

// Words that only credits hold.
bool HasCreditWord(std::string_view text) {
  constexpr std::array<std::string_view, 16> kWords = {"사진",   "제공",     "캡처",       "캡쳐", "출처",   "자료",
                                                       "갈무리", "ⓒ",        "©",          "DB",   "재판매", "그래픽",
                                                       "뉴스1",  "스크린샷", "게티이미지", "촬영"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return Contains(text, word); });
}

// Whether words are a reporter's name and role, and perhaps a place before it.
bool IsReporter(std::string_view words) {
  constexpr std::size_t kLongest = 60;
  if (words.size() > kLongest) return false;
  return words.ends_with("기자") || words.ends_with("특파원") || words.ends_with("사진부장");
}

bool IsCreditTail(std::string_view words, const Lexicon& lexicon) {
  if (words.size() > kLongestCredit) return false;
  if (IsReporter(words)) return true;
  for (const std::string_view end :
       {"제공", "캡처", "캡쳐", "자료사진", "갈무리", "화면", "사진", "스크린샷", "기자단", "DB"}) {
    if (words.ends_with(end)) return true;
  }
  const auto outlet = lexicon.FindOutlet(words);
  return outlet && words.size() <= outlet->span.size() + 30;
}

// The labels before a credit: "사진=", "/사진:", "출처 :", "사진 제공 =".
std::size_t LabelEnd(std::string_view text, std::size_t at) {
  for (const std::string_view label :
       {"사진제공", "사진 제공", "사진출처", "사진 출처", "이미지출처", "이미지 출처", "자료사진", "자료제공",
        "영상제공", "영상 제공", "사진", "출처", "자료", "그래픽", "제공", "이미지", "영상", "포토", "일러스트"}) {
    if (!HasAt(text, at, label)) continue;
    std::size_t end = SkipBlanks(text, at + label.size());
    for (const std::string_view sign : {"=", ":", "：", "＝", "|", "/", "ㅣ"}) {
      if (Consume(text, end, sign)) return SkipBlanks(text, end);
    }
    // "사진 출처, 게티이미지"
    if (label.ends_with("출처") && Consume(text, end, ",")) return SkipBlanks(text, end);
    if (!HasAt(text, at + label.size(), " ")) continue;
    // "사진 제공 강릉시", "사진 홍길동 기자"
    if (label.starts_with("사진") && (label.ends_with("제공") || IsReporter(text.substr(end)))) return end;
  }
  return at;
}

// Takes off a credit what is not its maker's name: brackets, labels, "재판매 및 DB 금지".
Span BareCredit(std::string_view text, Span span) {
  const auto strip = [&](std::string_view open, std::string_view close) {
    const std::string_view credit = span.of(text);
    if (credit.size() > open.size() + close.size() && credit.starts_with(open) && credit.ends_with(close)) {
      span = {span.begin + open.size(), span.end - close.size()};
    }
  };
  span = TrimSpan(text, span);
  strip("[", "]");
  strip("(", ")");
  strip("<", ">");
  strip("【", "】");
  span = TrimSpan(text, span);
  while (HasAt(text.substr(0, span.end), span.begin, "/") || HasAt(text.substr(0, span.end), span.begin, "|")) {
    span.begin = SkipBlanks(text, span.begin + 1);
  }
  span.begin = std::min(LabelEnd(text, span.begin), span.end);
  for (const std::string_view sign : {"ⓒ", "©"}) {
    if (HasAt(text.substr(0, span.end), span.begin, sign)) span.begin += sign.size();
  }
  span = TrimSpan(text, span);
  for (const std::string_view notice : {"재판매", "무단 전재", "무단전재", "DB 금지", "DB금지", "재배포"}) {
    const std::size_t at = span.of(text).find(notice);
    if (at != std::string_view::npos) span.end = span.begin + at;
  }
  span = TrimSpan(text, span);
  while (!span.empty() && (text[span.end - 1] == '.' || text[span.end - 1] == '*' || text[span.end - 1] == '_' ||
                           text[span.end - 1] == ',' || text[span.end - 1] == '(' || text[span.end - 1] == '/')) {
    span = TrimSpan(text, {span.begin, span.end - 1});
  }
  return span;
}

// The credit in the bracket that closes the caption.
std::optional<std::size_t> BracketedCredit(std::string_view caption, const Lexicon& lexicon) {
  for (const auto& [open, close] :
       {std::pair{"[", "]"}, std::pair{"(", ")"}, std::pair{"<", ">"}, std::pair{"【", "】"}}) {
    if (!caption.ends_with(close)) continue;
    const std::size_t at = caption.rfind(open);
    if (at == std::string_view::npos || caption.size() - at > kLongestCredit) continue;
    const std::string_view inside = caption.substr(at + std::string_view(open).size());
    const std::string_view credit = inside.substr(0, inside.size() - std::string_view(close).size());
    const bool is_credit = HasCreditWord(credit) || credit.ends_with("기자") || credit.ends_with("특파원");
    if (is_credit || (credit.size() + 40 < caption.size() && lexicon.FindOutlet(credit))) return at;
  }
  return std::nullopt;
}

// The offset at which the credit begins, or nothing.
std::optional<std::size_t> FindCredit(std::string_view caption, const Lexicon& lexicon) {
  if (const auto at = BracketedCredit(caption, lexicon)) return at;
  const std::size_t window = caption.size() > kLongestCredit ? caption.size() - kLongestCredit : 0;
  // A reporter after the last sentence: "…있다. 홍길동 기자", "…있다. 강릉/홍길동 기자".
  std::size_t tail = caption.rfind(". ");
  tail = tail == std::string_view::npos || tail < window ? caption.size() : SkipBlanks(caption, tail + 1);
  if (IsReporter(caption.substr(tail))) return tail;
  // A label: "사진=…", wherever it begins a word or follows a slash.
  for (std::size_t at = window; at < caption.size(); ++at) {
    if (IsContinuation(caption[at])) continue;
    const bool starts_word = at == 0 || caption[at - 1] == ' ' || caption[at - 1] == '/' || caption[at - 1] == '.' ||
                             caption[at - 1] == '(' || caption[at - 1] == '|';
    if (starts_word && LabelEnd(caption, at) > at) {
      return at > 0 && (caption[at - 1] == '/' || caption[at - 1] == '(' || caption[at - 1] == '|') ? at - 1 : at;
    }
  }
  // A slash or a copyright sign: "…있다. /연합뉴스", "…2023.7.27/뉴스1 © News1", "ⓒ 홍길동".
  const std::size_t slash = caption.rfind('/');
  if (slash != std::string_view::npos && slash >= window && slash + 1 < caption.size()) {
    const std::string_view rest = Trim(caption.substr(slash + 1));
    // A slash right after the sentence and close to what follows can only part a credit: "…있다. /강릉시".
    const bool parts = slash > 0 && (caption[slash - 1] == ' ' || caption[slash - 1] == '.') &&
                       caption[slash + 1] != ' ' && rest.size() <= 60;
    if (parts || lexicon.FindOutlet(rest) || IsCreditTail(rest, lexicon) || rest.ends_with("기자")) return slash;
  }
  for (const std::string_view sign : {"ⓒ", "©"}) {
    const std::size_t at = caption.rfind(sign);
    if (at != std::string_view::npos && at >= window) return at;
  }
  const std::size_t bar = caption.rfind('|');
  if (bar != std::string_view::npos && bar >= window && bar > 0 && IsCreditTail(Trim(caption.substr(bar + 1)), lexicon))
    return bar;
  // What follows the last sentence: "…있다. 연합뉴스", "…주민들. 강릉시 제공".
  if (tail < caption.size() && IsCreditTail(caption.substr(tail), lexicon)) return tail;
  // All of it: "연합뉴스", "강릉시 제공".
  if (caption.size() <= 60) {
    const Outlet* outlet = lexicon.OutletNamed(caption);
    if (outlet != nullptr) return 0;
    for (const std::string_view end : {"제공", "캡처", "캡쳐", "갈무리", "자료사진"}) {
      if (caption.ends_with(end)) return 0;
    }
  }
  return std::nullopt;
}

// Whether a caption is a button of the picture: "이미지 크게 보기".
bool IsButton(std::string_view caption) {
  return caption.size() < 45 && (caption.ends_with("보기") || caption.ends_with("확대하기") ||
                                 caption.ends_with("확대") || caption.ends_with("닫기"));
}

// `span` without the pointers at its head and the emphasis marks of Markdown around it.
Span WithoutPointer(std::string_view text, Span span) {
  while (span.size() > 2 && (text[span.begin] == '_' || text[span.begin] == '*') &&
         text[span.begin] == text[span.end - 1]) {
    span = TrimSpan(text, {span.begin + 1, span.end - 1});
  }
  while (!span.empty()) {
    const char32_t c = DecodeUtf8(text, span.begin).value;
    const bool pointer = c == U'▲' || c == U'△' || c == U'▶' || c == U'▷' || c == U'◀' || c == U'◁' || c == U'■' ||
                         c == U'□' || c == U'●' || c == U'▼' || c == U'※' || c == U'↑' || c == U'•';
    if (!pointer) break;
    span = TrimSpan(text, {span.begin + DecodeUtf8(text, span.begin).size, span.end});
  }
  return span;
}

// `span` without a bracket around all of it that holds a sentence, and without the e-mail address or the day that
// follows a credit.
Span WithoutFrame(std::string_view text, Span span) {
  const std::string_view caption = span.of(text);
  if (caption.starts_with("[") && caption.find(']') == caption.size() - 1 && Contains(caption, ". ")) {
    span = TrimSpan(text, {span.begin + 1, span.end - 1});
  }
  const std::size_t blank = span.of(text).rfind(' ');
  if (blank == std::string_view::npos) return span;
  const Span before = TrimSpan(text, {span.begin, span.begin + blank});
  const std::string_view last = span.of(text).substr(blank + 1);
  const bool is_email = Contains(last, "@");
  const bool is_day = last.size() >= 8 && last.find_first_not_of("0123456789.-") == std::string_view::npos;
  const std::string_view credit = before.of(text);
  return (is_email || is_day) && (credit.ends_with("기자") || credit.ends_with("특파원") || credit.ends_with("제공"))
             ? before
             : span;
}

// The offset after a label that says that a picture's text follows, or 0: "사진 설명,", "[사진설명]".
std::size_t DescriptionLabelEnd(std::string_view caption) {
  for (const std::string_view label : {"<사진설명>", "[사진설명]", "<사진 설명>", "[사진 설명]", "사진 설명,",
                                       "사진 설명:", "사진설명:", "사진 설명 :", "사진설명 :", "이미지 설명,"}) {
    if (caption.starts_with(label)) return SkipBlanks(caption, label.size());
  }
  return 0;
}

struct MarkdownImage {
  Span all;
  Span alt;
  Span url;
};

std::optional<MarkdownImage> ImageAt(std::string_view text, Span within, std::size_t at) {
  if (!HasAt(text.substr(0, within.end), at, "![")) return std::nullopt;
  const std::size_t middle = text.substr(0, within.end).find("](", at);
  if (middle == std::string_view::npos) return std::nullopt;
  std::size_t end = middle + 2;
  while (end < within.end && text[end] != ')' && text[end] != ' ') ++end;
  if (end == within.end || end == middle + 2) return std::nullopt;
  std::size_t close = end;
  while (close < within.end && text[close] != ')') ++close;
  return MarkdownImage{{at, std::min(close + 1, within.end)}, {at + 2, middle}, {middle + 2, end}};
}

// Where a picture that a text begins with ends, and the link around it, if there is one.
std::size_t EndOfImage(std::string_view text, Span within) {
  const auto after_blanks = [&](std::size_t at) { return TrimSpan(text, {at, within.end}).begin; };
  const bool is_linked = HasAt(text, within.begin, "[");
  const auto image = ImageAt(text, within, is_linked ? after_blanks(within.begin + 1) : within.begin);
  if (!image) return within.begin;
  if (!is_linked || !HasAt(text, after_blanks(image->all.end), "](")) return image->all.end;
  return std::min(text.substr(0, within.end).find(')', after_blanks(image->all.end)), within.end - 1) + 1;
}

Fact FoldedFact(std::string_view text, Span span) { return {FoldBlanks(span.of(text)), span.empty() ? Span{} : span}; }

}  // namespace

CreditSplit SplitCredit(std::string_view text, Span span, const Lexicon& lexicon) {
  span = WithoutFrame(text, WithoutPointer(text, TrimSpan(text, span)));
  const auto at = FindCredit(span.of(text), lexicon);
  if (!at) return {span, {span.end, span.end}};
  Span own = TrimSpan(text, {span.begin, span.begin + *at});
  while (!own.empty() && (text[own.end - 1] == '/' || text[own.end - 1] == '|' || text[own.end - 1] == '(' ||
                          text[own.end - 1] == '[')) {
    own = TrimSpan(text, {own.begin, own.end - 1});
  }
  return {own, BareCredit(text, {span.begin + *at, span.end})};
}

std::vector<Caption> FindCaptions(const PageLines& page, const Lexicon& lexicon) {
  std::vector<Caption> captions;
  std::unordered_map<std::string, std::size_t> known;
  // Whether the last caption is of the line just before, and lacks a credit.
  bool open = false;
  for (const Line& line : page.lines) {
    for (const Piece& piece : page.pieces(line)) {
      if (piece.kind != RegionKind::kCaption) {
        open = false;
        continue;
      }
      Span span = piece.span;
      span = TrimSpan(page.text, {EndOfImage(page.text, span), span.end});
      const std::size_t label_end = DescriptionLabelEnd(span.of(page.text));
      span.begin += label_end;
      if (span.empty() || IsButton(span.of(page.text))) continue;
      const CreditSplit split = SplitCredit(page.text, span, lexicon);
      Caption caption{FoldedFact(page.text, split.text), FoldedFact(page.text, split.credit)};
      if (caption.text.empty() && caption.credit.empty()) continue;
      // An outlet's name after the text is the page's source, not a picture's.
      const bool follows_text = &line != page.lines.data() && (&line - 1)->kind == RegionKind::kBody;
      if (caption.text.empty() && follows_text && lexicon.OutletNamed(page.of(line)) != nullptr) continue;
      if (caption.text.empty() && open && captions.back().credit.empty()) {
        captions.back().credit = std::move(caption.credit);
        open = false;
        continue;
      }
      // "사진 출처, 게티이미지", then "사진 설명, 새 도서관".
      if (label_end > 0 && open && captions.back().text.empty() && caption.credit.empty()) {
        captions.back().text = std::move(caption.text);
        open = false;
        continue;
      }
      // A caption repeats when its words do; a credit alone repeats with its maker.
      const std::string key = caption.text.empty() ? "\n" + caption.credit.value : caption.text.value;
      const auto [same, is_new] = known.emplace(key, captions.size());
      if (is_new) {
        captions.push_back(std::move(caption));
      } else if (captions[same->second].credit.empty()) {
        captions[same->second].credit = std::move(caption.credit);
      }
      open = same->second + 1 == captions.size();
    }
  }
  return captions;
}

std::vector<Fact> FindImages(const PageLines& page) {
  std::vector<Fact> images;
  std::unordered_set<std::string_view> known;
  for (const Line& line : page.lines) {
    if (line.kind == RegionKind::kRelated || line.kind == RegionKind::kPromotion ||
        line.kind == RegionKind::kNavigation)
      continue;
    const std::string_view text = page.text.substr(0, line.span.end);
    for (std::size_t at = text.find("![", line.span.begin); at != std::string_view::npos;) {
      const auto image = ImageAt(page.text, line.span, at);
      if (!image) break;
      const std::string_view url = image->url.of(page.text);
      if (!url.starts_with("data:") && known.insert(url).second) images.push_back({std::string(url), image->url});
      at = text.find("![", image->all.end);
    }
  }
  return images;
}

}  // namespace textclean
