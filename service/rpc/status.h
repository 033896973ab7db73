// Statuses of the core as gRPC sends them: the same code and message, and a
// google.rpc.Status in the trailing metadata with what a program can act on.
//
// Every error carries an ErrorInfo {reason, domain "textclean.v1", metadata}; one that
// names a field carries a BadRequest too; one that a later try may not meet, a RetryInfo.
// Messages come from the core, which never repeats text of a page.
//
//   return ToGrpcStatus(InputError("EMPTY_DOCUMENT", "document.text", "the document is empty"));
#ifndef TEXTCLEAN_SERVICE_RPC_STATUS_H_
#define TEXTCLEAN_SERVICE_RPC_STATUS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace textclean {

// ErrorInfo.domain of every error.
inline constexpr std::string_view kErrorDomain = "textclean.v1";

// The reason that the status carries; its code's name ("INTERNAL") where it carries none.
std::string ReasonOf(const absl::Status& status);

// Marks an error that is gone after a wait of `delay_ms`, so that its callers get a RetryInfo.
absl::Status WithRetryAfter(absl::Status status, int delay_ms);

// The status as a message, with its details: for streams, and inside a grpc::Status.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// The status as an RPC ends with it.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_STATUS_H_
