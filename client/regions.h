// What the drawings of a cleaned page share: they read the page's text by the ledger's offsets.
#ifndef TEXTCLEAN_CLIENT_REGIONS_H_
#define TEXTCLEAN_CLIENT_REGIONS_H_

#include <string>

#include "absl/status/status.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

// "NAVIGATION".
std::string KindName(v1::RegionKind kind);

// Whether the regions, in UTF-8 bytes, partition document.decoded_text on code point boundaries. INTERNAL where they do
// not: the server is to blame, and text must not be read by them.
absl::Status CheckPartition(const v1::CleanResponse& response);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_REGIONS_H_
