#include "service/rpc/convert_extract.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "service/page/html.h"
#include "service/rpc/convert.h"
#include "service/rpc/source_offsets.h"
#include "service/text/utf8.h"

namespace textclean {
namespace {

void SetTime(const PageTime& time, google::protobuf::Timestamp* (v1::Article::*mutable_time)(),
             void (v1::Article::*set_raw)(const std::string&), v1::Article& article) {
  if (time.seconds) (article.*mutable_time)()->set_seconds(*time.seconds);
  if (!time.raw.empty()) (article.*set_raw)(time.raw.value);
}

void FillArticle(const ArticleFacts& facts, v1::Article& article) {
  article.set_title(facts.title.value);
  for (const Fact& tag : facts.title_tags) article.add_title_tags(tag.value);
  for (const Fact& subtitle : facts.subtitles) article.add_subtitles(subtitle.value);
  article.set_section(facts.section.value);
  for (const Author& author : facts.authors) {
    v1::Author& out = *article.add_authors();
    out.set_name(author.name.value);
    out.set_email(author.email.value);
    out.set_role(author.role.value);
  }
  article.set_publisher(facts.publisher.value);
  article.set_agency(facts.agency.value);
  article.set_dateline(facts.dateline.value);
  SetTime(facts.published, &v1::Article::mutable_published_at, &v1::Article::set_published_at_raw, article);
  SetTime(facts.modified, &v1::Article::mutable_modified_at, &v1::Article::set_modified_at_raw, article);
  for (const Caption& caption : facts.captions) {
    v1::Caption& out = *article.add_captions();
    out.set_text(caption.text.value);
    out.set_credit(caption.credit.value);
  }
  for (const Fact& image : facts.images) article.add_images()->set_url(image.value);
  for (const Fact& sentence : facts.summary) article.add_summary(sentence.value);
  for (const RelatedItem& item : facts.related) {
    v1::RelatedItem& out = *article.add_related();
    out.set_number(item.number.value);
    out.set_title(item.title.value);
    out.set_author(item.author.value);
    out.set_date(item.date.value);
  }
  for (const Fact& email : facts.emails) article.add_emails(email.value);
  for (const Ticker& ticker : facts.tickers) {
    v1::Ticker& out = *article.add_tickers();
    out.set_name(ticker.name.value);
    out.set_code(ticker.code.value);
  }
  article.set_copyright(facts.copyright.value);
}

}  // namespace

absl::StatusOr<ExtractOptions> ToExtractOptions(const v1::ExtractOptions& options, const std::string& path) {
  if (!v1::OffsetUnit_IsValid(options.offset_unit())) {
    return UnknownEnumValue(path + ".offset_unit", options.offset_unit());
  }
  ExtractOptions core;
  if (options.omit_mentions()) {
    if (!options.mentions().empty()) {
      return InputError("CONTRADICTORY_OPTIONS", path + ".omit_mentions", "mentions are both named and left out");
    }
    core.mentions = {};
    return core;
  }
  if (options.mentions().empty()) return core;
  core.mentions = {};
  for (int i = 0; i < options.mentions_size(); ++i) {
    const v1::MentionKind kind = options.mentions(i);
    if (!v1::MentionKind_IsValid(kind) || kind == v1::MENTION_KIND_UNSPECIFIED) {
      return UnknownEnumValue(path + ".mentions[" + std::to_string(i) + "]", kind);
    }
    core.mentions.Add(static_cast<MentionKind>(kind));
  }
  return core;
}

void ToResponse(const v1::Document& document, const v1::ExtractOptions& options, const LabelledPage& labelled,
                const Extraction& extraction, std::string body, std::string_view rules_version,
                v1::ExtractResponse& response) {
  FillDocumentInfo(document, labelled.document, labelled.format, options.include_decoded_text(),
                   *response.mutable_document());
  const std::string_view text = labelled.page.text;
  const std::vector<FieldSpan> fields = FieldSpans(extraction.article);
  SourceOffsets offsets;
  const auto add = [&](Span span, FactSource source) {
    source == FactSource::kText ? offsets.Add(span) : offsets.AddInDocument(span);
  };
  const auto set = [&](Span span, FactSource source, auto& message) {
    source == FactSource::kText ? offsets.Set(span, message) : offsets.SetInDocument(span, message);
  };
  for (const FieldSpan& field : fields) add(field.span, field.source);
  for (const FactConflict& conflict : extraction.article.conflicts) add(conflict.other.span, conflict.other.source);
  for (const Mention& mention : extraction.mentions) {
    offsets.Add(mention.span);
    for (const Span part : mention.parts) offsets.Add(part);
  }
  offsets.Convert(labelled, ToUnit(options.offset_unit()));

  v1::Article& article = *response.mutable_article();
  FillArticle(extraction.article, article);
  article.set_body(std::move(body));
  for (const FieldSpan& field : fields) {
    v1::FieldSpan& out = *article.add_spans();
    out.set_field(field.field);
    out.set_source(static_cast<v1::FieldSource>(field.source));
    set(field.span, field.source, out);
  }
  for (const FactConflict& conflict : extraction.article.conflicts) {
    const Fact& other = conflict.other;
    v1::FieldConflict& out = *article.add_conflicts();
    out.set_field(conflict.field);
    out.set_taken(static_cast<v1::FieldSource>(conflict.taken));
    out.set_other(other.value);
    out.set_other_source(static_cast<v1::FieldSource>(other.source));
    set(other.span, other.source, out);
  }
  for (const Mention& mention : extraction.mentions) {
    v1::Mention& out = *response.add_mentions();
    out.set_kind(static_cast<v1::MentionKind>(mention.kind));
    offsets.Set(mention.span, out);
    out.set_text(std::string(mention.span.of(text)));
    out.set_normalized(mention.normalized);
    out.set_speaker(mention.speaker);
    for (const Span part : mention.parts) {
      v1::MentionPart& out_part = *out.add_parts();
      offsets.Set(part, out_part);
      out_part.set_text(std::string(part.of(text)));
    }
    out.set_relative_to(mention.relative_to);
  }
  response.set_rules_version(std::string(rules_version));
}

}  // namespace textclean
