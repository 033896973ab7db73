#include "service/label/html_evidence.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace textclean {

extern const std::string_view kDefaultHtmlModel;

namespace {

struct Reason {
  Evidence evidence;
  RegionKind kind;
  std::string_view rule;
};

// What a line is that is not the article's, by the nearest of these around it.
constexpr auto kReasons = std::to_array<Reason>({
    {Evidence::kCommentWord, RegionKind::kReaction, "html.comment"},
    {Evidence::kReactionWord, RegionKind::kReaction, "html.reaction"},
    {Evidence::kCopyrightWord, RegionKind::kCopyright, "html.copyright"},
    {Evidence::kBylineWord, RegionKind::kByline, "html.byline"},
    {Evidence::kDateWord, RegionKind::kTimestamp, "html.date"},
    {Evidence::kTime, RegionKind::kTimestamp, "html.time"},
    {Evidence::kFigcaption, RegionKind::kCaption, "html.figcaption"},
    {Evidence::kCaptionWord, RegionKind::kCaption, "html.caption"},
    {Evidence::kAdWord, RegionKind::kPromotion, "html.ad"},
    {Evidence::kSubscribeWord, RegionKind::kPromotion, "html.subscribe"},
    {Evidence::kRelatedWord, RegionKind::kRelated, "html.related"},
    {Evidence::kRankWord, RegionKind::kRelated, "html.rank"},
    {Evidence::kNav, RegionKind::kNavigation, "html.nav"},
    {Evidence::kShareWord, RegionKind::kNavigation, "html.share"},
    {Evidence::kNavWord, RegionKind::kNavigation, "html.menu"},
    {Evidence::kAccountWord, RegionKind::kNavigation, "html.account"},
    {Evidence::kSearchWord, RegionKind::kNavigation, "html.search"},
    {Evidence::kToolWord, RegionKind::kNavigation, "html.tool"},
    {Evidence::kPagingWord, RegionKind::kNavigation, "html.paging"},
    {Evidence::kForm, RegionKind::kNavigation, "html.form"},
    {Evidence::kButton, RegionKind::kNavigation, "html.button"},
    {Evidence::kTagWord, RegionKind::kOther, "html.tag"},
    {Evidence::kFooter, RegionKind::kOther, "html.footer"},
    {Evidence::kFooterWord, RegionKind::kOther, "html.footer"},
    {Evidence::kHeader, RegionKind::kNavigation, "html.header"},
    {Evidence::kAside, RegionKind::kRelated, "html.aside"},
    {Evidence::kSideWord, RegionKind::kRelated, "html.side"},
    {Evidence::kPopupWord, RegionKind::kPromotion, "html.popup"},
    {Evidence::kListWord, RegionKind::kRelated, "html.list"},
});

// What the markup says a line is that is not the article's.
HtmlVerdict Explain(const HtmlPage& html, std::size_t i) {
  const HtmlLine& line = html.lines[i];
  const HtmlNode& node = html.nodes[line.node];
  const HtmlNode& parent = html.nodes[node.parent];
  for (const EvidenceSet set : {line.inline_own | node.own, parent.own | html.nodes[parent.parent].own, line.all}) {
    for (const Reason& reason : kReasons) {
      if (set.Has(reason.evidence)) return {reason.kind, 0, 0, reason.rule};
    }
  }
  return {RegionKind::kOther, 0, 0, "html.outside"};
}

bool IsHidden(const HtmlLine& line) {
  return line.all.HasAny({Evidence::kHidden, Evidence::kNoscript, Evidence::kStructuredData});
}

bool IsUnsure(std::span<const float> body) {
  return std::all_of(body.begin(), body.end(), [](float p) { return p < 0.5F; });
}

// Whether the text alone is sure of an article.
bool HasArticle(const HtmlFeatures& features, std::span<const Decision> text) {
  constexpr float kLeastWords = 20;
  constexpr float kSure = 0.9F;
  float words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i].kind == RegionKind::kBody && text[i].content > kSure) words += features.Words(i);
  }
  return words >= kLeastWords;
}

// An article that comes as data counts where the page shows none of its length, and else
// not at all.
void ChooseStructuredData(const HtmlFeatures& features, std::vector<float>& body) {
  constexpr float kLeastWords = 30;
  float shown = 0;
  float data = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    (features.IsStructuredData(i) ? data : shown) += features.Words(i) * (features.IsStructuredData(i) ? 1 : body[i]);
  }
  const bool is_article = data >= kLeastWords && shown < data / 2;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (features.IsStructuredData(i)) {
      body[i] = is_article ? 0.95F : 0;
    } else if (is_article) {
      body[i] *= 0.3F;
    }
  }
}

// Where no article of any length shows, what the page describes itself with is the article:
// a post of a few words looks like anything else on the page.
void ChooseDescribed(const HtmlFeatures& features, std::vector<float>& body) {
  constexpr float kMostWords = 40;
  const std::size_t described = features.DescribedLine();
  if (described == body.size()) return;
  float likely = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] > 0.5F) likely += features.Words(i);
  }
  if (likely - (body[described] > 0.5F ? features.Words(described) : 0) > kMostWords) return;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (i == described) {
      body[i] = 0.95F;
    } else if (!features.StandTogether(i, described)) {
      body[i] *= 0.3F;
    }
  }
}

}  // namespace

absl::StatusOr<HtmlEvidence> HtmlEvidence::Default() {
  std::string_view text = kDefaultHtmlModel;
  auto lines = BoostedTrees::Read(text, kLineFeatures);
  auto containers = BoostedTrees::Read(text, kNodeFeatures);
  auto verdict = BoostedTrees::Read(text, kLineFeatures + kContextFeatures);
  for (const absl::Status& status : {lines.status(), containers.status(), verdict.status()}) {
    if (!status.ok()) return absl::InternalError("html_model.txt: " + std::string(status.message()));
  }
  return HtmlEvidence(*std::move(lines), *std::move(containers), *std::move(verdict));
}

HtmlEvidence::HtmlEvidence(BoostedTrees lines, BoostedTrees containers, BoostedTrees verdict)
    : lines_(std::move(lines)), containers_(std::move(containers)), verdict_(std::move(verdict)) {}

std::vector<float> HtmlEvidence::Body(const Page& page, std::span<const Decision> text) const {
  HtmlFeatures features(page, text);
  return Body(features, text);
}

std::vector<float> HtmlEvidence::Body(HtmlFeatures& features, std::span<const Decision> text) const {
  const std::size_t n = features.lines();
  // One row at a time: kept for all lines they would outweigh the page many times over.
  std::vector<float> row(kLineFeatures + kContextFeatures);
  const std::span<float> line_row = std::span(row).first(kLineFeatures);
  std::vector<float> opinion(n);
  for (std::size_t i = 0; i < n; ++i) {
    features.OfLine(i, line_row);
    opinion[i] = lines_.Probability(row);
  }
  features.SetOpinion(std::move(opinion));
  std::vector<float> containers(features.nodes());
  std::vector<float> node_row(kNodeFeatures);
  for (std::size_t node = 0; node < containers.size(); ++node) {
    features.OfNode(node, node_row);
    containers[node] = containers_.Probability(node_row);
  }
  features.SetContainers(std::move(containers));
  std::vector<float> body(n);
  for (std::size_t i = 0; i < n; ++i) {
    features.OfLine(i, line_row);
    features.OfContext(i, std::span(row).subspan(kLineFeatures));
    body[i] = features.IsCopy(i) ? 0 : verdict_.Probability(row);
    // A title is no body, however much it reads like a sentence.
    if (features.SaysTitle(i)) body[i] *= 0.5F;
  }
  // Markup that says nothing, or of no line that it is the article, leaves the word to the text, or nearly.
  if (features.IsBare() || (IsUnsure(body) && HasArticle(features, text))) {
    for (std::size_t i = 0; i < n; ++i) body[i] = 0.25F * body[i] + 0.75F * text[i].content;
  }
  ChooseDescribed(features, body);
  ChooseStructuredData(features, body);
  return body;
}

std::vector<HtmlVerdict> HtmlEvidence::Judge(const Page& page, std::span<const Decision> text) const {
  const HtmlPage& html = *page.html;
  HtmlFeatures features(page, text);
  const std::vector<float> body = Body(features, text);
  std::vector<float> sizes(body.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = features.Words(i);
  const float threshold = BestThreshold(body, sizes);

  const bool has_body = std::any_of(body.begin(), body.end(), [&](float p) { return p >= threshold; });
  bool says_title = false;
  for (std::size_t i = 0; i < body.size(); ++i) says_title |= features.SaysTitle(i);

  std::vector<HtmlVerdict> verdicts(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    HtmlVerdict& verdict = verdicts[i];
    const float p = body[i];
    // A heading that the text takes for an article's title is it where the page declares none.
    const bool is_title = has_body && !says_title && text[i].kind == RegionKind::kTitle && html.lines[i].heading > 0 &&
                          !IsHidden(html.lines[i]);
    if (is_title && p < threshold) {
      verdict = {RegionKind::kTitle, text[i].confidence, text[i].content, ""};
      continue;
    }
    if (p >= threshold) {
      const float content = threshold < 1 ? 0.5F + 0.5F * (p - threshold) / (1 - threshold) : 1;
      const RegionKind kind = is_title ? RegionKind::kTitle : RegionKind::kBody;
      verdict = {kind, content, content, text[i].kind == kind ? "" : "html.container"};
      continue;
    }
    const float content = 0.5F * p / threshold;
    if (features.SaysTitle(i) && !IsHidden(html.lines[i])) {
      verdict = {RegionKind::kTitle, 0.9F, 0.9F, "html.title"};
    } else if (!kContentKinds.Has(text[i].kind) && !IsHidden(html.lines[i])) {
      verdict = {text[i].kind, text[i].confidence, content, ""};
    } else if (text[i].kind == RegionKind::kSubtitle && features.InArticle(i)) {
      verdict = {RegionKind::kSubtitle, text[i].confidence, text[i].content, ""};
    } else if (IsHidden(html.lines[i])) {
      verdict = {RegionKind::kOther, 1 - content, content, "html.hidden"};
    } else {
      verdict = Explain(html, i);
      verdict.confidence = 1 - content;
      verdict.content = content;
    }
  }
  return verdicts;
}

float BestThreshold(std::span<const float> body, std::span<const float> sizes) {
  std::vector<std::pair<float, float>> lines;
  lines.reserve(body.size());
  double expected = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    lines.emplace_back(body[i], sizes[i]);
    expected += static_cast<double>(body[i] * sizes[i]);
  }
  std::sort(lines.rbegin(), lines.rend());
  // A page of which no line may well be the article has none. Far below one half: to lose a short article is worse
  // than to leak.
  constexpr float kLikely = 0.3F;
  constexpr float kLeast = 0.15F;
  double best = 0;
  float threshold = kLikely;
  if (lines.empty() || lines.front().first < kLikely) return threshold;
  double hits = 0;
  double kept = 0;
  for (const auto& [p, size] : lines) {
    if (p < kLeast) break;
    hits += static_cast<double>(p * size);
    kept += static_cast<double>(size);
    const double f1 = 2 * hits / (kept + expected);
    if (f1 > best) {
      best = f1;
      threshold = p;
    }
  }
  return threshold;
}

}  // namespace textclean
