// Certificates of invented parties, made on the spot.
//
//   const Authority ca("Test CA");
//   const Identity server = ca.Issue({.names = "DNS:localhost"});
#ifndef TEXTCLEAN_TESTS_OPS_CERTIFICATES_H_
#define TEXTCLEAN_TESTS_OPS_CERTIFICATES_H_

#include <memory>
#include <string>

#include "openssl/x509.h"

namespace textclean {

// In PEM.
struct Identity {
  std::string cert;
  std::string key;
};

struct IssueOptions {
  std::string names = "DNS:localhost";  // as OpenSSL's subjectAltName has them
  long begins_in = -86400;              // seconds from now
  long ends_in = 86400;
};

class Authority {
 public:
  explicit Authority(const std::string& name);

  const std::string& cert() const { return cert_; }
  Identity Issue(const IssueOptions& options = {}) const;

 private:
  const std::shared_ptr<EVP_PKEY> key_;
  const std::shared_ptr<X509> x509_;
  const std::string cert_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_OPS_CERTIFICATES_H_
