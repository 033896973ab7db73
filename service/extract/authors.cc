#include "service/extract/authors.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "service/extract/scan.h"
#include "service/extract/times.h"

namespace textclean {
namespace {

enum class TokenKind : std::uint8_t { kHangul, kOther, kEmail, kMark };

// A run of Hangul, of other letters and digits, an e-mail address or a single mark.
struct Token {
  TokenKind kind;
  Span span;
  char32_t mark = 0;
  bool after_blank = false;
};

constexpr std::size_t kMostTokens = 400;

std::vector<Token> Tokenize(std::string_view text, Span span) {
  std::vector<Token> tokens;
  bool blank = true;
  for (std::size_t at = span.begin; at < span.end && tokens.size() < kMostTokens;) {
    const CodePoint c = DecodeUtf8(text, at);
    std::size_t end = at + c.size;
    if (IsSpace(c.value) || IsInvisible(c.value)) {
      blank = true;
      at = end;
      continue;
    }
    TokenKind kind = TokenKind::kMark;
    if (IsHangulSyllable(c.value)) {
      kind = TokenKind::kHangul;
      while (end < span.end && IsHangulAt(text, end)) end += 3;
    } else if (c.size == 1 && (IsDigit(text[at]) || IsAsciiLetter(text[at]))) {
      kind = TokenKind::kOther;
      while (end < span.end && (IsDigit(text[end]) || IsAsciiLetter(text[end]) || text[end] == '.' ||
                                text[end] == '_' || text[end] == '-' || text[end] == '+' || text[end] == '%')) {
        ++end;
      }
      if (end < span.end && text[end] == '@') {
        const Span email = EmailAround(text.substr(0, span.end), end, at);
        if (!email.empty()) {
          kind = TokenKind::kEmail;
          end = email.end;
        }
      }
    }
    tokens.push_back({kind, {at, end}, kind == TokenKind::kMark ? c.value : 0, blank});
    blank = false;
    at = end;
  }
  return tokens;
}

bool IsNameSeparator(char32_t mark) {
  return mark == U'·' || mark == U'ㆍ' || mark == U'・' || mark == U'‧' || mark == U'•' || mark == U',' ||
         mark == U'/' || mark == U'&' || mark == U'∙' || mark == U'⋅';
}

// Labels of production credits: who follows took pictures or cut film.
bool IsCreditLabel(std::string_view word) {
  constexpr std::array<std::string_view, 30> kLabels = {
      "사진",     "촬영",   "편집",     "영상",     "영상편집", "영상취재", "그래픽",   "자막",
      "자료조사", "디자인", "연출",     "번역",     "감수",     "구성",     "제작",     "기획",
      "출처",     "자료",   "취재보조", "촬영기자", "영상기자", "사진기자", "편집기자", "사진제공",
      "제공",     "삽화",   "일러스트", "내레이션", "진행",     "출연"};
  return std::find(kLabels.begin(), kLabels.end(), word) != kLabels.end();
}

bool IsWriterLabel(std::string_view word) {
  constexpr std::array<std::string_view, 12> kLabels = {"글",   "취재", "기자명", "글쓴이", "작성자",   "정리",
                                                        "필자", "기고", "칼럼",   "기자",   "글쓴이명", "작성"};
  return std::find(kLabels.begin(), kLabels.end(), word) != kLabels.end();
}

// Words between a name and its role: "홍길동 의학 전문기자".
bool IsRoleModifier(std::string_view word) {
  constexpr std::array<std::string_view, 26> kWords = {
      "인턴", "선임", "수석", "객원", "수습", "전문", "명예", "시민", "의학", "북한", "문화", "대중문화", "종교",
      "과학", "산업", "경제", "환경", "군사", "음악", "영화", "미술", "여행", "야구", "축구", "논설",     "교육"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// 온라인뉴스팀, 디지털콘텐츠부 and the like.
bool IsTeam(std::string_view word) {
  constexpr std::array<std::string_view, 9> kHeads = {"온라인",   "디지털",     "인터넷", "뉴스룸", "이슈",
                                                      "뉴미디어", "멀티미디어", "콘텐츠", "뉴스"};
  const bool tail = word.ends_with("팀") || word.ends_with("부") || word.ends_with("국");
  const std::size_t syllables = CountHangul(word);
  return tail && syllables >= 3 && syllables <= 10 &&
         std::any_of(kHeads.begin(), kHeads.end(), [&](std::string_view head) { return word.starts_with(head); });
}

// A desk or an outlet between a name and its role: "홍길동 사회부 기자", "홍길동 디지털뉴스 기자".
bool IsDesk(std::string_view word, const Lexicon& lexicon) {
  constexpr std::array<std::string_view, 16> kTails = {"부",     "팀",   "국",     "실",    "센터", "뉴스",
                                                       "신문",   "일보", "경제",   "방송",  "통신", "스포츠",
                                                       "타임스", "저널", "데일리", "매거진"};
  if (lexicon.OutletNamed(word) != nullptr) return true;
  if (CountHangul(word) < 3 && !word.ends_with("부")) return false;
  return word.starts_with("스포츠") ||
         std::any_of(kTails.begin(), kTails.end(), [&](std::string_view tail) { return word.ends_with(tail); });
}

// Reads the tokens of one byline.
class BylineReader {
 public:
  BylineReader(std::string_view text, Span span, BylineTrust trust, const Lexicon& lexicon)
      : text_(text), trust_(trust), lexicon_(lexicon), tokens_(Tokenize(text, span)) {}

  std::vector<Author> Read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::kHangul && !Is(i, "PD")) continue;
      ReadRole(i);
    }
    ReadLabelled();
    ReadColumn();
    ReadEnglish();
    if (authors_.empty() && trust_ == BylineTrust::kByline) ReadBare();
    if (authors_.empty() && trust_ != BylineTrust::kText) ReadDescribed();
    std::stable_sort(authors_.begin(), authors_.end(),
                     [](const Author& a, const Author& b) { return a.name.span.begin < b.name.span.begin; });
    AttachEmails();
    return std::move(authors_);
  }

  // Whether the line holds nothing but the bylines that were read from it.
  bool IsWhole(const std::vector<Author>& authors) const {
    if (authors.empty() || authors.front().role.empty()) return false;
    const auto outlet = tokens_.empty() ? std::nullopt : OutletSpan();
    return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      const auto within = [&](Span span) { return span.begin <= token.span.begin && token.span.end <= span.end; };
      const std::string_view word = token.span.of(text_);
      if (token.mark != 0 || token.kind == TokenKind::kEmail || lexicon_.IsPlace(word) || IsWriterLabel(word))
        return true;
      if (outlet && within(*outlet)) return true;
      return std::any_of(authors.begin(), authors.end(), [&](const Author& a) {
        return within(a.name.span) || within(a.role.span) || word == a.name.value ||
               within({a.name.span.begin, a.role.span.end});
      });
    });
  }

 private:
  // The outlet that the line names.
  std::optional<Span> OutletSpan() const {
    const Span line{tokens_.front().span.begin, tokens_.back().span.end};
    const auto match = lexicon_.FindOutlet(line.of(text_));
    if (!match) return std::nullopt;
    return Span{line.begin + match->span.begin, line.begin + match->span.end};
  }

  std::string_view Word(std::size_t i) const { return tokens_[i].span.of(text_); }
  bool Is(std::size_t i, std::string_view word) const { return i < tokens_.size() && Word(i) == word; }
  bool IsMark(std::size_t i, char32_t mark) const { return i < tokens_.size() && tokens_[i].mark == mark; }
  bool IsName(std::size_t i) const {
    return tokens_[i].kind == TokenKind::kHangul && lexicon_.IsName(Word(i)) && !IsLabel(Word(i));
  }
  static bool IsLabel(std::string_view word) {
    return IsRoleModifier(word) || IsCreditLabel(word) || IsWriterLabel(word);
  }

  void AddAuthor(Span name, Span role) {
    if (std::any_of(authors_.begin(), authors_.end(), [&](const Author& a) { return a.name.span == name; })) return;
    Author& author = authors_.emplace_back();
    author.name = FactOf(text_, name);
    if (!role.empty()) author.role = FactOf(text_, role);
  }

  // A role at token i: the names before it are writers.
  void ReadRole(std::size_t i) {
    const std::string_view word = Word(i);
    Role role = lexicon_.RoleOf(word);
    Span role_span = tokens_[i].span;
    if (role == Role::kNone) {
      // A name or a field grown together with its role: 홍길동기자, 의학전문기자.
      const std::string_view suffix = lexicon_.RoleSuffix(word);
      if (suffix.empty() || lexicon_.RoleOf(suffix) != Role::kReporter) return;
      const Span head{tokens_[i].span.begin, tokens_[i].span.end - suffix.size()};
      if (head.size() >= 9 && lexicon_.IsName(head.of(text_))) {
        AddList(i, head, {head.end, tokens_[i].span.end});
        return;
      }
      role = Role::kReporter;
    }
    if (role == Role::kGuest && trust_ != BylineTrust::kByline) return;
    std::size_t k = i;
    while (k > 0 && IsRoleModifier(Word(k - 1))) role_span.begin = tokens_[--k].span.begin;
    if (k == 0) return;
    if (role == Role::kGuest) {
      // A guest's name opens the line; between it and the role stands the affiliation.
      std::size_t first = 0;
      while (first < k && (tokens_[first].kind == TokenKind::kMark || IsWriterLabel(Word(first)))) ++first;
      if (first < k && IsName(first) && k - first <= 8) AddAuthor(tokens_[first].span, role_span);
      return;
    }
    if (k >= 2 && OpensWithName(k - 2) && tokens_[k - 1].mark == 0 && IsDesk(Word(k - 1), lexicon_)) {
      if (!IsCredit(k - 2)) AddAuthor(tokens_[k - 2].span, role_span);
      return;
    }
    const bool unusual = trust_ == BylineTrust::kByline && tokens_[k - 1].kind == TokenKind::kHangul &&
                         !IsLabel(Word(k - 1)) && lexicon_.IsUnusualName(Word(k - 1));
    if (!IsName(k - 1) && !unusual) return;
    AddList(k - 1, tokens_[k - 1].span, role_span);
  }

  // Adds the writers of the list of names whose last is `name`, in token `first`.
  void AddList(std::size_t first, Span name, Span role) {
    std::vector<Span> names = {name};
    while (first > 0) {
      if (IsNameSeparator(tokens_[first - 1].mark) && first > 1 && IsName(first - 2) &&
          !(IsMark(first - 1, U'/') && EndsAsPlace(Word(first - 2)))) {
        // In "홍길동 기자, 김철수 기자" the second list ends at the first role.
        first -= 2;
      } else if (tokens_[first - 1].kind == TokenKind::kHangul && tokens_[first].after_blank && IsName(first - 1) &&
                 tokens_[first - 1].span.size() == 9 && !lexicon_.IsPlace(Word(first - 1)) &&
                 tokens_[first].span.size() == 9) {
        --first;
      } else {
        break;
      }
      names.push_back(tokens_[first].span);
    }
    if (IsCredit(first)) return;
    for (auto next = names.rbegin(); next != names.rend(); ++next) AddAuthor(*next, role);
  }

  // Whether token `i` is a name that opens the line or its bracket.
  bool OpensWithName(std::size_t i) const {
    return IsName(i) && tokens_[i].span.size() == 9 && (i == 0 || tokens_[i - 1].mark != 0);
  }

  // "[가상리/홍길동 기자]": where the story is from.
  static bool EndsAsPlace(std::string_view word) {
    return word.ends_with("리") || word.ends_with("시") || word.ends_with("군") || word.ends_with("구") ||
           word.ends_with("도") || word.ends_with("동") || word.ends_with("읍") || word.ends_with("면");
  }

  // Whether the name list that begins at token `first` follows the label of a production
  // credit: 사진=, 영상편집:, but not 글·사진.
  bool IsCredit(std::size_t first) const {
    std::size_t i = first;
    while (i > 0 && (tokens_[i - 1].mark == U'=' || tokens_[i - 1].mark == U':' || tokens_[i - 1].mark == U'/' ||
                     tokens_[i - 1].mark == U'|' || tokens_[i - 1].mark == U'©' || tokens_[i - 1].mark == U'ⓒ')) {
      if (tokens_[i - 1].mark == U'©' || tokens_[i - 1].mark == U'ⓒ') return true;
      --i;
    }
    // "글·홍길동 기자 | 사진·이영희 기자"
    if (i >= 2 && tokens_[i - 1].mark == U'·' && IsCreditLabel(Word(i - 2))) --i;
    if (i == 0) return false;
    // "© News1 홍길동 기자"
    if (i >= 2 && (tokens_[i - 2].mark == U'©' || tokens_[i - 2].mark == U'ⓒ')) return true;
    if (!IsCreditLabel(Word(i - 1))) return false;
    return !(i >= 3 && (Is(i - 3, "글") || Is(i - 3, "취재"))) && !(i >= 2 && (Is(i - 2, "글") || Is(i - 2, "취재")));
  }

  // "( 취재 : 홍길동, 구성 : 김철수, 편집 : 이영희 )": who did what for a film.
  bool IsProductionCredit() const {
    std::size_t labels = 0;
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      labels += IsCreditLabel(Word(i)) && (IsMark(i + 1, U':') || IsMark(i + 1, U'=') || IsMark(i + 1, U'/'));
    }
    return labels >= 2;
  }

  // "기자 : 홍길동", "글 홍길동", "기자명 홍길동".
  void ReadLabelled() {
    if (trust_ == BylineTrust::kText || IsProductionCredit()) return;
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!IsWriterLabel(Word(i)) || (i > 0 && IsName(i - 1))) continue;
      std::size_t k = i + 1;
      while (k + 1 < tokens_.size() && (tokens_[k].mark != 0 || Is(k, "사진"))) ++k;
      if (k < tokens_.size() && k <= i + 4 && IsName(k)) AddAuthor(tokens_[k].span, {0, 0});
    }
  }

  // "[엔터미디어=홍길동의 대중문화]": a column named after its writer.
  void ReadColumn() {
    for (std::size_t i = 1; i + 1 < tokens_.size() && i < 12; ++i) {
      if (tokens_[i].kind != TokenKind::kHangul || !IsMark(i - 1, U'=')) continue;
      const std::string_view word = Word(i);
      if (!word.ends_with("의") || word.size() != 12 || !lexicon_.IsName(word.substr(0, 9))) continue;
      const Span span{tokens_[i].span.begin, tokens_[i].span.end - 3};
      AddAuthor(span, {0, 0});
    }
  }

  // "By Jane Roe and Sam Poe-Hill, Staff Writers": pages in English.
  void ReadEnglish() {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      if (!Is(i, "By") && !Is(i, "by") && !Is(i, "BY")) continue;
      if (i > 0 && tokens_[i - 1].mark == 0 && !Is(i - 1, "Written") && !Is(i - 1, "Posted")) continue;
      for (std::size_t k = i + 1; k < tokens_.size();) {
        const std::size_t first = k;
        while (k < tokens_.size() && k < first + 4 && IsEnglishName(k) && (k == first || tokens_[k].after_blank)) ++k;
        if (k < first + 2 || IsEnglishTitle(Word(k - 1))) return;
        AddAuthor({tokens_[first].span.begin, tokens_[k - 1].span.end}, {0, 0});
        const std::size_t end = k;
        k += IsMark(k, U',') || IsMark(k, U'&') ? 1 : 0;
        k += Is(k, "and") ? 1 : 0;
        if (k == end) return;
      }
      return;
    }
  }

  bool IsEnglishName(std::size_t i) const {
    const std::string_view word = Word(i);
    const bool begins_date = i + 1 < tokens_.size() && IsDigit(Word(i + 1)[0]);
    return tokens_[i].kind == TokenKind::kOther && word[0] >= 'A' && word[0] <= 'Z' && !begins_date &&
           word != "Updated" && word != "Published" && word != "Posted" &&
           std::none_of(word.begin(), word.end(), IsDigit);
  }

  // The last word of what a writer is or writes for.
  static bool IsEnglishTitle(std::string_view word) {
    constexpr std::array<std::string_view, 17> kWords = {
        "Editor", "Editors",     "Writer",   "Writers", "Reporter", "Reporters", "Staff",         "Team",     "Press",
        "News",   "Contributor", "Director", "Times",   "Desk",     "Service",   "Correspondent", "Columnist"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  }

  // A byline without role: a name alone, before an e-mail address, before (주소), after an outlet.
  void ReadBare() {
    std::size_t i = 0;
    const auto skip_marks = [&] {
      while (i < tokens_.size() && tokens_[i].mark != 0) ++i;
    };
    skip_marks();
    if (i == tokens_.size()) return;
    std::size_t end = i;
    while (end < tokens_.size() && tokens_[end].kind == TokenKind::kHangul) ++end;
    if (end - i == 1 && IsTeam(Word(i))) return AddAuthor(tokens_[i].span, {0, 0});
    if (end - i == 2 && IsTeam(std::string(Word(i)).append(Word(i + 1)))) {
      return AddAuthor({tokens_[i].span.begin, tokens_[i + 1].span.end}, {0, 0});
    }
    // The outlet before the name may hold Latin letters: "SBS연예뉴스 홍길동".
    const bool email_follows = std::any_of(
        tokens_.begin(), tokens_.end(), [](const Token& t) { return t.kind == TokenKind::kEmail || t.mark == U'@'; });
    std::size_t name = i;
    while (name < tokens_.size() && tokens_[name].mark == 0 && name < i + 3 && !IsName(name)) ++name;
    if (name >= tokens_.size() || !IsName(name)) return;
    if (name > i && !email_follows &&
        lexicon_.OutletNamed(Span{tokens_[i].span.begin, tokens_[name - 1].span.end}.of(text_)) == nullptr) {
      return;
    }
    const std::size_t next = name + 1;
    const bool alone = next == tokens_.size() || tokens_[next].mark == U'(' || tokens_[next].mark == U'|' ||
                       tokens_[next].mark == U'/' || tokens_[next].mark == U'<' || tokens_[next].mark == U'[';
    const bool before_email = next < tokens_.size() && tokens_[next].kind == TokenKind::kEmail;
    const bool before_account = next + 1 < tokens_.size() && tokens_[next + 1].mark == U'@';
    if (IsCredit(name) || !(alone || before_email || before_account)) {
      if (!IsNameSeparator(next < tokens_.size() ? tokens_[next].mark : 0)) return;
      // A list of names alone: "홍길동, 김철수".
      for (std::size_t k = name; k < tokens_.size(); k += 2) {
        if (!IsName(k) || (k + 1 < tokens_.size() && !IsNameSeparator(tokens_[k + 1].mark))) return;
      }
      for (std::size_t k = name; k < tokens_.size(); k += 2) AddAuthor(tokens_[k].span, {0, 0});
      return;
    }
    AddAuthor(tokens_[name].span, {0, 0});
  }

  // A name and what its bearer does: "홍길동 역사 이야기꾼 hong@example.com".
  void ReadDescribed() {
    std::size_t words = 0;
    while (words < tokens_.size() && tokens_[words].kind == TokenKind::kHangul) ++words;
    if (words < 2 || words > 5 || tokens_[0].span.size() != 9 || !IsName(0)) return;
    const bool ends = words == tokens_.size() || tokens_[words].kind == TokenKind::kEmail ||
                      (trust_ == BylineTrust::kHeading && tokens_[words].kind == TokenKind::kOther);
    for (std::size_t i = 1; i < words; ++i) {
      if (IsCreditLabel(Word(i)) || IsWriterLabel(Word(i)) || EndsInParticle(Word(i))) return;
    }
    if (ends) AddAuthor(tokens_[0].span, tokens_[words - 1].span);
  }

  static bool EndsInParticle(std::string_view word) {
    return word.ends_with("은") || word.ends_with("는") || word.ends_with("을") || word.ends_with("를") ||
           word.ends_with("다") || word.ends_with("의") || word.ends_with("에서") || word.ends_with("에게") ||
           word == "기사";
  }

  // Each address belongs to the nearest writer before it who has none.
  void AttachEmails() {
    for (const Token& token : tokens_) {
      if (token.kind != TokenKind::kEmail) continue;
      Author* owner = nullptr;
      for (Author& author : authors_) {
        if (author.name.span.begin < token.span.begin) owner = &author;
      }
      if (owner != nullptr && owner->email.empty()) owner->email = FactOf(text_, token.span);
    }
  }

  std::string_view text_;
  BylineTrust trust_;
  const Lexicon& lexicon_;
  std::vector<Token> tokens_;
  std::vector<Author> authors_;
};

// Collects writers over a page: each name once.
class Roll {
 public:
  void Add(std::vector<Author> authors) {
    for (Author& author : authors) {
      const auto [known, is_new] = index_.emplace(author.name.value, authors_.size());
      if (is_new) {
        authors_.push_back(std::move(author));
        continue;
      }
      Author& same = authors_[known->second];
      if (same.email.empty()) same.email = std::move(author.email);
      if (same.role.empty()) same.role = std::move(author.role);
    }
  }
  bool empty() const { return authors_.empty(); }
  std::vector<Author> Take() { return std::move(authors_); }

 private:
  std::vector<Author> authors_;
  std::unordered_map<std::string, std::size_t> index_;
};

// The end of the bracket "(서울=연합뉴스) 홍길동 기자 =" or "[이데일리 홍길동 기자]" that opens a
// body line, or its begin.
std::size_t DatelineEnd(std::string_view text, Span line) {
  constexpr std::size_t kMost = 160;
  const std::string_view head = line.of(text).substr(0, kMost);
  if (!head.starts_with("(") && !head.starts_with("[") && !head.starts_with("【")) return line.begin;
  const std::size_t equals = head.find(" = ");
  const std::size_t close = std::min({head.find(')'), head.find(']'), head.find("】")});
  if (close == std::string_view::npos) return line.begin;
  if (equals != std::string_view::npos && equals > close && equals - close < 60) return line.begin + equals;
  return line.begin + close;
}

// The byline that ends a body line: from the last sentence's end, if an e-mail address or a
// role closes the line.
Span TailByline(std::string_view text, Span line) {
  constexpr std::size_t kMost = 120;
  std::size_t begin = line.size() > kMost ? line.end - kMost : line.begin;
  while (IsContinuation(text[begin])) ++begin;
  const std::string_view tail = text.substr(begin, line.end - begin);
  std::size_t cut = std::string_view::npos;
  for (const std::string_view mark : {"다. ", "다.", "요. ", ") ", "/ ", "/", "] "}) {
    const std::size_t at = tail.rfind(mark);
    if (at == std::string_view::npos || at + mark.size() >= tail.size()) continue;
    if (cut == std::string_view::npos || at + mark.size() > cut) cut = at + mark.size();
    if (mark == "다.") break;
  }
  if (cut == std::string_view::npos) return {line.end, line.end};
  return {begin + cut, line.end};
}

// Whether the words end in a broadcaster's name, perhaps with 뉴스: "지금까지 부산에서 KNN 뉴스".
bool EndsInBroadcaster(std::string_view words, const Lexicon& lexicon) {
  constexpr std::string_view kNews = "뉴스";
  const std::string_view without_news =
      words.ends_with(kNews) ? Trim(words.substr(0, words.size() - kNews.size())) : std::string_view();
  for (const std::string_view candidate : {words, without_news}) {
    const std::size_t last = candidate.rfind(' ');
    const std::size_t second = last == std::string_view::npos || last == 0 ? last : candidate.rfind(' ', last - 1);
    for (const std::size_t blank : {last, second}) {
      const std::string_view name = blank == std::string_view::npos ? candidate : candidate.substr(blank + 1);
      if (name.ends_with("TV") || lexicon.OutletNamed(name) != nullptr) return true;
    }
  }
  return false;
}

// "KBS 뉴스 홍길동입니다.": a reporter signs off.
std::optional<Author> SignOff(std::string_view text, Span line, const Lexicon& lexicon) {
  std::string_view tail = line.of(text);
  while (tail.ends_with(".") || tail.ends_with("\"") || tail.ends_with("]")) tail.remove_suffix(1);
  if (!tail.ends_with("입니다")) return std::nullopt;
  tail.remove_suffix(std::string_view("입니다").size());
  std::size_t begin = tail.size();
  while (begin >= 3 && IsHangulAt(tail, begin - 3)) begin -= 3;
  if (!lexicon.IsName(tail.substr(begin))) return std::nullopt;
  if (!EndsInBroadcaster(Trim(tail.substr(0, begin)), lexicon)) return std::nullopt;
  const Span name{line.begin + begin, line.begin + tail.size()};
  return Author{{std::string(name.of(text)), name}, {}, {}};
}

// "홍길동 기자가 보도합니다.", "뉴욕에서 홍길동 특파원입니다.": an anchor hands over.
std::optional<Author> HandOver(std::string_view text, Span line, const Lexicon& lexicon) {
  if (!line.of(text).ends_with("니다.") && !line.of(text).ends_with("니다")) return std::nullopt;
  constexpr std::size_t kMost = 120;
  std::size_t from = line.size() > kMost ? line.end - kMost : line.begin;
  while (IsContinuation(text[from])) ++from;
  const std::string_view tail = text.substr(from, line.end - from);
  for (const std::string_view role : {" 기자", " 특파원"}) {
    const std::size_t at = tail.rfind(role);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = tail.substr(at + role.size());
    const bool hands_over = ((rest.starts_with("가 ") || rest.starts_with("이 ")) && Contains(rest, "니다")) ||
                            (rest.starts_with("의 ") && Contains(rest, "보도입니다")) || rest.starts_with("입니다");
    std::size_t begin = at;
    while (begin >= 3 && IsHangulAt(tail, begin - 3)) begin -= 3;
    if (!hands_over || at - begin != 9 || !lexicon.IsName(tail.substr(begin, at - begin))) continue;
    const Span name{from + begin, from + at};
    const Span word{name.end + 1, name.end + role.size()};
    return Author{{std::string(name.of(text)), name}, {}, {std::string(word.of(text)), word}};
  }
  return std::nullopt;
}

// The stretch of a dated line in which its writer can stand: before the first time, or,
// where nothing but a label precedes that, after the last.
Span HeadOfDatedLine(std::string_view text, Span line) {
  const std::vector<LabelledTime> times = FindTimes(line.of(text));
  if (times.empty()) return line;
  return {line.begin, line.begin + times.front().span.begin};
}

// A name that is all a dated line holds before its date: "홍길동 2023. 11. 1. 08:03".
std::optional<Author> BareNameBeforeDate(std::string_view text, Span head, const Lexicon& lexicon) {
  head = TrimSpan(text, head);
  std::string_view word = head.of(text);
  while (word.ends_with("|") || word.ends_with("·") || word.ends_with("-") || word.ends_with("ㅣ")) {
    word.remove_suffix(DecodeUtf8Before(word, word.size()).size);
    word = Trim(word);
  }
  if (!lexicon.IsName(word)) return std::nullopt;
  const Span name{head.begin, head.begin + word.size()};
  return Author{{std::string(word), name}, {}, {}};
}

bool IsPageNoise(RegionKind kind) {
  return kind == RegionKind::kRelated || kind == RegionKind::kReaction || kind == RegionKind::kPromotion ||
         kind == RegionKind::kCopyright || kind == RegionKind::kCaption || kind == RegionKind::kSummary;
}

// Whether a line is the caption of a wire photo, which opens like a story: "【서울=뉴시스】 홍길동 기자 = …
// 있다. 2019.01.31. hong@…", "(서울=뉴스1) … 2019.1.31/뉴스1". Its date closes it.
bool IsWirePhoto(std::string_view line) {
  if (!line.starts_with("(") && !line.starts_with("[") && !line.starts_with("【")) return false;
  constexpr std::size_t kMost = 260;
  std::size_t begin = line.size() > kMost ? line.size() - kMost : 0;
  while (begin < line.size() && IsContinuation(line[begin])) ++begin;
  std::string_view tail = line.substr(begin);
  for (const std::string_view notice : {"<저작권", "<ⓒ", "[저작권"}) tail = Trim(tail.substr(0, tail.find(notice)));
  if (const std::vector<Span> emails = FindEmails(tail); !emails.empty() && emails.back().end == tail.size()) {
    tail = Trim(tail.substr(0, emails.back().begin));
  }
  if (const std::size_t slash = tail.rfind("/뉴스1"); slash != std::string_view::npos) tail = tail.substr(0, slash);
  std::size_t digits = tail.size();
  while (digits > 0 && (IsDigit(tail[digits - 1]) || tail[digits - 1] == '.')) --digits;
  while (digits < tail.size() && tail[digits] == '.') ++digits;
  if (digits == tail.size()) return false;
  const auto date = ParseDateTime(tail, digits);
  return date && date->value.year != 0 && date->span.end == tail.size();
}

// Reads the bylines of a page, the surest places first.
class BylineFinder {
 public:
  BylineFinder(const PageLines& page, const Lexicon& lexicon) : text_(page.text), page_(page), lexicon_(lexicon) {}

  Bylines Find() {
    ReadLabelled();
    ReadWholeLines();
    ReadMistakenCaptions();
    if (roll_.empty()) ReadBodyEdges();
    if (roll_.empty()) ReadSignature();
    if (roll_.empty()) ReadSpoken(SignOff);
    if (roll_.empty()) ReadSpoken(HandOver);
    if (roll_.empty()) ReadOtherLines();
    Bylines bylines{.authors = roll_.Take(), .emails = {}};
    // One writer and an address that stands apart from the name: it is the writer's.
    if (bylines.authors.size() == 1 && bylines.authors[0].email.empty() && !loose_emails_.empty()) {
      bylines.authors[0].email = FactOf(text_, loose_emails_.front());
    }
    for (const Author& author : bylines.authors) {
      if (!author.email.empty()) loose_emails_.push_back(author.email.span);
    }
    std::unordered_set<std::string_view> known;
    for (const Span email : loose_emails_) {
      if (known.insert(email.of(text_)).second) bylines.emails.push_back(FactOf(text_, email));
    }
    return bylines;
  }

 private:
  template <typename Read>
  void ForEachBodyLine(Read read) const {
    for (const Line& line : page_.lines) {
      if (line.kind == RegionKind::kBody && !IsWirePhoto(page_.of(line))) read(line.span);
    }
  }

  // What is labelled as a byline, and the lines of the dates.
  void ReadLabelled() {
    for (const Line& line : page_.lines) {
      for (const Piece& piece : page_.pieces(line)) {
        const bool is_byline = piece.kind == RegionKind::kByline;
        if (!is_byline && piece.kind != RegionKind::kTimestamp) continue;
        if (IsWirePhoto(page_.of(line))) continue;
        if (is_byline) {
          roll_.Add(ParseByline(text_, piece.span, BylineTrust::kByline, lexicon_));
        } else {
          roll_.Add(ParseByline(text_, piece.span, BylineTrust::kHeading, lexicon_));
          if (auto author = BareNameBeforeDate(text_, HeadOfDatedLine(text_, piece.span), lexicon_)) {
            roll_.Add({*std::move(author)});
          }
        }
        if (!IsNotice(page_.of(line))) CollectEmails(piece.span);
      }
    }
  }

  // Calls for tips, whose address is nobody's.
  static bool IsNotice(std::string_view line) {
    return line.starts_with("▷") || line.starts_with("▶") || line.starts_with("☞") || line.starts_with("※") ||
           Contains(line, "제보") || Contains(line, "보도자료");
  }

  void CollectEmails(Span span) {
    for (const Span email : FindEmails(span.of(text_))) {
      loose_emails_.push_back({span.begin + email.begin, span.begin + email.end});
    }
  }

  // Whether one of the commonest roles or an address stands in a line: only such lines are read closely
  // where nothing says that they are bylines.
  static bool MayNameWriter(std::string_view line) {
    if (line.starts_with("By ")) return true;
    for (const std::string_view word : {"기자", "@", "특파원", "위원", "칼럼니스트", "에디터"}) {
      if (Contains(line, word)) return true;
    }
    return false;
  }

  // Lines of the body that hold a byline and nothing else.
  void ReadWholeLines() {
    ForEachBodyLine([&](Span line) {
      if (line.size() > 160 || !MayNameWriter(line.of(text_))) return;
      BylineReader reader(text_, line, BylineTrust::kText, lexicon_);
      std::vector<Author> authors = reader.Read();
      if (reader.IsWhole(authors)) roll_.Add(std::move(authors));
    });
  }

  // A line that begins with a byline and its address was no caption, whatever credit follows.
  void ReadMistakenCaptions() {
    for (const Line& line : page_.lines) {
      if (line.kind != RegionKind::kCaption || line.span.size() > 160 || !Contains(page_.of(line), "@")) continue;
      std::vector<Author> authors = ParseByline(text_, line.span, BylineTrust::kText, lexicon_);
      if (authors.empty() || authors[0].name.span.begin != line.span.begin || authors[0].email.empty()) continue;
      authors.resize(1);
      roll_.Add(std::move(authors));
    }
  }

  // "홍길동 (시인)": who wrote an essay, as its last line.
  void ReadSignature() {
    const Line* last = nullptr;
    for (const Line& line : page_.lines) {
      if (line.kind == RegionKind::kBody) last = &line;
    }
    if (last == nullptr || last->span.size() > 120 || !page_.of(*last).ends_with(")")) return;
    const std::string_view name = page_.of(*last).substr(0, page_.of(*last).find_first_of(" ("));
    const std::size_t open = SkipBlanks(page_.of(*last), name.size());
    if (name.size() != 9 || !lexicon_.IsName(name) || !HasAt(page_.of(*last), open, "(")) return;
    roll_.Add(ParseByline(text_, {last->span.begin, last->span.begin + name.size()}, BylineTrust::kByline, lexicon_));
  }

  // A dateline that opens a line of the body, a byline that ends one.
  void ReadBodyEdges() {
    ForEachBodyLine([&](Span line) {
      if (const std::size_t end = DatelineEnd(text_, line); end > line.begin) {
        roll_.Add(ParseByline(text_, {line.begin, end}, BylineTrust::kText, lexicon_));
      }
      const std::string_view words = line.of(text_);
      bool closes = Contains(words.substr(words.size() > 120 ? words.size() - 120 : 0), "@");
      for (const std::string_view end : {"기자", "특파원", "기자]", "기자)", "논설위원", "칼럼니스트"})
        closes = closes || words.ends_with(end);
      if (!closes) return;
      const bool is_short = line.size() <= 120 && !words.ends_with("다.");
      roll_.Add(ParseByline(text_, is_short ? line : TailByline(text_, line), BylineTrust::kText, lexicon_));
    });
  }

  // What broadcasters say at the end of a line.
  void ReadSpoken(std::optional<Author> (*read)(std::string_view, Span, const Lexicon&)) {
    ForEachBodyLine([&](Span line) {
      if (auto author = read(text_, line, lexicon_)) roll_.Add({*std::move(author)});
    });
  }

  // Short lines that were taken for something else.
  void ReadOtherLines() {
    for (const Line& line : page_.lines) {
      if (line.kind == RegionKind::kBody || IsPageNoise(line.kind) || line.span.size() > 100) continue;
      if (!MayNameWriter(page_.of(line)) || IsWirePhoto(page_.of(line))) continue;
      std::vector<Author> authors = ParseByline(text_, line.span, BylineTrust::kText, lexicon_);
      if (!authors.empty() && !IsNotice(page_.of(line))) CollectEmails(line.span);
      roll_.Add(std::move(authors));
    }
  }

  std::string_view text_;
  const PageLines& page_;
  const Lexicon& lexicon_;
  Roll roll_;
  std::vector<Span> loose_emails_;
};

}  // namespace

std::vector<Author> ParseByline(std::string_view text, Span span, BylineTrust trust, const Lexicon& lexicon) {
  return BylineReader(text, span, trust, lexicon).Read();
}

Bylines FindBylines(const PageLines& page, const Lexicon& lexicon) { return BylineFinder(page, lexicon).Find(); }

}  // namespace textclean
