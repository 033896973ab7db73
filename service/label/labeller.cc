#include "service/label/labeller.h"

#include <cstddef>
#include <deque>
#include <memory_resource>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/label/inline_cuts.h"
#include "service/label/mixed_lines.h"

namespace textclean {
namespace {

constexpr std::string_view kSpaceRule = "page.space";
constexpr int kMostRounds = 8;
constexpr std::uint32_t kLongLine = 120;  // characters
// What a rule that is certain adds to its kind's score, beyond what the model makes of it.
constexpr int kCertainBonus = kScoreUnit;
// What a paragraph that is a good part of its page adds to BODY's: to lose it is to lose the article.
constexpr int kSubstanceBonus = 2 * kScoreUnit;

// Where there is markup and an article of so many characters of BODY, all lines lean to BODY by so much. Leaning as on
// a page of text, below, says more of each line's neighbours, which the trees see better in the markup.
constexpr std::uint64_t kMarkupArticle = 300;
constexpr int kMarkupBonus = 7 * kScoreUnit / 20;

// So many characters of BODY are an article. The lines between two of its lines, no farther apart than so many, lean to
// BODY by so much: to lose a line of it is worse than to leak one of noise. Where a page has a title alone, all its
// lines but captions lean to BODY, for what a title stands over is mostly there. A page with neither is left empty.
constexpr std::uint64_t kArticle = 100;
constexpr std::size_t kArticleGap = 25;
constexpr int kInsideBonus = 7 * kScoreUnit / 10;
constexpr int kTitleAloneBonus = 6 * kScoreUnit / 5;

// The memory of a page of so many lines, taken from the heap once and given back once. A long page takes it piece by
// piece, for what it no longer needs is much.
class Arena {
 public:
  explicit Arena(std::size_t lines)
      : arena_(lines <= kMostLines ? lines * kBytesPerLine + kBytes : 1), is_long_(lines > kMostLines) {}
  std::pmr::memory_resource* memory() { return is_long_ ? std::pmr::get_default_resource() : &arena_; }

 private:
  static constexpr std::size_t kMostLines = 4096;
  static constexpr std::size_t kBytesPerLine = 640;
  static constexpr std::size_t kBytes = 4096;
  std::pmr::monotonic_buffer_resource arena_;
  bool is_long_;
};

bool IsSubstance(const LineFacts& f, const PageContext& page) {
  return f.prose == 3 && f.chars >= 80 && f.certain_kinds == 0 && f.chars * std::uint64_t{4} >= page.chars();
}

// Where an article has no title, the likeliest line down to its first sentence is it, if it is so likely beside what it
// was taken for. A line that a rule speaks of is what that says.
constexpr float kTitleShare = 0.25F;

void FindTitle(const PageContext& page, std::span<Decision> decisions) {
  Decision* best = nullptr;
  std::uint64_t body = 0;
  bool before_text = true;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const LineFacts& f = page.facts(i);
    Decision& decision = decisions[i];
    if (decision.kind == RegionKind::kTitle) return;
    if (decision.kind == RegionKind::kBody) body += f.chars;
    before_text &= decision.kind != RegionKind::kBody || f.prose < 2;
    if (!before_text || f.prose >= 2 || f.rule_kind != RegionKind::kUnspecified) continue;
    if (best == nullptr || decision.title * best->confidence > best->title * decision.confidence) best = &decision;
  }
  if (best == nullptr || body < kArticle || best->title < best->confidence * kTitleShare) return;
  best->kind = RegionKind::kTitle;
  best->confidence = best->title;
}

void Add(int bonus, RegionKind kind, KindScores& scores) {
  std::int16_t& score = scores[static_cast<std::size_t>(kind)];
  score = static_cast<std::int16_t>(score + bonus);
}

// What a first look at the page found makes its lines' scores lean; false where they stay as they are.
bool LeanToBody(const PageContext& page, bool has_markup, std::span<const Decision> decisions,
                std::span<KindScores> scores) {
  std::uint64_t body = 0;
  bool has_title = false;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (decisions[i].kind == RegionKind::kBody) body += page.facts(i).chars;
    has_title |= decisions[i].kind == RegionKind::kTitle;
  }
  if (has_markup) {
    if (body < kMarkupArticle) return false;
    for (KindScores& line : scores) Add(kMarkupBonus, RegionKind::kBody, line);
    return true;
  }
  if (body == 0) {
    if (!has_title) return false;
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (decisions[i].kind != RegionKind::kCaption) Add(kTitleAloneBonus, RegionKind::kBody, scores[i]);
    }
    return true;
  }
  if (body < kArticle) return false;
  std::size_t last = page.size();  // line of the article
  for (std::size_t i = 0; i < page.size(); ++i) {
    const RegionKind kind = decisions[i].kind;
    if (kind != RegionKind::kBody && kind != RegionKind::kTitle) continue;
    if (kind == RegionKind::kBody && last < i && i - last <= kArticleGap) {
      for (std::size_t line = last + 1; line <= i; ++line) Add(kInsideBonus, RegionKind::kBody, scores[line]);
    }
    last = i;
  }
  return true;
}

}  // namespace

absl::StatusOr<Labeller> Labeller::Create(std::shared_ptr<const RuleSet> rules) {
  auto model = Model::Default();
  if (!model.ok()) return model.status();
  return Create(std::move(rules), *std::move(model));
}

absl::StatusOr<Labeller> Labeller::Create(std::shared_ptr<const RuleSet> rules, Model model) {
  auto html = HtmlEvidence::Default();
  if (!html.ok()) return html.status();
  return Labeller(std::move(rules), std::move(model), *std::move(html));
}

Labeller::Labeller(std::shared_ptr<const RuleSet> rules, Model model, HtmlEvidence html)
    : rules_(std::move(rules)), model_(std::move(model)), html_(std::move(html)) {
  for (std::size_t f = 0; f < FeatureCount(); ++f) {
    evidence_.push_back(absl::StrCat("model.", FeatureName(static_cast<Feature>(f))));
  }
}

std::pmr::vector<Decision> Labeller::Decide(const PageContext& page, bool has_markup, std::span<const LineCells> cells,
                                            std::pmr::memory_resource* memory) const {
  std::pmr::vector<KindScores> scores(page.size(), memory);
  for (std::size_t i = 0; i < page.size(); ++i) {
    scores[i] = model_.Score(cells[i]);
    const LineFacts& f = page.facts(i);
    if (f.prose < 3 && (f.certain_kinds >> static_cast<unsigned>(f.rule_kind) & 1u) != 0) {
      Add(kCertainBonus, f.rule_kind, scores[i]);
    }
    if (IsSubstance(f, page)) Add(kSubstanceBonus, RegionKind::kBody, scores[i]);
  }
  std::pmr::vector<Decision> decisions = model_.Decide(scores, memory);
  if (LeanToBody(page, has_markup, decisions, scores)) decisions = model_.Decide(scores, memory);
  // Set after the others, so that they say nothing of their neighbours.
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (!IsDecided(page.facts(i))) continue;
    const RegionKind kind = page.facts(i).rule_kind;
    decisions[i] = {kind, 1, kContentKinds.Has(kind) ? 1.0F : 0.0F, kind == RegionKind::kTitle ? 1.0F : 0.0F};
  }
  FindTitle(page, decisions);
  return decisions;
}

bool Labeller::IsDecided(const LineFacts& facts) const {
  return facts.rule != LineFacts::kNoRule && rules_->rules()[facts.rule].decides;
}

std::string_view Labeller::Evidence(const LineFacts& facts, const LineCells& cells, RegionKind kind) const {
  if (facts.rule != LineFacts::kNoRule && rules_->rules()[facts.rule].kind == kind) {
    return rules_->rules()[facts.rule].id;
  }
  return evidence_[model_.Evidence(cells, kind)];
}

std::vector<Decision> Labeller::DecideByText(const Page& page) const {
  std::vector<LineFacts> facts;
  LineReader reader(*rules_, &model_.wording());
  for (const Block& block : page.blocks) facts.push_back(reader.Read(block.span.of(page.text)));
  const PageContext context(facts, reader.pairs());
  const auto decisions = Decide(context, page.html != nullptr, ReadCells(context), std::pmr::get_default_resource());
  return {decisions.begin(), decisions.end()};
}

std::vector<Region> Labeller::Label(const Page& page) const {
  const std::size_t n = page.blocks.size();
  Arena arena(n);
  std::pmr::vector<std::string_view> lines(n, arena.memory());
  std::pmr::vector<LineFacts> facts(n, arena.memory());
  LineReader reader(*rules_, &model_.wording());
  for (std::size_t i = 0; i < n; ++i) {
    lines[i] = page.blocks[i].span.of(page.text);
    facts[i] = reader.Read(lines[i]);
  }
  const PageContext context(facts, reader.pairs(), arena.memory());
  const std::pmr::vector<LineCells> cells = ReadCells(context, arena.memory());
  std::pmr::vector<Decision> decisions = Decide(context, page.html != nullptr, cells, arena.memory());
  std::pmr::vector<std::string_view> evidence(n, arena.memory());
  if (page.html != nullptr) {
    // Where there is markup, its evidence weighs the text's and has the last word.
    const std::vector<HtmlVerdict> verdicts = html_.Judge(page, decisions);
    for (std::size_t i = 0; i < n; ++i) {
      if (IsDecided(facts[i])) continue;
      Decision& decision = decisions[i];
      decision.kind = verdicts[i].kind;
      decision.confidence = verdicts[i].confidence;
      decision.content = verdicts[i].content;
      evidence[i] = verdicts[i].rule;
    }
  }

  for (std::size_t i = 0; i < n; ++i) {
    if (evidence[i].empty()) evidence[i] = Evidence(facts[i], cells[i], decisions[i].kind);
  }

  // Cut the content lines. What is left of a line that was cut is a line of its own below.
  std::vector<Piece> pieces;
  std::pmr::vector<std::size_t> first_piece(n + 1, 0, arena.memory());
  std::pmr::deque<std::string> cut_lines(arena.memory());
  std::pmr::vector<std::size_t> kept(arena.memory());
  kept.reserve(n);
  InlineCutter cutter(*rules_);
  MixedLineCutter mixed_cutter(*rules_);
  std::vector<Piece> parts;
  for (std::size_t i = 0; i < n; ++i) {
    first_piece[i] = pieces.size();
    if (!kContentKinds.Has(decisions[i].kind)) continue;
    kept.push_back(i);
    // Most of the page on one line: its menus and its footer may be on it, too.
    const bool mixed = facts[i].chars >= kLongLine && facts[i].chars * 10 >= context.chars() * 6;
    if (!facts[i].has_cut && !mixed) continue;
    parts.clear();
    if (mixed) {
      mixed_cutter.Cut(lines[i], parts);
    } else {
      cutter.Cut(lines[i], facts[i].cuts, pieces);
    }
    for (const Piece& part : parts) {
      const std::size_t first = pieces.size();
      if (part.rule == Piece::kContent) {
        cutter.Cut(part.span.of(lines[i]), pieces);
        for (std::size_t p = first; p < pieces.size(); ++p) {
          pieces[p].span.begin += part.span.begin;
          pieces[p].span.end += part.span.begin;
        }
      } else {
        pieces.push_back(part);
      }
    }
    if (pieces.size() == first_piece[i] + 1) {
      pieces.pop_back();
      continue;
    }
    std::string& left = cut_lines.emplace_back();
    for (std::size_t p = first_piece[i]; p < pieces.size(); ++p) {
      if (pieces[p].rule == Piece::kContent) left += pieces[p].span.of(lines[i]);
    }
    lines[i] = Trim(left, {0, left.size()}).of(left);
    facts[i] = reader.Read(lines[i]);
  }
  first_piece[n] = pieces.size();

  // The article must stand when it is looked at alone: lines that owed their place to the
  // noise around them go as well, so that cleaning a cleaned article removes nothing.
  // A few rounds settle every page seen; their number is bounded to keep the time linear.
  bool changed = page.html == nullptr && (kept.size() < n || !cut_lines.empty());
  for (int round = 0; changed && round < kMostRounds; ++round) {
    changed = false;
    Arena round_arena(kept.size());
    std::pmr::vector<LineFacts> kept_facts(kept.size(), round_arena.memory());
    for (std::size_t k = 0; k < kept.size(); ++k) kept_facts[k] = facts[kept[k]];
    const PageContext alone(kept_facts, reader.pairs(), round_arena.memory());
    const std::pmr::vector<LineCells> cells_alone = ReadCells(alone, round_arena.memory());
    const std::pmr::vector<Decision> again = Decide(alone, /*has_markup=*/false, cells_alone, round_arena.memory());
    std::size_t still = 0;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      if (kContentKinds.Has(again[k].kind)) {
        kept[still++] = kept[k];
        continue;
      }
      decisions[kept[k]] = again[k];
      evidence[kept[k]] = Evidence(kept_facts[k], cells_alone[k], again[k].kind);
      changed = true;
    }
    kept.resize(still);
  }

  std::vector<Region> regions;
  regions.reserve(2 * n + 1 + pieces.size());
  std::size_t at = 0;
  const auto gap = [&](std::size_t end) {
    if (end > at) regions.push_back({{at, end}, RegionKind::kWhitespace, kSpaceRule, 1, 0});
  };
  for (std::size_t i = 0; i < n; ++i) {
    const Span line = page.blocks[i].span;
    const Decision& decision = decisions[i];
    gap(line.begin);
    at = line.end;
    if (first_piece[i] == first_piece[i + 1] || !kContentKinds.Has(decision.kind)) {
      regions.push_back({line, decision.kind, evidence[i], decision.confidence, decision.content});
      continue;
    }
    for (std::size_t p = first_piece[i]; p < first_piece[i + 1]; ++p) {
      const Span span{line.begin + pieces[p].span.begin, line.begin + pieces[p].span.end};
      if (pieces[p].rule == Piece::kContent) {
        regions.push_back({span, decision.kind, evidence[i], decision.confidence, decision.content});
      } else {
        const Rule& rule = rules_->rules()[pieces[p].rule];
        regions.push_back({span, rule.kind, rule.id, decision.confidence, 0});
      }
    }
  }
  gap(page.text.size());
  return regions;
}

}  // namespace textclean
