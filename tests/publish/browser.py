"""A browser for tests: headless Chromium, driven over the WebDriver protocol of the W3C."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
)


def missing() -> str:
    """Why there is no browser here; "" where there is one."""
    found = shutil.which("chromedriver") and (shutil.which("chromium") or shutil.which("google-chrome"))
    return "" if found else "no Chromium with its chromedriver is installed"


class Browser:
    """One window."""

    def __init__(self, port: int, profile: Path) -> None:
        self._base = f"http://127.0.0.1:{port}"
        binary = shutil.which("chromium") or shutil.which("google-chrome")
        options = {"args": [*_FLAGS, f"--user-data-dir={profile}"], "binary": binary}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self._session = self._call("POST", "/session", wanted)["sessionId"]

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._base + path, data=data, method=method, headers={"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)["value"]

    def _do(self, path: str, **body: object) -> Any:
        return self._call("POST", f"/session/{self._session}{path}", body)

    def open(self, page: Path) -> None:
        """Show a file."""
        self._do("/url", url=page.resolve().as_uri())

    def run(self, script: str) -> Any:
        """What a script returns."""
        return self._do("/execute/sync", script=script, args=[])

    def pointer(self, *steps: dict[str, Any]) -> None:
        """Move, press and release the mouse."""
        moves = [
            {"type": "pointerMove", "duration": 50, "origin": "viewport", **step} if "x" in step else step
            for step in steps
        ]
        self._do("/actions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window."""
        self.pointer(
            {"x": int(x), "y": int(y)}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        )

    def drag(self, x: int, y: int, to_x: int, to_y: int) -> None:
        """Press at one point, release at another."""
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self.pointer({"x": x, "y": y}, down, {"x": to_x, "y": to_y}, up)

    def wheel(self, x: int, y: int, by: int) -> None:
        """Turn the wheel over a point."""
        turned = {"type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": by, "duration": 0, "origin": "viewport"}
        self._do("/actions", actions=[{"type": "wheel", "id": "wheel", "actions": [turned]}])

    def type(self, selector: str, text: str) -> None:
        """Type into a field; "\\ue007" is Enter."""
        found = self._do("/element", using="css selector", value=selector)[_ELEMENT]
        self._do(f"/element/{found}/value", text=text)

    def close(self) -> None:
        """Close the window."""
        self._call("DELETE", f"/session/{self._session}")


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with an empty profile in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen(
        ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    try:
        _wait(port)
        window = Browser(port, folder / "profile")
        try:
            yield window
        finally:
            window.close()
    finally:
        driver.terminate()
        driver.wait(10)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            with urlopen(f"http://127.0.0.1:{port}/status", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError("chromedriver does not answer")
