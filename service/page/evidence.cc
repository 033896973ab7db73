#include "service/page/evidence.h"

#include <array>
#include <cstring>
#include <vector>

namespace textclean {
namespace {

struct Words {
  Evidence evidence;
  std::string_view words;  // separated by blanks
};

// A word marked with '=' counts only as a whole, never as the beginning or end of another.
constexpr auto kWords = std::to_array<Words>({
    {Evidence::kArticleWord, "article articles =art news newsct post posts story entry =atc gisa"},
    {Evidence::kContentWord,
     "content contents cont =cnt =con body text =txt =tx para paragraph editor writing prose richtext wysiwyg "
     "smartoutput "
     "=se contentarea markdown rte longform postbody =copy"},
    {Evidence::kViewWord, "view viewer read detail single document board bbs =doc =vw"},
    {Evidence::kTitleWord, "title headline subject heading =tit =ttl =hd hdline"},
    {Evidence::kSubtitleWord, "subtitle =sub summary lead deck standfirst excerpt dek teaser intro abstract synopsis"},
    {Evidence::kMetaWord, "meta info =inf postmeta details byinfo"},
    {Evidence::kDateWord, "date time datetime published regdate timestamp updated modified =reg day calendar"},
    {Evidence::kBylineWord,
     "byline reporter author authors writer journalist press =by editor profile bio contributor nickname =nick"},
    {Evidence::kCaptionWord, "caption captions photodesc imgdesc credit credits =desc source"},
    {Evidence::kImageWord,
     "photo image images =img thumb thumbs thumbnail picture figure gallery slide slider carousel media swiper =pic"},
    {Evidence::kVideoWord, "video player vod audio podcast youtube embed iframe movie"},
    {Evidence::kCommentWord,
     "comment comments reply replies cmt disqus respond discussion livere =rep guestbook review reviews talk"},
    {Evidence::kRelatedWord,
     "related relation relate relative recommend recommended similar similarnews more other others another also "
     "trending youmay recirc =rel linked"},
    {Evidence::kRankWord, "rank ranking best popular hot hits most latest recent newest mostview issue"},
    {Evidence::kListWord, "list lists item items =lst card cards grid tile headlines =feed archive latestpost"},
    {Evidence::kShareWord,
     "share sharing sns social facebook twitter kakao =fb bookmark addtoany =tw linkedin pinterest"},
    {Evidence::kReactionWord,
     "like likes likeit vote votes emotion good sympathy reaction poll rating rate star feedback"},
    {Evidence::kNavWord,
     "nav navi navigation menu gnb lnb snb breadcrumb breadcrumbs location tab tabs category categories submenu "
     "navbar topbar path sitemap depth =fnb skip skipnav"},
    {Evidence::kHeaderWord, "header =head masthead logo top"},
    {Evidence::kFooterWord, "footer foot bottom colophon address =ft"},
    {Evidence::kSideWord, "sidebar side aside right wing quick rail secondary =rside left fly column"},
    {Evidence::kAdWord,
     "=ad =ads =adv advert advertisement banner sponsor sponsored promo promotion dable taboola outbrain adsbygoogle "
     "adsense adbox adarea =cta commercial =pr affiliate marketing"},
    {Evidence::kCopyrightWord,
     "copyright copyrights license licence =ccl rights legal disclaimer terms policy privacy"},
    {Evidence::kTagWord, "=tag tags keyword keywords hashtag hashtags topic topics"},
    {Evidence::kSubscribeWord,
     "subscribe subscription newsletter signup mailing follow paywall optin donate support =sub"},
    {Evidence::kAccountWord, "login logout member join user account =my mypage register password cart basket checkout"},
    {Evidence::kSearchWord, "search =srch keywordbox finder"},
    {Evidence::kPopupWord,
     "popup modal layer dialog overlay cookie consent gdpr lightbox tooltip dropdown toast =ly =pop"},
    {Evidence::kToolWord,
     "tool tools toolbar util utility btn button buttons print font control controls option options "
     "setting settings =ico icon icons function"},
    {Evidence::kPagingWord, "paging pagination pager prev previous next page pagenav postnav"},
    {Evidence::kHiddenWord,
     "blind hide hidden =ir invisible screenreader screen =sr srt readonly accessibility offscreen visuallyhidden "
     "=skip"},
    {Evidence::kTocWord, "toc tableofcontents outline index"},
    {Evidence::kQuoteWord, "quote blockquote pullquote quotation callout highlight note box infobox"},
    {Evidence::kProductWord, "product products price shop store buy deal offer pricing goods"},
    {Evidence::kNoticeWord, "notice error alert warning message disclosure announcement guide help"},
    {Evidence::kWidgetWord, "widget widgets plugin module block section"},
});

// Words by hash, open addressing: one probe tells most words of a page unknown.
class Dictionary {
 public:
  Dictionary() {
    for (const Words& words : kWords) {
      std::string_view rest = words.words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        Insert(rest.substr(0, end), words.evidence);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  struct Entry {
    std::string_view word;
    EvidenceSet evidence;
    bool whole_only = false;
  };

  static constexpr std::uint32_t kSeed = 2166136261u;
  static std::uint32_t Extend(std::uint32_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 16777619u; }

  const Entry* Find(std::string_view word, std::uint32_t hash) const {
    for (std::uint32_t slot = hash & kMask;; slot = (slot + 1) & kMask) {
      const Entry& entry = entries_[slot];
      if (entry.word.empty()) return nullptr;
      if (entry.word == word) return &entry;
    }
  }

 private:
  static constexpr std::uint32_t kMask = 2047;  // load below a quarter

  void Insert(std::string_view word, Evidence evidence) {
    const bool whole_only = word.front() == '=';
    if (whole_only) word.remove_prefix(1);
    std::uint32_t hash = kSeed;
    for (const char c : word) hash = Extend(hash, c);
    std::uint32_t slot = hash & kMask;
    while (!entries_[slot].word.empty() && entries_[slot].word != word) slot = (slot + 1) & kMask;
    entries_[slot].word = word;
    entries_[slot].evidence.Add(evidence);
    entries_[slot].whole_only = whole_only;
  }

  std::array<Entry, kMask + 1> entries_;
};

constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kShortestPart = 3;
constexpr std::size_t kLongestPart = 12;

// What one lower-case word says.
EvidenceSet EvidenceOfWord(const Dictionary& dictionary, std::string_view word) {
  EvidenceSet found;
  std::size_t prefix = 0;
  std::uint32_t hash = Dictionary::kSeed;
  for (std::size_t i = 0; i < word.size(); ++i) {
    hash = Dictionary::Extend(hash, word[i]);
    const std::size_t size = i + 1;
    if (size < 2 || (size < kShortestPart && size != word.size())) continue;
    const Dictionary::Entry* entry = dictionary.Find(word.substr(0, size), hash);
    if (entry == nullptr) continue;
    if (size == word.size()) return entry->evidence;
    if (!entry->whole_only && size > kShortestPart) {
      found = entry->evidence;
      prefix = size;
    }
  }
  // The longest known end that does not reach into the known beginning.
  const std::size_t left = word.size() - prefix;
  for (std::size_t size = std::min(left, kLongestPart); size > kShortestPart; --size) {
    const std::string_view end = word.substr(word.size() - size);
    hash = Dictionary::kSeed;
    for (const char c : end) hash = Dictionary::Extend(hash, c);
    const Dictionary::Entry* entry = dictionary.Find(end, hash);
    if (entry != nullptr && !entry->whole_only) return found | entry->evidence;
  }
  return found;
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

EvidenceSet EvidenceOfWords(std::string_view text) {
  static const Dictionary kDictionary;
  EvidenceSet found;
  std::array<char, kLongestWord> word;
  std::size_t size = 0;
  bool after_lower = false;
  const auto flush = [&] {
    if (size >= 2) found = found | EvidenceOfWord(kDictionary, {word.data(), size});
    size = 0;
  };
  for (const char c : text) {
    if (!IsLower(c) && !IsUpper(c)) {
      flush();
      after_lower = false;
      continue;
    }
    if (IsUpper(c) && after_lower) flush();
    after_lower = IsLower(c);
    if (size < word.size()) word[size++] = static_cast<char>(c | 0x20);
  }
  flush();
  return found;
}

}  // namespace textclean
