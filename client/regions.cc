#include "client/regions.h"

#include "absl/strings/strip.h"

namespace textclean::client {

std::string KindName(v1::RegionKind kind) {
  return std::string(absl::StripPrefix(v1::RegionKind_Name(kind), "REGION_KIND_"));
}

absl::Status CheckPartition(const v1::CleanResponse& response) {
  const std::string& text = response.document().decoded_text();
  const auto on_boundary = [&text](std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
  };
  std::size_t at = 0;
  for (const auto& region : response.regions()) {
    if (region.begin() != at || region.end() < at || region.end() > text.size() || !on_boundary(region.end())) {
      return absl::InternalError("the server's ledger does not fit the page at byte " + std::to_string(at));
    }
    at = region.end();
  }
  if (at != text.size()) return absl::InternalError("the server's ledger ends at byte " + std::to_string(at));
  return absl::OkStatus();
}

}  // namespace textclean::client
