// What operators and their dashboards read: counters, gauges and histograms of calls,
// documents, the queue and the process, for Prometheus. Names of calls' metrics are those of
// the gRPC ecosystem; grpc_code is as in logs, "INVALID_ARGUMENT".
//
// Thread-safe. Every series exists from the start, and recording a call costs some counters
// and two histograms.
//
//   Metrics metrics("1.2.3");
//   metrics.AddGauge("textclean_queue_length", "Calls that wait", [&] { return pool.load().waiting; });
//   auto endpoint = MetricsEndpoint::Start("127.0.0.1:0", metrics);   // http://ADDRESS/metrics
#ifndef TEXTCLEAN_SERVICE_OPS_METRICS_H_
#define TEXTCLEAN_SERVICE_OPS_METRICS_H_

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "service/rpc/record.h"

namespace textclean {

class Metrics final : public CallRecorder {
 public:
  explicit Metrics(const std::string& build_version);

  void Begin(std::string_view method) override;
  void Document(const DocumentRecord& document) override;
  void End(const CallRecord& call) override;

  // The version of the rules that serve from now on.
  void SetRules(std::string_view version);
  // An attempt to read the "rules" or the "tls" files again.
  void CountReload(std::string_view what, bool ok);
  // When the server's certificate ends.
  void SetCertificateExpiry(absl::Time expires);

  // A value that is asked for at each scrape. Before the endpoint starts.
  void AddGauge(const std::string& name, const std::string& help, std::function<double()> value);
  void AddCounter(const std::string& name, const std::string& help, std::function<double()> value);

  // What a scrape gets.
  std::vector<prometheus::MetricFamily> Collect() const;

 private:
  friend class MetricsEndpoint;

  class Readings;  // values that are asked for

  static constexpr std::array<std::string_view, 5> kMethods = {"Clean", "Segment", "Extract", "Process", "other"};
  static constexpr std::size_t kCodes = 17;
  static constexpr std::array<std::string_view, 3> kFormats = {"unknown", "text", "html"};

  struct DocumentSeries {
    prometheus::Counter* answered;
    prometheus::Counter* failed;
    prometheus::Counter* bytes;
  };
  struct MethodSeries {
    prometheus::Counter* started;
    std::array<prometheus::Counter*, kCodes> handled;
    prometheus::Histogram* handling;
    prometheus::Histogram* wait;
    prometheus::Gauge* in_flight;
    prometheus::Counter* request_bytes;
    prometheus::Counter* response_bytes;
    std::array<DocumentSeries, kFormats.size()> documents;
  };

  MethodSeries& Of(std::string_view method);

  const std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  const std::shared_ptr<Readings> readings_;
  std::array<MethodSeries, kMethods.size()> methods_;
  prometheus::Counter* kept_;
  std::array<prometheus::Counter*, kRegionKinds> removed_;
  prometheus::Family<prometheus::Gauge>& rules_info_;
  prometheus::Gauge* rules_ = nullptr;
  prometheus::Family<prometheus::Counter>& reloads_;
  prometheus::Family<prometheus::Gauge>& certificate_expiry_;
};

// Serves metrics over HTTP until it is destroyed.
class MetricsEndpoint {
 public:
  // HOST:PORT; port 0 picks a free one. Errors: UNAVAILABLE if the address cannot be had.
  static absl::StatusOr<std::unique_ptr<MetricsEndpoint>> Start(const std::string& address, const Metrics& metrics);

  // With the real port.
  const std::string& address() const { return address_; }

 private:
  MetricsEndpoint(std::unique_ptr<prometheus::Exposer> exposer, std::string address)
      : exposer_(std::move(exposer)), address_(std::move(address)) {}

  std::unique_ptr<prometheus::Exposer> exposer_;
  std::string address_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_METRICS_H_
