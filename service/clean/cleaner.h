// Clean, without gRPC: from a document's bytes to the article and its ledger.
//
// A Cleaner is built once, immutable and thread-safe after; the same input always
// gives the same result. Time and memory are linear in the input.
//
//   absl::StatusOr<std::unique_ptr<const Cleaner>> cleaner = Cleaner::Create();
//   absl::StatusOr<CleanResult> result = (*cleaner)->Clean({.bytes = page, .is_text = true}, {});
//   std::cout << result->text;
#ifndef TEXTCLEAN_SERVICE_CLEAN_CLEANER_H_
#define TEXTCLEAN_SERVICE_CLEAN_CLEANER_H_

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "service/label/labeller.h"
#include "service/label/region.h"
#include "service/page/page.h"
#include "service/text/decode.h"

namespace textclean {

// Which way a doubtful region falls. Balanced: its likeliest kind decides. Precision: a
// region of a kept kind must also be article text with confidence kSurelyContent. Recall:
// a region stays unless it is noise with confidence 1 - kMaybeContent. What is kept by
// precision is kept by balanced; what is kept by balanced is kept by recall.
enum class CleanMode { kBalanced, kPrecision, kRecall };
inline constexpr float kSurelyContent = 0.9F;
inline constexpr float kMaybeContent = 0.02F;

// How bytes are read.
enum class Format { kAuto, kText, kHtml };

// A document as it came. The bytes must outlive the result that is made of them.
struct DocumentView {
  std::string_view bytes = {};
  bool is_text = false;  // the caller sent a string, not bytes
  std::string_view charset = {};
  DecodeErrors decode_errors = DecodeErrors::kStrict;
  Format format = Format::kAuto;
};

struct CleanOptions {
  KindSet keep = kContentKinds;
  CleanMode mode = CleanMode::kBalanced;
};

// Whether the options keep a region.
bool IsKept(const Region& region, const CleanOptions& options);

// A region and whether it was kept.
struct LedgerEntry {
  Region region;
  bool kept = false;
};

// Characters (code points that are not white space) of one kind.
struct KindCount {
  std::size_t kept = 0;
  std::size_t removed = 0;
};

// A document that was read and labelled: what Clean chooses from and Extract reads.
struct LabelledPage {
  DecodedText document;
  Format format = Format::kText;
  Page page;                    // of document.text, or of what that shows
  std::vector<Region> regions;  // partitions page.text
};

struct CleanResult {
  DecodedText document;  // offsets count in document.text
  Format format = Format::kText;
  std::string text;
  std::vector<LedgerEntry> ledger;  // partitions document.text
  std::array<KindCount, kRegionKinds> counts{};
};

class Cleaner {
 public:
  // With the rules that are compiled in and, unless it is empty, those of a rule file.
  // INVALID_ARGUMENT with "FILE:LINE: reason" for a bad file; INTERNAL if what is compiled
  // in does not load.
  static absl::StatusOr<std::unique_ptr<const Cleaner>> Create(const std::string& rules_file = "");

  // A page without labels: no regions. Errors: those of Decode; RESOURCE_EXHAUSTED with
  // reason TOO_MANY_LINES for markup that breaks into tiny lines without end.
  absl::StatusOr<LabelledPage> Read(const DocumentView& document) const;
  // The same with its labels.
  absl::StatusOr<LabelledPage> Label(const DocumentView& document) const;

  // The article of a page. Errors of the first: those of Read.
  absl::StatusOr<CleanResult> Clean(const DocumentView& document, const CleanOptions& options) const;
  CleanResult Clean(const LabelledPage& labelled, const CleanOptions& options) const;

  // Version of the rules, for responses and logs.
  std::string_view rules_version() const { return labeller_.rules().version(); }

 private:
  explicit Cleaner(Labeller labeller) : labeller_(std::move(labeller)) {}

  Labeller labeller_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_CLEAN_CLEANER_H_
