#include "service/extract/lexicon.h"

#include <algorithm>

#include "service/extract/scan.h"

namespace textclean {

// The data files, compiled in.
extern const std::string_view kOutletsData;
extern const std::string_view kSurnamesData;
extern const std::string_view kNotNamesData;
extern const std::string_view kRolesData;
extern const std::string_view kPlacesData;
extern const std::string_view kSectionsData;
extern const std::string_view kUnitsData;
extern const std::string_view kTickersData;

namespace {

constexpr std::size_t kNoOutlet = static_cast<std::size_t>(-1);

// The pieces of `text` between `separator`s, empty ones left out.
std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// The lines of a data file, without comments.
std::vector<std::string_view> DataLines(std::string_view data) {
  std::vector<std::string_view> lines = Split(data, '\n');
  std::erase_if(lines, [](std::string_view line) { return line.front() == '#'; });
  return lines;
}

std::unordered_set<std::string_view> Words(std::string_view data) {
  std::unordered_set<std::string_view> words;
  for (const std::string_view line : DataLines(data)) {
    for (const std::string_view word : Split(line, ' ')) words.insert(word);
  }
  return words;
}

// Whether a letter, digit or Hangul syllable stands at `at`.
bool IsWordAt(std::string_view text, std::size_t at) {
  return at < text.size() && (IsDigit(text[at]) || IsAsciiLetter(text[at]) || IsHangulAt(text, at));
}

bool IsWordBefore(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const CodePoint c = DecodeUtf8Before(text, at);
  return IsHangulSyllable(c.value) || (c.size == 1 && (IsDigit(text[at - 1]) || IsAsciiLetter(text[at - 1])));
}

}  // namespace

Lexicon::Lexicon() {
  for (const std::string_view line : DataLines(kOutletsData)) {
    const std::vector<std::string_view> columns = Split(line, '\t');
    outlet_index_.emplace(columns[0], outlets_.size());
    std::size_t& longest = outlet_starts_[DecodeUtf8(columns[0], 0).value];
    longest = std::max(longest, columns[0].size());
    if (columns.size() > 2) {
      for (const std::string_view domain : Split(columns[2], ',')) {
        const auto [entry, is_new] = domain_index_.emplace(domain, outlets_.size());
        if (!is_new) entry->second = kNoOutlet;
      }
    }
    outlets_.push_back({columns[0], columns.size() > 1 && columns[1] == "agency"});
  }
  places_ = Words(kPlacesData);
  for (const std::string_view line : DataLines(kSectionsData)) sections_.insert(line);
  for (const std::string_view surname : Words(kSurnamesData)) {
    (surname.size() == 3 ? surnames_ : long_surnames_).insert(surname);
  }
  not_names_ = Words(kNotNamesData);
  Role role = Role::kReporter;
  for (const std::string_view line : DataLines(kRolesData)) {
    if (line == "--") {
      role = Role::kGuest;
    } else {
      roles_.emplace(line, role);
      role_ends_.insert(DecodeUtf8Before(line, line.size()).value);
    }
  }
  units_ = Words(kUnitsData);
  for (const std::string_view unit : units_) longest_unit_ = std::max(longest_unit_, unit.size());
  for (const std::string_view line : DataLines(kTickersData)) {
    const std::vector<std::string_view> columns = Split(line, '\t');
    listings_.emplace(columns[0], Split(columns[1], ','));
  }
}

const Outlet* Lexicon::OutletNamed(std::string_view name) const {
  const auto found = outlet_index_.find(name);
  return found == outlet_index_.end() ? nullptr : &outlets_[found->second];
}

const Outlet* Lexicon::OutletAt(std::string_view host) const {
  while (true) {
    const auto found = domain_index_.find(host);
    if (found != domain_index_.end()) return found->second == kNoOutlet ? nullptr : &outlets_[found->second];
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
  }
}

std::optional<OutletMatch> Lexicon::FindOutlet(std::string_view text) const {
  for (std::size_t at = 0; at < text.size();) {
    if (!IsWordAt(text, at) || IsWordBefore(text, at)) {
      at += DecodeUtf8(text, at).size;
      continue;
    }
    // Names are whole words, some of several: the longest that ends where a word does.
    const auto known = outlet_starts_.find(DecodeUtf8(text, at).value);
    std::size_t end = at;
    std::optional<OutletMatch> match;
    while (known != outlet_starts_.end() && end < text.size() && end - at < known->second) {
      while (IsWordAt(text, end)) end += DecodeUtf8(text, end).size;
      if (const Outlet* outlet = OutletNamed(text.substr(at, end - at))) match = OutletMatch{outlet, {at, end}};
      while (end < text.size() && !IsWordAt(text, end)) end += DecodeUtf8(text, end).size;
    }
    if (match) return match;
    while (IsWordAt(text, at)) at += DecodeUtf8(text, at).size;
  }
  return std::nullopt;
}

bool Lexicon::IsName(std::string_view word) const {
  const std::size_t syllables = CountHangul(word);
  if (syllables < 2 || syllables > 4) return false;
  const bool has_surname = (syllables < 4 && surnames_.contains(word.substr(0, 3))) ||
                           (syllables >= 3 && long_surnames_.contains(word.substr(0, 6)));
  return has_surname && !not_names_.contains(word) && !outlet_index_.contains(word);
}

bool Lexicon::IsUnusualName(std::string_view word) const {
  const std::size_t syllables = CountHangul(word);
  if (syllables < 2 || syllables > 4 || not_names_.contains(word) || outlet_index_.contains(word) ||
      places_.contains(word) || roles_.contains(word)) {
    return false;
  }
  for (const std::string_view end :
       {"부", "팀", "국", "실", "단", "뉴스", "신문", "일보", "방송", "대학", "의", "는", "은", "을", "를"}) {
    if (word.ends_with(end)) return false;
  }
  return true;
}

Role Lexicon::RoleOf(std::string_view word) const {
  const auto found = roles_.find(word);
  return found == roles_.end() ? Role::kNone : found->second;
}

std::string_view Lexicon::RoleSuffix(std::string_view word) const {
  if (word.empty() || !role_ends_.contains(DecodeUtf8Before(word, word.size()).value)) return {};
  for (std::size_t at = 0; at < word.size(); at += DecodeUtf8(word, at).size) {
    if (roles_.contains(word.substr(at))) return word.substr(at);
  }
  return {};
}

std::string_view Lexicon::UnitAt(std::string_view text) const {
  for (std::size_t size = std::min(longest_unit_, text.size()); size > 0; --size) {
    if (size < text.size() && IsContinuation(text[size])) continue;
    if (units_.contains(text.substr(0, size))) return text.substr(0, size);
  }
  return {};
}

std::size_t Lexicon::ListedNameBefore(std::string_view text, std::string_view code) const {
  const auto found = listings_.find(code);
  if (found == listings_.end()) return 0;
  for (const std::string_view name : found->second) {
    if (text.ends_with(name) && !IsWordBefore(text, text.size() - name.size())) return name.size();
  }
  return 0;
}

}  // namespace textclean
