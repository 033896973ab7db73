"""textcleand as a child of a test."""

import os
import re
import signal
import subprocess
import threading


class Server:
    """A textcleand on a free port for a `with` block, whose end stops it and checks its exit status."""

    def __init__(self, program, *flags, environment=None):
        self.command = [program, "--listen=127.0.0.1:0", *flags]
        self.environment = {**os.environ, **(environment or {})}
        self.log = []  # lines; complete when the block has ended

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True, env=self.environment)
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"listening address=(\S+)", line):
                self.address = found[1]
                # Read to the end, lest the server wait for room in the pipe.
                self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr))
                self.reader.start()
                return self
        self.process.wait()
        self.process.stderr.close()
        raise RuntimeError("the server did not start: " + "".join(self.log))

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        self.reader.join()
        self.process.stderr.close()
        assert status == 0, status

    def calls(self):
        """How many calls it answered, after its end."""
        return sum(" call method=" in line for line in self.log)
