#include "service/page/html.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "service/page/elements.h"
#include "service/page/entities.h"
#include "service/page/tokenizer.h"
#include "service/text/hangul.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

constexpr std::int32_t kNone = -1;
// Open elements are found by number: a tag's own, or one of the rest by the hash of a
// name. Two names with one number are taken for one element: harmless, and rare.
constexpr std::size_t kNumbers = 512;

bool IsHtmlSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Characters at which copying text stops to look.
constexpr std::array<bool, 256> MakeStops() {
  std::array<bool, 256> stops{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '&', '\0', kConjoiningLead})
    stops[static_cast<unsigned char>(c)] = true;
  return stops;
}
constexpr std::array<bool, 256> kStops = MakeStops();

bool ContainsNoCase(std::string_view text, std::string_view word) {
  const auto at = std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
  });
  return at != text.end();
}

// Whether a style attribute hides its element.
bool Hides(std::string_view style) {
  if (style.size() < 12) return false;
  std::string folded;
  for (const char c : style.substr(0, 256)) {
    if (!IsHtmlSpace(c)) folded += c;
  }
  return ContainsNoCase(folded, "display:none") || ContainsNoCase(folded, "visibility:hidden");
}

EvidenceSet EvidenceOfRole(std::string_view role) {
  struct Role {
    std::string_view name;
    Evidence evidence;
  };
  static constexpr auto kRoles = std::to_array<Role>({
      {"navigation", Evidence::kNav},
      {"menu", Evidence::kNav},
      {"banner", Evidence::kHeader},
      {"contentinfo", Evidence::kFooter},
      {"complementary", Evidence::kAside},
      {"main", Evidence::kMain},
      {"article", Evidence::kArticle},
      {"dialog", Evidence::kDialog},
      {"alertdialog", Evidence::kDialog},
      {"search", Evidence::kSearchWord},
      {"form", Evidence::kForm},
      {"button", Evidence::kButton},
      {"heading", Evidence::kHeading},
  });
  for (const Role& known : kRoles) {
    if (known.name == role) return {known.evidence};
  }
  return {};
}

// What an element's attributes say.
EvidenceSet EvidenceOfAttributes(const Tokenizer& tag) {
  EvidenceSet evidence = EvidenceOfWords(tag.Attribute("class")) | EvidenceOfWords(tag.Attribute("id")) |
                         EvidenceOfRole(tag.Attribute("role"));
  const std::string_view property = tag.Attribute("itemprop");
  if (ContainsNoCase(property, "articlebody")) evidence.Add(Evidence::kArticleBody);
  if (tag.HasAttribute("hidden") || tag.Attribute("aria-hidden") == "true" || Hides(tag.Attribute("style"))) {
    evidence.Add(Evidence::kHidden);
  }
  if (tag.Attribute("aria-modal") == "true") evidence.Add(Evidence::kDialog);
  return evidence;
}

class Builder {
 public:
  explicit Builder(std::string_view source)
      : source_(source),
        tokens_(source),
        html_(std::make_shared<HtmlPage>()),
        rendering_(std::make_shared<Rendering>()) {
    html_->nodes.emplace_back();
    rendering_->text.reserve(source.size() / 4);
    last_.fill(kNone);
    open_.reserve(kMaxDepth);
    Open root;
    root.flags = kBlock | kScope;
    root.is_special = true;
    root.special = root.scope = root.list = 0;
    root.node = 0;
    open_.push_back(root);
  }

  Page Build() && {
    while (tokens_.Next()) {
      switch (tokens_.type()) {
        case TokenType::kText:
          Text(tokens_.span());
          break;
        case TokenType::kStartTag:
          StartTag();
          break;
        case TokenType::kEndTag:
          EndTag();
          break;
        case TokenType::kSkipped:
          break;
      }
    }
    EndLine();
    Page page;
    page.blocks = std::move(blocks_);
    page.text = rendering_->text;
    page.rendering = std::move(rendering_);
    page.html = std::move(html_);
    return page;
  }

 private:
  // An open element, and what it inherits from those around it.
  struct Open {
    std::uint16_t number = 0;
    std::uint16_t flags = 0;
    Tag tag = Tag::kOther;
    std::uint8_t heading = 0;
    bool is_special = false;
    bool in_link = false;
    bool in_bold = false;
    bool in_pre = false;
    bool is_inert = false;
    std::int32_t previous = kNone;  // the next element below with the same number
    std::int32_t special = kNone;   // topmost block element, this one included
    std::int32_t scope = kNone;     // topmost element that end tags do not pass
    std::int32_t list = kNone;      // topmost element that items do not pass
    std::int32_t node = kNone;      // of a block element, once it holds text
    EvidenceSet own;
    EvidenceSet inline_own;  // of the inline elements since the innermost block element
  };

  std::int32_t Top() const { return static_cast<std::int32_t>(open_.size()) - 1; }
  Open& At(std::int32_t index) { return open_[static_cast<std::size_t>(index)]; }
  std::int32_t Last(Tag tag) const { return last_[static_cast<std::size_t>(tag)]; }

  static std::uint16_t NumberOf(Tag tag, std::string_view name) {
    if (tag != Tag::kOther) return static_cast<std::uint16_t>(tag);
    std::uint32_t hash = 2166136261u;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    constexpr std::size_t kFirst = static_cast<std::size_t>(Tag::kCount);
    return static_cast<std::uint16_t>(kFirst + (hash ^ hash >> 15) % (kNumbers - kFirst));
  }

  void Push(const Element& element) {
    if (open_.size() >= kMaxDepth) PopTo(Top());
    const Open& parent = open_.back();
    Open open;
    open.number = NumberOf(element.tag, tokens_.name());
    open.flags = element.flags;
    open.tag = element.tag;
    const bool is_root = element.tag == Tag::kHtml || element.tag == Tag::kBody || element.tag == Tag::kHead;
    if (!is_root) open.own = element.evidence | EvidenceOfAttributes(tokens_);
    const bool is_block = element.Is(kBlock);
    const std::int32_t index = Top() + 1;
    open.is_special = is_block || element.Is(kScope);
    open.previous = last_[open.number];
    open.special = open.is_special ? index : parent.special;
    open.scope = element.Is(kScope) ? index : parent.scope;
    const bool passes_items = !open.is_special || element.tag == Tag::kP || element.tag == Tag::kLi ||
                              element.tag == Tag::kDd || element.tag == Tag::kDt || tokens_.name() == "div" ||
                              tokens_.name() == "address";
    open.list = passes_items ? parent.list : index;
    open.inline_own = is_block ? EvidenceSet{} : parent.inline_own | open.own;
    open.in_link = parent.in_link || (element.tag == Tag::kA && tokens_.HasAttribute("href"));
    open.in_bold = parent.in_bold || element.Is(kBold);
    open.in_pre = parent.in_pre || element.tag == Tag::kPre;
    open.is_inert = parent.is_inert || element.Is(kInert);
    open.heading = element.tag == Tag::kHeading ? static_cast<std::uint8_t>(tokens_.name()[1] - '0') : parent.heading;
    last_[open.number] = index;
    open_.push_back(open);
  }

  // Closes the elements from the top down to `index`, that one included.
  void PopTo(std::int32_t index) {
    while (Top() >= index && open_.size() > 1) {
      const Open& top = open_.back();
      if ((top.flags & kBlock) != 0) EndLine();
      if ((top.flags & kGap) != 0) gap_ = true;
      last_[top.number] = top.previous;
      open_.pop_back();
    }
  }

  // Closes elements that the start tag of `element` closes.
  void CloseImplied(const Element& element) {
    if (element.Is(kClosesP)) CloseIf(Tag::kP, At(Top()).scope);
    const std::int32_t table = Last(Tag::kTable);
    switch (element.tag) {
      case Tag::kHeading:
        if (open_.back().tag == Tag::kHeading) PopTo(Top());
        break;
      case Tag::kLi:
        CloseIf(Tag::kLi, open_.back().list);
        break;
      case Tag::kDd:
      case Tag::kDt:
        CloseIf(Tag::kDd, open_.back().list);
        CloseIf(Tag::kDt, open_.back().list);
        break;
      case Tag::kOption:
        CloseIf(Tag::kOption, std::max(Last(Tag::kSelect), open_.back().scope));
        break;
      case Tag::kTd:
        CloseIf(Tag::kTd, std::max(table, Last(Tag::kTr)));
        break;
      case Tag::kTr:
        CloseIf(Tag::kTr, table);
        CloseIf(Tag::kTd, table);
        break;
      case Tag::kTbody:
        CloseIf(Tag::kTbody, table);
        CloseIf(Tag::kTr, table);
        break;
      case Tag::kButton:
        CloseIf(Tag::kButton, open_.back().list);
        break;
      case Tag::kA:
        CloseLink();
        break;
      default:
        break;
    }
  }

  // Closes the innermost open element `tag` if it lies above `floor`.
  void CloseIf(Tag tag, std::int32_t floor) {
    if (Last(tag) > floor) PopTo(Last(tag));
  }

  // Ends the innermost link, whatever block elements opened inside it and stay open.
  void CloseLink() {
    const std::int32_t link = Last(Tag::kA);
    if (link == kNone || link <= open_.back().scope) return;
    if (link > open_.back().special) return PopTo(link);
    Open& a = At(link);
    last_[a.number] = a.previous;
    a.number = NumberOf(Tag::kOther, "a");
    a.tag = Tag::kOther;
    a.previous = last_[a.number];
    last_[a.number] = link;
    for (std::int32_t i = link; i <= Top(); ++i) At(i).in_link = false;
  }

  void StartTag() {
    const Element& element = FindElement(tokens_.name());
    if (open_.back().is_inert && !LeavesDrawing(element)) {
      // Nothing in here shows, but its elements nest.
      if (!element.Is(kVoid) && !IsSelfClosing()) Push(element);
      if (element.tag == Tag::kScript && !IsSelfClosing()) tokens_.set_text_mode(TextMode::kScript);
      return;
    }
    switch (element.tag) {
      case Tag::kHtml:
      case Tag::kBody:
      case Tag::kForm:
        if (Last(element.tag) != kNone) return;
        break;
      case Tag::kHead:
        if (Last(Tag::kBody) != kNone || Last(Tag::kHead) != kNone) return;
        break;
      case Tag::kBr:
        return Break();
      case Tag::kMeta:
        ReadMeta();
        break;
      default:
        break;
    }
    if (element.tag != Tag::kHead && !element.Is(kHeadOnly)) CloseIf(Tag::kHead, kNone);
    CloseImplied(element);
    if (element.Is(kBlock)) EndLine();
    if (element.Is(kGap)) gap_ = true;
    if (tokens_.name() == "img") ReadImage();
    if (element.Is(kVoid)) return;
    if ((element.tag == Tag::kSvg || element.tag == Tag::kMath) && IsSelfClosing()) return;
    Push(element);
    tokens_.set_allow_cdata(element.tag == Tag::kSvg || element.tag == Tag::kMath);
    if (element.tag == Tag::kTime) ReadTime();
    if (element.tag == Tag::kScript) {
      is_json_ld_ = ContainsNoCase(tokens_.Attribute("type"), "ld+json");
      tokens_.set_text_mode(TextMode::kScript);
    } else if (element.Is(kRawText)) {
      tokens_.set_text_mode(TextMode::kRawText);
    } else if (element.tag == Tag::kPlaintext) {
      tokens_.set_text_mode(TextMode::kPlainText);
    }
  }

  bool IsSelfClosing() const {
    const Span span = tokens_.span();
    return span.size() > 2 && source_[span.end - 2] == '/';
  }

  // HTML's own elements end a drawing or formula that was not closed.
  bool LeavesDrawing(const Element& element) {
    const std::int32_t drawing = std::max(Last(Tag::kSvg), Last(Tag::kMath));
    const bool leaves = element.Is(kBlock) || element.tag == Tag::kBr || element.tag == Tag::kMeta ||
                        tokens_.name() == "img" || tokens_.name() == "span";
    if (drawing == kNone || drawing < Last(Tag::kTemplate) || !leaves) return false;
    // Such elements are at home in what a drawing embeds.
    if (NamesOpen("foreignobject", drawing) || NamesOpen("desc", drawing)) return false;
    PopTo(drawing);
    tokens_.set_allow_cdata(false);
    return !open_.back().is_inert;
  }

  bool NamesOpen(std::string_view name, std::int32_t above) const { return last_[NumberOf(Tag::kOther, name)] > above; }

  void EndTag() {
    const Element& element = FindElement(tokens_.name());
    const std::int32_t scope = open_.back().scope;
    switch (element.tag) {
      case Tag::kBr:
        if (!open_.back().is_inert) Break();
        return;
      case Tag::kHtml:
      case Tag::kBody:
        EndLine();  // what follows still belongs to the page
        return;
      case Tag::kHead:
        return CloseIf(Tag::kHead, kNone);
      case Tag::kA:
        return CloseLink();
      case Tag::kP:
        if (Last(Tag::kP) <= scope && !open_.back().is_inert) EndLine();
        return CloseIf(Tag::kP, scope);
      case Tag::kLi:
        return CloseIf(Tag::kLi, open_.back().list);
      case Tag::kTd:
      case Tag::kTr:
      case Tag::kTbody:
        return CloseIf(element.tag, Last(Tag::kTable));
      case Tag::kTable:
      case Tag::kSvg:
      case Tag::kMath:
      case Tag::kTemplate:
        tokens_.set_allow_cdata(false);
        return CloseIf(element.tag, kNone);
      default:
        break;
    }
    const std::int32_t last = last_[NumberOf(element.tag, tokens_.name())];
    const std::int32_t floor = element.Is(kScope) ? kNone : element.Is(kBlock) ? scope : open_.back().special;
    if (last > floor) PopTo(last);
  }

  void Break() {
    if (open_.back().is_inert) return;
    if (rendering_->text.size() == line_begin_) gap_ = true;
    EndLine();
  }

  void ReadMeta() {
    const Span content = tokens_.AttributeSpan("content");
    if (content.empty()) return;
    for (const std::string_view attribute : {"property", "name", "itemprop"}) {
      const std::string_view key = tokens_.Attribute(attribute);
      if (key.empty() || key.size() > 40) continue;
      AddMeta(key, DecodeEntities(content.of(source_).substr(0, kMaxMeta)), content, html_->metadata);
      return;
    }
  }

  void ReadTime() {
    const Span time = tokens_.AttributeSpan("datetime");
    if (time.empty() || time.size() > 64 || html_->metadata.published.size() > 16) return;
    html_->metadata.published.push_back({DecodeEntities(time.of(source_)), MetaSource::kTime, time});
  }

  void ReadImage() {
    Span url = tokens_.AttributeSpan("src");
    // Lazy pages keep the real address elsewhere, and a placeholder or nothing in src.
    for (const std::string_view lazy : {"data-src", "data-original", "data-lazy-src"}) {
      if (const Span span = tokens_.AttributeSpan(lazy); !span.empty()) url = span;
    }
    if (!url.empty()) html_->images.push_back({url, blocks_.size()});
  }

  void Text(Span span) {
    const Open& top = open_.back();
    switch (top.tag) {
      case Tag::kTitle:
        if (html_->metadata.titles.size() < 8) {
          html_->metadata.titles.push_back(
              {ComposeHangul(DecodeEntities(span.of(source_).substr(0, kMaxMeta))), MetaSource::kTitleElement, span});
        }
        return;
      case Tag::kScript:
        if (is_json_ld_) ReadJsonLd(span);
        return;
      default:
        break;
    }
    if (top.is_inert) return;
    if (top.tag == Tag::kHead && !IsBlank(span)) CloseIf(Tag::kHead, kNone);
    const bool is_verbatim = top.tag == Tag::kPlaintext || ((top.flags & kRawText) != 0 && top.tag == Tag::kPre);
    Render(span, is_verbatim ? Reading::kVerbatim : Reading::kMarkup, top.in_pre || top.tag == Tag::kPlaintext);
  }

  bool IsBlank(Span span) const {
    return std::all_of(source_.begin() + static_cast<std::ptrdiff_t>(span.begin),
                       source_.begin() + static_cast<std::ptrdiff_t>(span.end), IsHtmlSpace);
  }

  void ReadJsonLd(Span span) {
    const std::size_t bodies = html_->metadata.bodies.size();
    AddJsonLd(source_, span, html_->metadata);
    if (bodies > 0 || html_->metadata.bodies.empty()) return;
    // The article as data: lines of their own, for pages that show it nowhere.
    EndLine();
    gap_ = true;
    in_structured_data_ = true;
    Render(html_->metadata.bodies.front().span, Reading::kJson, /*is_pre=*/true);
    EndLine();
    in_structured_data_ = false;
    gap_ = true;
  }

  // How a stretch of source is read: references decoded, JSON escapes decoded, or as it is.
  enum class Reading { kMarkup, kJson, kVerbatim };

  void Render(Span span, Reading reading, bool is_pre) {
    for (std::size_t at = span.begin; at < span.end;) {
      std::size_t stop = at;
      while (stop < span.end && !kStops[static_cast<unsigned char>(source_[stop])] &&
             (reading != Reading::kJson || source_[stop] != '\\')) {
        ++stop;
      }
      if (stop > at) {
        Put(source_.substr(at, stop - at), {at, stop}, /*whole=*/false);
        at = stop;
        continue;
      }
      const char c = source_[at];
      if (c == '&') {
        at += Reference(at, span.end, reading);
      } else if (c == '\\' && reading == Reading::kJson) {
        at += JsonEscape(at, span.end);
      } else if (c == kConjoiningLead) {
        at += Letter(at, span.end);
      } else {
        if (c != '\0') Space({at, at + 1}, is_pre && c == '\n');
        ++at;
      }
    }
  }

  std::size_t Reference(std::size_t at, std::size_t end, Reading reading) {
    const EntityMatch match =
        reading == Reading::kMarkup ? MatchEntity(source_.substr(at, end - at), /*in_attribute=*/false) : EntityMatch{};
    if (match.size == 0) {
      Put("&", {at, at + 1}, /*whole=*/false);
      return 1;
    }
    const Span span{at, at + match.size};
    PutCharacters(match.first, match.second, span);
    return match.size;
  }

  // A character that may be the first letter of a syllable.
  std::size_t Letter(std::size_t at, std::size_t end) {
    const CodePoint syllable = ConjoinedSyllableAt(source_.substr(0, end), at);
    if (syllable.size > 0) {
      PutCharacters(syllable.value, 0, {at, at + syllable.size});
      return syllable.size;
    }
    const std::size_t size = DecodeUtf8(source_, at).size;
    Put(source_.substr(at, size), {at, at + size}, /*whole=*/false);
    return size;
  }

  std::size_t JsonEscape(std::size_t at, std::size_t end) {
    const auto unit = [&](std::size_t i) -> char32_t {
      if (i + 6 > end || source_[i] != '\\' || source_[i + 1] != 'u') return 0xFFFFFFFF;
      char32_t value = 0;
      for (std::size_t k = i + 2; k < i + 6; ++k) {
        const char c = source_[k];
        const char lower = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9') {
          value = value * 16 + static_cast<char32_t>(c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
          value = value * 16 + static_cast<char32_t>(lower - 'a' + 10);
        } else {
          return 0xFFFFFFFF;
        }
      }
      return value;
    };
    const char kind = at + 1 < end ? source_[at + 1] : '\0';
    if (kind == 'n' || kind == 'r' || kind == 't') {
      Space({at, at + 2}, kind == 'n');
      return 2;
    }
    if (kind != 'u') {
      // The backslash is markup, the character after it text.
      return 1 + (kind == '\\' ? (Put("\\", {at + 1, at + 2}, /*whole=*/false), 1) : 0);
    }
    const char32_t high = unit(at);
    if (high > 0xFFFF) return 2;
    if (high >= 0xD800 && high < 0xDC00) {
      const char32_t low = unit(at + 6);
      if (low >= 0xDC00 && low < 0xE000) {
        PutCharacters(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), 0, {at, at + 12});
        return 12;
      }
    }
    PutCharacters(high >= 0xD800 && high < 0xE000 ? 0xFFFD : high, 0, {at, at + 6});
    return 6;
  }

  void PutCharacters(char32_t first, char32_t second, Span span) {
    if (first == '\n' || first == ' ' || first == '\t' || first == '\f' || first == '\r') return Space(span, false);
    std::string text;
    AppendUtf8(first, text);
    if (second != 0) AppendUtf8(second, text);
    Put(text, span, /*whole=*/true);
  }

  void Space(Span span, bool ends_line) {
    if (ends_line) {
      if (rendering_->text.size() == line_begin_) gap_ = true;
      EndLine();
    } else if (rendering_->text.size() > line_begin_ && space_.empty()) {
      space_ = span;
    }
  }

  // Adds text to the line. No white space that folds.
  void Put(std::string_view text, Span span, bool whole) {
    std::string& out = rendering_->text;
    const Open& top = open_.back();
    if (out.size() == line_begin_) BeginLine();
    if (!space_.empty()) {
      rendering_->map.Add(out.size(), 1, space_.begin, space_.size(), space_.size() > 1);
      out += ' ';
      space_ = {};
    }
    rendering_->map.Add(out.size(), text.size(), span.begin, span.size(), whole);
    out += text;
    if (top.in_link) line_.link_bytes += static_cast<std::uint32_t>(text.size());
    if (top.in_bold) line_.bold_bytes += static_cast<std::uint32_t>(text.size());
    line_.inline_own = line_.inline_own & top.inline_own;
  }

  void BeginLine() {
    std::string& out = rendering_->text;
    if (!out.empty()) out += gap_ ? "\n\n" : "\n";
    gap_ = false;
    line_begin_ = out.size();
    line_ = {};
    line_.node = NodeOf(open_.back().special);
    line_.heading = open_.back().heading;
    line_.inline_own = open_.back().inline_own;
    line_.all = html_->nodes[line_.node].all;
  }

  // The node of the block element at `index`, made on demand together with those around it.
  std::uint32_t NodeOf(std::int32_t index) {
    std::vector<std::int32_t>& chain = chain_;
    chain.clear();
    while (At(index).node == kNone) {
      chain.push_back(index);
      index = At(index - 1).special;
    }
    auto node = static_cast<std::uint32_t>(At(index).node);
    for (; !chain.empty(); chain.pop_back()) {
      Open& open = At(chain.back());
      html_->nodes.push_back({node, open.own, html_->nodes[node].all | open.own});
      node = static_cast<std::uint32_t>(html_->nodes.size() - 1);
      open.node = static_cast<std::int32_t>(node);
    }
    return node;
  }

  void EndLine() {
    std::string& out = rendering_->text;
    space_ = {};
    if (out.size() == line_begin_) return;
    const Span line = Trim(out, {line_begin_, out.size()});
    rendering_->map.Truncate(line.end);
    out.resize(line.end);
    if (!line.empty()) {
      if (in_structured_data_) line_.inline_own.Add(Evidence::kStructuredData);
      line_.all = line_.all | line_.inline_own;
      blocks_.push_back({line});
      html_->lines.push_back(line_);
    }
    line_begin_ = out.size();
  }

  static constexpr std::size_t kMaxMeta = 4096;

  std::string_view source_;
  Tokenizer tokens_;
  std::shared_ptr<HtmlPage> html_;
  std::shared_ptr<Rendering> rendering_;
  std::vector<Block> blocks_;
  std::vector<Open> open_;
  std::array<std::int32_t, kNumbers> last_;
  std::vector<std::int32_t> chain_;
  // The line being built.
  std::size_t line_begin_ = 0;
  HtmlLine line_;
  Span space_;        // white space since the last character, not yet written
  bool gap_ = false;  // a blank line comes before the next line
  bool is_json_ld_ = false;
  bool in_structured_data_ = false;
};

}  // namespace

Page ParseHtml(std::string_view source) { return Builder(source).Build(); }

bool LooksLikeHtml(std::string_view text) {
  constexpr std::size_t kLook = 16384;
  const std::string_view head = text.substr(0, kLook);
  Tokenizer tokens(head);
  std::size_t text_bytes = 0;
  std::size_t tags = 0;
  bool is_first = true;
  while (tokens.Next()) {
    switch (tokens.type()) {
      case TokenType::kText:
        text_bytes += tokens.span().size();
        for (const char c : tokens.span().of(head)) is_first = is_first && (IsHtmlSpace(c) || (c & 0x80) != 0);
        break;
      case TokenType::kSkipped:
        if (is_first && ContainsNoCase(tokens.span().of(head).substr(0, 14), "<!doctype html")) return true;
        break;
      case TokenType::kStartTag: {
        const Element& element = FindElement(tokens.name());
        if (is_first && (element.tag == Tag::kHtml || element.tag == Tag::kHead)) return true;
        if (!element.name.empty()) ++tags;
        if (element.Is(kRawText)) {
          tokens.set_text_mode(element.tag == Tag::kScript ? TextMode::kScript : TextMode::kRawText);
        }
        is_first = false;
        break;
      }
      case TokenType::kEndTag:
        if (!FindElement(tokens.name()).name.empty()) ++tags;
        break;
    }
  }
  // A tag for every hundred bytes of text; a page about HTML shows fewer.
  return tags >= 3 && tags * 100 > text_bytes;
}

}  // namespace textclean
