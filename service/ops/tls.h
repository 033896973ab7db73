// The server's TLS: certificates that are checked before they are used and can be changed
// while it runs, TLS 1.2 at least, and clients known by their certificates.
//
// A file that is bad when it is read again changes nothing: what serves is what was last in
// order. (gRPC's FileWatcherCertificateProvider takes whatever it finds; a key of another
// certificate then ends all service.)
//
//   auto store = CertificateStore::Create({.cert = "tls.crt", .key = "tls.key"});
//   auto credentials = TlsCredentials(**store, {}, recorder);   // one for each address
//   (*store)->Reload(false);                                      // from time to time
#ifndef TEXTCLEAN_SERVICE_OPS_TLS_H_
#define TEXTCLEAN_SERVICE_OPS_TLS_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/security/server_credentials.h"
#include "service/rpc/record.h"

namespace textclean {

// Paths of PEM files.
struct TlsFiles {
  std::string cert;  // the server's chain
  std::string key;
  std::string client_ca;  // authorities of clients; empty: clients show no certificate
};

// What the files hold.
struct TlsMaterial {
  std::string cert;
  std::string key;
  std::string client_ca;
  absl::Time expires;  // of the server's certificate

  bool operator==(const TlsMaterial& other) const {
    return cert == other.cert && key == other.key && client_ca == other.client_ca;
  }
};

// Reads and checks. Errors: INVALID_ARGUMENT or NOT_FOUND, naming the file: missing, no PEM, a
// key of another certificate, a certificate that has expired.
absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files);

// Thread-safe.
class CertificateStore {
 public:
  // Errors: those of LoadTls().
  static absl::StatusOr<std::unique_ptr<CertificateStore>> Create(const TlsFiles& files);

  // Reads the files again: whether new connections get other certificates now. Errors: those
  // of LoadTls(); told once for the same files unless `always`.
  absl::StatusOr<bool> Reload(bool always);

  struct Version {
    std::uint64_t number = 0;  // grows with each change, from 1
    std::shared_ptr<const TlsMaterial> material;
  };
  Version Get() const;

  bool wants_clients() const { return !files_.client_ca.empty(); }

 private:
  CertificateStore(TlsFiles files, TlsMaterial material);

  const TlsFiles files_;
  mutable std::mutex mutex_;
  Version version_;
  std::string last_error_;
};

// Credentials for one address. Where `allowed_names` is not empty, calls of clients whose
// certificate holds none of these DNS names and URIs end with PERMISSION_DENIED, and are
// recorded as calls of "other". `store` and `recorder` outlive the server.
std::shared_ptr<grpc::ServerCredentials> TlsCredentials(const CertificateStore& store,
                                                        const std::vector<std::string>& allowed_names,
                                                        CallRecorder& recorder);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_TLS_H_
