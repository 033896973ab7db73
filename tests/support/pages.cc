#include "tests/support/pages.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace textclean {

std::vector<NamedText> ReadPages(const std::string& folder, std::string_view extension) {
  std::vector<NamedText> pages;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != extension) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.push_back({entry.path().stem().string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  if (pages.empty()) {
    std::cerr << "no pages in " << folder << ": " << error.message() << '\n';
    std::exit(1);
  }
  std::sort(pages.begin(), pages.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return pages;
}

const std::vector<NamedText>& FixturePages() {
  static const auto* const kPages = new std::vector<NamedText>(ReadPages(TEXTCLEAN_TEST_DATA "/pages/raw"));
  return *kPages;
}

const std::vector<NamedText>& HostilePieces() {
  using namespace std::string_literals;
  static const auto* const kPieces = new std::vector<NamedText>{
      {"ascii_line", "a"},
      {"hangul_line", "가"},
      {"links", "[a](/b)"},
      {"open_links", "[a](/b"},
      {"emphasis", "**a"},
      {"cells", "| a"},
      {"backslashes", "\\*"},
      {"words_line", "가나 다라마 "},
      {"sentences_line", "정부는 오늘 대책을 발표했다. "},
      {"no_spaces_sentences", "했다."},
      {"lf", "\n"},
      {"crlf", "\r\n"},
      {"cr", "\r"},
      {"nel", "\u0085"},
      {"line_separator", "\u2028"},
      {"spaces", " "},
      {"tabs", "\t"},
      {"nbsp", "\u00a0"},
      {"ideographic_space", "\u3000"},
      {"nul", "\0"s},
      {"zero_width", "\u200b"},
      {"bom", "\ufeff"},
      {"short_lines", "가\n"},
      {"blank_lines", " \n"},
      {"menu_lines", "댓글\n"},
      {"prose_lines", "정부는 오늘 대책을 발표했다고 밝혔다.\n"},
      {"headline_lines", "“물가 또 올랐다”…정부 대책 발표\n"},
      {"ranking_lines", "1 많이 본 뉴스 제목\n"},
      {"digits", "7"},
      {"prices", "8,560원 "},
      {"dates", "2024.01.02. "},
      {"times", "12:34"},
      {"double_quotes", "\""},
      {"single_quotes", "'"},
      {"opened_quotations", "“"},
      {"opened_words", "“가 "},
      {"round", "("},
      {"round_closed", ")"},
      {"pairs", "()"},
      {"square", "[[["},
      {"dateline", "(서울=연합뉴스) 홍길동 기자 = "},
      {"dateline_opened", "(서울="},
      {"corner", "<"},
      {"tags", "<div>"},
      {"attributes", "<a href=\""},
      {"entities", "&amp;"},
      {"image_opened", "!["},
      {"link_middle", "]("},
      {"link", "[가](/b)"},
      {"urls", "https://example.com/"},
      {"email_opened", "a@"},
      {"email_dots", "a.a@a."},
      {"copyright_sign", "ⓒ"},
      {"copyright_phrase", "무단 전재-재배포 금지 "},
      {"reporters", "홍길동 기자 "},
      {"end_mark", "(끝)"},
      {"bullets", "▲"},
      {"arrows", "▶ 가 "},
      {"hashes", "#"},
      {"bars", "|"},
      {"dashes", "―"},
      {"equals", "="},
      {"dots", "."},
      {"ellipses", "…"},
      {"emoji", "😀"},
      {"conjoining_jamo", "\u1100\u1161\u11a8"},
      {"full_width", "ＡＢ１２"},
      {"widget", "(8,560원 0 0.0%)"},
  };
  return *kPieces;
}

std::string Repeat(std::string_view piece, std::size_t size) {
  std::string text;
  text.reserve(size);
  while (text.size() + piece.size() <= size) text += piece;
  return text;
}

const std::vector<NamedText>& DamagedTexts() {
  using namespace std::string_literals;
  static const auto* const kTexts = new std::vector<NamedText>{
      {"bom_title", "\ufeff제목\n정부는 오늘 대책을 발표했다.\n"},
      {"bom_everywhere", "\ufeff\ufeff\n\ufeff가\ufeff"},
      {"crlf_lines", "제목\r\n\r\n정부는 오늘 대책을 발표했다.\r\n홍길동 기자\r\n"},
      {"nel_lines", "제목\u0085정부는 오늘 대책을 발표했다.\u0085"},
      {"separator_lines", "제목\u2028정부는 오늘 대책을 발표했다.\u2029홍길동 기자"},
      {"old_mac_lines", "제목\r정부는 오늘 대책을 발표했다.\r"},
      {"nul_within", "정부는\0오늘 대책을\0발표했다.\0"s},
      {"controls", "\x1b[1m정부는\x1b[0m 오늘\x07 발표했다.\x7f"},
      {"zero_width_within", "정\u200b부\u200c는\u200d 오늘\u2060 발표했다.\u00ad"},
      {"bidi", "\u202e다했표발 늘오 는부정\u202c\u2066가\u2069"},
      {"nbsp_indent", "\u00a0\u00a0정부는\u00a0오늘\u3000발표했다."},
      {"full_width", "［서울＝연합뉴스］　홍길동　기자　＝　２０２４년　ＡＢ社가　발표했다．"},
      {"decomposed", "\u110c\u1165\u11bc\u1107\u116e\u1102\u1173\u11ab 발표했다."},
      {"replacement", "정부\ufffd는 오늘 \ufffd\ufffd 발표했다."},
      {"noncharacters", "\uffff정부는\U0010ffff발표했다.\ufdd0"},
      {"fillers", "\u3164\u115f\u1160\uffa0"},
      {"only_space", " \t\u3000\n\u200b\r\n"},
      {"one_letter", "가"},
      {"one_dot", "."},
      {"one_nul", "\0"s},
      {"unclosed", "“정부는 (오늘 [대책을 <발표했다. '가 ‘나 《다 〈라 「마 {바"},
      {"closed_only", "”정부는 )오늘 ]대책을 >발표했다. ’가 》다 〉라 」마 }바"},
      {"one_line_page",
       "홈 정치 경제 사회 로그인 구독 제목 정부는 오늘 대책을 발표했다. 홍길동 기자 gildong@example.com 입력 "
       "2024.01.02 "
       "03:04 댓글 0 무단 전재-재배포 금지"},
      {"markup_left", "<p>정부는 <b>오늘</b> 발표했다.</p><script>var a = '<';</script>&nbsp;&#44032;"},
  };
  return *kTexts;
}

}  // namespace textclean
