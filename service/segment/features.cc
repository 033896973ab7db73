#include "service/segment/features.h"

#include <algorithm>

#include "service/text/utf8.h"

namespace textclean {
namespace {

constexpr char16_t kNone = u'·';   // nothing there
constexpr char16_t kEdge = u'^';   // the word's or the text's edge
constexpr char16_t kGlued = u'g';  // no space at the candidate
constexpr char16_t kApart = u's';
constexpr std::size_t kLongestWord = 12;  // characters of the next word that are looked at

constexpr bool IsEnd(CharClass c) { return c == kPeriod || c == kQuestion || c == kExclamation || c == kEllipsis; }
constexpr bool IsCloser(CharClass c) { return c == kQuoteClose || c == kInnerClose || c == kBracketClose; }
constexpr bool IsOpener(CharClass c) { return c == kQuoteOpen || c == kInnerOpen || c == kBracketOpen; }
constexpr bool IsLatinOrDigit(CharClass c) { return c == kUpper || c == kLower || c == kDigit; }
// Marks that a sentence may wear after its word: laughter, emoji, drawn-out sounds.
constexpr bool IsOrnament(CharClass c) { return c == kJamo || c == kEmoji || c == kTilde; }

// A number as a letter, finer where it is small.
constexpr auto kBuckets = [] {
  constexpr std::array<std::size_t, 11> kEdges = {2, 4, 6, 9, 13, 19, 28, 41, 61, 91, 141};
  std::array<char, kEdges.back() + 1> letters{};
  char letter = 'a';
  for (std::size_t n = 0; n < letters.size(); ++n) {
    if (n == kEdges[static_cast<std::size_t>(letter - 'a')]) ++letter;
    letters[n] = letter;
  }
  return letters;
}();
char16_t Bucket(std::size_t n) { return static_cast<char16_t>(kBuckets[std::min(n, kBuckets.size() - 1)]); }

// The final consonant of a syllable, '=' for none; `c` itself where it is no syllable.
char16_t Coda(char16_t c) {
  constexpr std::u16string_view kCodas = u"=ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  return IsHangulSyllable(c) ? kCodas[(c - kFirstSyllable) % kFinals] : c;
}

// By the classes of the characters before and after a gap: whether it needs a closer look.
class GapTable {
 public:
  constexpr GapTable() {
    constexpr std::string_view kClasses = "_HkAa0CJ.?!e~,()<>{}-*mx";
    for (const char before : kClasses) {
      for (const char after : kClasses) {
        const auto b = static_cast<CharClass>(before);
        const bool is_mark = IsEnd(b) || IsCloser(b) || IsOrnament(b);
        const bool ends = after == kSpace && b != kSpace;
        const bool begins = after == kHangul || IsLatinOrDigit(static_cast<CharClass>(after)) ||
                            IsOpener(static_cast<CharClass>(after)) || after == kIdeograph || after == kBullet ||
                            after == kDash;
        bits_[Index(before, after)] = ends || (begins && (is_mark || (b == kHangul && after == kBullet)));
      }
    }
  }
  constexpr bool Look(char before, char after) const { return bits_[Index(before, after)]; }

 private:
  static constexpr std::size_t Index(char before, char after) {
    return static_cast<std::size_t>(before) << 7 | static_cast<std::size_t>(after);
  }
  std::array<bool, 128 * 128> bits_{};
};
constexpr GapTable kGaps;

}  // namespace

std::string BoundaryFeature::ToString() const {
  std::string out = std::to_string(kind()) + ':';
  for (std::size_t i = 0; i < size(); ++i) AppendUtf8(value(i), out);
  return out;
}

bool BoundaryFeature::Parse(std::string_view text, BoundaryFeature& feature) {
  std::size_t at = 0;
  unsigned kind = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && kind <= 255; ++at) {
    kind = kind * 10 + static_cast<unsigned>(text[at] - '0');
  }
  if (at == 0 || kind > 255 || at == text.size() || text[at] != ':') return false;
  std::array<char16_t, kValues> values{};
  std::size_t size = 0;
  for (++at; at < text.size();) {
    const auto [c, n] = DecodeUtf8(text, at);
    if (size == kValues || c > 0xFFFF) return false;
    values[size++] = static_cast<char16_t>(c);
    at += n;
  }
  feature = BoundaryFeature(kind, {values.data(), size});
  return true;
}

CandidateScanner::CandidateScanner(const Chars& chars, const WordClasses& words, const FinalSyllables& finals)
    : chars_(chars), words_(words), finals_(finals) {
  const std::size_t ends = chars.marked_ends() + chars.bare_ends();
  const std::size_t bare = ends == 0 ? 0 : chars.bare_ends() * 8 / ends;
  style_ = static_cast<char16_t>(chars.marked_ends() == 0 ? u'z' : u'a' + bare);
  const std::size_t size = chars.size();
  const std::size_t nominal = chars.nominal_ends();
  manner_ = nominal == 0 ? u'z' : nominal == 1 ? u'y' : Bucket(size / nominal);
  if (size == 0) return;
  const CharClass last = chars.cls(size - 1);
  line_ = last == kHangul ? words.End(chars, 0, size) : static_cast<char16_t>(last);
}

bool CandidateScanner::Next() {
  while (gap_ < chars_.gaps()) {
    at_ = chars_.gap(gap_++);
    const std::size_t before = at_ - 1;
    const CharClass c = chars_.cls(before);
    if (IsOpener(c)) {
      if (chars_.HasMate(before) && depth_ < kDepth) open_[depth_++] = static_cast<std::uint32_t>(chars_.mate(before));
    } else if (depth_ > 0 && before == open_[depth_ - 1]) {
      --depth_;
    }
    if (c == kHangul) {
      const CharClass after = chars_.cls(at_);
      if (after == kHangul || (after == kSpace && !finals_[chars_.normal(before)] && !BulletFollows())) continue;
    }
    if (kGaps.Look(c, chars_.cls(at_)) && IsCandidate()) {
      ReadTail();
      // Laughter and emoji alone are no sentence.
      if (core_ > start_ || !IsOrnament(c)) return true;
    }
  }
  return false;
}

bool CandidateScanner::BulletFollows() const {
  std::size_t next = at_ + 1;
  while (next < chars_.size() && chars_.cls(next) == kSpace) ++next;
  return next < chars_.size() && chars_.cls(next) == kBullet;
}

bool CandidateScanner::IsCandidate() {
  const CharClass before = chars_.cls(at_ - 1);
  const CharClass after = chars_.cls(at_);
  if (before == kSpace) return false;
  next_ = at_;
  if (after == kSpace) {
    if (before != kHangul && !IsEnd(before) && !IsOrnament(before) && !IsCloser(before)) {
      // Only a bullet can begin a sentence here.
      return at_ + 1 < chars_.size() && chars_.cls(at_ + 1) == kBullet && ++next_ != 0;
    }
    while (next_ < chars_.size() && chars_.cls(next_) == kSpace) ++next_;
    if (next_ == chars_.size()) return false;
    // Marks and laughter that stand apart belong to the sentence before them.
    const CharClass next = chars_.cls(next_);
    if ((next == kBullet || next == kDash) && next_ + 1 == chars_.size()) return false;
    if (next == kJamo || next == kEmoji || next == kQuestion || next == kExclamation || next == kEllipsis) return false;
    if (before == kPeriod && IsShortening()) return false;
    return before != kHangul || finals_[chars_.normal(at_ - 1)] || chars_.cls(next_) == kBullet;
  }
  // No space: only after a mark, and only where a word or a quotation begins.
  const bool begins = after == kHangul || IsLatinOrDigit(after) || IsOpener(after) || after == kIdeograph ||
                      after == kBullet || after == kDash;
  if (!begins) return false;
  const CharClass second = at_ >= 2 ? chars_.cls(at_ - 2) : kSpace;
  if (before == kPeriod && after == kLower) return false;  // a file's or a site's name
  if (IsEnd(before)) return !(before == kPeriod && IsLatinOrDigit(second) && IsLatinOrDigit(after));
  if (IsCloser(before)) {
    if (IsEnd(second)) return true;
    if (before == kBracketClose && chars_.HasMate(at_ - 1)) {
      const std::size_t opener = chars_.mate(at_ - 1);
      return opener > 0 && IsEnd(chars_.cls(opener - 1));
    }
    return IsCloser(second) && at_ >= 3 && IsEnd(chars_.cls(at_ - 3));
  }
  if (before == kJamo) return after == kHangul && second == kJamo;
  if (before == kEmoji) return after == kHangul;
  if (before == kTilde) return after == kHangul && second == kHangul && finals_[chars_.normal(at_ - 2)];
  if (before == kHangul) return after == kBullet && finals_[chars_.normal(at_ - 1)];
  return false;
}

// Whether the full stop before the candidate shortens a word or belongs to a number:
// "D.", "U.S.", "Co.", "2025. 2. 4.", and "1." or "가." where it opens the sentence; "ㄱ."
// anywhere.
bool CandidateScanner::IsShortening() const {
  const std::size_t stop = at_ - 1;
  // Without the syllables that are words by themselves.
  constexpr std::u16string_view kCounters = u"가나다라마바사차카타파";
  if (stop == start_ + 1 && kCounters.find(chars_.normal(start_)) != std::u16string_view::npos) return true;
  if (stop > start_ && chars_.cls(stop - 1) == kJamo && (stop == start_ + 1 || chars_.cls(stop - 2) == kSpace)) {
    return chars_.normal(stop - 1) == u'ㄱ';  // any but laughter and tears
  }
  std::size_t begin = stop;
  while (begin > start_ && stop - begin < kLongestWord && IsLatinOrDigit(chars_.cls(begin - 1))) --begin;
  if (begin == stop || stop - begin == kLongestWord) return false;
  const CharClass last = chars_.cls(stop - 1);
  if (last == kDigit) {
    const bool goes_on = begin >= start_ + 3 && chars_.cls(begin - 1) == kSpace && chars_.cls(begin - 2) == kPeriod &&
                         chars_.cls(begin - 3) == kDigit;
    return begin == start_ || goes_on || chars_.cls(next_) == kDigit;
  }
  if (stop - begin == 1 && last == kUpper) return true;
  return words_.IsAbbreviation(chars_.Text(begin, stop));
}

void CandidateScanner::ReadTail() {
  marks_.fill(kNone);
  marks_size_ = 0;
  std::size_t at = at_;
  opener_ = chars_.size();
  bool ornaments = true;  // nothing else so far
  bool crossed = false;   // the space before ornaments
  while (at > start_ && marks_size_ < kMarks) {
    const CharClass c = chars_.cls(at - 1);
    char16_t mark = kNone;
    if (IsEnd(c)) {
      std::size_t dots = 0;
      bool asks = false;
      bool calls = false;
      for (; at > start_ && IsEnd(chars_.cls(at - 1)); --at) {
        const CharClass end = chars_.cls(at - 1);
        asks |= end == kQuestion;
        calls |= end == kExclamation;
        dots += end == kEllipsis ? 3 : 1;
      }
      mark = asks ? u'?' : calls ? u'!' : dots == 1 ? u'.' : dots == 2 ? u'd' : u'e';
    } else if (IsOrnament(c)) {
      mark = chars_.normal(at - 1);
      while (at > start_ && chars_.cls(at - 1) == c) --at;
    } else if (c == kQuoteClose || c == kInnerClose) {
      mark = chars_.HasMate(at - 1) ? static_cast<char16_t>(c) : u'u';
      if (chars_.HasMate(at - 1)) opener_ = chars_.mate(at - 1);
      --at;
    } else if (c == kBracketClose && chars_.HasMate(at - 1) && chars_.mate(at - 1) >= start_) {
      const std::size_t opener = chars_.mate(at - 1);
      if (opener > start_ && chars_.cls(opener - 1) != kSpace) {
        bool number = at - opener <= 5;
        for (std::size_t i = opener + 1; number && i + 1 < at; ++i) number = chars_.cls(i) == kDigit;
        mark = number ? u'n' : u'b';
        at = opener;
      } else {
        mark = u'B';
        opener_ = opener;
        --at;
      }
    } else if (c == kBracketClose) {
      mark = u')';
      --at;
    } else if (c == kSpace && ornaments && !crossed && marks_size_ > 0) {
      crossed = true;
      mark = u'_';
      --at;
    } else {
      break;
    }
    ornaments = ornaments && (IsOrnament(c) || c == kSpace);
    marks_[marks_size_++] = mark;
  }
  core_ = at;
}

template <typename Features>
void CandidateScanner::ExtractEarly(Features& features) {
  features.clear();
  ending_.fill(kEdge);
  for (std::size_t i = 0; i < ending_.size() && core_ > start_ + i; ++i) {
    if (chars_.cls(core_ - 1 - i) == kSpace) break;
    ending_[i] = chars_.normal(core_ - 1 - i);
  }
  const auto [s1, s2, s3, s4, s5] = ending_;
  const char16_t m0 = marks_[0];
  const char16_t m1 = marks_[1];
  features.Add(0, m0, m1, marks_[2], next_ == at_ ? kGlued : kApart);
  features.Add(1, s1, m0, m1);
  features.Add(2, s2, s1, m0);
  features.Add(5, Coda(s1), m0, m1);
  features.Add(7, style_, s1, m0);
  end_class_ = words_.End(chars_, start_, core_);
  features.Add(9, end_class_, m0);
}

void CandidateScanner::ReadContext() {
  const std::size_t size = chars_.size();
  const auto at = [&](std::size_t i, std::size_t end) { return i < end ? chars_.normal(i) : kEdge; };
  Context& c = context_;
  c.gap = next_ == at_ ? kGlued : kApart;
  c.follows = static_cast<char16_t>(chars_.cls(next_));
  // The next word, opening marks aside, and the one after it.
  std::size_t word = next_;
  while (word < size && word < next_ + 3 &&
         (IsOpener(chars_.cls(word)) || chars_.cls(word) == kBullet || chars_.cls(word) == kDash)) {
    ++word;
  }
  std::size_t end = word;
  while (end < size && end < word + kLongestWord && chars_.cls(end) != kSpace) ++end;
  for (std::size_t i = 0; i < c.next.size(); ++i) c.next[i] = at(word + i, end);
  c.second = {at(end + 1, size), at(end + 2, size)};
  std::size_t last = end;
  while (last > word &&
         (IsEnd(chars_.cls(last - 1)) || IsCloser(chars_.cls(last - 1)) || chars_.cls(last - 1) == kComma)) {
    --last;
  }
  c.last = {last > word ? chars_.normal(last - 1) : kEdge, last > word + 1 ? chars_.normal(last - 2) : kEdge};
  c.next_length = end - word;
  c.next_class = words_.Next(chars_, word);
  // A speaker's name before a colon.
  std::size_t colon = word;
  while (colon < end && colon < word + 6 && chars_.normal(colon) != u':') ++colon;
  c.speaks = colon > word && ((colon < end && chars_.normal(colon) == u':') || (end == colon && c.second[0] == u':'));
  // The word that may end the sentence, and the one before it.
  std::size_t begin = core_;
  while (begin > start_ && core_ - begin < kLongestWord && chars_.cls(begin - 1) != kSpace &&
         !IsEnd(chars_.cls(begin - 1))) {
    --begin;
  }
  c.length = core_ - begin;
  c.previous = {begin >= start_ + 2 ? chars_.normal(begin - 2) : kEdge,
                begin >= start_ + 3 ? chars_.normal(begin - 3) : kEdge};
  // Distances: from the last boundary, and to the next end punctuation.
  c.run = Bucket(at_ - start_);
  const auto ends = [&](std::size_t i) { return IsEnd(chars_.cls(i)) && chars_.cls(i - 1) == kHangul; };
  while (end_gap_ < chars_.gaps() && (chars_.gap(end_gap_) < next_ || !ends(chars_.gap(end_gap_)))) ++end_gap_;
  c.ahead = Bucket((end_gap_ < chars_.gaps() ? chars_.gap(end_gap_) : size) - next_);
  // The quotation or bracket that the marks close.
  const bool inner = marks_[0] == kQuoteClose || marks_[0] == kInnerClose || marks_[0] == u'B';
  c.closed_opens = opener_ == 0 ? u'P' : opener_ <= start_ ? u'S' : u'_';
  c.closed_ended = inner ? marks_[1] : u'o';
  if (depth_ == 0) return;
  // The outermost quotation or bracket around the candidate, and what follows its end,
  // which says whose sentence this is.
  c.close = open_[0];
  c.open = chars_.mate(c.close);
  c.is_bracket = chars_.cls(c.close) == kBracketClose;
  c.mark = c.is_bracket ? chars_.normal(c.close) : static_cast<char16_t>(chars_.cls(c.close));
  std::size_t after = c.close + 1;
  c.join = after == size ? u'$' : chars_.cls(after) == kSpace ? u'_' : kGlued;
  while (after < size && after < c.close + 4 && (chars_.cls(after) == kSpace || IsCloser(chars_.cls(after)))) ++after;
  c.after = {at(after, size), at(after + 1, size)};
  c.after_class = words_.Next(chars_, after);
  c.ended = IsEnd(chars_.cls(c.close - 1)) ? u'.' : kNone;
  c.opens = c.open == 0 ? u'P' : c.open <= start_ ? u'S' : chars_.cls(c.open - 1) == kSpace ? u'_' : kGlued;
}

template <typename Features>
void CandidateScanner::ExtractMiddle(Features& features) {
  ReadContext();
  const Context& c = context_;
  const auto [s1, s2, s3, s4, s5] = ending_;
  const auto [n1, n2, n3, n4, n5] = c.next;
  const char16_t m0 = marks_[0];
  const char16_t m1 = marks_[1];
  features.Add(3, s3, s2, s1, m0);
  features.Add(4, Coda(s2), s1, m0);
  features.Add(8, s4, s3, s2, s1, m0);
  features.Add(10, c.follows, m0, m1, c.gap);
  features.Add(12, n1, n2, m0);
  features.Add(13, n1, n2, n3, m0);
  features.Add(15, s1, m0, n1);
  features.Add(17, s2, s1, m0, c.follows);
  features.Add(23, c.run, m0, m1);
  features.Add(25, c.ahead, m0);
  features.Add(29, previous_, m0, m1);
  features.Add(34, c.next_class, m0, c.gap);
  features.Add(36, c.next_class, end_class_, m0);
  features.Add(62, Bucket(c.length), Bucket(c.next_length), m0, c.gap);
  if (depth_ > 0) {
    const char16_t kind = c.is_bracket ? u'b' : u'q';
    features.Add(40, c.mark, c.join, c.ended, c.opens, m0);
    features.Add(41, c.mark, c.join, c.after[0], m0);
    features.Add(44, c.mark, c.opens, Bucket(c.close - c.open), m0);
    features.Add(47, c.mark, m0);
    features.Add(67, kind, c.opens, c.join, c.ended);
    features.Add(69, kind, c.join, c.after_class);
    features.Add(70, kind, c.opens, m0 == kNone ? u'n' : u'y');
  } else {
    features.Add(48, m0);
  }
  if (opener_ < chars_.size()) {
    features.Add(50, c.closed_opens, m0, c.closed_ended, c.follows, c.gap);
    features.Add(51, c.closed_opens, c.closed_ended, n1, n2, c.gap);
    features.Add(71, c.closed_opens, c.closed_ended, c.next_class, c.gap);
  }
  if (c.follows == kBracketOpen && chars_.HasMate(next_)) {
    // A bracket follows: a remark of its own, or a note to what stands before.
    const std::size_t close = chars_.mate(next_);
    const CharClass inner = chars_.cls(close - 1);
    const char16_t kind = inner == kDigit     ? u'0'
                          : IsEnd(inner)      ? u'.'
                          : IsOrnament(inner) ? u'm'
                                              : words_.End(chars_, next_, close);
    const char16_t join = close + 1 == chars_.size() ? u'$' : static_cast<char16_t>(chars_.cls(close + 1));
    features.Add(63, kind, c.gap, m0);
    features.Add(64, Bucket(close - next_), c.gap, m0);
    features.Add(65, kind, join, c.gap);
    features.Add(66, chars_.normal(next_), kind, c.gap);
  }
}

template <typename Features>
void CandidateScanner::ExtractLate(Features& features) {
  const Context& c = context_;
  const auto [s1, s2, s3, s4, s5] = ending_;
  const auto [n1, n2, n3, n4, n5] = c.next;
  const auto [l1, l2] = c.last;
  const auto [p1, p2] = c.previous;
  const char16_t m0 = marks_[0];
  const char16_t m1 = marks_[1];
  const std::size_t size = chars_.size();
  features.Add(6, style_, m0);
  features.Add(11, n1, m0);
  features.Add(14, n1, n2, n3, n4, n5, m0);
  features.Add(16, s2, s1, m0, n1, n2);
  features.Add(18, l1, m0);
  features.Add(19, l2, l1, m0);
  features.Add(20, c.second[0], c.second[1], m0);
  features.Add(21, p2, p1, s1, m0);
  features.Add(22, p1, s2, s1, m0);
  features.Add(24, c.run, s1, m0);
  features.Add(26, c.ahead, s1, m0);
  features.Add(27, Bucket(c.length), m0, c.follows);
  features.Add(28, Bucket(c.length), s1, m0);
  features.Add(30, previous_, s1, m0);
  const auto shape = [&](std::size_t i) {
    return core_ > start_ + i ? static_cast<char16_t>(chars_.cls(core_ - 1 - i)) : kEdge;
  };
  features.Add(31, shape(2), shape(1), shape(0), m0, c.follows);
  features.Add(32, shape(1), shape(0), m0, c.run, c.gap);
  features.Add(33, s5, s4, s3, s2, s1, m0);
  features.Add(35, c.next_class, s1, m0);
  features.Add(37, end_class_, c.follows, m0);
  features.Add(38, end_class_, c.run, m0);
  features.Add(39, end_class_, previous_, m0);
  if (c.speaks) {
    features.Add(57, m0);
    features.Add(58, s1, m0);
  }
  // Notes and blogs that end their sentences in nouns do so throughout.
  features.Add(59, manner_, Coda(s1), m0);
  features.Add(60, manner_, s1, m0);
  features.Add(61, manner_, end_class_, m0);
  if (c.follows == kQuoteOpen && chars_.HasMate(next_)) {
    // A quotation follows; it may be the second under one verb.
    const std::size_t close = chars_.mate(next_);
    const CharClass join = close + 1 < size ? chars_.cls(close + 1) : kOther;
    const char16_t after_class = words_.Next(chars_, close + (join == kSpace ? 2 : 1));
    features.Add(73, static_cast<char16_t>(join), after_class, m0, m1);
    features.Add(74, static_cast<char16_t>(join), after_class, c.gap);
  }
  // A line that ends like no sentence is a headline, whatever marks it holds.
  features.Add(75, line_, Bucket(size / 2), m0);
  features.Add(76, line_, start_ == 0 ? u'0' : u'1', m0);
  if (depth_ > 0) {
    const char16_t kind = c.is_bracket ? u'b' : u'q';
    features.Add(42, c.mark, c.join, c.after[0], c.after[1], m0);
    features.Add(43, c.mark, c.join, c.ended, m0, s1);
    features.Add(45, c.mark, Bucket(c.close - next_), c.join, m0);
    features.Add(46, c.mark, static_cast<char16_t>(chars_.cls(open_[depth_ - 1])), m0, c.follows);
    features.Add(68, kind, c.opens, c.join, c.after_class);
  }
  if (opener_ < size) {
    features.Add(52, c.closed_opens, c.closed_ended, n1, n2, n3, c.gap);
    features.Add(53, c.closed_opens, c.closed_ended, l1, c.gap);
    features.Add(54, c.closed_opens, c.closed_ended, Bucket(at_ - opener_), m0);
    features.Add(55, c.closed_opens, c.closed_ended, c.ahead, c.gap);
    features.Add(56, c.closed_opens, m0, s1, c.gap);
    features.Add(72, c.closed_opens, c.closed_ended, c.next_class, c.ahead);
  }
}

void CandidateScanner::Accept() {
  previous_ = marks_[0] == kNone ? u'b' : u'm';
  start_ = next_;
}

template void CandidateScanner::ExtractEarly(BoundaryKeys&);
template void CandidateScanner::ExtractMiddle(BoundaryKeys&);
template void CandidateScanner::ExtractLate(BoundaryKeys&);
template void CandidateScanner::ExtractEarly(BoundaryFeatures&);
template void CandidateScanner::ExtractMiddle(BoundaryFeatures&);
template void CandidateScanner::ExtractLate(BoundaryFeatures&);

}  // namespace textclean
