#include "service/ops/metrics.h"

#include <cmath>
#include <map>
#include <string>

#include "gtest/gtest.h"
#include "prometheus/metric_family.h"

namespace textclean {
namespace {

using Labels = std::map<std::string, std::string>;

// A series by name and by those of its labels that matter; all of it must be there once.
const prometheus::ClientMetric* Find(const std::vector<prometheus::MetricFamily>& families, const std::string& name,
                                     const Labels& labels) {
  const prometheus::ClientMetric* found = nullptr;
  for (const prometheus::MetricFamily& family : families) {
    if (family.name != name) continue;
    for (const prometheus::ClientMetric& metric : family.metric) {
      std::size_t matched = 0;
      for (const auto& label : metric.label) {
        const auto wanted = labels.find(label.name);
        matched += wanted != labels.end() && wanted->second == label.value;
      }
      if (matched != labels.size()) continue;
      EXPECT_EQ(found, nullptr) << name;
      found = &metric;
    }
  }
  EXPECT_NE(found, nullptr) << name;
  return found;
}

double Counter(const Metrics& metrics, const std::string& name, const Labels& labels = {}) {
  const auto families = metrics.Collect();
  const auto* metric = Find(families, name, labels);
  return metric == nullptr ? NAN : metric->counter.value;
}

double Gauge(const Metrics& metrics, const std::string& name, const Labels& labels = {}) {
  const auto families = metrics.Collect();
  const auto* metric = Find(families, name, labels);
  return metric == nullptr ? NAN : metric->gauge.value;
}

TEST(Metrics, CountCallsFromBeginToEnd) {
  Metrics metrics("1.2.3");
  metrics.Begin("Clean");
  metrics.Begin("Clean");
  EXPECT_EQ(Counter(metrics, "grpc_server_started_total", {{"grpc_method", "Clean"}}), 2);
  EXPECT_EQ(Gauge(metrics, "textclean_calls_in_flight", {{"grpc_method", "Clean"}}), 2);

  CallRecord call;
  call.method = "Clean";
  call.code = absl::StatusCode::kResourceExhausted;
  call.duration = std::chrono::milliseconds(3);
  call.request_bytes = 100;
  call.response_bytes = 7;
  metrics.End(call);
  EXPECT_EQ(Gauge(metrics, "textclean_calls_in_flight", {{"grpc_method", "Clean"}}), 1);
  EXPECT_EQ(Counter(metrics, "grpc_server_handled_total",
                    {{"grpc_service", "textclean.v1.TextCleanService"},
                     {"grpc_method", "Clean"},
                     {"grpc_type", "unary"},
                     {"grpc_code", "RESOURCE_EXHAUSTED"}}),
            1);
  EXPECT_EQ(Counter(metrics, "grpc_server_handled_total", {{"grpc_method", "Clean"}, {"grpc_code", "OK"}}), 0);
  EXPECT_EQ(Counter(metrics, "textclean_request_bytes_total", {{"grpc_method", "Clean"}}), 100);
  EXPECT_EQ(Counter(metrics, "textclean_response_bytes_total", {{"grpc_method", "Clean"}}), 7);
  const auto families = metrics.Collect();
  const auto* handling = Find(families, "grpc_server_handling_seconds", {{"grpc_method", "Clean"}});
  ASSERT_NE(handling, nullptr);
  EXPECT_EQ(handling->histogram.sample_count, 1u);
  EXPECT_DOUBLE_EQ(handling->histogram.sample_sum, 0.003);
}

TEST(Metrics, CountDocumentsByFormatAndCharactersByKind) {
  Metrics metrics("1.2.3");
  DocumentRecord document;
  document.method = "Process";
  document.ok = true;
  document.format = Format::kHtml;
  document.bytes = 1000;
  document.kept_chars = 30;
  document.removed_chars[static_cast<std::size_t>(RegionKind::kPromotion)] = 4;
  metrics.Document(document);
  document.ok = false;
  document.format = Format::kAuto;
  document.removed_chars = {};
  document.kept_chars = 0;
  metrics.Document(document);
  const auto documents = [&metrics](const char* format, const char* result) {
    return Counter(metrics, "textclean_documents_total",
                   {{"grpc_method", "Process"}, {"format", format}, {"result", result}});
  };
  EXPECT_EQ(documents("html", "ok"), 1);
  EXPECT_EQ(documents("html", "error"), 0);
  EXPECT_EQ(documents("unknown", "error"), 1);
  EXPECT_EQ(Counter(metrics, "textclean_document_bytes_total", {{"grpc_method", "Process"}, {"format", "html"}}), 1000);
  EXPECT_EQ(Counter(metrics, "textclean_characters_kept_total"), 30);
  EXPECT_EQ(Counter(metrics, "textclean_characters_removed_total", {{"kind", "PROMOTION"}}), 4);
  EXPECT_EQ(Counter(metrics, "textclean_characters_removed_total", {{"kind", "NAVIGATION"}}), 0);
}

TEST(Metrics, TellVersionsAndReloads) {
  Metrics metrics("1.2.3");
  EXPECT_EQ(Gauge(metrics, "textclean_build_info", {{"version", "1.2.3"}}), 1);
  metrics.SetRules("7");
  metrics.SetRules("8");
  EXPECT_EQ(Gauge(metrics, "textclean_rules_info"), 1);  // the old one is gone
  EXPECT_EQ(Gauge(metrics, "textclean_rules_info", {{"version", "8"}}), 1);
  metrics.CountReload("tls", false);
  EXPECT_EQ(Counter(metrics, "textclean_reloads_total", {{"what", "tls"}, {"result", "failure"}}), 1);
  EXPECT_EQ(Counter(metrics, "textclean_reloads_total", {{"what", "rules"}, {"result", "success"}}), 0);
}

TEST(Metrics, AskForValuesAtEachScrape) {
  Metrics metrics("1.2.3");
  double value = 1;
  metrics.AddGauge("a_gauge", "a value", [&value] { return value; });
  EXPECT_EQ(Gauge(metrics, "a_gauge"), 1);
  value = 2;
  EXPECT_EQ(Gauge(metrics, "a_gauge"), 2);
}

TEST(Metrics, MethodsUnknownAreOther) {
  Metrics metrics("1.2.3");
  metrics.Begin("somewhere");
  EXPECT_EQ(Counter(metrics, "grpc_server_started_total", {{"grpc_method", "other"}}), 1);
}

}  // namespace
}  // namespace textclean
