#include "service/extract/numbers.h"

#include <algorithm>
#include <array>
#include <limits>

#include "service/extract/scan.h"

namespace textclean {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

bool MultiplyBy10(std::uint64_t& value) {
  if (value > kMost / 10) return false;
  value *= 10;
  return true;
}

struct Unit {
  std::string_view word;
  int power;
};
constexpr std::array<Unit, 4> kLargeUnits = {{{"경", 16}, {"조", 12}, {"억", 8}, {"만", 4}}};
constexpr std::array<Unit, 3> kSmallUnits = {{{"천", 3}, {"백", 2}, {"십", 1}}};

template <std::size_t kCount>
const Unit* UnitAt(std::string_view text, std::size_t at, const std::array<Unit, kCount>& units) {
  const auto* unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return HasAt(text, at, u.word); });
  return unit == units.end() ? nullptr : unit;
}

struct Numeral {
  Decimal value;
  std::size_t end = 0;
  bool is_grouped = false;
  bool is_fraction = false;
};

// Digits with thousands' commas and a fraction: 1,234.5. Nothing for 1.2.3 and beyond 18 digits.
std::optional<Numeral> ReadNumeral(std::string_view text, std::size_t at) {
  Numeral numeral;
  std::size_t end = at;
  std::size_t count = 0;
  const auto take = [&] {
    numeral.value.digits = numeral.value.digits * 10 + static_cast<std::uint64_t>(text[end] - '0');
    ++end;
    return ++count <= 18;
  };
  while (IsDigitAt(text, end)) {
    if (!take()) return std::nullopt;
  }
  if (count <= 3) {
    // A comma parts thousands only before exactly three digits.
    while (HasAt(text, end, ",") && IsDigitAt(text, end + 1) && IsDigitAt(text, end + 2) && IsDigitAt(text, end + 3) &&
           !IsDigitAt(text, end + 4)) {
      ++end;
      numeral.is_grouped = true;
      for (int digit = 0; digit < 3; ++digit) {
        if (!take()) return std::nullopt;
      }
    }
  }
  if (HasAt(text, end, ".") && IsDigitAt(text, end + 1)) {
    ++end;
    numeral.is_fraction = true;
    while (IsDigitAt(text, end)) {
      if (!take()) return std::nullopt;
      --numeral.value.exponent;
    }
    if (HasAt(text, end, ".") && IsDigitAt(text, end + 1)) return std::nullopt;
  }
  numeral.end = end;
  return numeral;
}

// Whether a unit of dates stands at `at`.
bool BeginsDate(std::string_view text, std::size_t at) {
  return HasAt(text, at, "년") || HasAt(text, at, "월") || HasAt(text, at, "일") || HasAt(text, at, "시");
}

// What one group adds up to, and where it ends: 2천300, 4천, 1,234.5.
struct Group {
  std::optional<Decimal> value;
  std::size_t end = 0;
  bool has_unit = false;
  bool is_grouped = false;
};

std::optional<Group> ReadGroup(std::string_view text, std::size_t at) {
  Group group{.value = Decimal{}, .end = at};
  int last_power = 4;
  while (IsDigitAt(text, group.end)) {
    const auto numeral = ReadNumeral(text, group.end);
    if (!numeral) return std::nullopt;
    std::size_t end = numeral->end;
    int power = 0;
    if (const Unit* unit = UnitAt(text, end, kSmallUnits)) {
      power = unit->power;
      end += unit->word.size();
      group.has_unit = true;
    }
    group.is_grouped = group.is_grouped || numeral->is_grouped;
    // 3백2천 is out of order; a plain numeral ends the group.
    if (power >= last_power) group.value.reset();
    if (group.value) group.value = Decimal::Add(*group.value, numeral->value.Scaled(power));
    group.end = end;
    last_power = power;
    if (power == 0) break;
  }
  return group;
}

}  // namespace

std::string Decimal::ToString() const {
  std::string plain = std::to_string(digits);
  if (exponent >= 0) {
    if (digits != 0) plain.append(static_cast<std::size_t>(exponent), '0');
    return plain;
  }
  const std::size_t places = static_cast<std::size_t>(-exponent);
  if (plain.size() <= places) plain.insert(0, places + 1 - plain.size(), '0');
  plain.insert(plain.size() - places, 1, '.');
  while (plain.back() == '0') plain.pop_back();
  if (plain.back() == '.') plain.pop_back();
  return plain;
}

std::optional<Decimal> Decimal::Add(const Decimal& a, const Decimal& b) {
  if (a.digits == 0) return b;
  if (b.digits == 0) return a;
  Decimal high = a.exponent >= b.exponent ? a : b;
  const Decimal& low = a.exponent >= b.exponent ? b : a;
  while (high.exponent > low.exponent) {
    if (!MultiplyBy10(high.digits)) return std::nullopt;
    --high.exponent;
  }
  if (high.digits > kMost - low.digits) return std::nullopt;
  return Decimal{high.digits + low.digits, high.exponent};
}

std::size_t SkipNumeral(std::string_view text, std::size_t at) {
  while (at < text.size() && (IsDigit(text[at]) || ((text[at] == '.' || text[at] == ',') && IsDigitAt(text, at + 1))))
    ++at;
  return at;
}

std::optional<Number> ReadNumber(std::string_view text, std::size_t at) {
  Number number{.span = {at, at}, .value = Decimal{}};
  int last_power = 20;
  std::size_t next = at;
  while (true) {
    const auto group = ReadGroup(text, next);
    if (!group) {
      if (number.span.empty()) return std::nullopt;
      break;
    }
    std::size_t end = group->end;
    const Unit* unit = UnitAt(text, end, kLargeUnits);
    const int power = unit == nullptr ? 0 : unit->power;
    // A blank parts groups only as long as the units descend: 1조 2천억, but 100만 3백만.
    if (!number.span.empty() && power >= last_power) {
      if (text[next - 1] == ' ') break;
      number.value.reset();
    }
    // "5000억 2025년": what a date follows with is not the number's end.
    const bool apart = !number.span.empty() && text[next - 1] == ' ';
    if (apart && unit == nullptr && BeginsDate(text, end)) break;
    number.has_unit = number.has_unit || group->has_unit || unit != nullptr;
    number.is_grouped = number.is_grouped || group->is_grouped;
    if (!group->value) number.value.reset();
    if (number.value) number.value = Decimal::Add(*number.value, group->value->Scaled(power));
    if (unit != nullptr) end += unit->word.size();
    number.span.end = end;
    last_power = power;
    if (unit == nullptr) break;
    // 조 right before 억: one of them is a slip, and nobody can say which.
    while (const Unit* stray = UnitAt(text, number.span.end, kLargeUnits)) {
      number.span.end += stray->word.size();
      number.value.reset();
    }
    next = number.span.end;
    if (HasAt(text, next, " ") && IsDigitAt(text, next + 1)) ++next;
    if (!IsDigitAt(text, next)) break;
  }
  return number;
}

}  // namespace textclean
