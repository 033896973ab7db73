#include "service/ops/tls.h"

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "grpc/grpc.h"
#include "grpc/grpc_security.h"
#include "openssl/err.h"
#include "openssl/pem.h"
#include "openssl/x509.h"

namespace textclean {
namespace {

template <typename T, void (*Free)(T*)>
struct Deleter {
  void operator()(T* object) const { Free(object); }
};
using Certificate = std::unique_ptr<X509, Deleter<X509, X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY, EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Deleter<BIO, BIO_free_all>>;

absl::Status Fault(const std::string& path, const std::string& what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(path + ": " + what);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return absl::NotFoundError(path + ": cannot be read");
  return bytes;
}

Memory View(const std::string& bytes) { return Memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

// A key behind a pass phrase is refused, not asked for at the terminal.
int NoPassPhrase(char*, int, int, void*) { return -1; }

absl::Time ToTime(const ASN1_TIME* time) {
  tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

absl::Status Check(const TlsFiles& files, TlsMaterial& material) {
  const Certificate cert(PEM_read_bio_X509(View(material.cert).get(), nullptr, NoPassPhrase, nullptr));
  if (cert == nullptr) return Fault(files.cert, "holds no certificate in PEM");
  const PrivateKey key(PEM_read_bio_PrivateKey(View(material.key).get(), nullptr, NoPassPhrase, nullptr));
  if (key == nullptr) return Fault(files.key, "holds no private key in PEM that needs no pass phrase");
  if (X509_check_private_key(cert.get(), key.get()) != 1) {
    return Fault(files.key, "is not the key of the certificate in " + files.cert);
  }
  material.expires = ToTime(X509_get0_notAfter(cert.get()));
  if (material.expires < absl::Now()) {
    return Fault(files.cert, "has expired on " + absl::FormatTime(material.expires, absl::UTCTimeZone()));
  }
  if (!files.client_ca.empty()) {
    const Certificate ca(PEM_read_bio_X509(View(material.client_ca).get(), nullptr, NoPassPhrase, nullptr));
    if (ca == nullptr) return Fault(files.client_ca, "holds no certificate in PEM");
  }
  return absl::OkStatus();
}

// Which certificates the listener of one address has.
struct Fetcher {
  const CertificateStore& store;
  std::atomic<std::uint64_t> seen = 0;
};

grpc_ssl_certificate_config_reload_status Fetch(void* data, grpc_ssl_server_certificate_config** config) {
  auto& fetcher = *static_cast<Fetcher*>(data);
  const CertificateStore::Version version = fetcher.store.Get();
  if (fetcher.seen.exchange(version.number) == version.number) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
  const TlsMaterial& material = *version.material;
  const grpc_ssl_pem_key_cert_pair pair = {material.key.c_str(), material.cert.c_str()};
  // gRPC insists on authorities even where no client is asked for a certificate; then these check nothing.
  const std::string& authorities = material.client_ca.empty() ? material.cert : material.client_ca;
  *config = grpc_ssl_server_certificate_config_create(authorities.c_str(), &pair, 1);
  return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
}

// Lets calls pass by the caller's certificate.
class NameCheck {
 public:
  NameCheck(const std::vector<std::string>& allowed, CallRecorder& recorder)
      : allowed_(allowed.begin(), allowed.end()), recorder_(recorder) {}

  // A grpc_auth_metadata_processor; `state` is a NameCheck.
  static void Process(void* state, grpc_auth_context* context, const grpc_metadata*, std::size_t,
                      grpc_process_auth_metadata_done_cb done, void* data) {
    const bool allowed = static_cast<const NameCheck*>(state)->Allows(context);
    done(data, nullptr, 0, nullptr, 0, allowed ? GRPC_STATUS_OK : GRPC_STATUS_PERMISSION_DENIED,
         allowed ? nullptr : "the client certificate holds no name that this server allows");
  }
  static void Destroy(void* state) { delete static_cast<NameCheck*>(state); }

 private:
  bool Allows(const grpc_auth_context* context) const {
    CallRecord refused;
    for (const char* property : {GRPC_PEER_DNS_PROPERTY_NAME, GRPC_PEER_URI_PROPERTY_NAME}) {
      grpc_auth_property_iterator names = grpc_auth_context_find_properties_by_name(context, property);
      while (const grpc_auth_property* name = grpc_auth_property_iterator_next(&names)) {
        refused.peer.assign(name->value, name->value_length);
        if (allowed_.count(refused.peer) > 0) return true;
      }
    }
    refused.method = "other";
    refused.code = absl::StatusCode::kPermissionDenied;
    refused.reason = "NAME_NOT_ALLOWED";
    recorder_.Begin(refused.method);
    recorder_.End(refused);
    return false;
  }

  const std::set<std::string> allowed_;
  CallRecorder& recorder_;
};

// The C++ interface has no certificates that change by word of the program; the C one has.
class ReloadedCredentials final : public grpc::ServerCredentials {
 public:
  ReloadedCredentials(const CertificateStore& store, const std::vector<std::string>& allowed_names,
                      CallRecorder& recorder)
      : fetcher_{store} {
    grpc_ssl_server_credentials_options* options = grpc_ssl_server_credentials_create_options_using_config_fetcher(
        store.wants_clients() ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                              : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE,
        Fetch, &fetcher_);
    credentials_ = grpc_ssl_server_credentials_create_with_options(options);
    if (!allowed_names.empty()) {
      grpc_server_credentials_set_auth_metadata_processor(
          credentials_, {NameCheck::Process, NameCheck::Destroy, new NameCheck(allowed_names, recorder)});
    }
  }
  ~ReloadedCredentials() override { grpc_server_credentials_release(credentials_); }

  // Nobody sets one: the allowed names are this server's.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  Fetcher fetcher_;
  grpc_server_credentials* credentials_;
};

}  // namespace

absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files) {
  TlsMaterial material;
  for (const auto& [path, bytes] : {std::pair(&files.cert, &material.cert), std::pair(&files.key, &material.key),
                                    std::pair(&files.client_ca, &material.client_ca)}) {
    if (path->empty()) continue;
    absl::StatusOr<std::string> read = ReadFile(*path);
    if (!read.ok()) return read.status();
    *bytes = *std::move(read);
  }
  if (absl::Status status = Check(files, material); !status.ok()) return status;
  return material;
}

absl::StatusOr<std::unique_ptr<CertificateStore>> CertificateStore::Create(const TlsFiles& files) {
  absl::StatusOr<TlsMaterial> material = LoadTls(files);
  if (!material.ok()) return material.status();
  return std::unique_ptr<CertificateStore>(new CertificateStore(files, *std::move(material)));
}

CertificateStore::CertificateStore(TlsFiles files, TlsMaterial material)
    : files_(std::move(files)), version_{1, std::make_shared<const TlsMaterial>(std::move(material))} {}

absl::StatusOr<bool> CertificateStore::Reload(bool always) {
  absl::StatusOr<TlsMaterial> material = LoadTls(files_);
  const std::lock_guard lock(mutex_);
  if (!material.ok()) {
    const std::string error(material.status().message());
    if (!always && error == last_error_) return false;
    last_error_ = error;
    return material.status();
  }
  last_error_.clear();
  if (*material == *version_.material) return false;
  version_ = {version_.number + 1, std::make_shared<const TlsMaterial>(*std::move(material))};
  return true;
}

CertificateStore::Version CertificateStore::Get() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

std::shared_ptr<grpc::ServerCredentials> TlsCredentials(const CertificateStore& store,
                                                        const std::vector<std::string>& allowed_names,
                                                        CallRecorder& recorder) {
  return std::make_shared<ReloadedCredentials>(store, allowed_names, recorder);
}

}  // namespace textclean
