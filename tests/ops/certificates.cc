#include "tests/ops/certificates.h"

#include <cstdlib>

#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/rand.h"
#include "openssl/x509v3.h"

namespace textclean {
namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

Key MakeKey() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

template <typename Write>
std::string ToPem(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
  if (write(bio.get()) != 1) std::abort();
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string ToPem(const Certificate& certificate) {
  return ToPem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); });
}

void Extend(X509* certificate, int nid, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  if (extension == nullptr || X509_add_ext(certificate, extension, -1) != 1) std::abort();
  X509_EXTENSION_free(extension);
}

// Not yet signed; its issuer is itself.
Certificate MakeCertificate(const std::string& name, EVP_PKEY* key, long begins_in, long ends_in) {
  Certificate certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  long serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), 4);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial + 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), begins_in);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), ends_in);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  X509_set_pubkey(certificate.get(), key);
  return certificate;
}

Certificate MakeRoot(const std::string& name, EVP_PKEY* key) {
  Certificate certificate = MakeCertificate(name, key, -86400, 86400);
  Extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

}  // namespace

Authority::Authority(const std::string& name)
    : key_(MakeKey()), x509_(MakeRoot(name, key_.get())), cert_(ToPem(x509_)) {}

Identity Authority::Issue(const IssueOptions& options) const {
  const Key key = MakeKey();
  const Certificate certificate = MakeCertificate("somebody", key.get(), options.begins_in, options.ends_in);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(x509_.get()));
  Extend(certificate.get(), NID_subject_alt_name, options.names);
  X509_sign(certificate.get(), key_.get(), EVP_sha256());
  return {ToPem(certificate), ToPem([&](BIO* bio) {
            return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

}  // namespace textclean
