#include "service/page/elements.h"

#include <array>

namespace textclean {
namespace {

constexpr std::uint16_t kContainer = kBlock | kClosesP;

constexpr auto kElements = std::to_array<Element>({
    {"a", Tag::kA, 0},
    {"address", Tag::kOther, kContainer, {Evidence::kAddress}},
    {"applet", Tag::kOther, kScope},
    {"area", Tag::kOther, kVoid},
    {"article", Tag::kOther, kContainer, {Evidence::kArticle}},
    {"aside", Tag::kOther, kContainer, {Evidence::kAside}},
    {"audio", Tag::kOther, kInert},
    {"b", Tag::kOther, kBold},
    {"base", Tag::kOther, kVoid | kHeadOnly},
    {"blockquote", Tag::kOther, kContainer | kGap, {Evidence::kQuote}},
    {"body", Tag::kBody, kBlock},
    {"br", Tag::kBr, kVoid},
    {"button", Tag::kButton, kScope, {Evidence::kButton}},
    {"canvas", Tag::kOther, kInert},
    {"caption", Tag::kOther, kBlock | kScope, {Evidence::kFigcaption}},
    {"center", Tag::kOther, kContainer},
    {"code", Tag::kOther, 0, {Evidence::kCode}},
    {"col", Tag::kOther, kVoid},
    {"colgroup", Tag::kTbody, 0},
    {"dd", Tag::kDd, kContainer, {Evidence::kDefinition}},
    {"details", Tag::kOther, kContainer},
    {"dialog", Tag::kOther, kContainer, {Evidence::kDialog}},
    {"dir", Tag::kOther, kContainer},
    {"div", Tag::kOther, kContainer},
    {"dl", Tag::kOther, kContainer},
    {"dt", Tag::kDt, kContainer, {Evidence::kDefinition}},
    {"embed", Tag::kOther, kVoid},
    {"fieldset", Tag::kOther, kContainer, {Evidence::kForm}},
    {"figcaption", Tag::kOther, kContainer, {Evidence::kFigcaption}},
    {"figure", Tag::kOther, kContainer, {Evidence::kFigure}},
    {"footer", Tag::kOther, kContainer, {Evidence::kFooter}},
    {"form", Tag::kForm, kContainer, {Evidence::kForm}},
    {"frame", Tag::kOther, kVoid},
    {"frameset", Tag::kOther, kBlock},
    {"h1", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"h2", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"h3", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"h4", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"h5", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"h6", Tag::kHeading, kContainer | kGap | kBold, {Evidence::kHeading}},
    {"head", Tag::kHead, kBlock},
    {"header", Tag::kOther, kContainer, {Evidence::kHeader}},
    {"hgroup", Tag::kOther, kContainer},
    {"hr", Tag::kOther, kVoid | kContainer},
    {"html", Tag::kHtml, kBlock},
    {"iframe", Tag::kOther, kRawText | kInert | kBlock},
    {"img", Tag::kOther, kVoid},
    {"input", Tag::kInput, kVoid},
    {"label", Tag::kOther, 0, {Evidence::kButton}},
    {"legend", Tag::kOther, kBlock, {Evidence::kForm}},
    {"li", Tag::kLi, kContainer, {Evidence::kListItem}},
    {"link", Tag::kLink, kVoid | kHeadOnly},
    {"listing", Tag::kPre, kContainer | kGap, {Evidence::kCode}},
    {"main", Tag::kOther, kContainer, {Evidence::kMain}},
    {"marquee", Tag::kOther, kScope | kBlock},
    {"math", Tag::kMath, 0},
    {"menu", Tag::kOther, kContainer},
    {"meta", Tag::kMeta, kVoid | kHeadOnly},
    {"nav", Tag::kOther, kContainer, {Evidence::kNav}},
    {"noembed", Tag::kOther, kRawText | kInert},
    {"noframes", Tag::kOther, kRawText | kInert},
    {"noscript", Tag::kOther, kBlock, {Evidence::kNoscript}},
    {"object", Tag::kOther, kScope | kBlock, {Evidence::kHidden}},
    {"ol", Tag::kOther, kContainer},
    {"optgroup", Tag::kOther, kBlock, {Evidence::kForm}},
    {"option", Tag::kOption, kBlock, {Evidence::kForm}},
    {"p", Tag::kP, kContainer | kGap, {Evidence::kParagraph}},
    {"param", Tag::kOther, kVoid},
    {"plaintext", Tag::kPlaintext, kContainer | kGap},
    {"pre", Tag::kPre, kContainer | kGap, {Evidence::kCode}},
    {"script", Tag::kScript, kRawText | kInert | kHeadOnly},
    {"search", Tag::kOther, kContainer, {Evidence::kSearchWord}},
    {"section", Tag::kOther, kContainer},
    {"select", Tag::kSelect, kBlock, {Evidence::kForm}},
    {"source", Tag::kOther, kVoid},
    {"strong", Tag::kOther, kBold},
    {"style", Tag::kOther, kRawText | kInert | kHeadOnly},
    {"summary", Tag::kOther, kContainer},
    {"svg", Tag::kSvg, kInert},
    {"table", Tag::kTable, kContainer | kScope, {Evidence::kTable}},
    {"tbody", Tag::kTbody, kBlock},
    {"td", Tag::kTd, kBlock | kScope},
    {"template", Tag::kTemplate, kInert | kScope | kHeadOnly},
    {"textarea", Tag::kTextarea, kRawText | kBlock, {Evidence::kForm}},
    {"tfoot", Tag::kTbody, kBlock},
    {"th", Tag::kTd, kBlock | kScope | kBold},
    {"thead", Tag::kTbody, kBlock},
    {"time", Tag::kTime, 0, {Evidence::kTime}},
    {"title", Tag::kTitle, kRawText | kInert | kHeadOnly},
    {"tr", Tag::kTr, kBlock},
    {"track", Tag::kOther, kVoid},
    {"ul", Tag::kOther, kContainer},
    {"video", Tag::kOther, kInert},
    {"wbr", Tag::kOther, kVoid},
    {"xmp", Tag::kPre, kContainer | kRawText | kGap, {Evidence::kCode}},
});

// By hash, open addressing.
class Index {
 public:
  Index() {
    for (const Element& element : kElements) {
      std::uint32_t slot = Slot(element.name);
      while (slots_[slot] != nullptr) slot = (slot + 1) & kMask;
      slots_[slot] = &element;
    }
  }

  const Element& Find(std::string_view name) const {
    static constexpr Element kUnknown{};
    for (std::uint32_t slot = Slot(name); slots_[slot] != nullptr; slot = (slot + 1) & kMask) {
      if (slots_[slot]->name == name) return *slots_[slot];
    }
    return kUnknown;
  }

 private:
  static constexpr std::uint32_t kMask = 511;

  static std::uint32_t Slot(std::string_view name) {
    std::uint32_t hash = 2166136261u;
    for (const char c : name.substr(0, 12)) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ hash >> 16) & kMask;
  }

  std::array<const Element*, kMask + 1> slots_{};
};

}  // namespace

const Element& FindElement(std::string_view name) {
  static const Index kIndex;
  return kIndex.Find(name);
}

}  // namespace textclean
