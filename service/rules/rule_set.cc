#include "service/rules/rule_set.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "service/text/utf8.h"
#include "textclean/rules/v1/rules.pb.h"

namespace textclean {

extern const std::string_view kDefaultRules;

namespace {

namespace pb = rules::v1;
using google::protobuf::TextFormat;

// Keeps the first error of the text format's parser, with its line.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int /*column*/, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat(line + 1, ": ", message);
  }
  void AddWarning(int line, int column, const std::string& message) override { AddError(line, column, message); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::u32string FoldPhrase(std::string_view phrase) {
  std::u32string folded;
  for (std::size_t at = 0; at < phrase.size();) {
    const CodePoint c = DecodeUtf8(phrase, at);
    at += c.size;
    const char32_t f = FoldCodePoint(c.value);
    if (f == 0 || (f == '0' && !folded.empty() && folded.back() == '0')) continue;
    folded += f;
  }
  return folded;
}

// The pattern as it must match at its place.
std::string Anchored(const std::string& pattern, Place place) {
  switch (place) {
    case Place::kLine:
      return absl::StrCat("^(?:", pattern, ")$");
    case Place::kPrefix:
    case Place::kCutHead:
      return absl::StrCat("^(?:", pattern, ")");
    case Place::kSuffix:
    case Place::kCutTail:
      return absl::StrCat("(?:", pattern, ")$");
    case Place::kAnywhere:
    case Place::kCutAnywhere:
      break;
  }
  return pattern;
}

// The pattern with a blank and \\s, which are ASCII's to RE2, standing for Unicode's blanks too: pages part a name from
// its office by a no-break space as well. A pattern that quotes by \\Q stays as it is.
std::string WithEveryBlank(std::string_view pattern) {
  constexpr const char* kBlanks = R"(\p{Zs})";
  if (pattern.find("\\Q") != std::string_view::npos) return std::string(pattern);
  std::string out;
  bool in_class = false;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view rest = pattern.substr(at);
    std::size_t size = rest[0] == '\\' ? std::min<std::size_t>(2, rest.size()) : 1;
    if (in_class && rest.starts_with("[:")) {
      size = std::min(rest.find(":]"), rest.size() - 2) + 2;  // [:alpha:]
    } else if (in_class) {
      in_class = rest[0] != ']';
    } else if (rest[0] == '[') {
      in_class = true;
      size = rest.starts_with("[^") ? 2 : 1;
      if (rest.substr(size).starts_with(']')) ++size;  // a bracket that comes first is one of the class
    }
    const std::string piece(rest.substr(0, size));
    const bool is_blank = piece == " " || piece == "\\s";
    absl::StrAppend(&out, is_blank && !in_class ? "[" : "", piece, is_blank ? kBlanks : "",
                    is_blank && !in_class ? "]" : "");
    at += size;
  }
  return out;
}

std::unique_ptr<const RE2> Compile(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  return std::make_unique<RE2>(WithEveryBlank(pattern), options);
}

void InGroup(std::string* out, const std::string& pattern) { absl::StrAppend(out, "(?:", pattern, ")"); }

// What a CutSet has bits for.
constexpr std::size_t kMostCutRules = 64;

bool IsCut(Place place) { return place >= Place::kCutHead; }

// The first or last `size` bytes at most, on a code point boundary.
std::string_view Head(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (IsContinuation(text[size])) --size;
  return text.substr(0, size);
}
std::string_view Tail(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  std::size_t at = text.size() - size;
  while (at < text.size() && IsContinuation(text[at])) ++at;
  return text.substr(at);
}

// Whether a pattern of the rule matches at its place in the line.
bool MatchesPattern(const Rule& rule, std::string_view line) {
  const auto matches = [&](std::string_view part) {
    const re2::StringPiece piece(part.data(), part.size());
    return std::any_of(rule.patterns.begin(), rule.patterns.end(),
                       [&](const auto& pattern) { return RE2::PartialMatch(piece, *pattern); });
  };
  if (line.size() <= RuleSet::kShortLine) return matches(line);
  switch (rule.place) {
    case Place::kLine:
      return false;
    case Place::kPrefix:
      return matches(Head(line, RuleSet::kWindow));
    case Place::kSuffix:
      return matches(Tail(line, RuleSet::kWindow));
    default:
      return matches(Head(line, RuleSet::kWindow)) || matches(Tail(line, RuleSet::kWindow));
  }
}

// Words of the vocabulary that stand in a line.
class Words {
 public:
  void Add(std::size_t begin, std::size_t end, RegionKind kind) {
    if (count_ == words_.size()) return;
    // In order of ends, then of begins, then as added. They come by begins, so that few have to move.
    std::size_t at = count_++;
    for (; at > 0 && words_[at - 1].end > end; --at) words_[at] = words_[at - 1];
    words_[at] = {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end), kind};
  }

  // Chooses words that do not overlap and cover most symbols, and counts these by kind.
  void Cover(LineMatches& matches) const {
    if (count_ == 0) return;
    // Ends of words up to which more can be covered than before them, with what can and the word to do it with.
    struct Step {
      std::uint16_t end;
      std::uint16_t covered;
      std::uint16_t word;
    };
    std::array<Step, kMost + 1> steps;
    std::size_t last = 0;
    steps[0] = {0, 0, 0};
    const auto step_at = [&](std::size_t step, std::uint16_t end) {
      while (steps[step].end > end) --step;
      return step;
    };
    for (std::size_t w = 0; w < count_; ++w) {
      const auto [begin, end, kind] = words_[w];
      const auto covered = static_cast<std::uint16_t>(steps[step_at(last, begin)].covered + (end - begin));
      if (covered <= steps[last].covered) continue;
      if (steps[last].end != end) ++last;
      steps[last] = {end, covered, static_cast<std::uint16_t>(w)};
    }
    for (std::size_t step = last; step > 0;) {
      const Word& word = words_[steps[step].word];
      auto& covered = matches.covered[static_cast<std::size_t>(word.kind)];
      covered = static_cast<std::uint16_t>(covered + (word.end - word.begin));
      step = step_at(step, word.begin);
    }
    matches.any_covered = true;
  }

 private:
  static constexpr std::size_t kMost = 256;
  struct Word {
    std::uint16_t begin;
    std::uint16_t end;
    RegionKind kind;
  };

  std::array<Word, kMost> words_;
  std::size_t count_ = 0;
};

}  // namespace

void LineMatches::Clear() {
  rules.clear();
  cuts = 0;
  tried.clear();
  kinds = {};
  certain = 0;
  if (any_covered) covered = {};
  any_covered = false;
}

absl::StatusOr<std::unique_ptr<const RuleSet>> RuleSet::Build(
    const std::vector<std::pair<std::string, std::string>>& files) {
  std::unique_ptr<RuleSet> set(new RuleSet());
  for (const auto& [name, text] : files) {
    if (absl::Status status = set->Add(name, text); !status.ok()) return status;
  }
  set->Finish();
  if (absl::Status status = set->CheckExamples(); !status.ok()) return status;
  return std::unique_ptr<const RuleSet>(std::move(set));
}

absl::StatusOr<std::unique_ptr<const RuleSet>> RuleSet::Default() {
  return Build({{"default rules", std::string(kDefaultRules)}});
}

absl::StatusOr<std::unique_ptr<const RuleSet>> RuleSet::WithFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::InvalidArgumentError(absl::StrCat(path, ":0: cannot be opened for reading"));
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return absl::InvalidArgumentError(absl::StrCat(path, ":0: cannot be read"));
  return Build({{"default rules", std::string(kDefaultRules)}, {path, text}});
}

absl::Status RuleSet::Add(const std::string& name, const std::string& text) {
  const bool is_operators = !rules_.empty();  // the rules that are built in come first
  if (const auto bad = FindInvalidUtf8(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return absl::InvalidArgumentError(absl::StrCat(name, ":", line, ": not valid UTF-8"));
  }
  pb::RuleSet parsed;
  TextFormat::ParseInfoTree places;
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&places);
  if (!parser.ParseFromString(text, &parsed)) {
    return absl::InvalidArgumentError(absl::StrCat(name, ":", error.text()));
  }
  const auto* rules_field = pb::RuleSet::descriptor()->FindFieldByName("rules");
  std::set<std::string> ids;
  for (const Rule& rule : rules_) ids.insert(rule.id);
  std::map<std::u32string, std::size_t> known;
  for (std::size_t p = 0; p < phrases_.size(); ++p) known[phrases_[p]] = p;

  for (int i = 0; i < parsed.rules_size(); ++i) {
    const pb::Rule& from = parsed.rules(i);
    const std::string origin = absl::StrCat(name, ":", places.GetLocation(rules_field, i).line + 1);
    const auto fail = [&](const std::string& why) {
      return absl::InvalidArgumentError(absl::StrCat(origin, ": rule '", from.id(), "': ", why));
    };
    if (from.id().empty()) return fail("has no id");
    if (!ids.insert(from.id()).second) return fail("the id is taken");
    if (from.kind() == v1::REGION_KIND_UNSPECIFIED || !v1::RegionKind_IsValid(from.kind())) return fail("has no kind");
    if (from.place() == pb::PLACE_UNSPECIFIED || !pb::Place_IsValid(from.place())) return fail("has no place");
    if (from.phrases().empty() && from.patterns().empty()) return fail("has neither phrases nor patterns");
    if (!from.patterns().empty() && from.anchors().empty()) {
      return fail("has patterns but no anchors; name a literal that every match holds");
    }
    if (rules_.size() >= 0xFFFF) return fail("is one too many");

    Rule rule;
    rule.id = from.id();
    rule.kind = static_cast<RegionKind>(from.kind());
    rule.place = static_cast<Place>(from.place());
    rule.certain = from.strength() == pb::STRENGTH_CERTAIN;
    rule.decides = rule.certain && rule.place == Place::kLine && is_operators;
    rule.example = from.example();
    rule.counter_example = from.counter_example();
    if (IsCut(rule.place) && !from.phrases().empty()) return fail("cuts by patterns only, but has phrases");
    for (const std::string& pattern : from.patterns()) {
      rule.patterns.push_back(Compile(Anchored(pattern, rule.place)));
      if (!rule.patterns.back()->ok()) return fail(absl::StrCat("bad pattern: ", rule.patterns.back()->error()));
    }
    const auto index = static_cast<std::uint16_t>(rules_.size());
    const auto cut = static_cast<std::uint8_t>(cut_rules_.size());
    if (IsCut(rule.place)) {
      if (cut_rules_.size() >= kMostCutRules) return fail("is one too many of those that cut");
      cut_rules_.push_back(index);
    } else if (rule.patterns.size() > 1) {
      // Only whether one matches is asked: one search instead of several.
      rule.patterns.clear();
      rule.patterns.push_back(Compile(Anchored(absl::StrJoin(from.patterns(), "|", InGroup), rule.place)));
    }
    const auto use = [&](const std::string& phrase, bool is_anchor) {
      std::u32string folded = FoldPhrase(phrase);
      if (folded.empty() || std::any_of(folded.begin(), folded.end(), [](char32_t c) { return c > 0xFFFF; }))
        return false;
      const auto [entry, added] = known.try_emplace(folded, phrases_.size());
      if (added) {
        phrases_.push_back(std::move(folded));
        uses_.emplace_back();
      }
      uses_[entry->second].push_back({index, rule.place, rule.kind, is_anchor, cut});
      return true;
    };
    for (const std::string& phrase : from.phrases()) {
      if (!use(phrase, false)) return fail("has a phrase that is only white space or holds a character beyond U+FFFF");
    }
    for (const std::string& anchor : from.anchors()) {
      if (!use(anchor, true)) return fail("has an anchor that is only white space or holds a character beyond U+FFFF");
    }
    rules_.push_back(std::move(rule));
    origins_.push_back(origin);
  }
  // The version names the last file that has one, and a fingerprint of everything (FNV-1a).
  if (!parsed.version().empty()) version_ = parsed.version();
  for (const char c : text) fingerprint_ = (fingerprint_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return absl::OkStatus();
}

void RuleSet::Finish() {
  std::vector<Symbol> symbols(CharacterTable::kPlane, 0);  // by folded code point
  Symbol last = 0;
  const auto number = [&](char32_t c) {
    if (symbols[c] == 0) symbols[c] = ++last;
    return symbols[c];
  };
  number('0');
  std::vector<PhraseTrie::Phrase> phrases(phrases_.size());
  for (std::size_t p = 0; p < phrases_.size(); ++p) {
    for (const char32_t c : phrases_[p]) phrases[p].symbols.push_back(number(c));
    phrases[p].only_where_words_begin = std::all_of(uses_[p].begin(), uses_[p].end(), [](const Use& use) {
      return !use.is_anchor && (use.place == Place::kLine || use.place == Place::kPrefix);
    });
  }
  trie_ = PhraseTrie(phrases);
  for (const std::vector<Use>& uses : uses_) {
    first_use_.push_back(static_cast<std::uint32_t>(phrase_uses_.size()));
    phrase_uses_.insert(phrase_uses_.end(), uses.begin(), uses.end());
  }
  first_use_.push_back(static_cast<std::uint32_t>(phrase_uses_.size()));
  uses_.clear();
  for (char32_t c = 0; c < CharacterTable::kPlane; ++c) {
    const char32_t f = FoldCodePoint(c);
    if (f != 0) characters_.SetSymbol(c, symbols[f]);
  }
  char fingerprint[16];
  std::snprintf(fingerprint, sizeof(fingerprint), "%08x", static_cast<unsigned>(fingerprint_ ^ fingerprint_ >> 32));
  version_ = absl::StrCat(version_, "+", fingerprint);
}

absl::Status RuleSet::CheckExamples() const {
  LineMatches matches;
  FoldedText scratch;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const auto matched = [&](const std::string& line) {
      if (IsCut(rules_[r].place)) {
        return std::any_of(rules_[r].patterns.begin(), rules_[r].patterns.end(),
                           [&](const auto& pattern) { return RE2::PartialMatch(line, *pattern); });
      }
      matches.Clear();
      Fold(line, scratch);
      Match(line, scratch, matches);
      return std::find(matches.rules.begin(), matches.rules.end(), r) != matches.rules.end();
    };
    const auto fail = [&](const char* why) {
      return absl::InvalidArgumentError(absl::StrCat(origins_[r], ": rule '", rules_[r].id, "': ", why));
    };
    if (!rules_[r].example.empty() && !matched(rules_[r].example)) return fail("does not match its example");
    if (!rules_[r].counter_example.empty() && matched(rules_[r].counter_example)) {
      return fail("matches its counter-example");
    }
  }
  return absl::OkStatus();
}

void RuleSet::Fold(std::string_view text, FoldedText& folded) const {
  folded.Assign(text, characters_, [](char32_t, Character) {});
}

void RuleSet::Record(std::uint16_t index, LineMatches& matches) const {
  const Rule& rule = rules_[index];
  if (std::find(matches.rules.begin(), matches.rules.end(), index) != matches.rules.end()) return;
  matches.rules.push_back(index);
  const std::uint32_t bit = 1u << static_cast<unsigned>(rule.kind);
  matches.kinds[static_cast<std::size_t>(rule.place)] |= bit;
  if (rule.certain) matches.certain |= bit;
}

void RuleSet::Match(std::string_view line, const FoldedText& folded, LineMatches& matches) const {
  const std::size_t size = folded.size();
  const bool is_short = line.size() <= kShortLine;
  Words words;
  trie_.Scan(folded, [&](std::size_t phrase, std::size_t begin, std::size_t end) {
    // A window of bytes holds at least a third of that many symbols.
    const bool near_edge = is_short || end <= kWindow / 3 || begin + kWindow / 3 >= size;
    for (std::size_t u = first_use_[phrase]; u < first_use_[phrase + 1]; ++u) {
      const Use& use = phrase_uses_[u];
      if (use.is_anchor) {
        if (IsCut(use.place)) {
          matches.cuts |= CutSet{1} << use.cut;
        } else if (near_edge &&
                   std::find(matches.tried.begin(), matches.tried.end(), use.rule) == matches.tried.end()) {
          matches.tried.push_back(use.rule);
          if (MatchesPattern(rules_[use.rule], line)) Record(use.rule, matches);
        }
        continue;
      }
      switch (use.place) {
        case Place::kLine:
          if (begin == 0 && end == size) Record(use.rule, matches);
          if (is_short && folded.word_begins()[begin] && folded.word_begins()[end]) words.Add(begin, end, use.kind);
          break;
        case Place::kPrefix:
          if (begin == 0) Record(use.rule, matches);
          break;
        case Place::kSuffix:
          if (end == size) Record(use.rule, matches);
          break;
        default:
          if (near_edge) Record(use.rule, matches);
          break;
      }
    }
  });
  std::sort(matches.rules.begin(), matches.rules.end());
  words.Cover(matches);
}

}  // namespace textclean
