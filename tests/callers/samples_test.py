#!/usr/bin/env python3
"""The samples of callers in other languages (client/python, client/node): what they print, and that they keep to
client/service_config.json.

    samples_test.py TEXTCLEAND TEXTCLEAN SOURCE_FOLDER [PYTHON_TEST_ARGUMENTS...]

Without Python's gRPC all of it is left out. Node.js' packages are looked for in NODE_PACKAGES (a node_modules folder),
else in client/node/node_modules; without them its sample is left out. Both say so.
PYTHON_TEST_ARGUMENTS such as NodeSample choose tests.
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

try:
    import grpc
except ImportError:
    grpc = None

from certificates import Certificates
from server import Server

TEXTCLEAND, TEXTCLEAN = sys.argv[1:3]
SOURCE = pathlib.Path(sys.argv[3])
NODE_PACKAGES = pathlib.Path(os.environ.get("NODE_PACKAGES") or SOURCE / "client/node/node_modules")
PAGES = SOURCE / "tests/pages/raw"
NEWS = PAGES / "news_naver_entertain.txt"
PAGE = "본문 바로가기\n로그인\n😀 회원가입\n\n서울 전역에 내려진 대설주의보가 21일 오전 해제됐다.\n기상청은 빙판길을 조심해 달라고 당부했다.\n"

scratch = tempfile.TemporaryDirectory()
SCRATCH = pathlib.Path(scratch.name)
STUBS = SCRATCH / "stubs"


def setUpModule():
    if grpc is None:
        raise unittest.SkipTest("skipped: no Python gRPC here (Debian: python3-grpcio, python3-protobuf)")
    subprocess.run([SOURCE / "client/python/generate", STUBS], check=True)
    sys.path.insert(0, str(STUBS))


def serve_for_ever(_, context):
    """Health.Watch that says SERVING until the caller goes."""
    gone = threading.Event()
    context.add_callback(gone.set)
    yield b"\x08\x01"
    gone.wait()


class FakeServer:
    """A server of our API that answers Clean with `handle(request, context)`, for what textcleand cannot be made to do."""

    def __init__(self, handle, credentials=None):
        self.handle = handle
        self.credentials = credentials

    def __enter__(self):
        from textclean.v1 import textclean_pb2 as api
        pool = concurrent.futures.ThreadPoolExecutor(max_workers=4)
        self.server = grpc.server(pool)
        self.server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(
            "textclean.v1.TextCleanService",
            {"Clean": grpc.unary_unary_rpc_method_handler(
                self.handle, api.CleanRequest.FromString, api.CleanResponse.SerializeToString)}),
            grpc.method_handlers_generic_handler(
                "grpc.health.v1.Health", {"Watch": grpc.unary_stream_rpc_method_handler(serve_for_ever)})])
        if self.credentials:
            port = self.server.add_secure_port("127.0.0.1:0", self.credentials)
        else:
            port = self.server.add_insecure_port("127.0.0.1:0")
        self.address = f"127.0.0.1:{port}"
        self.server.start()
        return self

    def __exit__(self, *_):
        self.server.stop(grace=None).wait()


def answer(text):
    from textclean.v1 import textclean_pb2 as api
    return api.CleanResponse(text=text)


class Sample:
    """What every sample must do."""

    def run_sample(self, server, *arguments):
        return subprocess.run([*self.command, f"--server={server}", *map(str, arguments)], capture_output=True,
                              text=True, timeout=120, env=self.environment)

    def write(self, name, content):
        path = SCRATCH / name
        path.write_bytes(content)
        return path

    def test_prints_what_our_client_prints(self):
        legacy = self.write("legacy.txt", PAGE.replace("😀", "").encode("euc-kr"))
        html = self.write("page.html", f"<html><body><p>{PAGE}</p></body></html>".encode())
        with Server(TEXTCLEAND) as server:
            for file in (NEWS, legacy, html):
                ours = subprocess.run([TEXTCLEAN, "clean", f"--server={server.address}", file], check=True,
                                      capture_output=True, text=True).stdout
                done = self.run_sample(server.address, file)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, ours, ""))
                self.assertNotEqual(ours.strip(), "")

    def test_prints_what_was_removed(self):
        page = self.write("page.txt", PAGE.encode())
        with Server(TEXTCLEAND) as server:
            done = self.run_sample(server.address, "--removed", page)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        kind, rule, text = rows[0]
        self.assertEqual((kind, text), ("NAVIGATION", "본문 바로가기"))
        self.assertRegex(rule, r"^\w+\.")
        # The character outside the basic plane shows whether offsets are counted in the language's own unit.
        self.assertIn("😀 회원가입", [text for _, _, text in rows])

    def test_tells_what_failed_and_goes_on(self):
        empty = self.write("empty.txt", b"")
        with Server(TEXTCLEAND) as server:
            done = self.run_sample(server.address, empty, SCRATCH / "missing.txt", NEWS)
        self.assertEqual(done.returncode, 1)
        first, second = done.stderr.splitlines()
        self.assertRegex(first, r"empty\.txt: INVALID_ARGUMENT: .+ \(EMPTY_DOCUMENT\)$")
        self.assertRegex(second, r"missing\.txt: .*[Nn]o such file")
        self.assertNotEqual(done.stdout, "")

    def test_spreads_calls_over_the_servers_of_a_list(self):
        page = self.write("page.txt", PAGE.encode())
        with Server(TEXTCLEAND) as one, Server(TEXTCLEAND) as other:
            done = self.run_sample(f"ipv4:{one.address},{other.address}", *[page] * 200)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(one.calls() + other.calls(), 200)
        for server in (one, other):
            self.assertGreater(server.calls(), 20)

    def test_a_server_that_is_gone_fails_no_call(self):
        with Server(TEXTCLEAND) as gone:
            pass
        with Server(TEXTCLEAND) as server:
            done = self.run_sample(f"ipv4:{gone.address},{server.address}", NEWS, NEWS)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(server.calls(), 2)

    def test_tries_again_when_a_server_is_unavailable(self):
        self.expect_retries(grpc.StatusCode.UNAVAILABLE)

    def test_tries_again_when_a_server_that_stops_cancels(self):
        # gRPC 1.51 does so with a call that comes between its Shutdown and the caller's notice of it.
        self.expect_retries(grpc.StatusCode.CANCELLED)

    def expect_retries(self, code):
        attempts = []

        def handle(_, context):
            attempts.append(context)
            if len(attempts) < 3:
                context.abort(code, "stopping")
            return answer("기사")

        with FakeServer(handle) as server:
            done = self.run_sample(server.address, NEWS)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "기사\n", ""))
        self.assertEqual(len(attempts), 3)

    def test_waits_no_longer_than_the_deadline(self):
        over = threading.Event()

        def handle(_, context):
            context.add_callback(over.set)
            over.wait()

        with FakeServer(handle) as server:
            done = self.run_sample(server.address, "--deadline=0.5", NEWS)
            self.assertTrue(over.wait(timeout=30), "the call was not cancelled")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("DEADLINE_EXCEEDED", done.stderr)

    def test_talks_mutual_tls(self):
        certificates = Certificates(SCRATCH / "certificates")
        own, client = certificates.issue("server", "textclean.example"), certificates.issue("client", "crawler")
        key, certificate = (pathlib.Path(f"{own}.{end}").read_bytes() for end in ("key", "crt"))
        credentials = grpc.ssl_server_credentials(
            [(key, certificate)], root_certificates=certificates.ca.read_bytes(), require_client_auth=True)
        served = []

        def handle(_, context):
            served.append(context.auth_context()["x509_common_name"])
            return answer("기사")

        with FakeServer(handle, credentials) as server:
            known = ("--tls", "--tls-name=textclean.example", f"--ca={certificates.ca}")
            done = self.run_sample(server.address, *known, f"--cert={client}.crt", f"--key={client}.key", NEWS)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "기사\n", ""))
            self.assertEqual(served, [[b"crawler"]])
            for refused in (known, ("--tls", "--tls-name=textclean.example")):
                self.assertEqual(self.run_sample(server.address, *refused, "--deadline=10", NEWS).returncode, 1)
            self.assertEqual(len(served), 1)


class PythonSample(Sample, unittest.TestCase):
    command = [sys.executable, SOURCE / "client/python/clean_page.py"]
    environment = {**os.environ, "PYTHONPATH": str(STUBS)}


@unittest.skipIf(shutil.which("node") is None, "skipped: no Node.js here (Debian: nodejs)")
@unittest.skipUnless((NODE_PACKAGES / "@grpc/grpc-js").is_dir(),
                     "skipped: no @grpc/grpc-js here (npm install --prefix client/node, or set NODE_PACKAGES)")
class NodeSample(Sample, unittest.TestCase):
    command = ["node", SOURCE / "client/node/clean_page.js"]
    environment = {**os.environ, "NODE_PATH": str(NODE_PACKAGES)}


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]])
