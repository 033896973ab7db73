#include "service/rpc/convert.h"

#include <cstdint>
#include <string>
#include <utility>

namespace textclean {
namespace {

absl::StatusOr<Format> ToFormat(v1::Format format) {
  switch (format) {
    case v1::FORMAT_UNSPECIFIED:
    case v1::FORMAT_AUTO:
      return Format::kAuto;
    case v1::FORMAT_TEXT:
      return Format::kText;
    case v1::FORMAT_HTML:
      return Format::kHtml;
    default:
      return UnknownEnumValue("document.format", format);
  }
}

v1::Format FromFormat(Format format) { return format == Format::kHtml ? v1::FORMAT_HTML : v1::FORMAT_TEXT; }

absl::StatusOr<CleanMode> ToMode(v1::CleanMode mode, const std::string& path) {
  switch (mode) {
    case v1::CLEAN_MODE_UNSPECIFIED:
    case v1::CLEAN_MODE_BALANCED:
      return CleanMode::kBalanced;
    case v1::CLEAN_MODE_PRECISION:
      return CleanMode::kPrecision;
    case v1::CLEAN_MODE_RECALL:
      return CleanMode::kRecall;
    default:
      return UnknownEnumValue(path + ".mode", mode);
  }
}

absl::StatusOr<DecodeErrors> ToDecodeErrors(v1::DecodeErrors decode_errors) {
  switch (decode_errors) {
    case v1::DECODE_ERRORS_UNSPECIFIED:
    case v1::DECODE_ERRORS_STRICT:
      return DecodeErrors::kStrict;
    case v1::DECODE_ERRORS_REPLACE:
      return DecodeErrors::kReplace;
    default:
      return UnknownEnumValue("document.decode_errors", decode_errors);
  }
}

std::uint32_t Narrow(std::size_t value) { return static_cast<std::uint32_t>(value); }

void AddRegions(const CleanResult& result, v1::OffsetUnit unit, v1::CleanResponse& response) {
  OffsetConverter offset(result.document.text, ToUnit(unit));
  response.mutable_regions()->Reserve(static_cast<int>(result.ledger.size()));
  for (const LedgerEntry& entry : result.ledger) {
    v1::Region& region = *response.add_regions();
    region.set_begin(Narrow(offset(entry.region.span.begin)));
    region.set_end(Narrow(offset(entry.region.span.end)));
    region.set_kind(static_cast<v1::RegionKind>(entry.region.kind));
    region.set_kept(entry.kept);
    region.set_rule(entry.region.rule.data(), entry.region.rule.size());
    region.set_confidence(entry.region.confidence);
  }
}

}  // namespace

absl::Status UnknownEnumValue(const std::string& field, int value) {
  return InputError("UNKNOWN_ENUM_VALUE", field, "the server does not know this value; see textclean.proto",
                    {{"value", std::to_string(value)}});
}

OffsetUnit ToUnit(v1::OffsetUnit unit) {
  switch (unit) {
    case v1::OFFSET_UNIT_UTF16_CODE_UNITS:
      return OffsetUnit::kUtf16CodeUnits;
    case v1::OFFSET_UNIT_CODE_POINTS:
      return OffsetUnit::kCodePoints;
    default:
      return OffsetUnit::kUtf8Bytes;
  }
}

absl::StatusOr<DocumentView> ToDocument(const v1::Document& document, std::size_t max_document_bytes) {
  DocumentView view;
  view.charset = document.charset();
  switch (document.input_case()) {
    case v1::Document::kText:
      view.bytes = document.text();
      view.is_text = true;
      break;
    case v1::Document::kContent:
      view.bytes = document.content();
      break;
    case v1::Document::INPUT_NOT_SET:
      return InputError("MISSING_INPUT", "document.input", "send the page as text or as content");
  }
  if (view.bytes.size() > max_document_bytes) {
    const std::string limit = std::to_string(max_document_bytes);
    return DetailedError(absl::StatusCode::kResourceExhausted, "DOCUMENT_TOO_LARGE",
                         view.is_text ? "document.text" : "document.content",
                         "the document is larger than the server's limit of " + limit + " bytes",
                         {{"bytes", std::to_string(view.bytes.size())}, {"limit_bytes", limit}});
  }
  const absl::StatusOr<Format> format = ToFormat(document.format());
  if (!format.ok()) return format.status();
  view.format = *format;
  const absl::StatusOr<DecodeErrors> decode_errors = ToDecodeErrors(document.decode_errors());
  if (!decode_errors.ok()) return decode_errors.status();
  view.decode_errors = *decode_errors;
  return view;
}

absl::StatusOr<CleanOptions> ToCleanOptions(const v1::CleanOptions& options, const std::string& path) {
  CleanOptions core;
  const absl::StatusOr<CleanMode> mode = ToMode(options.mode(), path);
  if (!mode.ok()) return mode.status();
  core.mode = *mode;
  if (!v1::OffsetUnit_IsValid(options.offset_unit())) {
    return UnknownEnumValue(path + ".offset_unit", options.offset_unit());
  }
  if (options.keep().empty()) return core;
  core.keep = {};
  for (int i = 0; i < options.keep_size(); ++i) {
    const v1::RegionKind kind = options.keep(i);
    const std::string field = path + ".keep[" + std::to_string(i) + "]";
    if (!v1::RegionKind_IsValid(kind)) return UnknownEnumValue(field, kind);
    if (kind == v1::REGION_KIND_UNSPECIFIED || kind == v1::REGION_KIND_MARKUP || kind == v1::REGION_KIND_WHITESPACE) {
      return InputError("KIND_NOT_KEEPABLE", field, "this kind cannot be kept: it is not text of the page",
                        {{"kind", v1::RegionKind_Name(kind)}});
    }
    core.keep.Add(static_cast<RegionKind>(kind));
  }
  return core;
}

void FillDocumentInfo(const v1::Document& request, const DecodedText& decoded, Format format, bool include_decoded_text,
                      v1::DocumentInfo& info) {
  info.set_id(request.id());
  info.set_charset(decoded.charset);
  info.set_charset_source(static_cast<v1::CharsetSource>(decoded.source));
  info.set_format(FromFormat(format));
  info.set_undecodable_bytes(Narrow(decoded.undecodable_bytes));
  if (include_decoded_text) info.set_decoded_text(decoded.text.data(), decoded.text.size());
}

void ToResponse(const v1::Document& document, const v1::CleanOptions& options, CleanResult result,
                std::string_view rules_version, v1::CleanResponse& response) {
  FillDocumentInfo(document, result.document, result.format, options.include_decoded_text(),
                   *response.mutable_document());
  if (!options.has_include_regions() || options.include_regions()) {
    AddRegions(result, options.offset_unit(), response);
  }
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    const KindCount& count = result.counts[kind];
    if (count.kept + count.removed == 0) continue;
    v1::KindCount& out = *response.add_counts();
    out.set_kind(static_cast<v1::RegionKind>(kind));
    out.set_kept_chars(Narrow(count.kept));
    out.set_removed_chars(Narrow(count.removed));
  }
  response.set_text(std::move(result.text));
  response.set_rules_version(rules_version.data(), rules_version.size());
}

}  // namespace textclean
