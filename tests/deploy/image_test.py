#!/usr/bin/env python3
"""The image, run by podman under the settings of the Deployment that kustomize renders.

    image_test.py IMAGE [PYTHON_TEST_ARGUMENTS...]

Needs podman and root, Python's gRPC and YAML (Debian: podman runc python3-grpcio python3-protobuf python3-yaml), and
kubectl or kustomize. Prints the image's size and packages.
"""

import concurrent.futures
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import grpc

import manifests

IMAGE = sys.argv[1]
SOURCE = manifests.SOURCE
SERVICE = "textclean.v1.TextCleanService"
PAGE = "본문 바로가기\n로그인\n\n한빛시가 22일 강변의 다리를 모두 점검했다.\n시는 낡은 이음매를 먼저 바꾸겠다고 밝혔다.\n"
# Where root lacks CAP_SYS_RESOURCE, podman's own limits cannot be set; crun fails on mixed cgroup versions.
RUN = ["podman", *(["--runtime=runc"] if shutil.which("runc") else []), "run", "--ulimit=nofile=1024:20000",
       "--ulimit=nproc=1024:1024", "--network=host"]

stubs = tempfile.TemporaryDirectory()
subprocess.run([SOURCE / "client/python/generate", stubs.name], check=True)
sys.path.insert(0, stubs.name)
from textclean.v1 import textclean_pb2 as api  # noqa: E402
from textclean.v1 import textclean_pb2_grpc  # noqa: E402


def podman(*arguments, **options):
    return subprocess.run(["podman", *arguments], check=True, capture_output=True, text=True, **options).stdout


class Container:
    """The image in a `with` block, under a pod's settings but with the host's network and a free port of it."""

    def __init__(self, pod):
        self.pod = pod
        self.server = manifests.server(pod)

    def __enter__(self):
        user, own = self.pod["securityContext"], self.server["securityContext"]
        limits = self.server["resources"]["limits"]
        environment = {"CPU_REQUEST": str(math.ceil(manifests.cores(self.server["resources"]["requests"]["cpu"])))}
        arguments = []
        for argument in self.server["args"]:
            for name, value in environment.items():
                argument = argument.replace(f"$({name})", value)
            arguments.append(re.sub(r"^(--(?:\w+-)?listen)=.*", r"\1=127.0.0.1:0", argument))
        arguments.append("--access-log-rate=1000000")  # the calls are counted by their lines
        # Nothing but what the manifest says: a missing setting is podman's laxer default.
        options = [f"--user={user['runAsUser']}:{user['runAsGroup']}", f"--memory={limits['memory'].lower()}",
                   f"--memory-swap={limits['memory'].lower()}", f"--cpus={limits['cpu']}"]
        if own["readOnlyRootFilesystem"]:
            options += ["--read-only", "--read-only-tmpfs=false"]
        if not own["allowPrivilegeEscalation"]:
            options.append("--security-opt=no-new-privileges")
        options += [f"--cap-drop={capability}" for capability in own["capabilities"]["drop"]]
        options += [f"--env={name}={value}" for name, value in manifests.environment(self.server).items()]
        begin = time.monotonic()
        self.id = subprocess.run([*RUN, "--detach", *options, IMAGE, *arguments], check=True, stdout=subprocess.PIPE,
                                 text=True).stdout.strip()
        try:
            self.address = self.wait_for_address()
            while not all(self.probe(name) for name in ("startupProbe", "readinessProbe", "livenessProbe")):
                self.check_alive()
            self.start_seconds = time.monotonic() - begin
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        podman("rm", "--force", "--time=0", self.id)

    def inspect(self, template):
        return podman("inspect", "--format", template, self.id).strip()

    def check_alive(self):
        if self.inspect("{{.State.Running}}") != "true":
            raise RuntimeError("the container ended: " + self.printed())

    def printed(self):
        return subprocess.run(["podman", "logs", self.id], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True).stdout

    def log(self):
        """What the server logged: the JSON objects of its lines, but for a last one that is being written just now, of
        which podman prints what is there."""
        lines = [line for line in self.printed().splitlines() if line.startswith("{")]
        if lines and not lines[-1].endswith("}"):
            lines.pop()
        return [json.loads(line) for line in lines]

    def wait_for_address(self):
        while True:
            for line in self.log():
                if line["message"] == "listening":
                    return line["address"]
            self.check_alive()
            time.sleep(0.05)

    def probe(self, name):
        """What the kubelet would see: whether the probe's health check says SERVING in time."""
        settings = self.server[name]
        service = settings["grpc"].get("service", "").encode()
        try:
            with grpc.insecure_channel(self.address) as channel:
                answer = channel.unary_unary("/grpc.health.v1.Health/Check")(
                    bytes([0x0a, len(service)]) + service if service else b"",
                    timeout=settings.get("timeoutSeconds", 1))
        except grpc.RpcError:
            return False
        return answer == b"\x08\x01"

    def calls(self):
        return sum(line["message"] == "call" for line in self.log())

    def process_status(self):
        """The Name: value lines of /proc/PID/status of the server."""
        lines = pathlib.Path("/proc", self.inspect("{{.State.Pid}}"), "status").read_text().splitlines()
        return {name: value.split() for name, _, value in (line.partition(":") for line in lines)}

    def memory_limit(self):
        """Of its cgroup, in bytes, whichever version of cgroups is here."""
        for line in pathlib.Path("/proc", self.inspect("{{.State.Pid}}"), "cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            for file in (f"/sys/fs/cgroup{path}/memory.max", f"/sys/fs/cgroup/memory{path}/memory.limit_in_bytes"):
                if controllers in ("", "memory") and os.path.exists(file):
                    return int(pathlib.Path(file).read_text())
        raise RuntimeError("no cgroup limits its memory")

    def peak_mebibytes(self):
        return int(self.process_status()["VmHWM"][0]) / 1024

    def stop(self):
        """As the kubelet stops it: its exit status, and how long it took."""
        begin = time.monotonic()
        podman("stop", f"--time={self.pod['terminationGracePeriodSeconds']}", self.id)
        return int(self.inspect("{{.State.ExitCode}}")), time.monotonic() - begin


def open_channel(target):
    return grpc.insecure_channel(target, [
        ("grpc.service_config", (SOURCE / "client/service_config.json").read_text()),
        ("grpc.max_receive_message_length", 256 << 20)])


def clean(channel, text=PAGE):
    return textclean_pb2_grpc.TextCleanServiceStub(channel).Clean(
        api.CleanRequest(document=api.Document(text=text)), timeout=60)


class Image(unittest.TestCase):
    """What is in it."""

    @classmethod
    def setUpClass(cls):
        cls.image = json.loads(podman("image", "inspect", IMAGE))[0]
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        container = podman("create", IMAGE).strip()
        cls.addClassCleanup(podman, "rm", container)
        podman("export", f"--output={cls.folder / 'image.tar'}", container)
        listed = subprocess.run(["tar", "-tf", cls.folder / "image.tar"], check=True, capture_output=True, text=True)
        cls.files = [name.removeprefix("./") for name in listed.stdout.splitlines()]
        subprocess.run(["tar", "-C", cls.folder, "-xf", cls.folder / "image.tar", "usr/share/doc/textclean"], check=True)
        cls.sbom = json.loads((cls.folder / "usr/share/doc/textclean/sbom.spdx.json").read_text())

    def test_settings(self):
        config = self.image["Config"]
        self.assertEqual(config["User"], "65532:65532")
        self.assertEqual(config["Entrypoint"], ["/usr/bin/textcleand"])
        for label in ("title", "description", "licenses", "version", "revision"):
            self.assertNotIn(config["Labels"].get(f"org.opencontainers.image.{label}", ""), ("", "unknown"), label)

    def test_starts_without_arguments(self):
        done = subprocess.run([*RUN, "--rm", IMAGE, "--check-config"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_no_shell_no_package_manager(self):
        names = {pathlib.PurePath(name).name for name in self.files if "/bin/" in f"/{name}" or "/sbin/" in f"/{name}"}
        self.assertEqual(names & {"sh", "bash", "dash", "busybox", "perl", "python3", "apt-get", "dpkg"}, set())

    def test_sbom_names_every_package(self):
        self.assertEqual(self.sbom["spdxVersion"], "SPDX-2.3")
        packages = {package["name"]: package["versionInfo"] for package in self.sbom["packages"]}
        recorded = {pathlib.PurePath(name).name for name in self.files if name.startswith("var/lib/dpkg/status.d/")}
        self.assertEqual(set(packages) - {"textclean"}, recorded - {"status.d"})
        for name in ("libc6", "libgrpc++1.51", "libicu72"):
            self.assertIn(name, packages)
        identifiers = {package["SPDXID"] for package in self.sbom["packages"]}
        related = {relation["relatedSpdxElement"] for relation in self.sbom["relationships"]}
        self.assertEqual(related, identifiers)
        print(f"\nimage: {self.image['Size'] / 1e6:.1f} MB, {len(packages)} packages")
        for name, version in sorted(packages.items()):
            print(f"  {name} {version}")


class Deployed(unittest.TestCase):
    """What it does under the Deployment's settings."""

    @classmethod
    def setUpClass(cls):
        cls.pod = manifests.deployment(manifests.objects(manifests.render("prod")))["spec"]["template"]["spec"]

    def test_is_confined_and_answers_and_drains(self):
        with Container(self.pod) as container:
            print(f"\nready {container.start_seconds:.1f} s after podman run")
            status = container.process_status()
            self.assertEqual(set(status["Uid"]) | set(status["Gid"]), {"65532"})
            self.assertEqual({int(status[name][0], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapInh")}, {0})
            self.assertEqual(container.memory_limit(),
                             manifests.mebibytes(container.server["resources"]["limits"]["memory"]) << 20)
            self.assertEqual((status["NoNewPrivs"], status["Seccomp"]), (["1"], ["2"]))

            # The client inside, as `kubectl exec` would run it.
            done = podman("exec", "--interactive", container.id, "textclean", "clean", f"--server={container.address}",
                          "-", input=PAGE)
            self.assertIn("이음매를 먼저 바꾸겠다고 밝혔다.", done)

            status, took = container.stop()
            self.assertEqual(status, 0)
            delay = manifests.seconds(manifests.flags(container.server)["drain-delay"][0])
            self.assertGreaterEqual(took, delay)
            self.assertLess(took, self.pod["terminationGracePeriodSeconds"])
            print(f"drained in {took:.1f} s, exit 0")

    def test_the_largest_documents_fit_into_its_memory(self):
        with Container(self.pod) as container, open_channel(container.address) as channel:
            largest = int(manifests.mebibytes(manifests.flags(container.server)["max-document-bytes"][0])) << 20
            row = "한빛시가 22일 강변의 다리를 모두 점검했다.\n"
            text = row * (largest // len(row.encode()))
            with concurrent.futures.ThreadPoolExecutor(8) as threads:
                lengths = list(threads.map(lambda _: len(clean(channel, text).text), range(8)))
            self.assertEqual(len(set(lengths)), 1)
            container.check_alive()
            print(f"\n8 documents of {largest >> 20} MiB at once: peak {container.peak_mebibytes():.0f} MiB of "
                  f"{container.server['resources']['limits']['memory']}")

    def test_one_of_two_is_stopped_under_load_and_no_call_fails(self):
        with Container(self.pod) as one, Container(self.pod) as other:
            with open_channel(f"ipv4:{one.address},{other.address}") as channel:
                over = threading.Event()

                def caller(_):
                    calls = 0
                    while not over.is_set():
                        clean(channel)  # raises where a call fails
                        calls += 1
                    return calls

                with concurrent.futures.ThreadPoolExecutor(4) as threads:
                    callers = [threads.submit(caller, i) for i in range(4)]
                    try:
                        while min(one.calls(), other.calls()) < 100:
                            self.assertFalse(any(c.done() for c in callers), "a call failed")
                            time.sleep(0.1)
                        before = (one.calls(), other.calls())
                        status, _ = one.stop()
                        during = (one.calls() - before[0], other.calls() - before[1])
                        while other.calls() < before[1] + during[1] + 100:
                            self.assertFalse(any(c.done() for c in callers), "a call failed")
                            time.sleep(0.1)
                    finally:
                        over.set()
                answered = sum(c.result() for c in callers)
            self.assertEqual(status, 0)
            self.assertGreater(min(before) / max(before), 0.5, before)
            # Its health is watched, so that the drain delay sees callers go.
            self.assertLess(during[0], during[1] / 4, during)
            other.stop()  # only then is its last line written
            self.assertEqual(one.calls() + other.calls(), answered)
            print(f"\n{answered} calls, {one.calls()} of them by the one that was stopped: none failed")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[2:]])
