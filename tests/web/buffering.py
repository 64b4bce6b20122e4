"""A proxy in front of the product that passes an answer on when all of it is there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

_OWN = {"connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length"}


class _Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    product = ""

    def _pass(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        sent["Accept-Encoding"] = "identity"
        answer = requests.request(
            self.command,
            self.product + self.path,
            headers=sent,
            data=self.rfile.read(length),
            timeout=60,
        )
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in _OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = do_DELETE = do_PATCH = _pass

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that is closed leaves connections behind."""


@contextmanager
def buffered(product: str) -> Iterator[str]:
    """Its address."""
    server = _Server(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"product": product}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
