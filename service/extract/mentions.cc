#include "service/extract/mentions.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "service/extract/numbers.h"
#include "service/extract/prose_dates.h"
#include "service/extract/quotes.h"
#include "service/extract/scan.h"

namespace textclean {
namespace {

struct Currency {
  std::string_view word;
  std::string_view code;
};

// After a number. Longer words first.
constexpr std::array<Currency, 22> kCurrencyWords = {
    {{"홍콩달러", "HKD"}, {"캐나다달러", "CAD"}, {"호주달러", "AUD"}, {"대만달러", "TWD"}, {"싱가포르달러", "SGD"},
     {"미국달러", "USD"}, {"달러", "USD"},       {"弗", "USD"},       {"원", "KRW"},       {"엔", "JPY"},
     {"유로", "EUR"},     {"위안", "CNY"},       {"파운드", "GBP"},   {"루블", "RUB"},     {"루피", "INR"},
     {"바트", "THB"},     {"프랑", "CHF"},       {"페소", "MXN"},     {"헤알", "BRL"},     {"링깃", "MYR"},
     {"USD", "USD"},      {"KRW", "KRW"}}};

// Before a number.
constexpr std::array<Currency, 11> kCurrencySigns = {{{"US$", "USD"},
                                                      {"HK$", "HKD"},
                                                      {"A$", "AUD"},
                                                      {"C$", "CAD"},
                                                      {"NT$", "TWD"},
                                                      {"$", "USD"},
                                                      {"€", "EUR"},
                                                      {"£", "GBP"},
                                                      {"¥", "JPY"},
                                                      {"₩", "KRW"},
                                                      {"￦", "KRW"}}};

// Hangul that may follow a currency or a unit: particles and 대, 어치, 씩, 짜리, 규모 …; a word that
// goes on otherwise was no unit (원 in 원칙).
bool MayFollowUnit(std::string_view text, std::size_t at) {
  if (!IsHangulAt(text, at)) return true;
  for (const std::string_view next :
       {"은", "는",   "이",   "가",   "을",   "를",   "의",   "에",   "도",   "과",   "와",   "로",   "으로",
        "만", "까지", "부터", "씩",   "대",   "어치", "짜리", "이상", "이하", "미만", "초과", "정도", "가량",
        "여", "선",   "권",   "규모", "보다", "라",   "고",   "인",   "당",   "쯤",   "안팎", "수준", "들",
        "뿐", "밖",   "마다", "하고", "이나", "나",   "랑",   "다",   "임",   "넘",   "째",   "간",   "조차",
        "꼴", "남짓", "급",   "차",   "상당", "이며", "며",   "였",   "이었", "이라", "께",   "처럼", "등"}) {
    if (HasAt(text, at, next)) return true;
  }
  return false;
}

// The offset after the one blank at `at`, if there is one.
std::size_t SkipBlank(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  const CodePoint c = DecodeUtf8(text, at);
  return IsSpace(c.value) ? at + c.size : at;
}

bool IsWordCharBefore(std::string_view text, std::size_t at) {
  return at > 0 && (IsDigit(text[at - 1]) || IsAsciiLetter(text[at - 1]));
}

// The share of a thousand in which $1.5bn counts; moves `at` past the word.
int ReadEnglishScale(std::string_view text, std::size_t& at) {
  struct Scale {
    std::string_view word;
    int power;
  };
  constexpr std::array<Scale, 12> kScales = {{{" billion", 9},
                                              {" million", 6},
                                              {" trillion", 12},
                                              {"billion", 9},
                                              {"million", 6},
                                              {"trillion", 12},
                                              {"bn", 9},
                                              {"mn", 6},
                                              {"tn", 12},
                                              {"B", 9},
                                              {"M", 6},
                                              {"T", 12}}};
  for (const Scale& scale : kScales) {
    std::size_t end = at;
    if (Consume(text, end, scale.word) && !(end < text.size() && IsAsciiLetter(text[end]))) {
      at = end;
      return scale.power;
    }
  }
  return 0;
}

constexpr std::array<std::string_view, 62> kCaseCodes = {
    "고합", "고단", "고정", "고약", "노",   "도",   "모",   "로",   "오",   "초기", "초재", "초적", "감고",
    "감노", "감도", "보고", "전고", "가합", "가단", "가소", "나",   "다",   "라",   "마",   "그",   "카합",
    "카단", "카기", "카공", "타경", "타채", "타기", "차",   "머",   "자",   "구합", "구단", "누",   "두",
    "루",   "무",   "아",   "드합", "드단", "드",   "르",   "므",   "느합", "느단", "브",   "헌가", "헌나",
    "헌다", "헌라", "헌마", "헌바", "헌사", "회합", "회단", "하합", "하단", "푸"};

// Whether a law's name ends at `end`: 형법, 자본시장법, 시행령, 특례법상 …, 「…법」.
std::size_t LawNameBefore(std::string_view text, std::size_t floor, std::size_t end) {
  std::string_view head = text.substr(floor, end - floor);
  head = head.substr(0, TrimSpan(head, {0, head.size()}).end);
  if (head.ends_with("」")) head.remove_suffix(std::string_view("」").size());
  if (head.ends_with("상")) head.remove_suffix(3);
  const bool law = head.ends_with("법") || head.ends_with("법률") || head.ends_with("시행령") ||
                   head.ends_with("시행규칙") || head.ends_with("규칙") || head.ends_with("조례") ||
                   head.ends_with("헌법") || head.ends_with("협정") || head.ends_with("조약");
  if (!law) return end;
  std::size_t begin = head.size();
  // Back to the quoted title's mark, or over the word.
  const std::size_t quote = head.size() > 120 ? std::string_view::npos : head.rfind("「");
  if (quote != std::string_view::npos) return floor + quote;
  while (begin > 0) {
    const CodePoint c = DecodeUtf8Before(head, begin);
    if (!IsHangulSyllable(c.value) && c.value != U'·' && c.value != U'ㆍ') break;
    begin -= c.size;
  }
  return head.size() - begin >= 6 ? floor + begin : end;
}

class Finder {
 public:
  Finder(const PageLines& page, const Lexicon& lexicon, const MentionOptions& options)
      : text_(page.text), page_(page), lexicon_(lexicon), options_(options) {
    if (options.published) relative_to_ = FormatDay(*options.published);
  }

  std::vector<Mention> Find() {
    std::vector<Span> bodies;
    for (const Piece& piece : page_.all_pieces) {
      if (kContentKinds.Has(piece.kind)) {
        if (piece.kind == RegionKind::kBody) bodies.push_back(piece.span);
        ScanContent(piece.span);
      } else if (piece.kind == RegionKind::kByline) {
        ScanContact(piece.span);
      } else if (piece.kind == RegionKind::kOther && piece.span.size() < 2000) {
        ScanTags(piece.span);
      }
    }
    if (Wants(MentionKind::kQuotation)) AddQuotations(bodies);
    std::stable_sort(mentions_.begin(), mentions_.end(), [](const Mention& a, const Mention& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    return std::move(mentions_);
  }

 private:
  bool Wants(MentionKind kind) const { return options_.kinds.Has(kind); }

  Mention& Add(MentionKind kind, Span span, std::string normalized) {
    mentions_.push_back({.kind = kind, .span = span, .normalized = std::move(normalized)});
    return mentions_.back();
  }

  void AddQuotations(std::span<const Span> bodies) {
    for (Quotation& quotation : FindQuotations(text_, bodies, lexicon_)) {
      Mention& mention = Add(MentionKind::kQuotation, quotation.span, {});
      mention.speaker = std::move(quotation.speaker);
      if (quotation.parts.size() > 1) mention.parts = std::move(quotation.parts);
    }
  }

  void ScanContact(Span span) {
    const std::string_view line = text_.substr(0, span.end);
    for (std::size_t at = span.begin; at < span.end;) {
      if (line[at] == '@') {
        at = ReadEmail(line, span.begin, at);
      } else if (IsDigit(line[at]) || line[at] == '+') {
        at = std::max(ReadPhone(line, at), SkipNumeral(line, at + 1));
      } else {
        ++at;
      }
    }
  }

  // A line of hashtags: two at least.
  void ScanTags(Span span) {
    const std::string_view line = text_.substr(0, span.end);
    const std::size_t first = line.find('#', span.begin);
    if (first == std::string_view::npos || line.find('#', first + 1) == std::string_view::npos) return;
    for (std::size_t at = first; at < span.end;) at = line[at] == '#' ? ReadHashtag(line, span.begin, at) : at + 1;
  }

  void ScanContent(Span span) {
    const std::string_view line = text_.substr(0, span.end);
    const std::size_t floor = span.begin;
    bool word_start = true;
    for (std::size_t at = floor; at < span.end;) {
      const unsigned char lead = static_cast<unsigned char>(line[at]);
      if (lead >= 0xEA && lead <= 0xED) {
        if (word_start) {
          if (const std::size_t end = ReadWordDate(line, at); end > at) {
            at = end;
            continue;
          }
        }
        word_start = false;
        at += 3;
        continue;
      }
      if (IsDigit(line[at])) {
        at = ReadFromDigit(line, floor, at);
        word_start = false;
        continue;
      }
      std::size_t end = at;
      switch (lead) {
        case '@':
          end = ReadEmail(line, floor, at);
          break;
        case '#':
          end = ReadHashtag(line, floor, at);
          break;
        case 'h':
        case 'w':
          end = ReadUrl(line, at);
          break;
        case '[':
        case '(':
          end = ReadTicker(line, floor, at);
          if (end == at && lead == '(') end = ReadPhone(line, at);
          break;
        case '+':
          end = ReadPhone(line, at);
          break;
        case '$':
        case 'U':
        case 'H':
        case 'A':
        case 'C':
        case 'N':
        case 0xC2:
        case 0xE2:
        case 0xEF:
          end = ReadSignedMoney(line, at);
          break;
        default:
          break;
      }
      if (end > at) {
        at = end;
        word_start = false;
        continue;
      }
      const bool letter = IsAsciiLetter(line[at]);
      word_start = !letter;
      at += lead < 0x80 ? 1 : DecodeUtf8(line, at).size;
    }
  }

  std::size_t ReadWordDate(std::string_view line, std::size_t at) {
    if (!Wants(MentionKind::kDate)) return at;
    const auto date = ReadProseDate(line, at, options_.published);
    return date ? AddDate(*date) : at;
  }

  std::size_t AddDate(const ProseDate& date) {
    Mention& mention = Add(MentionKind::kDate, date.span, date.normalized);
    if (date.is_relative && !date.normalized.empty()) mention.relative_to = relative_to_;
    return date.span.end;
  }

  // Each returns the offset after what it read, or `at`.

  std::size_t ReadEmail(std::string_view line, std::size_t floor, std::size_t at) {
    const Span email = EmailAround(line, at, floor);
    if (email.empty()) return at + 1;
    if (Wants(MentionKind::kEmail)) {
      std::string value(email.of(text_));
      std::transform(value.begin(), value.end(), value.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      // What the scan had taken for a number or a word of the address is none.
      while (!mentions_.empty() && mentions_.back().span.begin >= email.begin) mentions_.pop_back();
      Add(MentionKind::kEmail, email, std::move(value));
    }
    return email.end;
  }

  std::size_t ReadHashtag(std::string_view line, std::size_t floor, std::size_t at) {
    if (at > floor && !IsSpace(DecodeUtf8Before(line, at).value) && line[at - 1] != ',') {
      // #하나#둘 without blanks.
      const char32_t before = DecodeUtf8Before(line, at).value;
      if (!IsHangulSyllable(before) || mentions_.empty() || mentions_.back().kind != MentionKind::kHashtag ||
          mentions_.back().span.end != at)
        return at + 1;
    }
    std::size_t end = at + 1;
    std::size_t letters = 0;
    while (end < line.size() && end - at <= 120) {
      const CodePoint c = DecodeUtf8(line, end);
      const bool letter = IsHangulSyllable(c.value) || (c.size == 1 && IsAsciiLetter(line[end])) ||
                          (c.value >= 0x4E00 && c.value <= 0x9FFF);
      if (!letter && !(c.size == 1 && (IsDigit(line[end]) || line[end] == '_'))) break;
      letters += IsHangulSyllable(c.value) ? 2 : letter;
      end += c.size;
    }
    if (letters < 2 || end - at > 120) return at + 1;
    if (Wants(MentionKind::kHashtag))
      Add(MentionKind::kHashtag, {at, end}, std::string(line.substr(at + 1, end - at - 1)));
    return end;
  }

  std::size_t ReadUrl(std::string_view line, std::size_t at) {
    if (IsWordCharBefore(line, at)) return at;
    std::size_t end = at;
    const bool scheme = Consume(line, end, "https://") || Consume(line, end, "http://");
    if (!scheme && !Consume(line, end, "www.")) return at;
    const std::size_t host = end;
    // Nobody prints a longer one, and the time stays linear.
    const std::size_t most = std::min(line.size(), at + 2048);
    while (end < most && static_cast<unsigned char>(line[end]) < 0x80 && line[end] > ' ' && line[end] != '"' &&
           line[end] != '<' && line[end] != '>' && line[end] != '\'' && line[end] != '`' && line[end] != '\\' &&
           line[end] != ']' && line[end] != '|') {
      ++end;
    }
    const bool opened = Contains(line.substr(host, end - host), "(");
    while (end > host &&
           (line[end - 1] == '.' || line[end - 1] == ',' || line[end - 1] == ';' || line[end - 1] == ':' ||
            line[end - 1] == '!' || line[end - 1] == '?' || (line[end - 1] == ')' && !opened))) {
      --end;
    }
    const std::string_view rest = line.substr(host, end - host);
    if (rest.size() < 3 || !Contains(rest, ".")) return at;
    if (Wants(MentionKind::kUrl))
      Add(MentionKind::kUrl, {at, end}, (scheme ? "" : "http://") + std::string(line.substr(at, end - at)));
    return end;
  }

  // 02-781-1234, 010-1234-5678, (02)2061-0006, 031)123-4567, 1588-1234, +82-2-781-1234.
  std::size_t ReadPhone(std::string_view line, std::size_t at) {
    if (IsWordCharBefore(line, at)) return at;
    std::size_t end = at;
    std::string digits;
    const auto take = [&](std::size_t least, std::size_t most) {
      std::size_t stop = end;
      while (IsDigitAt(line, stop) && stop - end <= most) ++stop;
      if (stop - end < least || stop - end > most) return false;
      digits.append(line.substr(end, stop - end));
      end = stop;
      return true;
    };
    const auto dash = [&] {
      std::size_t after = end;
      if (Consume(line, after, "-") || Consume(line, after, ")") || Consume(line, after, ".") ||
          Consume(line, after, "–")) {
        if (IsDigitAt(line, after)) {
          end = after;
          return true;
        }
        if (line[after - 1] == ')' && HasAt(line, after, " ") && IsDigitAt(line, after + 1)) {
          end = after + 1;
          return true;
        }
      }
      return false;
    };
    if (Consume(line, end, "+82")) {
      if (!HasAt(line, end, "-") && !HasAt(line, end, " ")) return at;
      ++end;
      if (!take(1, 2) || !dash() || !take(3, 4) || !dash() || !take(4, 4) || IsDigitAt(line, end)) return at;
      return AddPhone({at, end}, "+82" + digits);
    }
    Consume(line, end, "(");
    const std::size_t first = end;
    if (!take(2, 4)) return at;
    if (digits[0] == '0') {
      if (digits == "00" || !dash() || !take(3, 4) || !dash() || !take(4, 4) || IsDigitAt(line, end) ||
          HasAt(line, end, "-"))
        return at;
      // 02.04.1234 would be a date: dots count only with a mobile or long code.
      if (digits.size() < 9 || (Contains(line.substr(first, end - first), ".") && digits.size() < 10)) return at;
      return AddPhone({at, end}, "+82" + digits.substr(1));
    }
    const bool service = first == at && digits.size() == 4 &&
                         (digits.starts_with("15") || digits.starts_with("16") || digits.starts_with("18"));
    if (!service || !HasAt(line, end, "-")) return at;
    ++end;
    if (!take(4, 4) || IsDigitAt(line, end) || HasAt(line, end, "-")) return at;
    return AddPhone({at, end}, std::string(line.substr(at, end - at)));
  }

  std::size_t AddPhone(Span span, std::string normalized) {
    if (Wants(MentionKind::kPhone)) Add(MentionKind::kPhone, span, std::move(normalized));
    return span.end;
  }

  // 삼성전자[005930], 삼성전자(005930), 애플(AAPL), (NASDAQ: AAPL).
  std::size_t ReadTicker(std::string_view line, std::size_t floor, std::size_t at) {
    const char close = line[at] == '[' ? ']' : ')';
    const std::size_t stop = line.substr(0, std::min(line.size(), at + 40)).find(close, at);
    if (stop == std::string_view::npos) return at;
    Span code = TrimSpan(line, {at + 1, stop});
    bool exchange = false;
    for (const std::string_view name : {"NASDAQ", "NYSE", "나스닥", "뉴욕증시", "코스피", "코스닥", "KOSPI", "KOSDAQ",
                                        "KRX", "종목코드", "티커", "종목명"}) {
      std::size_t after = code.begin;
      if (!Consume(line, after, name)) continue;
      after = SkipBlanks(line, after);
      Consume(line, after, ":");
      code = TrimSpan(line, {std::min(after, code.end), code.end});
      exchange = true;
      break;
    }
    const std::string_view value = code.of(line);
    const std::string_view bare =
        value.ends_with(".KS") || value.ends_with(".KQ") ? value.substr(0, value.size() - 3) : value;
    Span name{at, at};
    if (bare.size() == 6 && std::all_of(bare.begin(), bare.end(), IsDigit)) {
      if (close == ')' && !exchange && IsYearMonth(bare)) return at;
      name = NameBefore(line, floor, at);
      if (name.empty() && !exchange) return at;
    } else if (!value.empty() && value.size() <= 6 &&
               std::all_of(value.begin(), value.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; })) {
      const std::size_t listed = lexicon_.ListedNameBefore(line.substr(floor, at - floor), value);
      if (listed > 0) {
        name = {at - listed, at};
      } else if (exchange) {
        name = NameBefore(line, floor, at);
      } else {
        return at;
      }
    } else {
      return at;
    }
    if (Wants(MentionKind::kTicker)) {
      Mention& mention = Add(MentionKind::kTicker, {name.begin, stop + 1}, std::string(bare));
      mention.parts = {name, {code.begin, code.begin + bare.size()}};
    }
    return stop + 1;
  }

  static bool IsYearMonth(std::string_view six) {
    const int month = (six[4] - '0') * 10 + six[5] - '0';
    return (six.starts_with("19") || six.starts_with("20")) && month >= 1 && month <= 12;
  }

  // The company's name that ends at `end`: the word there, with Latin letters and digits.
  static Span NameBefore(std::string_view line, std::size_t floor, std::size_t end) {
    std::size_t begin = end;
    while (begin > floor && end - begin < 60) {
      const CodePoint c = DecodeUtf8Before(line, begin);
      const bool part = IsHangulSyllable(c.value) ||
                        (c.size == 1 && (IsDigit(line[begin - 1]) || IsAsciiLetter(line[begin - 1]) ||
                                         line[begin - 1] == '&' || line[begin - 1] == '.' || line[begin - 1] == '-'));
      if (!part) break;
      begin -= c.size;
    }
    return {begin, end};
  }

  // $1.5bn, US$ 300, €20.
  std::size_t ReadSignedMoney(std::string_view line, std::size_t at) {
    const auto* sign = std::find_if(kCurrencySigns.begin(), kCurrencySigns.end(),
                                    [&](const Currency& c) { return HasAt(line, at, c.word); });
    if (sign == kCurrencySigns.end() || (IsAsciiLetter(line[at]) && IsWordCharBefore(line, at))) return at;
    const std::size_t digits = SkipBlanks(line, at + sign->word.size());
    if (!IsDigitAt(line, digits)) return at;
    const auto number = ReadNumber(line, digits);
    if (!number) return SkipNumeral(line, digits);
    std::size_t end = number->span.end;
    const int power = ReadEnglishScale(line, end);
    return AddMoney({at, end}, sign->code, number->value ? std::optional(number->value->Scaled(power)) : std::nullopt);
  }

  std::size_t AddMoney(Span span, std::string_view code, const std::optional<Decimal>& value) {
    if (Wants(MentionKind::kMoney))
      Add(MentionKind::kMoney, span, value ? std::string(code) + " " + value->ToString() : std::string());
    return span.end;
  }

  std::size_t ReadFromDigit(std::string_view line, std::size_t floor, std::size_t at) {
    if (const std::size_t end = ReadPhone(line, at); end > at) return end;
    if (const std::size_t end = ReadCaseNumber(line, at); end > at) return end;
    if (const std::size_t end = ReadStatute(line, floor, at); end > at) return end;
    // A code (GDDR7, A4, 5G) is no number of things.
    const bool in_word = IsWordCharBefore(line, at) ||
                         (at > floor && line[at - 1] == '-' && at > floor + 1 && IsAsciiLetter(line[at - 2]));
    if (in_word) return SkipNumeral(line, at);
    if (Wants(MentionKind::kDate)) {
      if (const auto date = ReadProseDate(line, at, options_.published)) return AddDate(*date);
    }
    const auto first = ReadNumber(line, at);
    if (!first) return SkipNumeral(line, at);
    Number number = *first;
    std::string from;
    // 3~4%, 100∼200명: the range takes the unit of its end.
    for (const std::string_view tilde : {"~", "∼", "～"}) {
      std::size_t next = number.span.end;
      if (!Consume(line, next, tilde) || !IsDigitAt(line, next)) continue;
      const auto second = ReadNumber(line, next);
      if (!second || !second->value || !number.value) break;
      from = number.value->ToString() + "..";
      number = *second;
      number.span.begin = at;
      break;
    }
    return ReadMeasure(line, at, number, from);
  }

  // What a number counts: money, a percentage, a quantity.
  std::size_t ReadMeasure(std::string_view line, std::size_t at, const Number& number, const std::string& from) {
    std::size_t end = number.span.end;
    const auto normal = [&](std::string_view unit, std::string_view gap) {
      return number.value ? from + number.value->ToString() + std::string(gap) + std::string(unit) : std::string();
    };
    std::size_t unit_at = end;
    if (Consume(line, unit_at, "%") || Consume(line, unit_at, "％") || Consume(line, unit_at, "퍼센트") ||
        Consume(line, unit_at, " 퍼센트")) {
      const bool points =
          Consume(line, unit_at, "포인트") || Consume(line, unit_at, "p") || Consume(line, unit_at, "P");
      if (Wants(MentionKind::kPercent)) Add(MentionKind::kPercent, {at, unit_at}, normal(points ? "%p" : "%", ""));
      return unit_at;
    }
    // 100여 명, 3만여 원
    unit_at = end;
    Consume(line, unit_at, "여");
    const std::size_t after_blank = SkipBlank(line, unit_at);
    for (const Currency& currency : kCurrencyWords) {
      std::size_t stop = after_blank;
      if (!Consume(line, stop, currency.word) || !MayFollowUnit(line, stop)) continue;
      if (!from.empty()) {
        if (Wants(MentionKind::kMoney))
          Add(MentionKind::kMoney, {at, stop},
              number.value ? std::string(currency.code) + " " + normal("", "") : std::string());
        return stop;
      }
      return AddMoney({at, stop}, currency.code, number.value);
    }
    const std::string_view unit = lexicon_.UnitAt(line.substr(after_blank));
    const std::size_t stop = after_blank + unit.size();
    const bool latin = !unit.empty() && IsAsciiLetter(unit.back());
    const bool goes_on =
        latin ? stop < line.size() && (IsAsciiLetter(line[stop]) || IsDigit(line[stop])) : !MayFollowUnit(line, stop);
    if (!unit.empty() && !goes_on) {
      if (Wants(MentionKind::kQuantity)) Add(MentionKind::kQuantity, {at, stop}, normal(unit, " "));
      return stop;
    }
    return std::max(end, SkipNumeral(line, at));
  }

  // 2023도1234, 2024헌나8, 2023고합123.
  std::size_t ReadCaseNumber(std::string_view line, std::size_t at) {
    if (IsWordCharBefore(line, at)) return at;
    std::size_t end = at;
    while (IsDigitAt(line, end) && end - at < 5) ++end;
    if (end - at != 4 || (!HasAt(line, at, "19") && !HasAt(line, at, "20")) || !IsHangulAt(line, end)) return at;
    std::size_t word = end;
    const std::size_t syllables = SkipHangulAtMost(line, word, 3);
    if (syllables == 0 || syllables > 2) return at;
    const std::string_view code = line.substr(end, word - end);
    if (std::find(kCaseCodes.begin(), kCaseCodes.end(), code) == kCaseCodes.end()) return at;
    std::size_t stop = word;
    while (IsDigitAt(line, stop) && stop - word < 8) ++stop;
    // One syllable reads like a word (2025도 10월); only several digits make it a case.
    if (stop == word || stop - word > 7 || (syllables == 1 && stop - word < 2)) return at;
    if (Wants(MentionKind::kCaseNumber))
      Add(MentionKind::kCaseNumber, {at, stop}, std::string(line.substr(at, stop - at)));
    return stop;
  }

  static std::size_t SkipHangulAtMost(std::string_view line, std::size_t& at, std::size_t most) {
    std::size_t count = 0;
    for (; count < most && IsHangulAt(line, at); at += 3) ++count;
    return count;
  }

  // 형법 제250조 제1항, 자본시장법 178조, 특가법 제5조의3.
  std::size_t ReadStatute(std::string_view line, std::size_t floor, std::size_t at) {
    std::size_t end = at;
    while (IsDigitAt(line, end) && end - at < 5) ++end;
    if (end - at > 4 || !HasAt(line, end, "조")) return at;
    std::size_t before = at;
    if (before >= floor + 3 && HasAt(line, before - 3, "제")) before -= 3;
    const std::size_t law =
        LawNameBefore(line, floor > before ? before : std::max(floor, before > 150 ? before - 150 : 0), before);
    if (law == before) return at;
    end += 3;
    const auto part = [&](std::string_view unit) {
      std::size_t next = SkipBlanks(line, end);
      Consume(line, next, "제");
      std::size_t stop = next;
      while (IsDigitAt(line, stop) && stop - next < 4) ++stop;
      if (stop == next || !Consume(line, stop, unit)) return;
      end = stop;
    };
    std::size_t of = end;
    if (Consume(line, of, "의") && IsDigitAt(line, of)) {
      while (IsDigitAt(line, of)) ++of;
      end = of;
    }
    part("항");
    part("호");
    if (Wants(MentionKind::kStatute)) Add(MentionKind::kStatute, {law, end}, FoldBlanks(line.substr(law, end - law)));
    return end;
  }

  std::string_view text_;
  const PageLines& page_;
  const Lexicon& lexicon_;
  const MentionOptions& options_;
  std::string relative_to_;
  std::vector<Mention> mentions_;
};

}  // namespace

std::vector<Mention> FindMentions(const PageLines& page, const Lexicon& lexicon, const MentionOptions& options) {
  return Finder(page, lexicon, options).Find();
}

std::vector<Ticker> TickersOf(std::string_view text, const std::vector<Mention>& mentions) {
  std::vector<Ticker> tickers;
  std::unordered_set<std::string> known;
  for (const Mention& mention : mentions) {
    if (mention.kind != MentionKind::kTicker || !known.insert(mention.normalized).second) continue;
    const Span name = mention.parts[0];
    tickers.push_back({FactOf(text, name), {mention.normalized, mention.parts[1]}});
  }
  return tickers;
}

}  // namespace textclean
