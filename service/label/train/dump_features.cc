// Prints the features of every line of the pages named, for the training script: a line
// "# PATH" for each page, then for each visible line its number in the file and its
// features' names, tab-separated.
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "service/label/features.h"
#include "service/label/line_facts.h"
#include "service/label/page_context.h"
#include "service/page/page.h"
#include "service/rules/rule_set.h"

int main(int argc, char** argv) {
  const auto rules = textclean::RuleSet::Default();
  if (!rules.ok()) {
    std::cerr << rules.status() << '\n';
    return 1;
  }
  textclean::LineReader reader(**rules);
  for (int a = 1; a < argc; ++a) {
    std::ifstream in(argv[a], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const textclean::Page page = textclean::ParseText(text);
    std::vector<std::string_view> lines;
    std::vector<textclean::LineFacts> facts;
    for (const textclean::Block& block : page.blocks) {
      lines.push_back(block.span.of(text));
      facts.push_back(reader.Read(lines.back()));
    }
    const textclean::PageContext context(lines, facts);
    const std::vector<textclean::LineCells> cells = textclean::ReadCells(context);
    std::cout << "# " << argv[a] << '\n';
    std::size_t number = 1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (; at < page.blocks[i].span.begin; ++at) number += text[at] == '\n';
      std::cout << number;
      for (const textclean::Feature feature : textclean::FeaturesOf(cells[i]))
        std::cout << '\t' << textclean::FeatureName(feature);
      std::cout << '\n';
    }
  }
}
