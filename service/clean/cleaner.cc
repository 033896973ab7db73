#include "service/clean/cleaner.h"

#include <string>
#include <utility>

#include "service/clean/source_regions.h"
#include "service/page/html.h"
#include "service/page/page.h"
#include "service/text/error.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

// Joins kept stretches of a text, their outer white space aside: with nothing or a blank
// where both are of one line, with a line break where they are not, with an empty line
// where the text has one between them or something was removed there.
class Joiner {
 public:
  Joiner(std::string_view text, std::string& out) : text_(text), out_(out) {}

  void Add(Span span) {
    const Span shown = Trim(text_, span);
    if (shown.empty()) return;
    if (!out_.empty()) out_ += Separator({last_end_, shown.begin});
    out_ += shown.of(text_);
    last_end_ = shown.end;
  }

 private:
  std::string_view Separator(Span between) const {
    int line_ends = 0;
    bool spaced = false;
    bool removed = false;
    for (std::size_t at = between.begin; at < between.end;) {
      const CodePoint c = DecodeUtf8(text_, at);
      at += c.size;
      if (IsLineEnd(c.value)) {
        // CRLF is one line end.
        line_ends += !(c.value == '\r' && at < between.end && text_[at] == '\n');
      } else if (IsSpace(c.value)) {
        spaced = true;
      } else if (IsVisible(c.value)) {
        removed = true;
      }
    }
    if (line_ends == 0) return spaced ? " " : "";
    return line_ends > 1 || removed ? "\n\n" : "\n";
  }

  std::string_view text_;
  std::string& out_;
  std::size_t last_end_ = 0;
};

constexpr std::size_t kLongestSeparator = 2;  // bytes that Joiner puts between two stretches

// A line costs some microseconds and hundreds of bytes, however short; markup makes one of
// every four bytes. Pages have one for every 100 to 300 bytes.
std::size_t MostLines(std::size_t source_bytes) { return 10'000 + source_bytes / 48; }

// Turns a ledger of what a page shows into one of its source.
void LayOverSource(const Page& page, std::string_view source, const std::vector<Region>& regions,
                   const CleanOptions& options, CleanResult& result) {
  // The regions are the same in every mode.
  const CleanOptions most = {.keep = options.keep, .mode = CleanMode::kRecall};
  const std::vector<SourceRegion> laid =
      InSource(page, source, regions, [&](const Region& region) { return IsKept(region, most); });
  std::vector<LedgerEntry> ledger;
  ledger.reserve(laid.size());
  // Of HTML what shows is counted as it shows, with its references decoded; of text all is counted as it came.
  const bool is_html = page.html != nullptr;
  if (!is_html) result.counts = {};
  for (const SourceRegion& entry : laid) {
    const bool is_text = entry.shown != SourceRegion::kNone;
    const bool kept = is_text && result.ledger[entry.shown].kept;
    ledger.push_back({entry.region, kept});
    if (is_text && is_html) continue;
    KindCount& count = result.counts[static_cast<std::size_t>(entry.region.kind)];
    (kept ? count.kept : count.removed) += CountCharacters(entry.region.span.of(source));
  }
  result.ledger = std::move(ledger);
}

}  // namespace

bool IsKept(const Region& region, const CleanOptions& options) {
  if (region.kind == RegionKind::kWhitespace || region.kind == RegionKind::kMarkup) return false;
  const bool wanted = options.keep.Has(region.kind);
  switch (options.mode) {
    case CleanMode::kBalanced:
      return wanted;
    case CleanMode::kPrecision:
      return wanted && (!kContentKinds.Has(region.kind) || region.content >= kSurelyContent);
    case CleanMode::kRecall:
      return wanted || (options.keep.Has(RegionKind::kBody) && region.content >= kMaybeContent);
  }
  return wanted;
}

absl::StatusOr<std::unique_ptr<const Cleaner>> Cleaner::Create(const std::string& rules_file) {
  auto rules = rules_file.empty() ? RuleSet::Default() : RuleSet::WithFile(rules_file);
  if (!rules.ok()) return rules.status();
  auto labeller = Labeller::Create(*std::move(rules));
  if (!labeller.ok()) return labeller.status();
  return std::unique_ptr<const Cleaner>(new Cleaner(*std::move(labeller)));
}

absl::StatusOr<LabelledPage> Cleaner::Read(const DocumentView& document) const {
  auto decoded = Decode(document.bytes, {.field = document.is_text ? "document.text" : "document.content",
                                         .charset = document.charset,
                                         .is_text = document.is_text,
                                         .errors = document.decode_errors});
  if (!decoded.ok()) return decoded.status();

  LabelledPage labelled;
  labelled.document = *std::move(decoded);
  const std::string_view source = labelled.document.text;
  const bool is_html = document.format == Format::kHtml || (document.format == Format::kAuto && LooksLikeHtml(source));
  labelled.format = is_html ? Format::kHtml : Format::kText;
  labelled.page = is_html ? ParseHtml(source) : ParseText(source);
  if (is_html && labelled.page.blocks.size() > MostLines(source.size())) {
    return DetailedError(
        absl::StatusCode::kResourceExhausted, "TOO_MANY_LINES", document.is_text ? "document.text" : "document.content",
        "the page breaks into more lines than its size warrants",
        {{"lines", std::to_string(labelled.page.blocks.size())}, {"bytes", std::to_string(source.size())}});
  }
  return labelled;
}

absl::StatusOr<LabelledPage> Cleaner::Label(const DocumentView& document) const {
  absl::StatusOr<LabelledPage> labelled = Read(document);
  if (labelled.ok()) labelled->regions = labeller_.Label(labelled->page);
  return labelled;
}

absl::StatusOr<CleanResult> Cleaner::Clean(const DocumentView& document, const CleanOptions& options) const {
  const absl::StatusOr<LabelledPage> labelled = Label(document);
  if (!labelled.ok()) return labelled.status();
  return Clean(*labelled, options);
}

CleanResult Cleaner::Clean(const LabelledPage& labelled, const CleanOptions& options) const {
  CleanResult result;
  result.document = labelled.document;
  result.format = labelled.format;
  const Page& page = labelled.page;
  result.ledger.reserve(labelled.regions.size());
  std::size_t most_kept = 0;
  for (const Region& region : labelled.regions) {
    if (IsKept(region, options)) most_kept += region.span.size() + kLongestSeparator;
  }
  result.text.reserve(most_kept);
  Joiner joiner(page.text, result.text);
  for (const Region& region : labelled.regions) {
    const bool kept = IsKept(region, options);
    KindCount& count = result.counts[static_cast<std::size_t>(region.kind)];
    (kept ? count.kept : count.removed) += CountCharacters(region.span.of(page.text));
    if (kept) joiner.Add(region.span);
    result.ledger.push_back({region, kept});
  }
  if (page.rendering != nullptr) LayOverSource(page, result.document.text, labelled.regions, options, result);
  return result;
}

}  // namespace textclean
