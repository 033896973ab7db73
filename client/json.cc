#include "client/json.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/wrappers.pb.h>

#include "absl/strings/str_cat.h"

namespace textclean::client {
namespace {

std::string Json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  // Readers see "begin":0 and "kept":false, which are defaults that protobuf leaves out.
  options.always_print_primitive_fields = true;
  std::string json;
  // Fails only for messages that hold Any, Timestamp or such with impossible content: a server's error.
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? json : "null";
}

std::string Json(const std::string& text) {
  google::protobuf::StringValue value;
  value.set_value(ValidUtf8(text));
  return Json(value);
}

std::string Json(const Failure& failure) {
  std::string json = R"({"code":)" + Json(failure.code) + R"(,"message":)" + Json(failure.message);
  if (!failure.reason.empty()) json += R"(,"reason":)" + Json(failure.reason);
  if (!failure.field.empty()) json += R"(,"field":)" + Json(failure.field);
  const char* separator = R"(,"metadata":{)";
  for (const auto& [key, value] : failure.metadata) {
    json += separator + Json(key) + ":" + Json(value);
    separator = ",";
  }
  if (!failure.metadata.empty()) json += "}";
  return json + "}";
}

}  // namespace

std::string JsonLine(const Answer& answer) {
  std::string line = R"({"source":)" + Json(answer.source);
  if (const auto* response = std::get_if<Response>(&answer.result)) {
    line += R"(,"response":)" + std::visit([](const auto& message) { return Json(message); }, *response);
  } else {
    line += R"(,"error":)" + Json(std::get<Failure>(answer.result));
  }
  return line + "}\n";
}

std::string BulkLine(const std::string& source, const std::string& id, const v1::ProcessResponse& response) {
  std::string line = R"({"source":)" + Json(source) + R"(,"id":)" + Json(id) + R"(,"response":)";
  char separator = '{';
  const auto add = [&](const std::string& name, const google::protobuf::Message& part) {
    absl::StrAppend(&line, std::string(1, separator), "\"", name, "\":", Json(part));
    separator = ',';
  };
  if (response.has_clean()) add("clean", response.clean());
  if (response.has_segment()) add("segment", response.segment());
  if (response.has_extract()) add("extract", response.extract());
  return line + "}}\n";
}

std::string BulkLine(const std::string& source, const std::string& id, const Failure& failure) {
  return R"({"source":)" + Json(source) + R"(,"id":)" + Json(id) + R"(,"error":)" + Json(failure) + "}\n";
}

}  // namespace textclean::client
