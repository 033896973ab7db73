// What the training script asks of the server's own code.
//
//   textclean-features PAGE...               the features of every line of the pages
//   textclean-features --model=FILE PAGE...  the kinds that a model decides for them
//
// Prints a line "# PATH" for each page, then for each visible line its number in the file and its features' names, or
// its kind, tab-separated.
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/label/features.h"
#include "service/label/labeller.h"
#include "service/label/line_facts.h"
#include "service/label/model.h"
#include "service/label/page_context.h"
#include "service/page/page.h"
#include "service/rules/rule_set.h"

namespace textclean {
namespace {

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The fields that follow a line's number.
using LineFields = std::vector<std::string>;

std::vector<LineFields> Features(const Page& page, const RuleSet& rules) {
  LineReader reader(rules);
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

int Main(std::vector<std::string_view> pages) {
  auto loaded = RuleSet::Default();
  if (!loaded.ok()) {
    std::cerr << loaded.status() << '\n';
    return 1;
  }
  const std::shared_ptr<const RuleSet> rules = *std::move(loaded);
  constexpr std::string_view kModel = "--model=";
  std::optional<Labeller> labeller;
  if (!pages.empty() && pages[0].starts_with(kModel)) {
    auto model = Model::Parse(Read(std::string(pages[0].substr(kModel.size()))));
    if (!model.ok()) {
      std::cerr << pages[0] << ": " << model.status() << '\n';
      return 1;
    }
    auto created = Labeller::Create(rules, *std::move(model));
    if (!created.ok()) {
      std::cerr << created.status() << '\n';
      return 1;
    }
    labeller = *std::move(created);
    pages.erase(pages.begin());
  }
  for (const std::string_view path : pages) {
    const std::string text = Read(std::string(path));
    const Page page = ParseText(text);
    const std::vector<LineFields> fields = labeller ? Kinds(page, *labeller) : Features(page, *rules);
    std::cout << "# " << path << '\n';
    std::size_t number = 1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      for (; at < page.blocks[i].span.begin; ++at) number += text[at] == '\n';
      std::cout << number;
      for (const std::string& field : fields[i]) std::cout << '\t' << field;
      std::cout << '\n';
    }
  }
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main({argv + 1, argv + argc}); }
