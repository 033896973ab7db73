// Trains the scorer of HTML lines (service/label/html_model.txt) and says how well it does
// on pages that it has not seen. Called by train_html.py.
//
//   textclean-train-html [--out=FILE] [--folds=N] [--errors] [--text-model=SITE,...:FILE]... [--always=CORPUS]...
//   CORPUS...
//
// A CORPUS holds raw/NAME.html and body/NAME.txt, the article's own text, empty where there is none. A line is content
// as far as its words, in their order, are in the body. Figures are the 4-gram F1 of the
// body, by cross-validation: the pages of one site (the letters of NAME) share a fold, and
// what the second model learns of the first one's opinion comes from lines that the first
// had not seen either. The pages of an --always corpus are each a site of their own, in every fold's
// training and in no figure. --folds=0 only trains; --errors prints the lines that went wrong, with
// what the trees and what the text said. Deterministic.
//
// What the text of a line says comes from the labeller's model, or for the sites that
// --text-model names from another one, which has not learned them by heart.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/label/boosted_trees.h"
#include "service/label/html_evidence.h"
#include "service/label/html_features.h"
#include "service/label/labeller.h"
#include "service/page/html.h"
#include "service/text/decode.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

using Grams = std::unordered_map<std::uint64_t, int>;
using Words = std::vector<std::uint64_t>;

// Words and single signs, as score.py cuts them.
Words WordsOf(std::string_view text) {
  Words words;
  const auto is_word = [](char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
    return !IsSpace(c) && !IsInvisible(c) && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
           !(c >= 0xFF00 && c <= 0xFF0F) && !(c >= 0xA1 && c <= 0xBF) && c != 0xD7;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t hash = 1469598103934665603u;
    const auto add = [&](CodePoint c) {
      hash = (hash ^ c.value) * 1099511628211u;
      at += c.size;
    };
    CodePoint c = DecodeUtf8(text, at);
    if (!is_word(c.value)) {
      if (IsSpace(c.value) || IsInvisible(c.value)) {
        at += c.size;
        continue;
      }
      add(c);
    } else {
      while (at < text.size() && is_word((c = DecodeUtf8(text, at)).value)) add(c);
    }
    words.push_back(hash);
  }
  return words;
}

std::uint64_t Gram(const Words& words, std::size_t at, std::size_t n) {
  std::uint64_t hash = n;
  for (std::size_t i = at; i < at + n; ++i) hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return hash;
}

Grams GramsOf(const Words& words) {
  Grams grams;
  const std::size_t n = std::min<std::size_t>(4, words.size());
  for (std::size_t i = 0; i + n <= words.size(); ++i) ++grams[Gram(words, i, n)];
  return grams;
}

double F1(const Grams& want, const Grams& got) {
  double hit = 0;
  double wanted = 0;
  double given = 0;
  for (const auto& [gram, count] : want) wanted += count;
  for (const auto& [gram, count] : got) {
    given += count;
    if (const auto at = want.find(gram); at != want.end()) hit += std::min(count, at->second);
  }
  return wanted + given > 0 ? 2 * hit / (wanted + given) : 1;
}

struct Doc {
  std::string name;
  std::string group;
  bool always = false;  // trained on, never left out
  std::string source;
  Page page;
  std::vector<Decision> text;  // by line: what its text alone says
  Words gold;
  std::vector<float> target;  // by line
  std::vector<float> weight;
  std::vector<Words> words;
  std::vector<std::vector<float>> rows;
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// How far each line is in the gold text, in order: a line of four words or more by its
// 4-grams, a shorter one together with what comes before or after it.
void Label(Doc& doc, std::string_view body) {
  doc.gold = WordsOf(body);
  std::vector<Grams> left(5);
  for (std::size_t n = 1; n <= 4; ++n) {
    for (std::size_t i = 0; i + n <= doc.gold.size(); ++i) ++left[n][Gram(doc.gold, i, n)];
  }
  Grams short_lines;
  std::stringstream in{std::string(body)};
  for (std::string line; std::getline(in, line);) {
    const Words words = WordsOf(line);
    if (!words.empty() && words.size() < 4) ++short_lines[Gram(words, 0, words.size())];
  }
  const std::size_t lines = doc.page.blocks.size();
  doc.target.assign(lines, 0);
  const auto hidden = [&](std::size_t i) {
    return doc.page.html->lines[i].all.HasAny({Evidence::kHidden, Evidence::kStructuredData, Evidence::kNoscript});
  };
  // What is hidden counts only where nothing visible says it.
  for (const bool want_hidden : {false, true}) {
    for (std::size_t i = 0; i < lines; ++i) {
      if (hidden(i) != want_hidden || doc.words[i].size() < 4) continue;
      const Words& words = doc.words[i];
      float hits = 0;
      for (std::size_t k = 0; k + 4 <= words.size(); ++k) {
        const auto at = left[4].find(Gram(words, k, 4));
        if (at == left[4].end() || at->second == 0) continue;
        --at->second;
        hits += 1;
      }
      doc.target[i] = hits / static_cast<float>(words.size() - 3);
    }
  }
  const Grams all = [&] {
    Grams grams;
    for (std::size_t i = 0; i + 4 <= doc.gold.size(); ++i) ++grams[Gram(doc.gold, i, 4)];
    return grams;
  }();
  std::size_t first = lines;
  std::size_t last = 0;
  for (std::size_t i = 0; i < lines; ++i) {
    if (doc.target[i] < 0.5F) continue;
    first = std::min(first, i);
    last = i;
  }
  for (std::size_t i = 0; i < lines; ++i) {
    const Words& words = doc.words[i];
    if (words.empty() || words.size() >= 4) continue;
    if (doc.gold.size() < 4) {
      doc.target[i] = words == doc.gold && !hidden(i) ? 1 : 0;
      continue;
    }
    // The four words that end with the line's first, and those that begin with its last.
    Words around;
    if (i > 0) around = doc.words[i - 1];
    const std::size_t before = std::min<std::size_t>(3, around.size());
    around.erase(around.begin(), around.end() - static_cast<std::ptrdiff_t>(before));
    around.insert(around.end(), words.begin(), words.end());
    const bool follows = before == 3 && i > 0 && doc.target[i - 1] > 0.5F && all.contains(Gram(around, 0, 4));
    around = words;
    if (i + 1 < lines) around.insert(around.end(), doc.words[i + 1].begin(), doc.words[i + 1].end());
    const bool leads =
        around.size() >= 4 && i + 1 < lines && doc.target[i + 1] > 0.5F && all.contains(Gram(around, 0, 4));
    const bool stands = i > first && i < last && short_lines.contains(Gram(words, 0, words.size()));
    doc.target[i] = follows || leads || stands ? 1 : 0;
  }
}

// A page counts as one, whatever its length; a line by its share of what is at stake: the article's words, or where
// there is none as many as an article may have.
void Weigh(Doc& doc, float page) {
  constexpr float kNoArticle = 300;
  doc.weight.resize(doc.words.size());
  const auto gold = doc.gold.empty() ? kNoArticle : static_cast<float>(doc.gold.size());
  for (std::size_t i = 0; i < doc.weight.size(); ++i) {
    const auto size = static_cast<float>(doc.words[i].size());
    doc.weight[i] = page * (0.05F + 20 * std::min(0.2F, (size + 1) / (gold + 60)));
  }
}

// ------------------------------------------------------------------ boosting

struct Sample {
  const std::vector<float>* row;
  float target;
  float weight;
};

// Large leaves and a strong ridge: a hundred sites are few, and what holds on one of them
// alone must not count.
struct BoostOptions {
  std::size_t trees = 0;
  std::uint32_t depth = 5;
  float rate = 0.06F;
  float leaf_weight = 12;  // least sum of weights of the drawn rows in a leaf
  float ridge = 8;
  float rows = 0.5F;     // share of the rows that a tree sees
  float columns = 0.2F;  // share of the columns that a level of it sees
};

// Stochastic gradient boosting over histograms: a tree sees a share of the rows, the
// weighty ones rather than the light ones, and a share of the columns. Trees that differ
// make a better sum, and one that nobody has to wait for.
class Booster {
 public:
  Booster(const std::vector<Sample>& samples, const BoostOptions& options) : samples_(samples), options_(options) {
    const std::size_t columns = samples.front().row->size();
    cuts_.resize(columns);
    bins_.assign(columns, std::vector<std::uint8_t>(samples.size()));
    // Cuts from some of the rows: they need not be exact.
    const std::size_t step = std::max<std::size_t>(1, samples.size() / 8192);
    std::vector<float> values;
    for (std::size_t c = 0; c < columns; ++c) {
      values.clear();
      for (std::size_t s = 0; s < samples.size(); s += step) values.push_back((*samples[s].row)[c]);
      std::sort(values.begin(), values.end());
      std::vector<float>& cuts = cuts_[c];
      for (std::size_t b = 1; b < kBins; ++b) {
        const float cut = values[b * values.size() / kBins];
        if (cut < values.back() && (cuts.empty() || cut > cuts.back())) cuts.push_back(cut);
      }
      for (std::size_t s = 0; s < samples.size(); ++s) {
        const float value = (*samples[s].row)[c];
        bins_[c][s] = static_cast<std::uint8_t>(std::lower_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
      }
    }
  }

  BoostedTrees Train() {
    std::vector<RegressionTree> trees;
    std::vector<float> score(samples_.size(), 0);
    for (std::size_t t = 0; t < options_.trees; ++t) {
      drawn_.clear();
      for (std::uint32_t s = 0; s < samples_.size(); ++s) {
        // Light rows are drawn less often, and weigh more when they are.
        const float weight = samples_[s].weight;
        const float chance = std::min(options_.rows, options_.rows * (0.25F + weight));
        if (!Draw(t, s, chance)) continue;
        const float p = 1 / (1 + std::exp(-score[s]));
        const float scaled = weight / chance * options_.rows;
        drawn_.push_back({s, 0, scaled * (samples_[s].target - p), scaled * p * (1 - p), scaled});
      }
      trees.push_back(Grow(t));
      const RegressionTree& tree = trees.back();
      for (std::size_t s = 0; s < samples_.size(); ++s) score[s] += tree.Value(*samples_[s].row);
    }
    return BoostedTrees(std::move(trees));
  }

 private:
  static constexpr std::size_t kBins = 48;
  struct Bin {
    float gradient = 0;
    float hessian = 0;
    float weight = 0;
    float unused = 0;
  };
  struct Drawn {
    std::uint32_t sample = 0;
    std::uint32_t node = 0;
    float gradient = 0;
    float hessian = 0;
    float weight = 0;
  };

  static bool Draw(std::size_t tree, std::size_t what, float chance) {
    std::uint64_t hash = (tree + 1) * 0x9E3779B97F4A7C15u ^ (what + 1) * 0xC2B2AE3D27D4EB4Fu;
    hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9u;
    return static_cast<float>(hash >> 40) < chance * static_cast<float>(1 << 24);
  }

  RegressionTree Grow(std::size_t seed) {
    RegressionTree tree;
    tree.depth = options_.depth;
    const std::size_t inner = (std::size_t{1} << tree.depth) - 1;
    tree.columns.assign(inner, 0);
    tree.thresholds.assign(inner, 3e38F);  // goes left
    tree.leaves.assign(inner + 1, 0);
    std::vector<Bin> bins;
    for (std::uint32_t level = 0; level < tree.depth; ++level) {
      const std::size_t begin = (std::size_t{1} << level) - 1;
      const std::size_t count = std::size_t{1} << level;
      struct Split {
        float gain = 1e-3F;
        std::size_t column = 0;
        std::size_t bin = kBins;
      };
      std::vector<Split> best(count);
      for (std::size_t c = 0; c < cuts_.size(); ++c) {
        if (cuts_[c].empty() || !Draw(seed * 8 + level, c + (std::size_t{1} << 32), options_.columns)) continue;
        bins.assign(count * kBins, Bin{});
        for (const Drawn& drawn : drawn_) {
          Bin& bin = bins[(drawn.node - begin) * kBins + bins_[c][drawn.sample]];
          bin.gradient += drawn.gradient;
          bin.hessian += drawn.hessian;
          bin.weight += drawn.weight;
        }
        for (std::size_t n = 0; n < count; ++n) {
          Bin total;
          for (std::size_t b = 0; b <= cuts_[c].size(); ++b) Add(total, bins[n * kBins + b]);
          Bin left;
          for (std::size_t b = 0; b < cuts_[c].size(); ++b) {
            Add(left, bins[n * kBins + b]);
            const float right_weight = total.weight - left.weight;
            if (left.weight < options_.leaf_weight || right_weight < options_.leaf_weight) continue;
            const float gain = Score(left.gradient, left.hessian) +
                               Score(total.gradient - left.gradient, total.hessian - left.hessian) -
                               Score(total.gradient, total.hessian);
            if (gain > best[n].gain) best[n] = {gain, c, b};
          }
        }
      }
      for (std::size_t n = 0; n < count; ++n) {
        if (best[n].bin == kBins) continue;
        tree.columns[begin + n] = static_cast<std::uint16_t>(best[n].column);
        tree.thresholds[begin + n] = cuts_[best[n].column][best[n].bin];
      }
      for (Drawn& drawn : drawn_) {
        const Split& split = best[drawn.node - begin];
        const bool right = split.bin != kBins && bins_[split.column][drawn.sample] > split.bin;
        drawn.node = 2 * drawn.node + 1 + right;
      }
    }
    std::vector<Bin> sums(inner + 1);
    for (const Drawn& drawn : drawn_) {
      sums[drawn.node - inner].gradient += drawn.gradient;
      sums[drawn.node - inner].hessian += drawn.hessian;
    }
    for (std::size_t l = 0; l <= inner; ++l) {
      tree.leaves[l] = options_.rate * sums[l].gradient / (sums[l].hessian + options_.ridge);
    }
    return tree;
  }

  static void Add(Bin& to, const Bin& bin) {
    to.gradient += bin.gradient;
    to.hessian += bin.hessian;
    to.weight += bin.weight;
  }

  float Score(float gradient, float hessian) const { return gradient * gradient / (hessian + options_.ridge); }

  const std::vector<Sample>& samples_;
  BoostOptions options_;
  std::vector<std::vector<float>> cuts_;
  std::vector<std::vector<std::uint8_t>> bins_;
  std::vector<Drawn> drawn_;
};

// ------------------------------------------------------------------ two models

using Docs = std::vector<Doc*>;

BoostedTrees Fit(const Docs& docs, const std::vector<std::vector<std::vector<float>>>& rows,
                 const BoostOptions& options) {
  std::vector<Sample> samples;
  for (std::size_t d = 0; d < docs.size(); ++d) {
    for (std::size_t i = 0; i < rows[d].size(); ++i) {
      samples.push_back({&rows[d][i], docs[d]->target[i], docs[d]->weight[i]});
    }
  }
  return Booster(samples, options).Train();
}

std::vector<std::vector<std::vector<float>>> LineRows(const Docs& docs) {
  std::vector<std::vector<std::vector<float>>> rows;
  for (const Doc* doc : docs) rows.push_back(doc->rows);
  return rows;
}

std::vector<float> Opinion(const Doc& doc, const BoostedTrees& lines) {
  std::vector<float> opinion;
  for (const auto& row : doc.rows) opinion.push_back(lines.Probability(row));
  return opinion;
}

std::size_t FoldOf(const Doc& doc, std::size_t folds, std::uint64_t salt) {
  std::uint64_t hash = 1469598103934665603u + salt;
  for (const char c : doc.group) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return (hash >> 20) % folds;
}

struct Models {
  BoostedTrees lines;
  BoostedTrees nodes;
  BoostedTrees context;
};

using Rows = std::vector<std::vector<float>>;

Rows NodeRows(const Doc& doc, std::vector<float> opinion) {
  HtmlFeatures features(doc.page, doc.text);
  features.SetOpinion(std::move(opinion));
  Rows rows(features.nodes(), std::vector<float>(kNodeFeatures));
  for (std::size_t node = 0; node < rows.size(); ++node) features.OfNode(node, rows[node]);
  return rows;
}

// How far each container is the article and nothing else: F1 in words.
std::vector<float> NodeTargets(const Doc& doc) {
  const auto& nodes = doc.page.html->nodes;
  std::vector<float> words(nodes.size());
  std::vector<float> hits(nodes.size());
  for (std::size_t i = 0; i < doc.words.size(); ++i) {
    const auto size = static_cast<float>(doc.words[i].size());
    words[doc.page.html->lines[i].node] += size;
    hits[doc.page.html->lines[i].node] += size * doc.target[i];
  }
  for (std::size_t node = nodes.size(); node-- > 1;) {
    words[nodes[node].parent] += words[node];
    hits[nodes[node].parent] += hits[node];
  }
  std::vector<float> targets(nodes.size());
  for (std::size_t node = 0; node < nodes.size(); ++node)
    targets[node] = 2 * hits[node] / (words[node] + hits[0] + 1e-3F);
  return targets;
}

BoostedTrees FitNodes(const Docs& docs, const std::vector<Rows>& rows, const BoostOptions& options) {
  std::vector<Sample> samples;
  for (std::size_t d = 0; d < docs.size(); ++d) {
    const std::vector<float> targets = NodeTargets(*docs[d]);
    // A page counts as one, half of it for the containers that are near the article.
    float near = 0;
    for (const float target : targets) near += target;
    for (std::size_t node = 0; node < rows[d].size(); ++node) {
      const float weight = 40 * (targets[node] / (near + 0.1F) + 1 / static_cast<float>(targets.size()));
      samples.push_back({&rows[d][node], targets[node], weight});
    }
  }
  return Booster(samples, options).Train();
}

std::vector<float> Probabilities(const BoostedTrees& model, const Rows& rows) {
  std::vector<float> out;
  for (const auto& row : rows) out.push_back(model.Probability(row));
  return out;
}

// The second model's rows: the first one's, and what its opinion of the lines around adds.
Rows ContextRows(const Doc& doc, std::vector<float> opinion, std::vector<float> containers) {
  HtmlFeatures features(doc.page, doc.text);
  features.SetOpinion(std::move(opinion));
  features.SetContainers(std::move(containers));
  Rows rows = doc.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].resize(kLineFeatures + kContextFeatures);
    features.OfContext(i, std::span(rows[i]).subspan(kLineFeatures));
  }
  return rows;
}

Models TrainAll(const Docs& docs) {
  constexpr std::size_t kInner = 4;
  const BoostOptions lines{.trees = 140};
  const BoostOptions nodes{.trees = 110};
  const BoostOptions context{.trees = 160};
  // Each model learns from what the one before says of pages that it has not seen.
  std::vector<std::vector<float>> opinions(docs.size());
  for (std::size_t fold = 0; fold < kInner; ++fold) {
    Docs rest;
    for (Doc* doc : docs) {
      if (FoldOf(*doc, kInner, 7) != fold) rest.push_back(doc);
    }
    const BoostedTrees model = Fit(rest, LineRows(rest), lines);
    for (std::size_t d = 0; d < docs.size(); ++d) {
      if (FoldOf(*docs[d], kInner, 7) == fold) opinions[d] = Opinion(*docs[d], model);
    }
  }
  std::vector<Rows> node_rows(docs.size());
  for (std::size_t d = 0; d < docs.size(); ++d) node_rows[d] = NodeRows(*docs[d], opinions[d]);
  std::vector<Rows> rows(docs.size());
  for (std::size_t fold = 0; fold < kInner; ++fold) {
    Docs rest;
    std::vector<Rows> rest_rows;
    for (std::size_t d = 0; d < docs.size(); ++d) {
      if (FoldOf(*docs[d], kInner, 11) == fold) continue;
      rest.push_back(docs[d]);
      rest_rows.push_back(node_rows[d]);
    }
    const BoostedTrees model = FitNodes(rest, rest_rows, nodes);
    for (std::size_t d = 0; d < docs.size(); ++d) {
      if (FoldOf(*docs[d], kInner, 11) == fold) {
        rows[d] = ContextRows(*docs[d], opinions[d], Probabilities(model, node_rows[d]));
      }
    }
  }
  return {Fit(docs, LineRows(docs), lines), FitNodes(docs, node_rows, nodes), Fit(docs, rows, context)};
}

std::vector<float> Predict(const Doc& doc, const Models& models) {
  return HtmlEvidence(models.lines, models.nodes, models.context).Body(doc.page, doc.text);
}

float ThresholdOf(const Doc& doc, const std::vector<float>& content) {
  std::vector<float> sizes;
  for (const Words& words : doc.words) sizes.push_back(static_cast<float>(words.size()));
  return BestThreshold(content, sizes);
}

double F1At(const Doc& doc, const std::vector<float>& content, float threshold) {
  Words got;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] >= threshold) got.insert(got.end(), doc.words[i].begin(), doc.words[i].end());
  }
  return F1(GramsOf(doc.gold), GramsOf(got));
}

std::string GroupOf(std::string_view name) {
  std::string letters;
  for (std::size_t i = 1; i < name.size() && (letters.empty() || name[i] != '_'); ++i) {
    if (name[i] >= 'a' && name[i] <= 'z') letters += name[i];
  }
  return letters.empty() ? std::string(name) : letters;
}

void Measure(Doc& doc, const Labeller& labeller) {
  doc.text = labeller.DecideByText(doc.page);
  const HtmlFeatures features(doc.page, doc.text);
  doc.rows.assign(features.lines(), std::vector<float>(kLineFeatures));
  for (std::size_t i = 0; i < features.lines(); ++i) features.OfLine(i, doc.rows[i]);
}

// A labeller for the pages of some sites.
struct SiteLabeller {
  std::string sites;  // between commas
  Labeller labeller;
};

struct Corpus {
  std::string path;
  bool always = false;
};

std::vector<Doc> Load(const std::vector<Corpus>& corpora, const std::vector<SiteLabeller>& labellers) {
  std::vector<Doc> docs;
  const Labeller any = *Labeller::Create(*RuleSet::Default());
  const auto labeller_of = [&](const Doc& doc) -> const Labeller& {
    for (const SiteLabeller& known : labellers) {
      if (known.sites.find(',' + doc.group + ',') != std::string::npos) return known.labeller;
    }
    return any;
  };
  for (const auto& [corpus, always] : corpora) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(corpus + "/raw")) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      const std::filesystem::path gold = corpus + "/body/" + path.stem().string() + ".txt";
      if (path.extension() != ".html" || !std::filesystem::exists(gold)) continue;
      const std::string body = ReadFile(gold);
      Doc& doc = docs.emplace_back();
      doc.name = path.stem();
      doc.always = always;
      doc.group = always ? doc.name : GroupOf(doc.name);
      const std::string bytes = ReadFile(path);
      doc.source = std::string(Decode(bytes, {.errors = DecodeErrors::kReplace})->text);
      doc.page = ParseHtml(doc.source);
      for (const Block& block : doc.page.blocks) doc.words.push_back(WordsOf(block.span.of(doc.page.text)));
      Label(doc, body);
      Weigh(doc, 1);
      Measure(doc, labeller_of(doc));
    }
  }
  return docs;
}

int Main(int argc, char** argv) {
  std::vector<Corpus> corpora;
  std::string out;
  std::vector<SiteLabeller> labellers;
  std::size_t folds = 6;
  bool show_errors = false;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg.starts_with("--out=")) {
      out = arg.substr(6);
    } else if (arg.starts_with("--text-model=")) {
      const std::size_t colon = arg.find(':');
      labellers.push_back({',' + arg.substr(13, colon - 13) + ',',
                           *Labeller::Create(*RuleSet::Default(), *Model::Parse(ReadFile(arg.substr(colon + 1))))});
    } else if (arg.starts_with("--folds=")) {
      folds = std::stoul(arg.substr(8));
    } else if (arg == "--errors") {
      show_errors = true;
    } else if (arg.starts_with("--always=")) {
      corpora.push_back({arg.substr(9), true});
    } else {
      corpora.push_back({arg});
    }
  }
  std::vector<Doc> docs = Load(corpora, labellers);
  std::map<std::string, std::vector<double>> figures;
  const auto say = [&](const char* what, bool korean, double value) {
    figures[std::string(what) + (korean ? " named" : " numbered")].push_back(value);
  };
  for (const Doc& doc : docs) {
    const double f1 = F1At(doc, doc.target, 0.5F);
    if (!doc.always) say("labels' own", doc.group != doc.name, f1);
    if (show_errors && f1 < 0.9) std::printf("%s: its lines cannot give more than %.3f\n", doc.name.c_str(), f1);
  }
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Docs train;
    for (Doc& doc : docs) {
      if (doc.always || FoldOf(doc, folds, 0) != fold) train.push_back(&doc);
    }
    const Models models = TrainAll(train);
    for (const Doc& doc : docs) {
      if (doc.always || FoldOf(doc, folds, 0) != fold) continue;
      const std::vector<float> content = Predict(doc, models);
      for (const float threshold : {0.3F, 0.4F, 0.5F, 0.6F}) {
        say(("cross-validated at " + std::to_string(threshold).substr(0, 3)).c_str(), doc.group != doc.name,
            F1At(doc, content, threshold));
      }
      say("best expected", doc.group != doc.name, F1At(doc, content, ThresholdOf(doc, content)));
      say("first model at 0.5", doc.group != doc.name, F1At(doc, Opinion(doc, models.lines), 0.5F));
      if (!show_errors) continue;
      const float threshold = ThresholdOf(doc, content);
      const double f1 = F1At(doc, content, threshold);
      std::printf("== %s %.3f (labels %.3f)\n", doc.name.c_str(), f1, F1At(doc, doc.target, 0.5F));
      if (f1 > 0.97) continue;
      for (std::size_t i = 0; i < content.size(); ++i) {
        if ((content[i] >= threshold) == (doc.target[i] >= 0.5F)) continue;
        const std::string_view text = doc.page.blocks[i].span.of(doc.page.text);
        std::printf("%s %zu %.2f %.2f %.2f | %.*s\n", content[i] >= threshold ? "LEAK" : "LOST", i,
                    static_cast<double>(content[i]), static_cast<double>(doc.text[i].content),
                    static_cast<double>(doc.target[i]), static_cast<int>(std::min<std::size_t>(text.size(), 150)),
                    text.data());
      }
    }
  }
  for (const auto& [what, values] : figures) {
    std::printf("%-32s %.4f over %zu pages\n", what.c_str(),
                std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()), values.size());
  }
  if (out.empty()) return 0;
  Docs all;
  for (Doc& doc : docs) all.push_back(&doc);
  const Models models = TrainAll(all);
  std::ofstream(out) << models.lines.Write() << models.nodes.Write() << models.context.Write();
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
