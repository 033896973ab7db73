// TLS of a real server: who may call, and what happens to its files.
#include "service/ops/tls.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "openssl/ssl.h"
#include "tests/ops/certificates.h"
#include "tests/ops/process.h"
#include "textclean/v1/textclean.grpc.pb.h"

namespace textclean {
namespace {

using testing::HasSubstr;

void Write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

grpc::Status Call(const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride("localhost");
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
  const auto stub = v1::TextCleanService::NewStub(grpc::CreateCustomChannel(address, credentials, arguments));
  v1::CleanRequest request;
  request.mutable_document()->set_text("본문의 한 문장입니다.");
  v1::CleanResponse response;
  grpc::ClientContext context;
  return stub->Clean(&context, request, &response);
}

std::shared_ptr<grpc::ChannelCredentials> Trusting(const std::string& root, const Identity& client = {}) {
  return grpc::SslCredentials({.pem_root_certs = root, .pem_private_key = client.key, .pem_cert_chain = client.cert});
}

class Tls : public testing::Test {
 protected:
  Tls() {
    std::string name = testing::TempDir() + "textclean-tls-XXXXXX";
    folder_ = mkdtemp(name.data());
    Write(Path("ca.pem"), clients_.cert());
    WriteServer(servers_.Issue());
  }
  ~Tls() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  void WriteServer(const Identity& server) const {
    Write(Path("tls.crt"), server.cert);
    Write(Path("tls.key"), server.key);
  }

  std::vector<std::string> Flags(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> flags = {"--listen=127.0.0.1:0", "--tls-cert=" + Path("tls.crt"),
                                      "--tls-key=" + Path("tls.key"), "--drain-deadline=100ms"};
    flags.insert(flags.end(), more.begin(), more.end());
    return flags;
  }
  std::vector<std::string> MutualFlags(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> flags = Flags(more);
    flags.push_back("--tls-client-ca=" + Path("ca.pem"));
    return flags;
  }

  TlsFiles Files() const { return {Path("tls.crt"), Path("tls.key"), Path("ca.pem")}; }

  const Authority servers_{"servers' authority"};
  const Authority clients_{"clients' authority"};
  std::string folder_;
};

TEST_F(Tls, ServesThoseWhoTrustItAndNobodyInPlaintext) {
  Process server(Flags());
  const std::string address = server.address();
  EXPECT_TRUE(Call(address, Trusting(servers_.cert())).ok());
  EXPECT_EQ(Call(address, Trusting(clients_.cert())).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Call(address, grpc::InsecureChannelCredentials()).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(Tls, ClientsShowACertificateOfTheRightAuthority) {
  Process server(MutualFlags());
  const std::string address = server.address();
  const auto call = [&](const Identity& client) { return Call(address, Trusting(servers_.cert(), client)); };
  EXPECT_TRUE(call(clients_.Issue()).ok());
  EXPECT_EQ(call({}).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(call(servers_.Issue()).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(call(clients_.Issue({.ends_in = -60})).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(call(clients_.Issue()).ok());
}

TEST_F(Tls, ClientsAreKnownByTheirNames) {
  Process server(MutualFlags({"--tls-allowed-san=crawler.example", "--tls-allowed-san=spiffe://example/index"}));
  const std::string address = server.address();
  const auto call = [&](const std::string& names) {
    return Call(address, Trusting(servers_.cert(), clients_.Issue({.names = names})));
  };
  EXPECT_TRUE(call("DNS:crawler.example").ok());
  EXPECT_TRUE(call("DNS:other.example,URI:spiffe://example/index").ok());
  const grpc::Status refused = call("DNS:stranger.example");
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_THAT(refused.error_message(), HasSubstr("no name that this server allows"));
  EXPECT_THAT(server.WaitForLine("PERMISSION_DENIED"), HasSubstr("reason=NAME_NOT_ALLOWED"));
  // A name of another sort is none.
  EXPECT_EQ(call("email:crawler.example@example.com").error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

// Whether a handshake with that version at most comes about.
bool Handshakes(const std::string& address, int version) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), version);
  const unsigned char http2[] = {2, 'h', '2'};
  SSL_CTX_set_alpn_protos(context.get(), http2, sizeof(http2));
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> connection(BIO_new_ssl_connect(context.get()), BIO_free_all);
  BIO_set_conn_hostname(connection.get(), address.c_str());
  return BIO_do_connect(connection.get()) == 1;
}

TEST_F(Tls, IsOfVersion12OrLater) {
  Process server(Flags());
  const std::string address = server.address();
  EXPECT_TRUE(Handshakes(address, TLS1_3_VERSION));
  EXPECT_TRUE(Handshakes(address, TLS1_2_VERSION));
  EXPECT_FALSE(Handshakes(address, TLS1_1_VERSION));
  EXPECT_FALSE(Handshakes(address, TLS1_VERSION));
}

TEST_F(Tls, ChangedFilesServeNewConnections) {
  Process server(Flags({"--tls-refresh=100ms"}));
  const std::string address = server.address();
  EXPECT_TRUE(Call(address, Trusting(servers_.cert())).ok());
  const Authority later("a later authority");
  WriteServer(later.Issue());
  ASSERT_NE(server.WaitForLine("reloaded the certificates"), "");
  EXPECT_TRUE(Call(address, Trusting(later.cert())).ok());
  EXPECT_FALSE(Call(address, Trusting(servers_.cert())).ok());
}

TEST_F(Tls, BadFilesChangeNothing) {
  Process server(MutualFlags({"--tls-refresh=24h"}));
  const std::string address = server.address();
  const Identity client = clients_.Issue();
  Write(Path("tls.key"), servers_.Issue().key);
  server.Signal(SIGHUP);
  EXPECT_THAT(server.WaitForLine("kept the old certificates"), HasSubstr("is not the key of the certificate"));
  EXPECT_TRUE(Call(address, Trusting(servers_.cert(), client)).ok());

  std::filesystem::remove(Path("tls.crt"));
  server.Signal(SIGHUP);
  EXPECT_THAT(server.WaitForLine("kept the old certificates"), HasSubstr("tls.crt: cannot be read"));
  EXPECT_TRUE(Call(address, Trusting(servers_.cert(), client)).ok());

  WriteServer(servers_.Issue());
  server.Signal(SIGHUP);
  EXPECT_NE(server.WaitForLine("reloaded the certificates"), "");
  EXPECT_TRUE(Call(address, Trusting(servers_.cert(), client)).ok());
}

TEST_F(Tls, BadFilesStopTheStart) {
  const auto fault = [this] { return std::string(LoadTls(Files()).status().message()); };
  EXPECT_EQ(fault(), "");
  Write(Path("tls.key"), servers_.Issue().key);
  EXPECT_EQ(fault(), Path("tls.key") + ": is not the key of the certificate in " + Path("tls.crt"));
  WriteServer(servers_.Issue({.ends_in = -60}));
  EXPECT_THAT(fault(), HasSubstr(Path("tls.crt") + ": has expired on 20"));
  Write(Path("tls.crt"), "nothing");
  EXPECT_EQ(fault(), Path("tls.crt") + ": holds no certificate in PEM");
  WriteServer(servers_.Issue());
  Write(Path("tls.key"), "nothing");
  EXPECT_THAT(fault(), HasSubstr(Path("tls.key") + ": holds no private key"));
  WriteServer(servers_.Issue());
  Write(Path("ca.pem"), "nothing");
  EXPECT_EQ(fault(), Path("ca.pem") + ": holds no certificate in PEM");
  std::filesystem::remove(Path("ca.pem"));
  EXPECT_EQ(fault(), Path("ca.pem") + ": cannot be read");

  Process server(MutualFlags());
  EXPECT_THAT(server.WaitForLine(" error "), HasSubstr("ca.pem: cannot be read"));
  EXPECT_EQ(server.Wait(), 1);
}

}  // namespace
}  // namespace textclean
