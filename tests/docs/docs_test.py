#!/usr/bin/env python3
"""Runs the commands of the documents against the built programs and compares what they print.

    docs_test.py SOURCE_FOLDER BUILD_FOLDER [PYTHON_TEST_ARGUMENTS...]
    DOCS_UPDATE=1 docs_test.py ...    writes what was printed into the documents, where it differs; then look at it

How to write a command down:

* Commands stand in fenced blocks marked ```console, after "$ "; the lines up to the next command are what it prints,
  standard output and standard error together. A line that ends in a backslash goes on in the next, after "> ".
* "..." in a line stands for any text, on a line of its own for any number of lines.
* A command must end with status 0. Write `|| echo "status $?"` where another one is the point.
* Commands run in order, each by its own bash, in a folder that has everything of the source tree and is thrown away
  with what they wrote. The built programs are on the PATH, and a server is where `textclean` looks for it.
* `textcleand ... &`, or with `2> FILE &`, is started on a free port; what follows in the document speaks to that server.
* "# not run by the tests: WHY" leaves out the rest of its block; the test prints each such command with the reason.
* "# needs PROGRAM" does the same where that program is not on the PATH.

The other fenced blocks (```text, ```yaml, ...) must hold no command.
"""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

ROOT, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
BIN = os.path.join(BUILD, "bin")
LEFT_OUT = "# not run by the tests: "
NEEDS = "# needs "
UPDATE = os.environ.get("DOCS_UPDATE") == "1"


def documents():
    docs = os.path.join(ROOT, "docs")
    names = ["README.md", "README.ko.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "deploy/README.md"]
    return names + sorted("docs/" + name for name in os.listdir(docs) if name.endswith(".md"))


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as document:
        return document.read()


class Command:
    """A command of a document, the lines it is to print, and why it is not run (None where it is)."""

    def __init__(self, line, number, reason):
        self.text, self.number, self.reason, self.expected = line, number, reason, []


def blocks(name):
    """The fenced blocks of a document: (language, number of the first line, lines)."""
    found, inside, language, first = [], None, "", 0
    for number, line in enumerate(read(name).split("\n"), 1):
        fence = re.match(r"```(\w*)\s*$", line)
        if fence and inside is None:
            inside, language, first = [], fence[1], number + 1
        elif fence:
            found.append((language, first, inside))
            inside = None
        elif inside is not None:
            inside.append(line)
    assert inside is None, f"{name}:{first}: a block is not closed"
    return found


def commands(name):
    found = []
    for language, first, lines in blocks(name):
        if language != "console":
            continue
        reason, goes_on = None, False
        for number, line in enumerate(lines, first):
            if line.startswith(LEFT_OUT):
                reason = line.removeprefix(LEFT_OUT)
            elif line.startswith(NEEDS):
                program = line.removeprefix(NEEDS)
                reason = None if shutil.which(program) else f"no {program} here"
            elif goes_on:
                assert line.startswith("> "), f"{name}:{number}: a command goes on, and not after '> '"
                found[-1].text += "\n" + line[2:]
                goes_on = line.endswith("\\")
            elif line.startswith("$ "):
                found.append(Command(line[2:], number, reason))
                goes_on = line.endswith("\\")
            else:
                assert found and found[-1].number >= first, f"{name}:{number}: output before the first command"
                found[-1].expected.append(line)
    return found


def matches(expected, printed):
    """Whether the lines printed are those expected, "..." standing for anything."""
    pattern = ""
    for line in expected:
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*?".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n"
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def copy_log(stream, path, address):
    """Copies a server's log to a file, and puts the address that it serves on into a queue; None where it ends."""
    with stream, open(path, "w", encoding="utf-8") as log:
        for line in stream:
            print(line, end="", file=log, flush=True)
            if found := re.search(r"listening address=(\S+)", line):
                address.put(found[1])
    address.put(None)


class Session:
    """A folder to run a document's commands in, and the servers that they started."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory(prefix="textclean-docs-")
        for name in os.listdir(ROOT):
            if name not in (".git", "build"):
                os.symlink(os.path.join(ROOT, name), os.path.join(self.home.name, name))
        os.makedirs(os.path.join(self.home.name, "build"))
        os.symlink(BUILD, os.path.join(self.home.name, "build", "release"))
        self.servers = []
        self.environment = dict(os.environ, PATH=BIN + ":" + os.environ["PATH"], LC_ALL="C.UTF-8", COLUMNS="100",
                                NO_COLOR="1")
        self.environment.pop("TEXTCLEAN_SERVER", None)
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.send_signal(signal.SIGTERM)
        for server in self.servers:
            server.wait(timeout=60)
        self.home.cleanup()

    def start_server(self, command):
        """Starts `textcleand ... 2> FILE &`; the file, if one is named, holds its log."""
        text, _, log = command.removesuffix("&").partition("2>")
        log_path = os.path.join(self.home.name, log.strip()) if log else os.devnull
        server = subprocess.Popen(["bash", "-c", f"exec {text} --listen=127.0.0.1:0"], cwd=self.home.name,
                                  env=self.environment, stderr=subprocess.PIPE, text=True)
        self.servers.append(server)
        address = queue.Queue()
        threading.Thread(target=copy_log, args=(server.stderr, log_path, address), daemon=True).start()
        self.environment["TEXTCLEAN_SERVER"] = address.get(timeout=120)
        if self.environment["TEXTCLEAN_SERVER"] is None:
            raise AssertionError(f"{command}: the server did not start")
        return []

    def run(self, command):
        command = re.sub(r"\s+#\s.*", "", command)
        if re.match(r"textcleand\b.*&$", command):
            return self.start_server(command), 0
        if "TEXTCLEAN_SERVER" not in self.environment and re.search(r"\btextclean ", command):
            self.start_server("textcleand &")
        with subprocess.Popen(["bash", "-c", command], cwd=self.home.name, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as process:
            try:
                printed = process.communicate(timeout=300)[0]
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        lines = printed.decode("utf-8", "replace").split("\n")
        return lines[:-1] if lines[-1] == "" else lines, process.returncode


def update(name, command, printed):
    """Puts what was printed into the document."""
    lines = read(name).split("\n")
    begin = command.number + command.text.count("\n")
    lines[begin:begin + len(command.expected)] = printed
    with open(os.path.join(ROOT, name), "w", encoding="utf-8") as document:
        document.write("\n".join(lines))


class Documents(unittest.TestCase):
    def check(self, name):
        with Session() as session:
            for command in commands(name):
                if command.reason is not None:
                    print(f"left out: {name}:{command.number}: {command.text}: {command.reason}")
                    continue
                printed, status = session.run(command.text)
                place = f"{name}:{command.number}: $ {command.text}"
                self.assertEqual(status, 0, f"{place}\n" + "\n".join(printed))
                if matches(command.expected, printed):
                    continue
                if UPDATE:
                    update(name, command, printed)
                    return self.check(name)  # the numbers of the lines have changed
                self.fail(f"{place}\nprints\n" + "\n".join(printed) + "\nand not\n" + "\n".join(command.expected))

    def test_no_command_hides_from_the_test(self):
        for name in documents():
            for language, first, lines in blocks(name):
                where = f"{name}:{first}: "
                self.assertNotIn(language, ("", "sh", "bash", "shell"), where + "use ```console, or ```text for what is no command")
                if language != "console":
                    self.assertFalse([line for line in lines if line.startswith("$ ")], where + "a command")
            indented = re.search(r"(?:^|\n)\n {4}(\S.*)", read(name))
            self.assertIsNone(indented, f"{name}: an indented block: {indented and indented[1]}")

    def test_the_korean_readme_has_the_same_commands(self):
        english, korean = ([c.text for c in commands(name)] for name in ("README.md", "README.ko.md"))
        self.assertEqual(english, korean)

    def test_the_api_reference_is_the_proto_file(self):
        if not os.path.exists("/usr/bin/python3") or subprocess.run(["/usr/bin/python3", "-c", "import google.protobuf"],
                                                                    stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("skipped: no Python protobuf here (Debian: python3-protobuf)")
        run = subprocess.run([os.path.join(ROOT, "scripts/generate-api-docs"), "--check"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_operations_tells_of_every_setting(self):
        told = set(re.findall(r"--[a-z-]+", read("docs/operations.md")))
        shown = subprocess.run([os.path.join(BIN, "textcleand"), "--help"], capture_output=True, text=True).stdout
        settings = set(re.findall(r"^  (--[a-z-]+)", shown, re.M))
        self.assertIn("--listen", settings)
        self.assertEqual(settings - told - {"--version"}, set(), "settings that docs/operations.md does not tell of")

    def test_operations_tells_of_every_metric(self):
        told = set(re.findall(r"`([a-z_]+)`", read("docs/operations.md")))
        with Session() as session:
            log = os.path.join(session.home.name, "log")
            session.start_server("textcleand --metrics-listen=127.0.0.1:0 2> log &")
            metrics = None
            while metrics is None:  # its line may come after the one that start_server waits for
                metrics = re.search(r"metrics_address=(\S+)", read(log))
                self.assertIsNone(session.servers[0].poll())
                time.sleep(0.05)
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://{metrics[1]}/metrics") as scrape:
                shown = set(re.findall(r"^# TYPE (\S+)", scrape.read().decode(), re.M))
        self.assertIn("grpc_server_handled_total", shown)
        self.assertEqual(shown - told, set(), "metrics that docs/operations.md does not tell of")

    def test_links_lead_somewhere(self):
        for name in documents():
            for target in re.findall(r"\]\(([^)\s]+)\)", read(name)):
                if not re.match(r"[a-z]+:|#", target):
                    path = os.path.join(ROOT, os.path.dirname(name), target.split("#")[0])
                    self.assertTrue(os.path.exists(path), f"{name}: nothing at {target}")

    def test_the_test_sees_what_differs(self):
        self.assertTrue(matches(["a...c", "...", "d"], ["abc", "1", "2", "d"]))
        self.assertTrue(matches(["..."], []))
        self.assertFalse(matches(["a...c"], ["ab"]))
        self.assertFalse(matches(["a"], ["a", "b"]))
        self.assertFalse(matches([], ["a"]))
        self.assertFalse(matches(["a.c"], ["abc"]))


def test_of(name):
    return lambda self: self.check(name)


for document in documents():
    title = re.sub(r"\W+", "_", document.removesuffix(".md")).lower()
    setattr(Documents, f"test_commands_of_{title}", test_of(document))

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
