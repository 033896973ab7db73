"""Chromium without a window, driven through the DevTools protocol over a pipe: no package, no port."""

import json
import os
import queue
import subprocess
import tempfile
import threading


class Page:
    """A page of its own, as large as asked for. Collects what a report must never have: errors, requests."""

    def __init__(self, browser, width=1280, height=900):
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.call(domain + ".enable")
        self.resize(width, height)

    def call(self, method, **params):
        return self._browser.call(method, self._session, **params)

    def resize(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def emulate(self, media="", **features):
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def open(self, path, fragment=""):
        self._browser.events.clear()
        # Answered once the new document is there; what is run is run in that.
        self.call("Page.navigate", url="file://" + path + fragment)
        self.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))")

    def run(self, expression):
        """The value of an expression of JavaScript."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, key):
        codes = {"Tab": 9, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39, "Enter": 13, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key],
                      text=text if kind == "keyDown" else "")

    def move_to(self, selector):
        """Puts the pointer on the first box of an element."""
        x, y = self.run(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            element.scrollIntoView({{block: "center"}});
            const box = element.getClientRects()[0];
            return [box.left + box.width / 2, box.top + box.height / 2];
        }})()""")
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        return x, y

    def click(self, selector):
        x, y = self.move_to(selector)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def complaints(self):
        """Errors, refusals of the policy, and addresses asked for beside the report itself."""
        found = []
        for event in self._browser.events:
            method, params = event["method"], event["params"]
            if method == "Runtime.exceptionThrown":
                found.append(params["exceptionDetails"]["text"])
            elif method == "Log.entryAdded":
                found.append(params["entry"]["text"])
            elif method == "Network.requestWillBeSent" and not params["request"]["url"].startswith("file://"):
                found.append(params["request"]["url"])
        return found


class Browser:
    """The program, for a `with` block. Calls must come from one thread."""

    def __init__(self, program):
        self._program = program
        self.events = []

    def __enter__(self):
        self._home = tempfile.TemporaryDirectory(prefix="textclean-browser-", ignore_cleanup_errors=True)
        self._ids = 0
        self._messages = queue.Queue()
        to_read, self._to = os.pipe()
        self._from, from_write = os.pipe()

        def pipes():
            # The protocol's descriptors are 3 and 4; duplicates first, in case one of ours has such a number.
            copies = os.dup(to_read), os.dup(from_write)
            high = [os.dup2(copy, 50 + i) for i, copy in enumerate(copies)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        command = [self._program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars",
                   "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking",
                   "--user-data-dir=" + self._home.name]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # as root it does not start otherwise
        self._process = subprocess.Popen(command, preexec_fn=pipes, close_fds=False, stdin=subprocess.DEVNULL,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self._process.wait(timeout=60)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            os.close(self._to)
            self._home.cleanup()

    def _read(self):
        rest = b""
        while block := os.read(self._from, 1 << 20):
            *messages, rest = (rest + block).split(b"\0")
            for message in messages:
                self._messages.put(json.loads(message))
        self._messages.put(None)

    def _next(self):
        message = self._messages.get(timeout=240)
        if message is None:
            raise RuntimeError("the browser ended")
        return message

    def call(self, method, session=None, **params):
        self._ids += 1
        message = {"id": self._ids, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data):]
        while True:
            answer = self._next()
            if answer.get("id") == self._ids:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)
