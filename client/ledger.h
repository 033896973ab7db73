// The ledger of a cleaned page, drawn for a reader: the page line by line, what was removed
// marked and dimmed, and in the margin what it was and which rule said so.
//
//   - 본문 바로가기                              NAVIGATION nav.skip-links  0.98
//     서울시, 한강 다리 점검                      TITLE
//   ~ ⟦(서울=연합) 홍길동 기자 =⟧ 서울시는        BYLINE     cut.dateline    0.97
//     22일 다리를 점검했다.
#ifndef TEXTCLEAN_CLIENT_LEDGER_H_
#define TEXTCLEAN_CLIENT_LEDGER_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

struct LedgerStyle {
  bool color;
  // Columns of a row; fewer than 40 are taken for 40.
  std::size_t width;
};

// `response` must hold the decoded text, and its regions in UTF-8 bytes; fails with INTERNAL
// where the regions do not partition that text. Sends no control character of the page.
absl::StatusOr<std::string> DrawLedger(const v1::CleanResponse& response, const LedgerStyle& style);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_LEDGER_H_
