// What the training script asks of the server's own code.
//
//   textclean-features --pairs PAGE...         the pairs of characters that the wording sees of every line of the pages
//   textclean-features --wording=FILE PAGE...  the features of every line, by the wording of a model
//   textclean-features --model=FILE PAGE...    the kinds that a model decides for them
//
// Prints a line "# PATH" for each page, then for each visible line its number in the file and, tab-separated, its
// pairs, its features' names, or its kind.
#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/label/features.h"
#include "service/label/labeller.h"
#include "service/label/line_facts.h"
#include "service/label/model.h"
#include "service/label/page_context.h"
#include "service/label/wording.h"
#include "service/page/page.h"
#include "service/rules/rule_set.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The fields that follow a line's number.
using LineFields = std::vector<std::string>;

std::vector<LineFields> Pairs(const Page& page, const RuleSet& rules) {
  LineReader reader(rules);
  std::vector<LineFields> fields(page.blocks.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    reader.Read(page.blocks[i].span.of(page.text));
    for (const auto [first, second] : reader.wording_pairs()) {
      std::string& pair = fields[i].emplace_back();
      AppendUtf8(first, pair);
      AppendUtf8(second, pair);
    }
  }
  return fields;
}

std::vector<LineFields> Features(const Page& page, const RuleSet& rules, const Wording& wording) {
  LineReader reader(rules, &wording);
  std::vector<LineFacts> facts;
  for (const Block& block : page.blocks) facts.push_back(reader.Read(block.span.of(page.text)));
  const PageContext context(facts, reader.pairs());
  std::vector<LineFields> fields(page.blocks.size());
  const std::pmr::vector<LineCells> cells = ReadCells(context);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const Feature feature : FeaturesOf(cells[i])) fields[i].push_back(FeatureName(feature));
  }
  return fields;
}

// A line that noise was cut from is what is left of it.
std::vector<LineFields> Kinds(const Page& page, const Labeller& labeller) {
  const std::vector<Region> regions = labeller.Label(page);
  std::vector<LineFields> fields;
  auto region = regions.begin();
  for (const Block& block : page.blocks) {
    std::optional<RegionKind> kind;
    for (; region != regions.end() && region->span.begin < block.span.end; ++region) {
      if (region->kind == RegionKind::kWhitespace) continue;
      if (!kind || (kContentKinds.Has(region->kind) && !kContentKinds.Has(*kind))) kind = region->kind;
    }
    fields.push_back({std::string(KindName(kind.value_or(RegionKind::kOther)))});
  }
  return fields;
}

int Main(std::span<const std::string_view> args) {
  if (args.empty()) {
    std::cerr << "usage: textclean-features --pairs|--wording=FILE|--model=FILE PAGE...\n";
    return 1;
  }
  auto loaded = RuleSet::Default();
  if (!loaded.ok()) {
    std::cerr << loaded.status() << '\n';
    return 1;
  }
  const std::shared_ptr<const RuleSet> rules = *std::move(loaded);
  const std::string_view mode = args[0].substr(0, args[0].find('='));
  std::optional<Model> model;
  if (mode != "--pairs") {
    auto parsed = Model::Parse(Read(std::string(args[0].substr(std::min(args[0].size(), mode.size() + 1)))));
    if (!parsed.ok()) {
      std::cerr << args[0] << ": " << parsed.status() << '\n';
      return 1;
    }
    model = *std::move(parsed);
  }
  std::optional<Labeller> labeller;
  if (mode == "--model") {
    auto created = Labeller::Create(rules, *model);
    if (!created.ok()) {
      std::cerr << created.status() << '\n';
      return 1;
    }
    labeller = *std::move(created);
  }
  const auto fields_of = [&](const Page& page) {
    if (labeller) return Kinds(page, *labeller);
    return model ? Features(page, *rules, model->wording()) : Pairs(page, *rules);
  };
  for (const std::string_view path : args.subspan(1)) {
    const std::string text = Read(std::string(path));
    const Page page = ParseText(text);
    const std::vector<LineFields> fields = fields_of(page);
    std::cout << "# " << path << '\n';
    std::size_t number = 1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      for (; at < page.blocks[i].span.begin; ++at) number += page.text[at] == '\n';
      std::cout << number;
      for (const std::string& field : fields[i]) std::cout << '\t' << field;
      std::cout << '\n';
    }
  }
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) {
  const std::vector<std::string_view> args(argv + 1, argv + argc);
  return textclean::Main(args);
}
