"""A real browser, driven through the DevTools protocol over two pipes: no port, no driver, no package of its own."""

import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 90  # seconds for one answer: a loaded machine is slow, a hung browser is not waited for
_SAID = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")


class BrowserMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no chromium on this machine."""


@dataclass
class Page:
    """One open page. ``said`` is all that the browser had to say of it: blocked content, errors, what scripts print."""

    browser: "Browser"
    session: str
    said: list[str] = field(default_factory=list)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command of the DevTools protocol."""
        return self.browser.send(method, self.session, **params)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, which may be a promise."""
        told = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def style(self, sheet: str) -> None:
        """Add a style sheet, which the page's policy does not stop."""
        text = json.dumps(sheet)
        self.run(f"(s => {{ s.replaceSync({text}); document.adoptedStyleSheets = [s] }})(new CSSStyleSheet())")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key and let it go."""
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def wide(self, width: int, height: int = 900) -> None:
        """Make the window so wide, in CSS pixels."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, medium: str = "screen", scheme: str = "light") -> None:
        """Show the page on screen or paper, light or dark."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=medium, features=features)

    def load(self, address: str) -> None:
        """Go to an address, and wait until all of it is there."""
        self.browser.forget("Page.loadEventFired")
        told = self.send("Page.navigate", url=address)
        assert "errorText" not in told, told
        self.browser.wait("Page.loadEventFired")


class Browser:
    """A browser that is running."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = read, write
        self._number, self._rest = 0, b""
        self._events: set[str] = set()
        self._pages: dict[str, Page] = {}

    def page(self) -> Page:
        """A new, empty page."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Log"):
            page.send(f"{domain}.enable")
        return page

    def send(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Give a command and wait for the answer."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": params}
        text = json.dumps(command | ({"sessionId": session} if session else {})).encode() + b"\0"
        while text:
            text = text[os.write(self._write, text) :]
        while (told := self._message()).get("id") != self._number:
            self._events.add(told["method"])
        assert "error" not in told, f"{method}: {told['error']}"
        result: dict[str, Any] = told["result"]
        return result

    def wait(self, method: str) -> None:
        """Wait for an event."""
        while method not in self._events:
            self._events.add(self._message()["method"])

    def forget(self, method: str) -> None:
        """Forget that an event has been."""
        self._events.discard(method)

    def _message(self) -> dict[str, Any]:
        until = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0, until - time.monotonic()))
            assert ready, "the browser gave no answer"
            piece = os.read(self._read, 1 << 20)
            assert piece, "the browser is gone"
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(text)
        if told.get("method") in _SAID:
            self._pages[told["sessionId"]].said.append(json.dumps(told["params"], ensure_ascii=False))
        return told


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser with an empty profile, and end it.

    Raises:
        BrowserMissing: if there is none.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise BrowserMissing("chromium is missing; install it with: sudo apt-get install chromium")
    with TemporaryDirectory(prefix="asn-", ignore_cleanup_errors=True) as profile, _pipes() as (theirs, ours):
        running = _started([program, *_FLAGS, f"--user-data-dir={Path(profile)}", "about:blank"], theirs)
        try:
            yield Browser(*ours)
        finally:
            running.terminate()
            running.wait()


def _started(command: list[str], pipes: tuple[int, int]) -> subprocess.Popen[bytes]:
    def wire() -> None:
        # The browser reads commands from file 3 and answers in file 4.
        os.dup2(pipes[0], 3)
        os.dup2(pipes[1], 4)

    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, preexec_fn=wire, pass_fds=(3, 4), **quiet)  # type: ignore[call-overload,no-any-return]  # noqa: PLW1509 - no thread holds a lock


@contextmanager
def _pipes() -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    ends = [*os.pipe(), *os.pipe()]
    # High numbers, so that none of them is 3 or 4 when the browser is started.
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends]
    for end in ends:
        os.close(end)
    try:
        yield (high[0], high[3]), (high[2], high[1])
    finally:
        for end in high:
            os.close(end)
