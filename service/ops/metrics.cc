#include "service/ops/metrics.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <utility>

#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

// Seconds: from a short page alone to the ceiling of deadlines.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
                                                          0.2,    0.5,   1,     2,     5,    10,   30,   60};

double Seconds(std::chrono::microseconds time) { return std::chrono::duration<double>(time).count(); }

template <typename Builder>
auto& Family(Builder builder, const std::string& name, const std::string& help, prometheus::Registry& registry) {
  return builder.Name(name).Help(help).Register(registry);
}

auto& Counters(const std::string& name, const std::string& help, prometheus::Registry& registry) {
  return Family(prometheus::BuildCounter(), name, help, registry);
}

auto& Gauges(const std::string& name, const std::string& help, prometheus::Registry& registry) {
  return Family(prometheus::BuildGauge(), name, help, registry);
}

auto& Histograms(const std::string& name, const std::string& help, prometheus::Registry& registry) {
  return Family(prometheus::BuildHistogram(), name, help, registry);
}

std::size_t FormatIndex(Format format) { return format == Format::kAuto ? 0 : format == Format::kText ? 1 : 2; }

}  // namespace

class Metrics::Readings final : public prometheus::Collectable {
 public:
  void Add(const std::string& name, const std::string& help, prometheus::MetricType type,
           std::function<double()> value) {
    const std::lock_guard lock(mutex_);
    readings_.push_back({{.name = name, .help = help, .type = type, .metric = {{}}}, std::move(value)});
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    const std::lock_guard lock(mutex_);
    std::vector<prometheus::MetricFamily> families;
    for (const Reading& reading : readings_) {
      prometheus::MetricFamily& family = families.emplace_back(reading.family);
      const double value = reading.value();
      family.metric.front().counter.value = value;
      family.metric.front().gauge.value = value;
    }
    return families;
  }

 private:
  struct Reading {
    prometheus::MetricFamily family;
    std::function<double()> value;
  };

  mutable std::mutex mutex_;
  std::vector<Reading> readings_;
};

Metrics::Metrics(const std::string& build_version)
    : readings_(std::make_shared<Readings>()),
      rules_info_(Gauges("textclean_rules_info", "Version of the rules that serve; always 1", *registry_)),
      reloads_(Counters("textclean_reloads_total", "Attempts to read files again", *registry_)),
      certificate_expiry_(Gauges("textclean_tls_certificate_expiry_timestamp_seconds",
                                 "When the server's certificate ends, in Unix time", *registry_)) {
  auto& started = Counters("grpc_server_started_total", "Calls that arrived", *registry_);
  auto& handled = Counters("grpc_server_handled_total", "Calls that ended", *registry_);
  auto& handling = Histograms("grpc_server_handling_seconds", "From a call's arrival to its end", *registry_);
  auto& wait = Histograms("textclean_queue_wait_seconds", "A document's wait for a worker", *registry_);
  auto& in_flight = Gauges("textclean_calls_in_flight", "Calls that arrived and have not ended", *registry_);
  auto& requests = Counters("textclean_request_bytes_total", "Bytes of requests", *registry_);
  auto& responses = Counters("textclean_response_bytes_total", "Bytes of responses", *registry_);
  auto& documents = Counters("textclean_documents_total", "Documents that had their turn", *registry_);
  auto& document_bytes = Counters("textclean_document_bytes_total", "Bytes of documents, as sent", *registry_);
  for (std::size_t m = 0; m < kMethods.size(); ++m) {
    const std::string method(kMethods[m]);
    const prometheus::Labels labels = {{"grpc_service", v1::TextCleanService::service_full_name()},
                                       {"grpc_method", method},
                                       {"grpc_type", method == "Process" ? "bidi_stream" : "unary"}};
    MethodSeries& series = methods_[m];
    series.started = &started.Add(labels);
    for (std::size_t code = 0; code < kCodes; ++code) {
      prometheus::Labels with_code = labels;
      with_code["grpc_code"] = absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
      series.handled[code] = &handled.Add(with_code);
    }
    series.handling = &handling.Add(labels, kSeconds);
    const prometheus::Labels only_method = {{"grpc_method", method}};
    series.wait = &wait.Add(only_method, kSeconds);
    series.in_flight = &in_flight.Add(only_method);
    series.request_bytes = &requests.Add(only_method);
    series.response_bytes = &responses.Add(only_method);
    for (std::size_t f = 0; f < kFormats.size(); ++f) {
      prometheus::Labels with_format = {{"grpc_method", method}, {"format", std::string(kFormats[f])}};
      series.documents[f].bytes = &document_bytes.Add(with_format);
      with_format["result"] = "ok";
      series.documents[f].answered = &documents.Add(with_format);
      with_format["result"] = "error";
      series.documents[f].failed = &documents.Add(with_format);
    }
  }

  kept_ = &Counters("textclean_characters_kept_total", "Characters kept, white space aside", *registry_).Add({});
  auto& removed = Counters("textclean_characters_removed_total", "Characters removed, white space aside", *registry_);
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    removed_[kind] = &removed.Add({{"kind", std::string(KindName(static_cast<RegionKind>(kind)))}});
  }
  Gauges("textclean_build_info", "Version of the program; always 1", *registry_)
      .Add({{"version", build_version}})
      .Set(1);
  for (const std::string what : {"rules", "tls"}) {
    for (const std::string result : {"success", "failure"}) reloads_.Add({{"what", what}, {"result", result}});
  }
}

Metrics::MethodSeries& Metrics::Of(std::string_view method) {
  const auto found = std::find(kMethods.begin(), kMethods.end() - 1, method);
  return methods_[static_cast<std::size_t>(found - kMethods.begin())];
}

void Metrics::Begin(std::string_view method) {
  MethodSeries& series = Of(method);
  series.started->Increment();
  series.in_flight->Increment();
}

void Metrics::Document(const DocumentRecord& document) {
  MethodSeries& series = Of(document.method);
  const DocumentSeries& documents = series.documents[FormatIndex(document.format)];
  (document.ok ? documents.answered : documents.failed)->Increment();
  documents.bytes->Increment(static_cast<double>(document.bytes));
  series.wait->Observe(Seconds(document.wait));
  kept_->Increment(static_cast<double>(document.kept_chars));
  for (std::size_t kind = 0; kind < kRegionKinds; ++kind) {
    if (document.removed_chars[kind] > 0) removed_[kind]->Increment(static_cast<double>(document.removed_chars[kind]));
  }
}

void Metrics::End(const CallRecord& call) {
  MethodSeries& series = Of(call.method);
  series.handled[static_cast<std::size_t>(call.code)]->Increment();
  series.handling->Observe(Seconds(call.duration));
  series.in_flight->Decrement();
  series.request_bytes->Increment(static_cast<double>(call.request_bytes));
  series.response_bytes->Increment(static_cast<double>(call.response_bytes));
}

void Metrics::SetRules(std::string_view version) {
  if (rules_ != nullptr) rules_info_.Remove(rules_);
  rules_ = &rules_info_.Add({{"version", std::string(version)}});
  rules_->Set(1);
}

void Metrics::CountReload(std::string_view what, bool ok) {
  reloads_.Add({{"what", std::string(what)}, {"result", ok ? "success" : "failure"}}).Increment();
}

void Metrics::SetCertificateExpiry(absl::Time expires) {
  certificate_expiry_.Add({}).Set(static_cast<double>(absl::ToUnixSeconds(expires)));
}

void Metrics::AddGauge(const std::string& name, const std::string& help, std::function<double()> value) {
  readings_->Add(name, help, prometheus::MetricType::Gauge, std::move(value));
}

void Metrics::AddCounter(const std::string& name, const std::string& help, std::function<double()> value) {
  readings_->Add(name, help, prometheus::MetricType::Counter, std::move(value));
}

std::vector<prometheus::MetricFamily> Metrics::Collect() const {
  std::vector<prometheus::MetricFamily> families = registry_->Collect();
  for (prometheus::MetricFamily& family : readings_->Collect()) families.push_back(std::move(family));
  return families;
}

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> MetricsEndpoint::Start(const std::string& address,
                                                                        const Metrics& metrics) {
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address);
    exposer->RegisterCollectable(metrics.registry_);
    exposer->RegisterCollectable(metrics.readings_);
    std::string real = address.substr(0, address.rfind(':') + 1) + std::to_string(exposer->GetListeningPorts().at(0));
    return std::unique_ptr<MetricsEndpoint>(new MetricsEndpoint(std::move(exposer), std::move(real)));
  } catch (const std::exception&) {
    // civetweb does not say why.
    return absl::UnavailableError("cannot listen on " + address +
                                  ": another program listens there, or this machine has no such address, or the port "
                                  "needs privileges; choose another with --metrics-listen=HOST:PORT");
  }
}

}  // namespace textclean
