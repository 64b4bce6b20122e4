"""A page with the `openai` SDK in Chromium, on another origin than the product.

The page takes its cases from here, as a script takes them from the test. Modules come as they lie
in the package: nothing is bundled. Chromium sends preflights as any browser does.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

ALLOWED = int(os.environ["PAGE"])
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"
    " --disable-background-networking --user-data-dir=profile"
).split()
ASKED: "queue.Queue[dict[str, Any]]" = queue.Queue()
HEARD: "queue.Queue[dict[str, Any]]" = queue.Queue()
PATIENCE = 60  # seconds


class Page(SimpleHTTPRequestHandler):
    """The files of node/; GET /next gives a case, POST /heard takes what came of it."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=os.environ["NODE"])

    def do_GET(self) -> None:
        if self.path != "/next":
            super().do_GET()
            return
        self._answer(json.dumps(ASKED.get()).encode())

    def do_POST(self) -> None:
        HEARD.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer(b"{}")

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""

    def _answer(self, body: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Page.extensions_map = {**Page.extensions_map, ".mjs": "text/javascript"}


def main() -> None:
    allowed, foreign = (ThreadingHTTPServer(("", port), Page) for port in (ALLOWED, 0))
    for server in (allowed, foreign):
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
    for line in sys.stdin:
        asked = json.loads(line)
        server = foreign if asked["case"] == "foreign_origin" else allowed
        sys.stdout.write(json.dumps(heard(server.server_port, asked)) + "\n")
        sys.stdout.flush()


def heard(port: int, asked: dict[str, Any]) -> dict[str, Any]:
    """A browser for each case: it keeps nothing of the one before."""
    where = f"http://localhost:{port}/page.html?api={os.environ['API']}"
    ASKED.put(asked | {"address": os.environ["PRODUCT"]})
    browser = subprocess.Popen(["chromium", *FLAGS, where], stdout=sys.stderr)
    try:
        return HEARD.get(timeout=PATIENCE)
    finally:
        browser.kill()
        browser.wait()
        shutil.rmtree("profile", ignore_errors=True)


main()
