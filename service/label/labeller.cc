#include "service/label/labeller.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/label/inline_cuts.h"
#include "service/label/line_facts.h"
#include "service/label/page_features.h"

namespace textclean {
namespace {

constexpr std::string_view kSpaceRule = "page.space";

}  // namespace

absl::StatusOr<Labeller> Labeller::Create(std::shared_ptr<const RuleSet> rules) {
  auto model = Model::Default();
  if (!model.ok()) return model.status();
  return Labeller(std::move(rules), *std::move(model));
}

Labeller::Labeller(std::shared_ptr<const RuleSet> rules, Model model)
    : rules_(std::move(rules)), model_(std::move(model)) {
  for (std::size_t f = 0; f < FeatureCount(); ++f) {
    evidence_.push_back(absl::StrCat("model.", FeatureName(static_cast<Feature>(f))));
  }
}

std::vector<Region> Labeller::Label(const Page& page) const {
  const std::size_t n = page.blocks.size();
  std::vector<std::string_view> lines(n);
  std::vector<LineFacts> facts(n);
  LineReader reader(*rules_);
  for (std::size_t i = 0; i < n; ++i) {
    lines[i] = page.blocks[i].span.of(page.text);
    facts[i] = reader.Read(lines[i]);
  }

  std::vector<KindScores> scores(n);
  const PageFeatures page_features(lines, facts);
  std::vector<Feature> features;
  for (std::size_t i = 0; i < n; ++i) {
    features.clear();
    page_features.Append(i, features);
    scores[i] = model_.Score(features);
  }
  const std::vector<Decision> decisions = model_.Decide(scores);

  std::vector<Region> regions;
  regions.reserve(2 * n + 1);
  InlineCutter cutter(*rules_);
  std::vector<Piece> pieces;
  std::size_t at = 0;
  const auto gap = [&](std::size_t end) {
    if (end > at) regions.push_back({{at, end}, RegionKind::kWhitespace, kSpaceRule, 1, 0});
  };
  for (std::size_t i = 0; i < n; ++i) {
    const Span line = page.blocks[i].span;
    const Decision& decision = decisions[i];
    gap(line.begin);
    at = line.end;

    std::string_view evidence;
    if (facts[i].rule != LineFacts::kNoRule && rules_->rules()[facts[i].rule].kind == decision.kind) {
      evidence = rules_->rules()[facts[i].rule].id;
    } else {
      features.clear();
      page_features.Append(i, features);
      evidence = evidence_[model_.Evidence(features, decision.kind)];
    }
    if (!facts[i].has_cut || !kContentKinds.Has(decision.kind)) {
      regions.push_back({line, decision.kind, evidence, decision.confidence, decision.content});
      continue;
    }
    pieces.clear();
    cutter.Cut(lines[i], pieces);
    for (const Piece& piece : pieces) {
      const Span span{line.begin + piece.span.begin, line.begin + piece.span.end};
      if (piece.rule == Piece::kContent) {
        regions.push_back({span, decision.kind, evidence, decision.confidence, decision.content});
      } else {
        const Rule& rule = rules_->rules()[piece.rule];
        regions.push_back({span, rule.kind, rule.id, decision.confidence, 0});
      }
    }
  }
  gap(page.text.size());
  return regions;
}

}  // namespace textclean
