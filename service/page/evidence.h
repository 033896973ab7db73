// What a page's markup says about its text: landmarks of elements, and the words of
// class and id attributes, of Korean portals and in general. Evidence, never a verdict,
// and nothing that names a site.
//
//   EvidenceSet evidence = EvidenceOfWords("articleBody news_view");
//   evidence.Has(Evidence::kArticleWord);
#ifndef TEXTCLEAN_SERVICE_PAGE_EVIDENCE_H_
#define TEXTCLEAN_SERVICE_PAGE_EVIDENCE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace textclean {

// The order is that of the scorer's features: append only, or train again.
enum class Evidence : std::uint8_t {
  // Elements, their roles and attributes.
  kParagraph,
  kHeading,
  kListItem,
  kTable,
  kNav,
  kHeader,
  kFooter,
  kAside,
  kForm,
  kButton,
  kFigure,
  kFigcaption,
  kArticle,
  kMain,
  kQuote,
  kCode,
  kHidden,
  kNoscript,
  kDialog,
  kAddress,
  kTime,
  kArticleBody,  // itemprop="articleBody"
  kDefinition,   // dt, dd
  kStructuredData,
  // Words of class and id.
  kArticleWord,
  kContentWord,
  kViewWord,
  kTitleWord,
  kSubtitleWord,
  kMetaWord,
  kDateWord,
  kBylineWord,
  kCaptionWord,
  kImageWord,
  kVideoWord,
  kCommentWord,
  kRelatedWord,
  kRankWord,
  kListWord,
  kShareWord,
  kReactionWord,
  kNavWord,
  kHeaderWord,
  kFooterWord,
  kSideWord,
  kAdWord,
  kCopyrightWord,
  kTagWord,
  kSubscribeWord,
  kAccountWord,
  kSearchWord,
  kPopupWord,
  kToolWord,
  kPagingWord,
  kHiddenWord,
  kTocWord,
  kQuoteWord,
  kProductWord,
  kNoticeWord,
  kWidgetWord,
  kBodyName,  // a whole name that publishing systems give to an article's own container
};
inline constexpr std::size_t kEvidences = 61;

// A set of them.
class EvidenceSet {
 public:
  constexpr EvidenceSet() = default;
  constexpr EvidenceSet(std::initializer_list<Evidence> all) {
    for (const Evidence e : all) Add(e);
  }
  constexpr void Add(Evidence e) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(e); }
  constexpr bool Has(Evidence e) const { return (bits_ >> static_cast<unsigned>(e) & 1u) != 0; }
  constexpr bool HasAny(EvidenceSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr std::uint64_t bits() const { return bits_; }
  friend constexpr EvidenceSet operator|(EvidenceSet a, EvidenceSet b) { return EvidenceSet(a.bits_ | b.bits_); }
  friend constexpr EvidenceSet operator&(EvidenceSet a, EvidenceSet b) { return EvidenceSet(a.bits_ & b.bits_); }
  friend constexpr bool operator==(EvidenceSet, EvidenceSet) = default;

 private:
  constexpr explicit EvidenceSet(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_ = 0;
};

// What the words of a class or id attribute say. Words are cut at case changes, digits
// and punctuation; an unknown word counts by the known ones it begins and ends with
// ("articlebody"). The words are data/class_words.txt, the whole names data/body_names.txt.
// Linear in the text.
EvidenceSet EvidenceOfWords(std::string_view text);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_PAGE_EVIDENCE_H_
