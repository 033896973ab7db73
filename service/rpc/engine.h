// The core as a call uses it: all of its parts, made from one set of rules. A call takes the
// engine when it begins and keeps it; a reload puts another in its place for later calls.
//
//   EngineHolder holder(*LoadEngine(""));
//   const std::shared_ptr<const Engine> engine = holder.Get();   // in a call
//   engine->cleaner->Clean(document, options);
//   holder.Set(*LoadEngine("rules.textproto"));                   // at any time
#ifndef TEXTCLEAN_SERVICE_RPC_ENGINE_H_
#define TEXTCLEAN_SERVICE_RPC_ENGINE_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "service/clean/cleaner.h"
#include "service/extract/extractor.h"
#include "service/segment/segmenter.h"

namespace textclean {

// Immutable and thread-safe.
struct Engine {
  std::unique_ptr<const Cleaner> cleaner;      // never null
  std::unique_ptr<const Segmenter> segmenter;  // never null
  Extractor extractor;
};

// With the rules that are compiled in and, unless it is empty, those of a rule file. Errors:
// those of Cleaner::Create() and Segmenter::Create().
absl::StatusOr<std::shared_ptr<const Engine>> LoadEngine(const std::string& rules_file = "");

// Thread-safe.
class EngineHolder {
 public:
  explicit EngineHolder(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}

  std::shared_ptr<const Engine> Get() const {
    const std::lock_guard lock(mutex_);
    return engine_;
  }
  void Set(std::shared_ptr<const Engine> engine) {
    const std::lock_guard lock(mutex_);
    engine_.swap(engine);  // the old one goes outside the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_RPC_ENGINE_H_
