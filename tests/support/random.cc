#include "tests/support/random.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "service/text/utf8.h"

namespace textclean {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kLineEnds = {"\n"sv, "\n"sv, "\n"sv,     "\n\n"sv,   "\r\n"sv,  "\r"sv,
                                  "\v"sv, "\f"sv, "\u0085"sv, "\u2028"sv, "\u2029"sv};

constexpr std::array kBlanks = {" "sv,      " "sv,      " "sv,      "\t"sv,     "\u00a0"sv,
                                "\u3000"sv, "\u200b"sv, "\ufeff"sv, "\u200d"sv, "\u202e"sv,
                                "\u00ad"sv, "\0"sv,     "\x01"sv,   "\x7f"sv,   "\u2003"sv};

constexpr std::array kPhrases = {
    "정부는"sv,
    "오늘"sv,
    "발표했다."sv,
    "밝혔다."sv,
    "말했어요."sv,
    "것이죠."sv,
    "했다"sv,
    "“그렇다”"sv,
    "‘아니다’"sv,
    "(서울=연합뉴스) 홍길동 기자 ="sv,
    "[한국스포츠경제 홍길동]"sv,
    "홍길동 기자 gildong@example.com"sv,
    "(끝)"sv,
    "무단 전재-재배포 금지"sv,
    "ⓒ 나래일보"sv,
    "Copyright"sv,
    "[사진=연합뉴스]"sv,
    "▲"sv,
    "▶"sv,
    "■"sv,
    "#태그"sv,
    "많이 본 뉴스"sv,
    "관련기사"sv,
    "댓글 12"sv,
    "좋아요"sv,
    "공유하기"sv,
    "로그인"sv,
    "구독"sv,
    "제보는"sv,
    "글자크기"sv,
    "입력 2024-01-02 03:04"sv,
    "2024.01.02."sv,
    "(8,560원 0 0.0%)"sv,
    "12"sv,
    "1,234"sv,
    "|"sv,
    "·"sv,
    ">"sv,
    "―"sv,
    "![사진](https://example.com/a.jpg)"sv,
    "[링크](/b)"sv,
    "<b>"sv,
    "</p>"sv,
    "&amp;"sv,
    "https://example.com"sv,
    "("sv,
    ")"sv,
    "["sv,
    "]"sv,
    "="sv,
    "\""sv,
    "“"sv,
    "”"sv,
    "가"sv,
    "a"sv,
    "AI 요약"sv,
    "ＡＢ１２"sv,
    "😀"sv,
    "é"sv,
    "\u1100\u1161"sv,
    "뉴스1"sv,
    "단독"sv,
    "속보"sv,
    "다."sv,
    "."sv,
    "?"sv,
    "!"sv,
    "…"sv,
    "ㅋㅋ"sv,
};

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// The nearest code point boundary at or before `at`.
std::size_t Boundary(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && IsContinuation(text[at])) --at;
  return at;
}

}  // namespace

char32_t RandomCodePoint(Random& random) {
  constexpr std::array<char32_t, 12> kEdges = {0x00,   0x20,   0x7F,   0x80,   0x7FF,   0x800,
                                               0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};
  if (random.OneIn(4)) return random.Pick(kEdges);
  while (true) {
    const auto c = static_cast<char32_t>(random.Below(random.OneIn(2) ? 0x10000 : 0x110000));
    if (c < 0xD800 || c > 0xDFFF) return c;
  }
}

std::span<const std::string_view> Phrases() { return kPhrases; }

std::string RandomText(Random& random, std::size_t size) {
  std::string text;
  // Some texts have few line ends, some many: lines of one word up to one line alone.
  const std::size_t words_per_line = std::size_t{1} << random.Below(10);
  while (text.size() < size) {
    if (random.OneIn(words_per_line)) {
      text += random.Pick(kLineEnds);
    } else if (random.OneIn(40)) {
      AppendUtf8(RandomCodePoint(random), text);
    } else if (random.OneIn(3)) {
      text += random.Pick(kBlanks);
    } else {
      text += random.Pick(kPhrases);
    }
  }
  return text;
}

std::string Mutate(Random& random, std::string text) {
  for (std::size_t steps = 1 + random.Below(4); steps > 0; --steps) {
    switch (random.Below(6)) {
      case 0: {  // cut
        const std::size_t begin = Boundary(text, random.Below(text.size() + 1));
        const std::size_t end = Boundary(text, random.Below(text.size() + 1));
        text = text.substr(std::min(begin, end), std::max(begin, end) - std::min(begin, end));
        break;
      }
      case 1: {  // shuffle, drop and double lines
        std::vector<std::string> lines = Lines(text);
        text.clear();
        for (std::size_t i = lines.size(); i > 0; --i) {
          if (random.OneIn(3)) std::swap(lines[i - 1], lines[random.Below(i)]);
          for (std::size_t copies = random.OneIn(8) ? random.Below(3) : 1; copies > 0; --copies) {
            text += lines[i - 1];
            text += random.OneIn(20) ? random.Pick(kBlanks) : random.Pick(kLineEnds);
          }
        }
        break;
      }
      case 2:  // twice
        text += text;
        break;
      case 3:  // another sort of line end
        if (const std::string_view line_end = random.Pick(kLineEnds); line_end != "\n") {
          std::string other;
          for (const std::string& line : Lines(text)) other.append(line).append(line_end);
          text = std::move(other);
        }
        break;
      default:  // a few characters or pieces put in
        for (std::size_t count = 1 + random.Below(20); count > 0; --count) {
          std::string piece;
          if (random.OneIn(3)) {
            AppendUtf8(RandomCodePoint(random), piece);
          } else {
            piece = random.OneIn(2) ? random.Pick(kBlanks) : random.Pick(kPhrases);
          }
          text.insert(Boundary(text, random.Below(text.size() + 1)), piece);
        }
    }
  }
  return text;
}

}  // namespace textclean
