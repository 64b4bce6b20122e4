"""What local.llama needs of xllamacpp, without a model: the weights' name says how it behaves."""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace


class CommonParams(SimpleNamespace):
    def __init__(self) -> None:
        super().__init__(model=SimpleNamespace(path=""), cpuparams=SimpleNamespace(n_threads=0))


class Handler(BaseHTTPRequestHandler):
    server: "Listener"

    def do_GET(self) -> None:
        params = self.server.params
        seen = {
            "alias": sorted(params.model_alias),
            "threads": params.cpuparams.n_threads,
            "context": params.n_ctx,
            "slots": params.n_parallel,
        }
        body = json.dumps(seen).encode()
        self.send_response(200 if self.path in ("/health", "/v1/models") else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Listener(ThreadingHTTPServer):
    def __init__(self, params: CommonParams) -> None:
        super().__init__((params.hostnames[0], params.port), Handler)
        self.params = params


class Server:
    def __init__(self, params: CommonParams) -> None:
        kind = Path(params.model.path).stem
        sys.stderr.write(f"pid {os.getpid()}\n")
        if kind == "broken":
            raise RuntimeError("Failed to init server, please check the input params.")
        if kind == "endless":
            threading.Event().wait()
        listener = Listener(params)
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{listener.server_port}"
