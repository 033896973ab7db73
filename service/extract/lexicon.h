// The words that extraction knows: outlets, places, sections, family names, roles, units
// and listings, read from the data files that are compiled in (service/extract/data).
//
// Built once, immutable and thread-safe after. All look-ups take the word as printed.
//
//   const Lexicon lexicon;
//   lexicon.IsName("홍길동")            // true
//   lexicon.FindOutlet("ⓒ 한겨레 자료")  // {한겨레, span 4..13}
#ifndef TEXTCLEAN_SERVICE_EXTRACT_LEXICON_H_
#define TEXTCLEAN_SERVICE_EXTRACT_LEXICON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "service/text/span.h"

namespace textclean {

struct Outlet {
  std::string_view name;
  bool is_agency = false;  // others repost its stories
};

// Where an outlet's name stands in a text.
struct OutletMatch {
  const Outlet* outlet = nullptr;
  Span span;
};

// What a word means as a writer's role.
enum class Role : std::uint8_t { kNone, kReporter, kGuest };

class Lexicon {
 public:
  Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  // The outlet of exactly this name, or null.
  const Outlet* OutletNamed(std::string_view name) const;
  // The outlet that alone uses the domain or one above it, or null.
  const Outlet* OutletAt(std::string_view host) const;
  // The first outlet named in `text`, as a whole word and by its longest name.
  std::optional<OutletMatch> FindOutlet(std::string_view text) const;

  bool IsPlace(std::string_view word) const { return places_.contains(word); }
  bool IsSection(std::string_view line) const { return sections_.contains(line); }
  // Whether a word can be a person's Korean name: a family name and one or two syllables
  // more, and no word known to be something else.
  bool IsName(std::string_view word) const;
  // Whether a word before a role in a byline can be a name, family name or not: 2 to 4
  // syllables that are not known to be something else.
  bool IsUnusualName(std::string_view word) const;
  // The role that `word` is, or kNone.
  Role RoleOf(std::string_view word) const;
  // The role that `word` ends with, as a suffix of it that begins on a syllable; empty if none.
  std::string_view RoleSuffix(std::string_view word) const;

  // The longest unit that `text` begins with; empty if none.
  std::string_view UnitAt(std::string_view text) const;
  // Whether `code` is a foreign listing of `name` (the text that ends in the company's name).
  // Returns the name's length in bytes at the end of `text`, or 0.
  std::size_t ListedNameBefore(std::string_view text, std::string_view code) const;

 private:
  std::vector<Outlet> outlets_;
  std::unordered_map<std::string_view, std::size_t> outlet_index_;
  std::unordered_map<std::string_view, std::size_t> domain_index_;
  std::unordered_map<char32_t, std::size_t> outlet_starts_;  // the longest name by its first character
  std::unordered_set<std::string_view> places_;
  std::unordered_set<std::string_view> sections_;
  std::unordered_set<std::string_view> surnames_;
  std::unordered_set<std::string_view> long_surnames_;
  std::unordered_set<std::string_view> not_names_;
  std::unordered_map<std::string_view, Role> roles_;
  std::unordered_set<char32_t> role_ends_;  // last characters of roles
  std::unordered_set<std::string_view> units_;
  std::size_t longest_unit_ = 0;
  std::unordered_map<std::string_view, std::vector<std::string_view>> listings_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_EXTRACT_LEXICON_H_
