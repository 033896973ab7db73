#include "service/rpc/call_ids.h"

#include <algorithm>
#include <cstdint>
#include <random>

namespace textclean {
namespace {

constexpr char kRequestId[] = "x-request-id";
constexpr char kTraceparent[] = "traceparent";
constexpr std::size_t kMostRequestId = 128;
constexpr std::size_t kMostTraceparent = 256;

constexpr std::string_view kHexDigits = "0123456789abcdef";

// 16 hexadecimal digits.
std::string RandomId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  std::uint64_t bits = random();
  std::string id(16, '0');
  for (char& digit : id) {
    digit = kHexDigits[bits & 15];
    bits >>= 4;
  }
  return id;
}

// Empty where there is no such value.
std::string_view Find(const grpc::CallbackServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return {};
  return {found->second.data(), found->second.size()};
}

bool IsHex(std::string_view value) { return value.find_first_not_of(kHexDigits) == value.npos; }

bool IsHexAndNotZero(std::string_view value) { return IsHex(value) && value.find_first_not_of('0') != value.npos; }

}  // namespace

bool IsRequestId(std::string_view value) {
  return !value.empty() && value.size() <= kMostRequestId && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:/+=@").find(c) != std::string_view::npos;
  });
}

bool IsTraceparent(std::string_view value) {
  // version "-" trace id "-" parent id "-" flags; later versions may append "-" and more.
  constexpr std::size_t kVersion00 = 55;
  if (value.size() < kVersion00 || value.size() > kMostTraceparent) return false;
  const std::string_view version = value.substr(0, 2);
  if (!IsHex(version) || version == "ff" || value[2] != '-' || value[35] != '-' || value[52] != '-') return false;
  if (!IsHexAndNotZero(value.substr(3, 32)) || !IsHexAndNotZero(value.substr(36, 16)) || !IsHex(value.substr(53, 2))) {
    return false;
  }
  if (value.size() == kVersion00) return true;
  return version != "00" && value[kVersion00] == '-' && IsRequestId(value.substr(kVersion00));
}

CallIds ReadCallIds(const grpc::CallbackServerContext& context) {
  CallIds ids;
  const std::string_view request_id = Find(context, kRequestId);
  ids.request_id = IsRequestId(request_id) ? std::string(request_id) : RandomId();
  const std::string_view traceparent = Find(context, kTraceparent);
  if (IsTraceparent(traceparent)) ids.traceparent = traceparent;
  return ids;
}

void SendCallIds(const CallIds& ids, grpc::CallbackServerContext& context) {
  context.AddTrailingMetadata(kRequestId, ids.request_id);
  if (!ids.traceparent.empty()) context.AddTrailingMetadata(kTraceparent, ids.traceparent);
}

}  // namespace textclean
