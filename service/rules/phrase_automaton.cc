#include "service/rules/phrase_automaton.h"

#include <bit>
#include <map>

namespace textclean {

PhraseAutomaton::PhraseAutomaton(std::span<const std::vector<Symbol>> phrases, std::size_t alphabet_size) {
  std::vector<std::map<Symbol, std::uint32_t>> children(1);
  states_.emplace_back();
  for (std::size_t p = 0; p < phrases.size(); ++p) {
    lengths_.push_back(phrases[p].size());
    std::uint32_t state = 0;
    for (const Symbol symbol : phrases[p]) {
      const auto [edge, added] = children[state].try_emplace(symbol, static_cast<std::uint32_t>(states_.size()));
      state = edge->second;
      if (added) {
        states_.emplace_back();
        children.emplace_back();
      }
    }
    states_[state].phrase = static_cast<std::int32_t>(p);
  }

  root_.assign(alphabet_size, 0);
  for (const auto& [symbol, to] : children[0]) root_[symbol] = to;
  const std::size_t slots = std::bit_ceil(states_.size() * 2 + 2);
  edges_.resize(slots);
  shift_ = 64 - std::countr_zero(slots);
  for (std::uint32_t from = 1; from < children.size(); ++from) {
    for (const auto& [symbol, to] : children[from]) {
      const std::uint64_t key = Key(from, symbol);
      std::size_t slot = Slot(key);
      while (edges_[slot].key != 0) slot = (slot + 1) & (slots - 1);
      edges_[slot] = {key, to};
    }
  }

  // Fail links breadth first: a state's link is complete before its children need it.
  std::vector<std::uint32_t> queue;
  for (const auto& [symbol, to] : children[0]) queue.push_back(to);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t state = queue[i];
    const std::uint32_t fail = states_[state].fail;
    states_[state].next_output = states_[fail].output_state;
    states_[state].output_state = states_[state].phrase >= 0 ? state : states_[fail].output_state;
    for (const auto& [symbol, to] : children[state]) {
      states_[to].fail = Next(fail, symbol);
      queue.push_back(to);
    }
  }
}

}  // namespace textclean
