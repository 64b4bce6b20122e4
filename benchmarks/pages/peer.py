"""Open WebUI's page beside ours: its wheel has it as it is served, which needs none of its server.

What a browser fetches and shows of its log-in page, where only `/api/config` is answered.
"""

import functools
import gzip
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.pages.house import House
from benchmarks.pages.reader import SLOW_4G, Reader, reading
from benchmarks.pages.screens import weigh
from benchmarks.report import Row, Target

VERSION = "0.12.4"
_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "open-webui"
_FRONT = "open_webui/frontend/"
_CONFIGURATION = {
    "status": True,
    "name": "Open WebUI",
    "version": VERSION,
    "default_locale": "",
    "oauth": {"providers": {}},
    "features": {"auth": True, "enable_signup": True, "enable_login_form": True},
}


def measure(house: House) -> list[Row]:
    ours_kb, ours_ms = _screen(house, f"{house.address}/#/login")
    ours_slow = _screen(house, f"{house.address}/#/login", throttle=4, network=SLOW_4G)[1]
    with _served() as address:
        theirs_kb, theirs_ms = _screen(house, f"{address}/auth")
        theirs_slow = _screen(house, f"{address}/auth", throttle=4, network=SLOW_4G)[1]
    half, less = Target(0.5, of_peer=True), Target(1, of_peer=True)
    return [
        Row(
            f"log-in, JS and CSS, beside Open WebUI {VERSION}", "KB gzip", ours_kb, theirs_kb, half
        ),
        Row("log-in, largest paint on loopback", "ms", ours_ms, theirs_ms, less),
        Row("log-in, largest paint at 4x CPU and slow 4G", "ms", ours_slow, theirs_slow, less),
    ]


def _screen(house: House, address: str, **how: Any) -> tuple[float, float]:
    """Kilobytes, and milliseconds until the largest paint, of a browser that has cached nothing."""
    with reading(house, **how) as reader:
        sizes: dict[str, int] = {}
        reader.page.on("requestfinished", functools.partial(weigh, sizes))
        reader.page.goto(address)
        reader.page.locator("input[type=password]").wait_for()
        reader.page.wait_for_timeout(3000)
        return sum(sizes.values()) / 1000, _painted(reader)


def _painted(reader: Reader) -> float:
    shown: float = reader.page.evaluate("seen.lcp")
    return shown


@contextmanager
def _served() -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), functools.partial(_Page, directory=_folder()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _folder() -> str:
    """Where its page is, fetched once (106 MB)."""
    folder = _CACHE / _FRONT
    if not folder.is_dir():
        order = [
            "-m",
            "pip",
            "-q",
            "download",
            "--no-deps",
            "-d",
            str(_CACHE),
            f"open-webui=={VERSION}",
        ]
        subprocess.run([sys.executable, *order], check=True)
        with zipfile.ZipFile(next(_CACHE.glob("open_webui-*.whl"))) as wheel:
            wheel.extractall(_CACHE, [n for n in wheel.namelist() if n.startswith(_FRONT)])
    return str(folder)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser that is closed leaves connections behind."""


class _Page(SimpleHTTPRequestHandler):
    """Files, compressed as its server does; any other path is its one page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/api/config":
            self._send(200, "application/json", json.dumps(_CONFIGURATION).encode())
        elif path.startswith(("/api", "/ws", "/ollama", "/openai")):
            self._send(404, "application/json", b"{}")
        else:
            file = Path(self.directory, path.lstrip("/"))
            file = file if file.is_file() else Path(self.directory, "index.html")
            self._send(200, self.guess_type(str(file)), _compressed(file))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if body[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)
