#!/usr/bin/env python3
"""Callers that are not ours, against the built server: Python's gRPC, buf curl, grpcurl.

    callers_test.py TEXTCLEAND PROTO_FOLDER [PYTHON_TEST_ARGUMENTS...]

Each caller that is not on the machine is left out with a line that says so. BUF names the
buf program; without it, `buf` on the PATH is used.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import grpc
    from google.protobuf import descriptor_pb2, message_factory
except ImportError:
    grpc = None

from server import Server

TEXTCLEAND, PROTO = sys.argv[1:3]
SOURCE = pathlib.Path(PROTO).parent
SERVICE = "textclean.v1.TextCleanService"
HEALTH = "grpc.health.v1.Health"
PAGE = "대설특보 해제…출근길 빙판 주의\n\n서울 전역에 내려진 대설주의보가 21일 오전 해제됐다.\n기상청은 빙판길을 조심해 달라고 당부했다.\n"
LIMIT = 100_000


def start_server():
    return Server(TEXTCLEAND, f"--max-document-bytes={LIMIT}")


def load_messages():
    """The message classes of the API by full name, from its .proto files."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["protoc", f"-I{PROTO}", "--include_imports", f"--descriptor_set_out={out.name}",
                        "textclean/v1/textclean.proto", "google/rpc/error_details.proto"], check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(out.read())
    return message_factory.GetMessages(files.file)


@unittest.skipIf(grpc is None, "skipped: no Python gRPC here (Debian: python3-grpcio, python3-protobuf)")
class PythonCaller(unittest.TestCase):
    """A generated-code caller in another language, code points as its offsets."""

    @classmethod
    def setUpClass(cls):
        cls.messages = load_messages()
        cls.server = cls.enterClassContext(start_server())
        cls.channel = cls.enterClassContext(grpc.insecure_channel(cls.server.address))

    def clean(self, request):
        """Sends a request, or bytes as they are."""
        response = self.messages["textclean.v1.CleanResponse"]
        call = self.channel.unary_unary(
            f"/{SERVICE}/Clean",
            request_serializer=lambda r: r if isinstance(r, bytes) else r.SerializeToString(),
            response_deserializer=response.FromString)
        return call(request, timeout=30)

    def request(self, **document):
        request = self.messages["textclean.v1.CleanRequest"]()
        for name, value in document.items():
            setattr(request.document, name, value)
        return request

    def expect_error(self, request, code, reason, field, **metadata):
        with self.assertRaises(grpc.RpcError) as caught:
            self.clean(request)
        error = caught.exception
        self.assertEqual(error.code(), code)
        self.assertNotEqual(error.details(), "")
        trailers = dict(error.trailing_metadata())
        status = self.messages["google.rpc.Status"].FromString(trailers["grpc-status-details-bin"])
        details = {detail.type_url.rpartition("/")[2]: detail.value for detail in status.details}
        info = self.messages["google.rpc.ErrorInfo"].FromString(details["google.rpc.ErrorInfo"])
        self.assertEqual((info.reason, info.domain), (reason, "textclean.v1"))
        self.assertEqual(dict(info.metadata), metadata)
        bad = self.messages["google.rpc.BadRequest"].FromString(details.get("google.rpc.BadRequest", b""))
        self.assertEqual([violation.field for violation in bad.field_violations], [field] if field else [])

    def test_clean_accounts_for_every_code_point(self):
        request = self.request(text=PAGE, id="기사-1")
        request.options.offset_unit = 3  # CODE_POINTS, which Python's strings count in
        response = self.clean(request)
        self.assertEqual(response.document.id, "기사-1")
        self.assertEqual("".join(PAGE[r.begin:r.end] for r in response.regions), PAGE)
        kept = "".join(PAGE[r.begin:r.end] for r in response.regions if r.kept)
        self.assertEqual("".join(response.text.split()), "".join(kept.split()))
        self.assertIn("기상청은 빙판길을 조심해 달라고 당부했다.", response.text)
        self.assertEqual(sum(c.kept_chars for c in response.counts), len("".join(kept.split())))

    def test_content_in_a_legacy_charset(self):
        response = self.clean(self.request(content=PAGE.replace("…", " ").encode("euc-kr"), charset="euc-kr"))
        self.assertIn("당부했다.", response.text)

    def test_errors(self):
        invalid = grpc.StatusCode.INVALID_ARGUMENT
        self.expect_error(b"", invalid, "MISSING_DOCUMENT", "document")
        self.expect_error(self.request(id="1"), invalid, "MISSING_INPUT", "document.input")
        self.expect_error(self.request(text=""), invalid, "EMPTY_DOCUMENT", "document.text")
        self.expect_error(self.request(content=b""), invalid, "EMPTY_DOCUMENT", "document.content")
        self.expect_error(b"\x0a\x06\x12\x01a\x1a\x01b", invalid, "CONTRADICTORY_INPUT", "document.input")
        self.expect_error(b"\x0a\x05\x12\x03ab\xff", invalid, "INVALID_UTF8", "document.text", byte_offset="2")
        self.expect_error(self.request(text="글", format=99), invalid, "UNKNOWN_ENUM_VALUE", "document.format",
                          value="99")
        self.expect_error(self.request(content=b"a", charset="klingon"), invalid, "UNKNOWN_CHARSET",
                          "document.charset")
        self.expect_error(self.request(text="가" * LIMIT), grpc.StatusCode.RESOURCE_EXHAUSTED,
                          "DOCUMENT_TOO_LARGE", "document.text", bytes=str(3 * LIMIT), limit_bytes=str(LIMIT))


class CommandLineCaller:
    """What buf curl and grpcurl are both asked; they know the API from reflection alone."""

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(start_server())

    def call(self, method, request):
        """The answer as JSON, or the program's complaint as text."""
        done = self.run_program(method, json.dumps(request, ensure_ascii=False))
        return json.loads(done.stdout) if done.returncode == 0 else done.stdout + done.stderr

    def test_list(self):
        listed = self.list_services()
        for service in (SERVICE, HEALTH):
            self.assertIn(service, listed)

    def test_describe(self):
        for method in ("Clean", "Segment", "Extract", "Process"):
            self.assertIn(method, self.describe(SERVICE))
        self.assertIn("Check", self.describe(HEALTH))

    def test_the_readme_s_lines(self):
        """What README.md shows of this program, with its output; "..." stands for any."""
        shown = re.findall(rf"^\$ ({self.name} (?:.*\\\n> )*.*)\n((?:(?!\$ |```).*\n)*)",
                           (SOURCE / "README.md").read_text(), re.MULTILINE)
        self.assertNotEqual(shown, [])
        for command, expected in shown:
            command = command.replace("\\\n> ", " ").replace("127.0.0.1:50051", self.server.address)
            command = command.replace(self.name, self.program, 1)
            done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            pattern = ".*?".join(re.escape(part) for part in expected.split("..."))
            self.assertRegex(done.stdout, re.compile(f"^{pattern}$", re.DOTALL))

    def test_health(self):
        for service in ("", SERVICE):
            self.assertEqual(self.call(f"{HEALTH}/Check", {"service": service}), {"status": "SERVING"})

    def test_clean(self):
        response = self.call(f"{SERVICE}/Clean", {"document": {"text": PAGE}})
        self.assertIn("당부했다.", response["text"])
        self.assertEqual(response["regions"][-1]["end"], len(PAGE.encode()))
        encoded = base64.b64encode(PAGE.encode()).decode()
        self.assertEqual(self.call(f"{SERVICE}/Clean", {"document": {"content": encoded}})["text"], response["text"])

    def test_errors(self):
        for request, reason in (
                ({}, "MISSING_DOCUMENT"),
                ({"document": {"id": "1"}}, "MISSING_INPUT"),
                ({"document": {"text": ""}}, "EMPTY_DOCUMENT"),
                ({"document": {"content": base64.b64encode(b"ab\xff\xff").decode(), "charset": "utf-8"}}, "INVALID_UTF8"),
                ({"document": {"text": "글", "format": 99}}, "UNKNOWN_ENUM_VALUE"),
                ({"document": {"text": "글"}, "options": {"keep": ["REGION_KIND_MARKUP"]}}, "KIND_NOT_KEEPABLE"),
                ({"document": {"text": "가" * LIMIT}}, "DOCUMENT_TOO_LARGE")):
            self.assert_reason(self.call(f"{SERVICE}/Clean", request), reason)
        for method in ("Segment", "Extract"):
            self.assert_reason(self.call(f"{SERVICE}/{method}", {}), "MISSING_DOCUMENT")


BUF = os.environ.get("BUF") or shutil.which("buf")
GRPCURL = shutil.which("grpcurl")


@unittest.skipIf(BUF is None, "skipped: no buf here (npm: @bufbuild/buf; set BUF to the program)")
class BufCurl(CommandLineCaller, unittest.TestCase):
    name, program = "buf", BUF

    def curl(self, *arguments, data=None):
        return subprocess.run([BUF, "curl", "--protocol=grpc", "--http2-prior-knowledge", *arguments], input=data,
                              capture_output=True, text=True, timeout=60)

    def run_program(self, method, data):
        return self.curl("--data=@-", f"http://{self.server.address}/{method}", data=data)

    def list_services(self):
        return self.curl("--list-services", f"http://{self.server.address}").stdout

    def describe(self, service):
        listed = self.curl("--list-methods", f"http://{self.server.address}").stdout
        return [line.rpartition("/")[2] for line in listed.splitlines() if line.startswith(service)]

    def assert_reason(self, answer, reason):
        """buf prints details in base64, for it knows no google.rpc from the server's reflection."""
        values = [base64.b64decode(detail["value"] + "==") for detail in json.loads(answer)["details"]]
        self.assertTrue(any(reason.encode() in value for value in values), answer)


@unittest.skipIf(GRPCURL is None, "skipped: no grpcurl here")
class GrpCurl(CommandLineCaller, unittest.TestCase):
    name, program = "grpcurl", GRPCURL

    def curl(self, *arguments, data=None):
        return subprocess.run([GRPCURL, "-plaintext", *arguments], input=data, capture_output=True, text=True,
                              timeout=60)

    def run_program(self, method, data):
        return self.curl("-d=@", self.server.address, method, data=data)

    def list_services(self):
        return self.curl(self.server.address, "list").stdout

    def describe(self, service):
        return self.curl(self.server.address, "describe", service).stdout

    def assert_reason(self, answer, reason):
        self.assertIn(reason, answer)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
