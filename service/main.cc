// textcleand: wires the core, the service and the operations code together.
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>

#include "service/ops/config.h"
#include "service/ops/log.h"
#include "service/ops/server.h"
#include "service/ops/signals.h"
#include "service/rpc/engine.h"
#include "service/rpc/service.h"
#include "service/rpc/worker_pool.h"

namespace textclean {
namespace {

int Fail(const absl::Status& status) {
  Log(LogLevel::kError, std::string(status.message()));
  return 1;
}

int Main(int argc, char** argv) {
  BlockStopSignals();
  const ParsedFlags flags = ParseFlags(argc, argv);
  if (!flags.config) return flags.exit_status;
  const Config& config = *flags.config;
  StartLogging(config.log_level, config.log_format);

  auto engine = LoadEngine(config.rules);
  if (!engine.ok()) return Fail(engine.status());
  EngineHolder holder(*std::move(engine));
  WorkerPool pool({.workers = config.workers, .queue = config.queue});
  AccessLog access_log;
  TextCleanServiceImpl service(
      holder, pool, {.max_message_bytes = config.max_message_bytes, .max_document_bytes = config.max_document_bytes},
      access_log);
  const auto server = Server::Start(service, {.listen = config.listen, .max_message_bytes = config.max_message_bytes});
  if (!server.ok()) return Fail(server.status());
  for (const std::string& address : (*server)->addresses()) {
    Log(LogLevel::kInfo, "listening", {{"address", address}, {"rules", holder.Get()->cleaner->rules_version()}});
  }

  const int signal = WaitForStopSignal();
  Log(LogLevel::kInfo, "draining", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
  service.DrainStreams();
  const bool closed = (*server)->Drain(config.drain_delay, config.drain_deadline);
  Log(LogLevel::kInfo, "stopped", {{"connections", closed ? "closed" : "abandoned"}});
  if (!closed) std::_Exit(0);
  return 0;
}

}  // namespace
}  // namespace textclean

int main(int argc, char** argv) { return textclean::Main(argc, argv); }
