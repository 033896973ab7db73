// `textclean bulk`: many documents through Process, over several servers, into JSON Lines.
//
// Answers are written in the order of the input, one line for each document, whichever server
// gave them. A document that a server took and did not answer is sent again, elsewhere where
// there is an elsewhere; one that takes its stream down again and again, alone on it at last,
// gets an error line. Memory is bounded by the documents and bytes under way.
#ifndef TEXTCLEAN_CLIENT_BULK_H_
#define TEXTCLEAN_CLIENT_BULK_H_

#include "client/arguments.h"

namespace textclean::client {

// Runs to the end; messages go to standard error. The program's exit status: 0 when every
// document was answered, 1 when some failed or the run could not be finished.
int RunBulk(const Arguments& args);

}  // namespace textclean::client

#endif  // TEXTCLEAN_CLIENT_BULK_H_
