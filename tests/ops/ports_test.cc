// The ports beside the main one: health for probes, channelz, metrics.
#include <signal.h>

#include <string>

#include "gmock/gmock.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/ops/caller.h"
#include "tests/ops/process.h"

namespace textclean {
namespace {

using testing::HasSubstr;
using testing::Not;

// The address that a line of the log gives.
std::string AddressIn(const std::string& line) {
  const std::size_t begin = line.rfind("address=") + 8;
  return line.substr(begin, line.find_first_of(" \n", begin) - begin);
}

grpc::StatusCode CallOf(const std::string& address, const std::string& method) {
  grpc::GenericStub stub(Connect(address));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  grpc::CompletionQueue queue;
  const grpc::ByteBuffer request(nullptr, 0);
  const auto call = stub.PrepareUnaryCall(&context, method, request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, &status);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  return status.error_code();
}

constexpr char kClean[] = "/textclean.v1.TextCleanService/Clean";
constexpr char kChannelz[] = "/grpc.channelz.v1.Channelz/GetServers";

TEST(Ports, HealthIsAloneOnItsPortAndTurnsWithTheServer) {
  Process server({"--listen=127.0.0.1:0", "--health-listen=127.0.0.1:0", "--drain-delay=10m"});
  const std::string address = AddressIn(server.WaitForLine("serving health"));
  const auto channel = Connect(address);
  bool serving = false;
  ASSERT_TRUE(CheckHealth(channel, serving).ok());
  EXPECT_TRUE(serving);
  EXPECT_EQ(CallOf(address, kClean), grpc::StatusCode::UNIMPLEMENTED);
  server.Signal(SIGTERM);
  ASSERT_NE(server.WaitForLine("draining"), "");
  while (serving) ASSERT_TRUE(CheckHealth(channel, serving).ok());
}

TEST(Ports, ChannelzIsOnTheAdminPortAlone) {
  Process server({"--listen=127.0.0.1:0", "--admin-listen=127.0.0.1:0"});
  const std::string main = server.address();
  const std::string admin = AddressIn(server.WaitForLine("serving admin"));
  EXPECT_EQ(CallOf(admin, kChannelz), grpc::StatusCode::OK);
  EXPECT_EQ(CallOf(main, kChannelz), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(CallOf(admin, kClean), grpc::StatusCode::UNIMPLEMENTED);
}

TEST(Ports, MetricsTellOfCallsAndNotOfPages) {
  Process server({"--listen=127.0.0.1:0", "--metrics-listen=127.0.0.1:0"});
  const std::string main = server.address();
  const std::string metrics = AddressIn(server.WaitForLine("serving metrics"));
  ASSERT_TRUE(Clean(Connect(main), "비밀문장이 있는 글입니다.\n").ok());
  EXPECT_FALSE(Clean(Connect(main), "").ok());
  const std::string scraped = Scrape(metrics);
  for (const char* line :
       {"grpc_server_handled_total{grpc_code=\"OK\",grpc_method=\"Clean\",grpc_service=\"textclean.v1."
        "TextCleanService\","
        "grpc_type=\"unary\"} 1",
        "grpc_server_handled_total{grpc_code=\"INVALID_ARGUMENT\",grpc_method=\"Clean\",grpc_service=\"textclean.v1."
        "TextCleanService\",grpc_type=\"unary\"} 1",
        "textclean_documents_total{format=\"text\",grpc_method=\"Clean\",result=\"ok\"} 1", "textclean_queue_length 0",
        "textclean_rules_info{version=\"", "process_resident_memory_bytes "}) {
    EXPECT_THAT(scraped, HasSubstr(line));
  }
  EXPECT_THAT(scraped, Not(HasSubstr("비밀문장")));
}

TEST(Ports, MetricsAddressInUseStopsTheStart) {
  Process first({"--listen=127.0.0.1:0"});
  Process second({"--listen=127.0.0.1:0", "--metrics-listen=" + first.address()});
  EXPECT_THAT(second.WaitForLine(" error "), HasSubstr("--metrics-listen="));
  EXPECT_EQ(second.Wait(), 1);
}

}  // namespace
}  // namespace textclean
