"""A real browser, driven over a pair of pipes (Chrome DevTools Protocol): pages are read, typed into and watched."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import find_program

PATIENCE_SECONDS = 60.0
CODES = {"Enter": 13, "Tab": 9, "Escape": 27, " ": 32}


class Failed(AssertionError):
    """The browser, or a script in the page, said no."""


@dataclass
class Browser:
    """One page of one browser: ``requests`` are the addresses it asked for, ``complaints`` what its console says."""

    write: int
    read: int
    downloads: Path
    session: str | None = None
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    finished: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)
    _waiting: bytes = b""
    _number: int = 0

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self.session is not None:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise Failed(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, path: Path, *, scheme: str = "light", scripts: bool = True) -> None:
        """Show a file from the disk and wait until it is there."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.send("Page.navigate", url=path.as_uri())
        self.until("Page.loadEventFired")

    def until(self, event: str) -> None:
        """Wait for an event of the page."""
        while self._next().get("method") != event:
            pass

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        options = {"returnByValue": True, "awaitPromise": True, "userGesture": True}
        found = self.send("Runtime.evaluate", expression=script, **options)
        if "exceptionDetails" in found:
            raise Failed(found["exceptionDetails"]["exception"].get("description", script))
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """Press and let go of a key."""
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        code = CODES.get(key, ord(key.upper()) if len(key) == 1 else 0)
        same = {"key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **same)
        self.send("Input.dispatchKeyEvent", type="keyUp", **same)

    def type(self, text: str) -> None:
        """Type into what has the keyboard."""
        self.send("Input.insertText", text=text)

    def downloaded(self, name: str) -> bytes:
        """The bytes of a file that the page gave, once it is there."""
        while name not in self.finished:
            self._next()
        return (self.downloads / name).read_bytes()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            ready, _writable, _broken = select.select([self.read], [], [], PATIENCE_SECONDS)
            data = os.read(self.read, 1 << 20) if ready else b""
            if not data:
                raise Failed("the browser says nothing any more")
            self._waiting += data
        message, _zero, self._waiting = self._waiting.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        self._note(found.get("method", ""), found.get("params", {}))
        return found

    def _note(self, event: str, params: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif event == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif event == "Browser.downloadWillBegin":
            self._names[params["guid"]] = params["suggestedFilename"]
        elif event == "Browser.downloadProgress" and params["state"] == "completed":
            self.finished.add(self._names[params["guid"]])


@contextlib.contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start a browser with a profile of its own; it ends with the block."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    their_read, our_write = os.pipe()
    our_read, their_write = os.pipe()
    command = shlex.join([
        str(find_program("chromium")), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", f"--user-data-dir={folder / 'profile'}", "--remote-debugging-pipe",
        "about:blank",
    ])  # fmt: skip
    # The browser reads from descriptor 3 and writes to 4, whatever ours are called.
    process = subprocess.Popen(
        ["/bin/bash", "-c", f"exec 3<&{their_read} 4>&{their_write}; exec {command}"],
        pass_fds=(their_read, their_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(their_read)
    os.close(their_write)
    try:
        made = Browser(our_write, our_read, downloads)
        made.send(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )
        yield made
    finally:
        os.close(our_write)
        os.close(our_read)
        process.kill()
        process.wait(30)
