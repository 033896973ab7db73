// What is known of noise, as data: phrases and patterns, each with the kind of line they
// mark. The set that ships is compiled in (service/rules/data); a file may add to it.
//
// Immutable and thread-safe once built.
//
//   absl::StatusOr<std::unique_ptr<const RuleSet>> rules = RuleSet::Default();
//   FoldedText folded;  LineMatches matches;   // reused from line to line
//   (*rules)->Fold("본문 바로가기", folded);
//   (*rules)->Match("본문 바로가기", folded, matches);  // matches is clear
//   matches.HasKind(Place::kLine, RegionKind::kNavigation);   // true
#ifndef TEXTCLEAN_SERVICE_RULES_RULE_SET_H_
#define TEXTCLEAN_SERVICE_RULES_RULE_SET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "re2/re2.h"
#include "service/rules/fold.h"
#include "service/rules/phrase_trie.h"
#include "service/rules/region_kind.h"

namespace textclean {

// Where in a line a rule must match. The numbers are those of textclean.rules.v1.Place.
enum class Place : std::uint8_t {
  kLine = 1,
  kPrefix = 2,
  kSuffix = 3,
  kAnywhere = 4,
  kCutHead = 5,
  kCutTail = 6,
  kCutAnywhere = 7,
};

struct Rule {
  std::string id;
  RegionKind kind = RegionKind::kUnspecified;
  Place place = Place::kLine;
  bool certain = false;  // it weighs more than evidence, unless the line is prose of several sentences
  bool decides = false;  // whatever else is known: a certain rule of an operator's file for whole lines
  std::vector<std::unique_ptr<const RE2>> patterns;
  std::string example;
  std::string counter_example;
};

// A set of cut rules: bit i stands for RuleSet::cut_rules()[i].
using CutSet = std::uint64_t;

// What the rules say of one line. Reused, so that a page costs no allocation a line.
struct LineMatches {
  // Indices of the rules that matched, cut rules aside, in ascending order.
  absl::InlinedVector<std::uint16_t, 32> rules;
  // Cut rules whose anchor stands in the line: worth trying, not yet matched.
  CutSet cuts = 0;
  // Pattern rules that were tried already.
  absl::InlinedVector<std::uint16_t, 32> tried;
  // Sets of kinds (bit k: RegionKind k), by place.
  std::array<std::uint32_t, 5> kinds{};
  // Kinds for which a certain rule matched.
  std::uint32_t certain = 0;
  // Symbols covered by words of the vocabulary (PLACE_LINE phrases), by kind; short lines only.
  std::array<std::uint16_t, kRegionKinds> covered{};
  bool any_covered = false;  // all are 0 otherwise

  bool HasKind(Place place, RegionKind kind) const {
    return (kinds[static_cast<std::size_t>(place)] >> static_cast<unsigned>(kind) & 1u) != 0;
  }
  void Clear();
};

class RuleSet {
 public:
  // Of a line longer than kShortLine bytes, only the first and last kWindow bytes count
  // as the places of rules; cuts are looked for everywhere.
  static constexpr std::size_t kWindow = 240;
  static constexpr std::size_t kShortLine = 960;

  // The rules that are compiled in. INTERNAL where they do not load.
  static absl::StatusOr<std::unique_ptr<const RuleSet>> Default();
  // The rules that are compiled in and those of a file in protobuf text format (see
  // proto/textclean/rules/v1/rules.proto). INVALID_ARGUMENT with "FILE:LINE: reason" for
  // a file that does not parse, a bad pattern, a doubled id, or an example that fails.
  static absl::StatusOr<std::unique_ptr<const RuleSet>> WithFile(const std::string& path);

  // Version and fingerprint of the rules: "2026.11.1+5f3a9c01".
  const std::string& version() const { return version_; }
  const std::vector<Rule>& rules() const { return rules_; }

  // Indices of the rules that cut inside lines.
  const std::vector<std::uint16_t>& cut_rules() const { return cut_rules_; }
  // What is known of code points, their symbols included.
  const CharacterTable& characters() const { return characters_; }

  // Folds a line.
  void Fold(std::string_view line, FoldedText& folded) const;
  // Matches a line that was folded. `matches` must be clear.
  void Match(std::string_view line, const FoldedText& folded, LineMatches& matches) const;

 private:
  // A use that a rule makes of a phrase.
  struct Use {
    std::uint16_t rule;
    Place place;
    RegionKind kind;
    bool is_anchor;
    std::uint8_t cut;  // the bit of a rule that cuts
  };
  RuleSet() = default;
  static absl::StatusOr<std::unique_ptr<const RuleSet>> Build(const std::vector<std::pair<std::string, std::string>>&);
  absl::Status Add(const std::string& name, const std::string& text);
  absl::Status CheckExamples() const;
  void Finish();
  void Record(std::uint16_t rule, LineMatches& matches) const;

  std::string version_;
  std::uint64_t fingerprint_ = 0xCBF29CE484222325u;
  std::vector<Rule> rules_;
  std::vector<std::string> origins_;  // "FILE:LINE" of each rule, for messages
  std::vector<std::u32string> phrases_;
  std::vector<std::vector<Use>> uses_;  // by phrase, while rules are added
  // Then: those of phrase p are phrase_uses_[first_use_[p], first_use_[p + 1]).
  std::vector<Use> phrase_uses_;
  std::vector<std::uint32_t> first_use_;
  std::vector<std::uint16_t> cut_rules_;
  CharacterTable characters_;
  PhraseTrie trie_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RULES_RULE_SET_H_
