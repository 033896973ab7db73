// The ledger of a cleaned page as HTML: the page's own text, all of it and in order, with every region marked.
//
//   <div class="block cut k-navigation">
//     <p class="note"><b>Navigation</b> nav.skip-link <i>1.00</i></p>
//     <div class="text"><del class="r k-navigation" data-kind="Navigation" data-rule="nav.skip-link"
//         data-sure="0.998" data-at="0" data-end="19">본문 바로가기</del></div>
//   </div>
//
// Lines of one kind are a block, with its name and rules in the margin; a removed stretch inside a kept line is
// marked where it stands. Long stretches of HTML markup are folded.
#ifndef TEXTCLEAN_CLIENT_HTML_LEDGER_H_
#define TEXTCLEAN_CLIENT_HTML_LEDGER_H_

#include <string>

#include "textclean/v1/textclean.pb.h"

namespace textclean::client {

// "Navigation".
std::string KindTitle(v1::RegionKind kind);

// The class of a kind in the style sheet: "k-navigation".
std::string KindClass(v1::RegionKind kind);

// CheckPartition(response) must hold.
std::string HtmlLedger(const v1::CleanResponse& response);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_HTML_LEDGER_H_
