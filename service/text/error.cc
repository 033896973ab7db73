#include "service/text/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace textclean {
namespace {

// The detail travels as one payload: length-prefixed strings, reason, field, then
// the metadata's keys and values in turn.
constexpr char kPayloadUrl[] = "textclean/error-detail";

absl::string_view Absl(std::string_view s) { return {s.data(), s.size()}; }

void Append(std::string& out, std::string_view s) {
  out += std::to_string(s.size());
  out += ':';
  out += s;
}

std::string Take(std::string_view& in) {
  const std::size_t colon = in.find(':');
  if (colon == std::string_view::npos) return {};
  const std::size_t size = std::stoul(std::string(in.substr(0, colon)));
  std::string out(in.substr(colon + 1, size));
  in.remove_prefix(colon + 1 + size);
  return out;
}

}  // namespace

absl::Status DetailedError(absl::StatusCode code, std::string_view reason, std::string_view field,
                           std::string_view message, const std::map<std::string, std::string>& metadata) {
  absl::Status status(code, Absl(message));
  std::string payload;
  Append(payload, reason);
  Append(payload, field);
  for (const auto& [key, value] : metadata) {
    Append(payload, key);
    Append(payload, value);
  }
  status.SetPayload(kPayloadUrl, absl::Cord(payload));
  return status;
}

absl::Status InputError(std::string_view reason, std::string_view field, std::string_view message,
                        const std::map<std::string, std::string>& metadata) {
  return DetailedError(absl::StatusCode::kInvalidArgument, reason, field, message, metadata);
}

ErrorDetail DetailOf(const absl::Status& status) {
  ErrorDetail detail;
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload) return detail;
  const std::string bytes(*payload);
  std::string_view in = bytes;
  detail.reason = Take(in);
  detail.field = Take(in);
  while (!in.empty()) {
    std::string key = Take(in);
    detail.metadata[std::move(key)] = Take(in);
  }
  return detail;
}

}  // namespace textclean
