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

// A page on its way to regions.
class Labeller::Run {
 public:
  Run(const Labeller& labeller, const Page& page)
      : labeller_(labeller),
        page_(page),
        size_(page.blocks.size()),
        arena_(size_),
        reader_(*labeller.rules_, &labeller.model_.wording()),
        lines_(size_, arena_.memory()),
        facts_(size_, arena_.memory()),
        decisions_(arena_.memory()),
        evidence_(size_, arena_.memory()),
        first_piece_(size_ + 1, 0, arena_.memory()),
        cut_lines_(arena_.memory()),
        kept_(arena_.memory()) {
    reader_.Reserve(page.text.size());
  }

  std::vector<Region> Label() && {
    Decide();
    CutContent();
    Settle();
    return Regions();
  }

 private:
  void Decide() {
    for (std::size_t i = 0; i < size_; ++i) {
      lines_[i] = page_.blocks[i].span.of(page_.text);
      facts_[i] = reader_.Read(lines_[i]);
    }
    const PageContext context(facts_, reader_.pairs(), arena_.memory());
    chars_ = context.chars();
    const std::pmr::vector<LineCells> cells = ReadCells(context, arena_.memory());
    decisions_ = labeller_.Decide(context, page_.html != nullptr, cells, arena_.memory());
    if (page_.html != nullptr) WeighMarkup();
    for (std::size_t i = 0; i < size_; ++i) {
      if (evidence_[i].empty()) evidence_[i] = labeller_.Evidence(facts_[i], cells[i], decisions_[i].kind);
    }
  }

  // Where there is markup, its evidence weighs the text's and has the last word.
  void WeighMarkup() {
    const std::vector<HtmlVerdict> verdicts = labeller_.html_.Judge(page_, decisions_);
    for (std::size_t i = 0; i < size_; ++i) {
      if (labeller_.IsDecided(facts_[i])) continue;
      Decision& decision = decisions_[i];
      decision.kind = verdicts[i].kind;
      decision.confidence = verdicts[i].confidence;
      decision.content = verdicts[i].content;
      evidence_[i] = verdicts[i].rule;
    }
  }

  // Cuts the content lines. What is left of a line that was cut is a line of its own from then on.
  void CutContent() {
    InlineCutter cutter(*labeller_.rules_);
    MixedLineCutter mixed_cutter(*labeller_.rules_);
    std::vector<Piece> parts;
    kept_.reserve(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      first_piece_[i] = pieces_.size();
      if (!kContentKinds.Has(decisions_[i].kind)) continue;
      kept_.push_back(i);
      // Most of the page on one line: its menus and its footer may be on it, too.
      const bool mixed = facts_[i].chars >= kLongLine && facts_[i].chars * std::uint64_t{10} >= chars_ * 6;
      if (!facts_[i].has_cut && !mixed) continue;
      parts.clear();
      if (mixed) {
        mixed_cutter.Cut(lines_[i], parts);
      } else {
        cutter.Cut(lines_[i], facts_[i].cuts, pieces_);
      }
      for (const Piece& part : parts) {
        const std::size_t first = pieces_.size();
        if (part.rule == Piece::kContent) {
          cutter.Cut(part.span.of(lines_[i]), pieces_);
          for (std::size_t p = first; p < pieces_.size(); ++p) {
            pieces_[p].span.begin += part.span.begin;
            pieces_[p].span.end += part.span.begin;
          }
        } else {
          pieces_.push_back(part);
        }
      }
      if (pieces_.size() == first_piece_[i] + 1) {
        pieces_.pop_back();
        continue;
      }
      std::string& left = cut_lines_.emplace_back();
      for (std::size_t p = first_piece_[i]; p < pieces_.size(); ++p) {
        if (pieces_[p].rule == Piece::kContent) left += pieces_[p].span.of(lines_[i]);
      }
      lines_[i] = Trim(left, {0, left.size()}).of(left);
      facts_[i] = reader_.Read(lines_[i]);
    }
    first_piece_[size_] = pieces_.size();
  }

  // The article must stand when it is looked at alone: lines that owed their place to the
  // noise around them go as well, so that cleaning a cleaned article removes nothing.
  // A few rounds settle every page seen; their number is bounded to keep the time linear.
  void Settle() {
    bool changed = page_.html == nullptr && (kept_.size() < size_ || !cut_lines_.empty());
    for (int round = 0; changed && round < kMostRounds; ++round) {
      changed = false;
      Arena arena(kept_.size());
      std::pmr::vector<LineFacts> facts(kept_.size(), arena.memory());
      for (std::size_t k = 0; k < kept_.size(); ++k) facts[k] = facts_[kept_[k]];
      const PageContext alone(facts, reader_.pairs(), arena.memory());
      const std::pmr::vector<LineCells> cells = ReadCells(alone, arena.memory());
      const std::pmr::vector<Decision> again = labeller_.Decide(alone, /*has_markup=*/false, cells, arena.memory());
      std::size_t still = 0;
      for (std::size_t k = 0; k < kept_.size(); ++k) {
        const std::size_t line = kept_[k];
        if (kContentKinds.Has(again[k].kind)) {
          kept_[still++] = line;
          continue;
        }
        decisions_[line] = again[k];
        evidence_[line] = labeller_.Evidence(facts[k], cells[k], again[k].kind);
        changed = true;
      }
      kept_.resize(still);
    }
  }

  std::vector<Region> Regions() const {
    std::vector<Region> regions;
    regions.reserve(2 * size_ + 1 + pieces_.size());
    std::size_t at = 0;
    const auto gap = [&](std::size_t end) {
      if (end > at) regions.push_back({{at, end}, RegionKind::kWhitespace, kSpaceRule, 1, 0});
    };
    for (std::size_t i = 0; i < size_; ++i) {
      const Span line = page_.blocks[i].span;
      const Decision& decision = decisions_[i];
      gap(line.begin);
      at = line.end;
      if (first_piece_[i] == first_piece_[i + 1] || !kContentKinds.Has(decision.kind)) {
        regions.push_back({line, decision.kind, evidence_[i], decision.confidence, decision.content});
        continue;
      }
      for (std::size_t p = first_piece_[i]; p < first_piece_[i + 1]; ++p) {
        const Span span{line.begin + pieces_[p].span.begin, line.begin + pieces_[p].span.end};
        if (pieces_[p].rule == Piece::kContent) {
          regions.push_back({span, decision.kind, evidence_[i], decision.confidence, decision.content});
        } else {
          const Rule& rule = labeller_.rules_->rules()[pieces_[p].rule];
          regions.push_back({span, rule.kind, rule.id, decision.confidence, 0});
        }
      }
    }
    gap(page_.text.size());
    return regions;
  }

  const Labeller& labeller_;
  const Page& page_;
  std::size_t size_;  // lines
  Arena arena_;
  LineReader reader_;
  // By line.
  std::pmr::vector<std::string_view> lines_;
  std::pmr::vector<LineFacts> facts_;
  std::pmr::vector<Decision> decisions_;
  std::pmr::vector<std::string_view> evidence_;
  std::pmr::vector<std::size_t> first_piece_;  // of line i: pieces_[first_piece_[i], first_piece_[i + 1])

  std::uint64_t chars_ = 0;    // of the page
  std::vector<Piece> pieces_;  // of the lines that were cut
  std::pmr::deque<std::string> cut_lines_;
  std::pmr::vector<std::size_t> kept_;  // lines of content
};

std::vector<Region> Labeller::Label(const Page& page) const { return Run(*this, page).Label(); }

}  // namespace textclean
