#include "service/extract/source.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "service/extract/scan.h"

namespace textclean {
namespace {

constexpr std::size_t kLongestLine = 400;

// The first outlet that `span` of `text` names.
std::optional<OutletMatch> OutletIn(std::string_view text, Span span, const Lexicon& lexicon) {
  auto match = lexicon.FindOutlet(span.of(text));
  if (match) match->span = {span.begin + match->span.begin, span.begin + match->span.end};
  return match;
}

// The span after a label that names who supplied the page: "[Source : 한겨레]", "기사제공 한겨레".
std::optional<Span> SuppliedBy(std::string_view text, Span line) {
  const std::string_view words = line.of(text);
  // Every label begins with one of these.
  constexpr std::u32string_view kFirst = U"[기제언매출S";
  if (words.empty() || kFirst.find(DecodeUtf8(words, 0).value) == std::u32string_view::npos) return std::nullopt;
  for (const std::string_view label :
       {"[Source :", "[Source:", "[출처:", "[출처 :", "[출처=", "기사제공", "기사 제공", "제공처",
        "언론사 :", "언론사:", "매체명", "출처 :", "출처:", "Source:", "Source :"}) {
    if (!words.starts_with(label)) continue;
    Span rest{line.begin + label.size(), line.end};
    rest.begin = std::min(SkipBlanks(text, rest.begin), rest.end);
    if (HasAt(text, rest.begin, ":") && rest.begin < rest.end)
      rest.begin = std::min(SkipBlanks(text, rest.begin + 1), rest.end);
    while (!rest.empty() && (text[rest.end - 1] == ']' || text[rest.end - 1] == '.')) --rest.end;
    rest = TrimSpan(text, rest);
    if (!rest.empty() && rest.size() <= 60) return rest;
  }
  return std::nullopt;
}

bool IsCopyright(std::string_view line) {
  for (const std::string_view mark :
       {"ⓒ", "©", "저작권자", "무단전재", "무단 전재", "Copyright", "copyright", "COPYRIGHT", "(c)", "(C)"}) {
    if (Contains(line, mark)) return true;
  }
  return false;
}

// Portals, whose own notice does not make them the publisher.
bool IsPortalNotice(std::string_view line) {
  for (const std::string_view portal : {"NAVER", "네이버", "Kakao", "카카오", "Daum", "다음커뮤니케이션",
                                        "SK Communications", "NATE", "네이트", "ZUM", "줌인터넷"}) {
    if (Contains(line, portal)) return true;
  }
  return false;
}

// The outlet of a copyright line: named, or the only user of the domain in it.
std::optional<OutletMatch> CopyrightHolder(std::string_view text, Span line, const Lexicon& lexicon) {
  if (auto match = OutletIn(text, line, lexicon)) return match;
  const std::string_view words = line.of(text);
  for (std::size_t at = 0; at < words.size();) {
    if (!IsAsciiLetter(words[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < words.size() &&
           (IsAsciiLetter(words[end]) || IsDigit(words[end]) || words[end] == '.' || words[end] == '-'))
      ++end;
    std::string_view host = words.substr(at, end - at);
    while (host.ends_with(".")) host.remove_suffix(1);
    if (Contains(host, ".")) {
      if (const Outlet* outlet = lexicon.OutletAt(host))
        return OutletMatch{outlet, {line.begin + at, line.begin + at + host.size()}};
    }
    at = end;
  }
  return std::nullopt;
}

// A dateline's parts: "(서울=연합뉴스)", "[워싱턴=뉴시스]", "[이데일리 홍길동 기자]", "워싱턴=홍길동 특파원".
struct Dateline {
  Fact place;
  std::optional<OutletMatch> outlet;
};

// Whether all of "서울·세종", "베이징", "부산 해운대구" are places.
bool IsPlaceList(std::string_view words, const Lexicon& lexicon) {
  if (words.empty() || words.size() > 45) return false;
  std::size_t at = 0;
  std::size_t known = 0;
  while (at < words.size()) {
    std::size_t end = at;
    if (SkipHangul(words, end) == 0) {
      const CodePoint c = DecodeUtf8(words, at);
      if (c.value != U'·' && c.value != U',' && c.value != U'/' && c.value != U'ㆍ' && c.value != U' ' &&
          c.value != U'・') {
        if (!words.substr(at).starts_with("LA")) return false;
        ++known;
        at += 2;
        continue;
      }
      at += c.size;
      continue;
    }
    known += lexicon.IsPlace(words.substr(at, end - at));
    at = end;
  }
  return known > 0;
}

// Whether "홍길동 기자 =" follows, as it does after the brackets of a dateline, however unknown their place and outlet.
bool IsBeforeWriter(std::string_view after) {
  constexpr std::size_t kReach = 60;  // bytes
  after = after.substr(0, kReach);
  const std::size_t equals = after.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view writer = Trim(after.substr(0, equals));
  return writer.ends_with(" 기자") || writer.ends_with(" 특파원");
}

Dateline ReadDateline(std::string_view text, Span piece, const Lexicon& lexicon) {
  Dateline dateline;
  std::size_t at = piece.begin;
  const std::string_view within = text.substr(0, std::min(piece.end, piece.begin + 160));
  std::string_view close;
  for (const auto& [open, end] : {std::pair{"(", ")"}, std::pair{"[", "]"}, std::pair{"【", "】"}}) {
    if (Consume(within, at, open)) {
      close = end;
      break;
    }
  }
  std::size_t stop = close.empty() ? within.size() : within.find(close, at);
  if (stop == std::string_view::npos) return dateline;
  const std::size_t equals = within.substr(0, stop).find('=', at);
  if (equals == std::string_view::npos) {
    if (!close.empty()) dateline.outlet = OutletIn(text, {at, stop}, lexicon);
    return dateline;
  }
  const Span left = TrimSpan(text, {at, equals});
  Span right = TrimSpan(text, {equals + 1, stop});
  if (close.empty() && !IsPlaceList(left.of(text), lexicon)) return dateline;
  dateline.outlet = OutletIn(text, right, lexicon);
  const bool right_is_outlet = dateline.outlet.has_value();
  if (!right_is_outlet) dateline.outlet = OutletIn(text, left, lexicon);
  const bool left_is_outlet = !right_is_outlet && dateline.outlet;
  const bool is_before_outlet =
      right_is_outlet || (!close.empty() && IsBeforeWriter(within.substr(stop + close.size())));
  const bool is_place =
      IsPlaceList(left.of(text), lexicon) || (is_before_outlet && left.size() <= 30 && CountHangul(left.of(text)) > 0 &&
                                              lexicon.OutletNamed(left.of(text)) == nullptr);
  if (!left_is_outlet && is_place) dateline.place = FactOf(text, left);
  return dateline;
}

// The outlet that a line consists of, whatever decoration surrounds it.
std::optional<Span> NameAlone(std::string_view text, Span span) {
  span = TrimSpan(text, span);
  while (!span.empty() && (text[span.begin] == '[' || text[span.begin] == '(' || text[span.begin] == '<')) ++span.begin;
  while (!span.empty() && (text[span.end - 1] == ']' || text[span.end - 1] == ')' || text[span.end - 1] == '>'))
    --span.end;
  span = TrimSpan(text, span);
  const std::string_view name = span.of(text);
  if (span.empty() || span.size() > 45 || name.find_first_of("[]()<>|") != std::string_view::npos) return std::nullopt;
  return span;
}

// The outlet that a line at the article's head or right after its text consists of, whatever it was taken for.
Fact OutletBesideText(const PageLines& page, const Lexicon& lexicon) {
  constexpr std::size_t kAfter = 2;
  constexpr std::size_t kBefore = 8;
  const auto is_text = [](const Line& line) { return line.kind == RegionKind::kBody; };
  const auto first = std::find_if(page.lines.begin(), page.lines.end(), is_text);
  if (first == page.lines.end()) return {};
  const auto begin = static_cast<std::size_t>(first - page.lines.begin());
  const auto last = std::find_if(page.lines.rbegin(), page.lines.rend(), is_text);
  const auto end = page.lines.size() - static_cast<std::size_t>(last - page.lines.rbegin());
  const auto outlet_at = [&](std::size_t i) -> Fact {
    const auto name = NameAlone(page.text, page.lines[i].span);
    const Outlet* outlet = name ? lexicon.OutletNamed(name->of(page.text)) : nullptr;
    return outlet != nullptr && !outlet->is_agency ? FactOf(page.text, *name) : Fact{};
  };
  for (std::size_t i = end; i < std::min(end + kAfter, page.lines.size()); ++i) {
    if (Fact fact = outlet_at(i); !fact.empty()) return fact;
  }
  for (std::size_t i = begin > kBefore ? begin - kBefore : 0; i < begin; ++i) {
    if (Fact fact = outlet_at(i); !fact.empty()) return fact;
  }
  return {};
}

// The outlet whose name opens widgets and notices of the page ("○○ 관련뉴스"), if no other
// outlet's does. Bylines, listings and menus name others, so only these kinds are asked.
Fact OutletOfFurniture(const PageLines& page, const Lexicon& lexicon) {
  constexpr std::size_t kLongestHeading = 60;
  Fact found;
  for (const Line& line : page.lines) {
    const bool asked = line.kind == RegionKind::kRelated || line.kind == RegionKind::kPromotion;
    // Headlines begin with outlets, too, and are longer.
    if (!asked || line.span.size() > kLongestHeading) continue;
    const std::size_t blank = page.of(line).find(' ');
    if (blank == std::string_view::npos) continue;
    const Span word{line.span.begin, line.span.begin + blank};
    const Outlet* outlet = lexicon.OutletNamed(word.of(page.text));
    if (outlet == nullptr || outlet->is_agency) continue;
    if (!found.empty() && found.value != outlet->name) return {};
    found = FactOf(page.text, word);
  }
  return found;
}

}  // namespace

Source FindSource(const PageLines& page, const Lexicon& lexicon) {
  Source source;
  Fact supplier;
  Fact line_of_its_own;
  Fact holder;
  Fact portal_notice;
  Fact in_byline;
  Fact agency;
  const std::string_view text = page.text;
  const auto set_once = [](Fact& to, Fact value) {
    if (to.empty()) to = std::move(value);
  };
  bool body_seen = false;
  for (const Line& line : page.lines) {
    for (const Piece& piece : page.pieces(line)) {
      if (piece.span.size() > kLongestLine && piece.kind != RegionKind::kBody) continue;
      switch (piece.kind) {
        case RegionKind::kSource:
          if (const auto label = SuppliedBy(text, piece.span)) {
            set_once(supplier, FactOf(text, *label));
          } else if (const auto name = NameAlone(text, piece.span); name && !lexicon.IsName(name->of(text))) {
            set_once(line_of_its_own, FactOf(text, *name));
          }
          break;
        case RegionKind::kOther:
        case RegionKind::kNavigation:
          if (const auto label = SuppliedBy(text, piece.span)) set_once(supplier, FactOf(text, *label));
          break;
        case RegionKind::kCopyright:
          // A picture's caption ends in its agency's notice.
          if (!IsCopyright(piece.span.of(text)) || Contains(piece.span.of(text), "있다.")) break;
          if (IsPortalNotice(piece.span.of(text))) {
            set_once(portal_notice, FactOf(text, piece.span));
            break;
          }
          set_once(source.copyright, FactOf(text, piece.span));
          if (const auto match = CopyrightHolder(text, piece.span, lexicon)) {
            set_once(holder, {std::string(match->outlet->name), match->span});
          }
          break;
        case RegionKind::kByline:
        case RegionKind::kBody: {
          const bool opens_body = piece.kind == RegionKind::kBody && !body_seen;
          body_seen = body_seen || piece.kind == RegionKind::kBody;
          if (piece.kind == RegionKind::kBody && !opens_body) break;
          const Dateline dateline = ReadDateline(text, piece.span, lexicon);
          set_once(source.dateline, dateline.place);
          std::optional<OutletMatch> outlet = dateline.outlet;
          if (!outlet && piece.kind == RegionKind::kByline && piece.span.size() <= 120)
            outlet = OutletIn(text, piece.span, lexicon);
          if (!outlet) break;
          if (outlet->outlet->is_agency) {
            set_once(agency, FactOf(text, outlet->span));
          } else {
            set_once(in_byline, FactOf(text, outlet->span));
          }
          break;
        }
        default:
          break;
      }
    }
  }
  set_once(source.copyright, std::move(portal_notice));
  if (line_of_its_own.empty()) line_of_its_own = OutletBesideText(page, lexicon);
  for (Fact* candidate : {&line_of_its_own, &supplier, &holder, &in_byline})
    set_once(source.publisher, std::move(*candidate));
  if (source.publisher.empty()) source.publisher = OutletOfFurniture(page, lexicon);
  if (agency.value != source.publisher.value) source.agency = std::move(agency);
  return source;
}

}  // namespace textclean
