// What is recorded of calls, for the access log and metrics. Never holds text of a page.
#ifndef TEXTCLEAN_SERVICE_RPC_RECORD_H_
#define TEXTCLEAN_SERVICE_RPC_RECORD_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "service/clean/cleaner.h"
#include "service/rpc/call_ids.h"
#include "service/rules/region_kind.h"

namespace textclean {

// A document that had its turn. Characters are code points that are not white space.
struct DocumentRecord {
  std::string_view method;           // of the call that brought it: "Clean"
  bool ok = false;                   // it was answered without an error
  Format format = Format::kAuto;     // as it was read; kAuto if it never was
  std::size_t bytes = 0;             // as sent
  std::chrono::microseconds wait{};  // in the queue
  std::size_t kept_chars = 0;
  std::array<std::size_t, kRegionKinds> removed_chars{};  // by kind
};

// A call that ended: an RPC with one document, or a stream of many.
struct CallRecord {
  std::string_view method;  // "Clean"
  CallIds ids;
  std::string peer;  // "ipv4:10.0.0.7:40123"
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string reason;                    // ErrorInfo.reason; empty when OK
  std::chrono::microseconds wait{};      // in the queue; a stream's documents have their own
  std::chrono::microseconds duration{};  // from arrival to answer, wait included
  std::size_t documents = 0;             // that had their turn
  std::size_t request_bytes = 0;
  std::size_t response_bytes = 0;
  std::size_t kept_chars = 0;
  std::size_t removed_chars = 0;

  void Add(const DocumentRecord& document);
};

// Told of every call, from any thread; quick, and never throws.
class CallRecorder {
 public:
  virtual ~CallRecorder() = default;
  // A call arrived. `method` is a literal.
  virtual void Begin(std::string_view method) = 0;
  // A document of a call is done; once for each, before its answer is sent.
  virtual void Document(const DocumentRecord& document) = 0;
  // The call ends; once for each Begin(), just before its status is sent.
  virtual void End(const CallRecord& call) = 0;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_RECORD_H_
