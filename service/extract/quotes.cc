#include "service/extract/quotes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "service/extract/scan.h"

namespace textclean {
namespace {

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return text.starts_with(head); });
}
bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

// The pairs of quotation marks in the lines. A mark left open at a line's end closes in the
// next line if that begins no quotation of its own; otherwise it is dropped.
std::vector<Span> FindPairs(std::string_view text, std::span<const Span> lines) {
  std::vector<Span> pairs;
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t open = kNone;
  bool open_is_curly = false;
  for (const Span line : lines) {
    bool carried = open != kNone;
    for (std::size_t at = line.begin; at < line.end;) {
      const unsigned char lead = static_cast<unsigned char>(text[at]);
      if (lead != '"' && lead != 0xE2) {
        ++at;
        continue;
      }
      const bool straight = lead == '"';
      const bool opens = !straight && HasAt(text, at, "“");
      const bool closes = !straight && HasAt(text, at, "”");
      const std::size_t size = straight ? 1 : 3;
      if (straight || opens || closes) {
        if (open != kNone && (straight ? !open_is_curly : closes)) {
          pairs.push_back({open, at + size});
          open = kNone;
          carried = false;
        } else if (!closes) {
          open = at;
          open_is_curly = opens;
          carried = false;
        }
      }
      at += size;
    }
    // One line further at most.
    if (carried) open = kNone;
  }
  return pairs;
}

std::string_view Inside(std::string_view text, Span pair) {
  const std::size_t size = text[pair.begin] == '"' ? 1 : 3;
  const std::size_t tail = text[pair.end - 1] == '"' ? 1 : 3;
  return Trim(text.substr(pair.begin + size, pair.size() - size - tail));
}

// Whether words end as speech does.
bool EndsAsSpeech(std::string_view words) {
  return EndsWithAny(words, {".",  "?",  "!",  "다", "요", "까", "자",   "라", "네", "죠", "지", "걸", "냐",
                             "니", "음", "함", "것", "듯", "중", "예정", "…",  "어", "야", "해", "군", "데"});
}

// Whether the text after a closing mark goes on as after speech.
bool GoesOnAsSpeech(std::string_view after) {
  return StartsWithAny(after, {"라고", "이라고", "라며",    "이라며", "라면서", "이라면서", "고 ",   "며 ",
                               "면서", "라는 ",  "이라는 ", "는 ",    "라 ",    "이라 ",    " 라고", " 이라고",
                               "고도", "라던",   "이라던",  "고는",   "면서도", "라고도",   "며,",   "고,"});
}

constexpr std::size_t kLongestGap = 120;

// Whether the text between two pairs joins them to one utterance: 라며, 면서, …고 강조하며.
bool Joins(std::string_view gap) {
  if (gap.size() > kLongestGap || Contains(gap, "다. ") || Contains(gap, "\n") || Contains(gap, "다.")) return false;
  return StartsWithAny(gap, {"라며", "이라며", "라면서", "이라면서", "며 ", "면서 ", "며, ", "면서, ", "면서도"}) ||
         (StartsWithAny(gap, {"라고", "이라고", "고 "}) &&
          (EndsWithAny(Trim(gap), {"며", "면서", "데 이어", "뒤", "후", "고", "이어", "또"})));
}

// Nouns that end a speaker's description.
bool IsPersonNoun(std::string_view stem) {
  return EndsWithAny(
      stem,
      {"회장",   "대표",   "CEO",        "의원",     "대통령",   "장관",     "차관",   "총리",   "관계자", "교수",
       "위원장", "감독",   "선수",       "대변인",   "전문가",   "팀장",     "연구원", "의장",   "청장",   "시장",
       "지사",   "군수",   "구청장",     "원장",     "소장",     "사장",     "이사",   "본부장", "실장",   "국장",
       "과장",   "부장",   "위원",       "총장",     "검사",     "판사",     "변호사", "재판부", "씨",     "측",
       "당국",   "경찰",   "검찰",       "소방당국", "원내대표", "최고위원", "후보",   "대사",   "사령관", "총재",
       "은행장", "행장",   "애널리스트", "연구위원", "센터장",   "단장",     "코치",   "작가",   "배우",   "가수",
       "박사",   "목사",   "스님",       "신부",     "주민",     "시민",     "누리꾼", "네티즌", "업계",   "외신",
       "통신",   "협회",   "위원회",     "대표팀",   "수석",     "비서관",   "서기",   "주석",   "국왕",   "왕세자",
       "군",     "양",     "어머니",     "아버지",   "유족",     "학생",     "교장",   "교사",   "의사",   "점주",
       "직원",   "부회장", "부사장",     "전무",     "상무",     "기자",     "앵커",   "PD",     "의료진", "노조",
       "조합장", "회원",   "팬",         "이사장",   "대표이사", "부총리"});
}

// A word without the brackets and marks it ends with: "최고경영자(CEO)" for its particle's sake.
std::string_view WithoutAside(std::string_view word) {
  while (word.ends_with(")")) {
    const std::size_t open = word.rfind('(');
    if (open == std::string_view::npos || open == 0) break;
    word = word.substr(0, open);
  }
  return word;
}

bool IsConnective(std::string_view word) {
  constexpr std::array<std::string_view, 34> kWords = {
      "이어",   "또",     "또한",   "그러면서", "한편",   "이에",   "앞서",   "특히",   "이날",
      "다만",   "하지만", "그러나", "반면",     "그리고", "아울러", "이와",   "관련해", "이후",
      "그는",   "이는",   "당시",   "현재",     "최근",   "이번",   "그러자", "끝으로", "마지막으로",
      "실제로", "따라서", "그런데", "결국",     "지난",   "오는",   "대해"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsPronoun(std::string_view stem) {
  constexpr std::array<std::string_view, 16> kWords = {"그",   "그녀", "그들", "이들", "이",   "저",   "나",   "우리",
                                                       "누구", "이날", "당시", "이번", "오늘", "자신", "본인", "이것"};
  return std::find(kWords.begin(), kWords.end(), stem) != kWords.end();
}

// The last syllable's reading as the end of a clause or a phrase that is no part of a name.
bool EndsClause(std::string_view word) {
  if (word.empty() || word.ends_with(",") || word.ends_with(".") || word.ends_with("”") || word.ends_with("\"") ||
      word.ends_with("'") || word.ends_with("’"))
    return true;
  return EndsWithAny(word, {"은", "는",   "을",   "를",   "에",   "에서", "으로", "며",   "던", "된", "고", "해",
                            "인", "중인", "지난", "이날", "에게", "께",   "부터", "까지", "도", "의", "와", "과"});
}

struct WordSpan {
  std::size_t begin;
  std::size_t end;
};

std::vector<WordSpan> WordsOf(std::string_view text) {
  std::vector<WordSpan> words;
  for (std::size_t at = 0; at < text.size();) {
    at = SkipBlanks(text, at);
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t') ++end;
    if (end > at) words.push_back({at, end});
    at = end;
  }
  return words;
}

// The noun that a word is as a topic or subject, or nothing: 회장은 -> 회장.
std::optional<std::string_view> StemOf(std::string_view word, bool topic_only) {
  const auto cut = [&](std::string_view particle) { return word.substr(0, word.size() - particle.size()); };
  if (word.ends_with("는") || (!topic_only && word.ends_with("가"))) {
    const std::string_view stem = cut("는");
    if (!stem.empty() && !EndsInConsonant(WithoutAside(stem))) return stem;
  }
  if (word.ends_with("은") || (!topic_only && word.ends_with("이"))) {
    const std::string_view stem = cut("은");
    const std::string_view bare = WithoutAside(stem);
    if (!bare.empty() &&
        (EndsInConsonant(bare) || !IsHangulAt(bare, bare.size() - std::min<std::size_t>(3, bare.size()))))
      return stem;
  }
  return std::nullopt;
}

// The description that ends with word `i`, whose particle is not part of it.
std::string Description(std::string_view sentence, const std::vector<WordSpan>& words, std::size_t i,
                        std::string_view stem, const Lexicon& lexicon) {
  std::size_t first = i;
  constexpr std::size_t kMostWords = 5;
  while (first > 0 && i - first + 1 < kMostWords) {
    const std::string_view word =
        sentence.substr(words[first - 1].begin, words[first - 1].end - words[first - 1].begin);
    // No name ends in 는 (사는, 하는), though its rest is one.
    if ((EndsClause(word) && (word.ends_with("는") || !lexicon.IsName(word))) || IsConnective(word)) break;
    --first;
  }
  const std::size_t begin = words[first].begin;
  return FoldBlanks(sentence.substr(begin, words[i].begin - begin + stem.size()));
}

// The speaker that the words before or after the speech name. The sentence's own topic
// (…은, …는) comes first; a subject (…이, …가) counts only if it is surely a person.
std::string SpeakerIn(std::string_view sentence, const Lexicon& lexicon) {
  const std::vector<WordSpan> words = WordsOf(sentence);
  const auto word = [&](std::size_t i) { return sentence.substr(words[i].begin, words[i].end - words[i].begin); };
  const auto is_person = [&](std::string_view stem) {
    const std::string_view bare = WithoutAside(stem);
    return IsPersonNoun(bare) || (CountHangul(bare) == 3 && lexicon.IsName(bare));
  };
  std::size_t opening = 0;
  while (opening < words.size() && IsConnective(word(opening))) ++opening;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto stem = StemOf(word(i), true);
    if (!stem) continue;
    // A pronoun stands for someone an earlier sentence named.
    if (i <= opening + 1 && IsPronoun(*stem)) return {};
    const bool opens = i == opening && CountHangul(*stem) >= 2 && !IsConnective(word(i)) && !IsPronoun(*stem);
    if (is_person(*stem) || opens) return Description(sentence, words, i, *stem, lexicon);
  }
  for (std::size_t i = words.size(); i-- > 0;) {
    const auto stem = StemOf(word(i), false);
    if (stem && !IsPronoun(*stem) && IsPersonNoun(WithoutAside(*stem)))
      return Description(sentence, words, i, *stem, lexicon);
  }
  return {};
}

// The start of the sentence that `at` lies in, at most a window back and not before `floor`.
std::size_t SentenceStart(std::string_view text, std::size_t floor, std::size_t at) {
  constexpr std::size_t kWindow = 360;
  std::size_t begin = std::max(floor, at > kWindow ? at - kWindow : 0);
  while (begin < at && IsContinuation(text[begin])) ++begin;
  const std::string_view head = text.substr(begin, at - begin);
  std::size_t stop = head.rfind(". ");
  for (const std::string_view mark : {"? ", "! "}) {
    const std::size_t other = head.rfind(mark);
    if (other != std::string_view::npos && (stop == std::string_view::npos || other > stop)) stop = other;
  }
  return stop == std::string_view::npos ? begin : begin + stop + 2;
}

}  // namespace

std::vector<Quotation> FindQuotations(std::string_view text, std::span<const Span> bodies, const Lexicon& lexicon) {
  const std::vector<Span> pairs = FindPairs(text, bodies);
  std::vector<Quotation> quotations;
  std::size_t body = 0;
  std::size_t previous_end = 0;
  for (std::size_t i = 0; i < pairs.size();) {
    while (body < bodies.size() && bodies[body].end <= pairs[i].begin) ++body;
    Quotation quotation{.span = pairs[i], .parts = {pairs[i]}, .speaker = {}};
    std::size_t next = i + 1;
    while (next < pairs.size() && Joins(text.substr(quotation.span.end, pairs[next].begin - quotation.span.end))) {
      quotation.parts.push_back(pairs[next]);
      quotation.span.end = pairs[next].end;
      ++next;
    }
    // The line in which the last part closes.
    std::size_t last = body;
    while (last + 1 < bodies.size() && bodies[last].end < quotation.span.end) ++last;
    const std::string_view after = text.substr(quotation.span.end, bodies[last].end - quotation.span.end);
    const std::string_view inside = Inside(text, quotation.parts.back());
    const bool several_words = Contains(inside, " ");
    const bool is_speech = quotation.parts.size() > 1 || (EndsAsSpeech(inside) && several_words) ||
                           (GoesOnAsSpeech(after) && (several_words || EndsAsSpeech(inside)));
    if (is_speech) {
      const std::size_t begin = SentenceStart(text, std::max(bodies[body].begin, previous_end), pairs[i].begin);
      quotation.speaker = SpeakerIn(text.substr(begin, pairs[i].begin - begin), lexicon);
      if (quotation.speaker.empty() && GoesOnAsSpeech(after)) {
        // The clause that the speech depends on, without the particle at its head: "…"라고 [시장은] 말했다.
        std::size_t from = 0;
        SkipHangul(after, from);
        const std::string_view clause = after.substr(0, from + 160);
        std::size_t to = std::min(clause.find("다."), clause.size());
        while (to < after.size() && IsContinuation(after[to])) --to;
        if (to > from) quotation.speaker = SpeakerIn(after.substr(from, to - from), lexicon);
      }
      quotations.push_back(std::move(quotation));
    }
    previous_end = pairs[next - 1].end;
    i = next;
  }
  return quotations;
}

}  // namespace textclean
