#include "service/rules/phrase_trie.h"

#include <algorithm>
#include <map>

namespace textclean {
namespace {

// The phrases as a tree of maps, before its states have their places.
struct Node {
  std::map<Symbol, std::uint32_t> children;
  std::int32_t phrase = -1;
};

std::vector<Node> MakeTree(std::span<const PhraseTrie::Phrase> phrases) {
  std::vector<Node> tree(1);
  for (std::size_t p = 0; p < phrases.size(); ++p) {
    std::uint32_t node = 0;
    for (const Symbol symbol : phrases[p].symbols) {
      const auto [edge, added] = tree[node].children.try_emplace(symbol, static_cast<std::uint32_t>(tree.size()));
      node = edge->second;
      if (added) tree.emplace_back();
    }
    tree[node].phrase = static_cast<std::int32_t>(p);
  }
  return tree;
}

}  // namespace

PhraseTrie::PhraseTrie(std::span<const Phrase> phrases) {
  const std::size_t alphabet_size = std::size_t{0xFFFF} + 1;
  pairs_.assign(std::size_t{1} << kPairBits, 0);
  singles_.assign(alphabet_size, 0);
  for (const Phrase& phrase : phrases) {
    const std::vector<Symbol>& symbols = phrase.symbols;
    std::uint8_t& may = symbols.size() == 1 ? singles_[symbols[0]] : pairs_[PairSlot(symbols[0], symbols[1])];
    may |= phrase.only_where_words_begin ? kWhereWordsBegin : kAnywhere;
  }

  const std::vector<Node> tree = MakeTree(phrases);
  struct Placed {
    std::uint32_t node;
    std::uint32_t state;
  };
  std::vector<Placed> queue = {{0, 0}};
  states_.resize(alphabet_size);
  std::uint32_t first_free = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto [node, state] = queue[i];
    states_[state].phrase = tree[node].phrase;
    const std::map<Symbol, std::uint32_t>& children = tree[node].children;
    if (children.empty()) continue;

    // The first base at which all children fall on unused states.
    while (first_free < states_.size() && states_[first_free].parent != kNone) ++first_free;
    const std::uint32_t first_symbol = children.begin()->first;
    std::uint32_t base = first_free > first_symbol ? first_free - first_symbol : 0;
    const auto fits = [&] {
      return std::all_of(children.begin(), children.end(), [&](const auto& edge) {
        const std::size_t child = base + edge.first;
        return child >= states_.size() || states_[child].parent == kNone;
      });
    };
    while (!fits()) ++base;
    if (base + alphabet_size > states_.size()) states_.resize(base + alphabet_size);
    states_[state].base = base;
    for (const auto& [symbol, child] : children) {
      states_[base + symbol].parent = state;
      queue.push_back({child, base + symbol});
    }
  }
}

}  // namespace textclean
