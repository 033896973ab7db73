#include "tests/support/invariants.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <sstream>
#include <string_view>

#include "service/text/hangul.h"
#include "service/text/offsets.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

// `text` without white space and invisible characters at its ends.
std::string_view Trimmed(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = DecodeUtf8(text, 0);
    if (IsVisible(c.value)) break;
    text.remove_prefix(c.size);
  }
  while (!text.empty()) {
    const CodePoint c = DecodeUtf8Before(text, text.size());
    if (IsVisible(c.value)) break;
    text.remove_suffix(c.size);
  }
  return text;
}

// Takes what does not show off the front of `text`.
void SkipBlank(std::string_view& text) {
  while (!text.empty()) {
    const CodePoint c = DecodeUtf8(text, 0);
    if (IsVisible(c.value)) return;
    text.remove_prefix(c.size);
  }
}

std::string At(const LedgerEntry& entry, std::string_view what) {
  std::ostringstream out;
  out << KindName(entry.region.kind) << " region [" << entry.region.span.begin << ", " << entry.region.span.end
      << "): " << what;
  return out.str();
}

std::string PartitionViolation(const CleanResult& result) {
  const std::string_view text = result.document.text;
  OffsetConverter to_utf16(text, OffsetUnit::kUtf16CodeUnits);
  OffsetConverter to_points(text, OffsetUnit::kCodePoints);
  std::size_t at = 0;
  std::size_t utf16 = 0;
  std::size_t points = 0;
  for (const LedgerEntry& entry : result.ledger) {
    const Span span = entry.region.span;
    if (span.begin != at) return At(entry, "does not begin where the one before ends");
    if (span.end <= span.begin) return At(entry, "is empty");
    if (span.end > text.size()) return At(entry, "reaches beyond the document");
    if (IsContinuation(text[at])) return At(entry, "begins within a code point");
    if (to_utf16(at) != utf16 || to_points(at) != points) return At(entry, "leaves a gap in another unit");
    bool shows = false;
    while (at < span.end) {
      const CodePoint c = DecodeUtf8(text, at);
      at += c.size;
      utf16 += c.value > 0xFFFF ? 2 : 1;
      ++points;
      shows = shows || IsVisible(c.value);
    }
    if (at != span.end) return At(entry, "ends within a code point");
    if (to_utf16(at) != utf16 || to_points(at) != points) return At(entry, "has another length in another unit");
    if (shows && entry.region.kind == RegionKind::kWhitespace) return At(entry, "holds what shows");
  }
  if (at != text.size()) return "the regions end at " + std::to_string(at) + " of " + std::to_string(text.size());
  return {};
}

std::string EvidenceViolation(const CleanResult& result) {
  for (const LedgerEntry& entry : result.ledger) {
    const Region& region = entry.region;
    if (region.kind == RegionKind::kUnspecified) return At(entry, "has no kind");
    if (region.rule.empty()) return At(entry, "has no rule");
    // Written so that NaN fails.
    if (!(region.confidence >= 0 && region.confidence <= 1)) return At(entry, "has a confidence beyond 0 to 1");
    if (!(region.content >= 0 && region.content <= 1)) return At(entry, "has a content value beyond 0 to 1");
  }
  return {};
}

std::string TextViolation(const CleanResult& result) {
  if (FindInvalidUtf8(result.text)) return "the text is not valid UTF-8";
  std::string_view rest = result.text;
  for (const LedgerEntry& entry : result.ledger) {
    if (!entry.kept) continue;
    SkipBlank(rest);
    const std::string kept = ComposeHangul(std::string(Trimmed(entry.region.span.of(result.document.text))));
    if (!rest.starts_with(kept)) return At(entry, "is kept and not in the text at its place");
    rest.remove_prefix(kept.size());
  }
  SkipBlank(rest);
  if (!rest.empty()) return "the text ends with " + std::to_string(rest.size()) + " bytes that no region kept";
  return {};
}

std::string CountsViolation(const CleanResult& result) {
  std::array<KindCount, kRegionKinds> counts{};
  for (const LedgerEntry& entry : result.ledger) {
    const std::string_view text = entry.region.span.of(result.document.text);
    KindCount& count = counts[static_cast<std::size_t>(entry.region.kind)];
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint c = DecodeUtf8(text, at);
      at += c.size;
      if (!IsSpace(c.value)) ++(entry.kept ? count.kept : count.removed);
    }
  }
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    if (counts[kind].kept != result.counts[kind].kept || counts[kind].removed != result.counts[kind].removed) {
      return "the counts of " + std::string(KindName(static_cast<RegionKind>(kind))) + " are not its regions'";
    }
  }
  return {};
}

}  // namespace

std::string LedgerViolation(const CleanResult& result) {
  for (const auto check : {PartitionViolation, EvidenceViolation, TextViolation, CountsViolation}) {
    if (std::string violation = check(result); !violation.empty()) return violation;
  }
  return {};
}

std::string Difference(const CleanResult& a, const CleanResult& b) {
  if (a.document.text != b.document.text) return "the documents differ";
  if (a.document.charset != b.document.charset || a.document.source != b.document.source) return "the charsets differ";
  if (a.format != b.format) return "the formats differ";
  if (a.ledger.size() != b.ledger.size()) return "the numbers of regions differ";
  for (std::size_t i = 0; i < a.ledger.size(); ++i) {
    const Region& x = a.ledger[i].region;
    const Region& y = b.ledger[i].region;
    if (x.span != y.span || x.kind != y.kind || x.rule != y.rule || x.confidence != y.confidence ||
        x.content != y.content || a.ledger[i].kept != b.ledger[i].kept) {
      return At(a.ledger[i], "differs");
    }
  }
  if (a.text != b.text) return "the texts differ";
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    if (a.counts[kind].kept != b.counts[kind].kept || a.counts[kind].removed != b.counts[kind].removed) {
      return "the counts differ";
    }
  }
  return {};
}

}  // namespace textclean
