#include "service/rpc/engine.h"

namespace textclean {

absl::StatusOr<std::shared_ptr<const Engine>> LoadEngine(const std::string& rules_file) {
  auto cleaner = Cleaner::Create(rules_file);
  if (!cleaner.ok()) return cleaner.status();
  auto segmenter = Segmenter::Create();
  if (!segmenter.ok()) return segmenter.status();
  auto engine = std::make_shared<Engine>();
  engine->cleaner = *std::move(cleaner);
  engine->segmenter = *std::move(segmenter);
  return engine;
}

}  // namespace textclean
