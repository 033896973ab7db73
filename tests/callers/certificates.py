"""Certificates for the tests of TLS, made with openssl."""

import pathlib
import subprocess


class Certificates:
    """An authority, and certificates of it. Files in `folder`: ca.crt, and NAME.crt and NAME.key for each issued one."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.ca = self.folder / "ca.crt"
        self._openssl("-subj", "/CN=authority", "-keyout", self.folder / "ca.key", "-out", self.ca)

    def issue(self, name, *dns_names):
        """Its paths without .crt and .key, for the DNS names, the first of which is its common name."""
        path = self.folder / name
        self._openssl("-CA", self.ca, "-CAkey", self.folder / "ca.key", "-subj", f"/CN={dns_names[0]}", "-addext",
                      "subjectAltName=" + ",".join(f"DNS:{dns_name}" for dns_name in dns_names), "-keyout", f"{path}.key",
                      "-out", f"{path}.crt")
        return path

    @staticmethod
    def _openssl(*arguments):
        subprocess.run(["openssl", "req", "-x509", *map(str, arguments), "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-days", "2"], check=True, capture_output=True)
