"""A loopback server that takes asynchronous invocations as Function Compute 3.0 does.

InvokeFunction of API 2023-03-30, signed by ACS3-HMAC-SHA256, which is checked here by code of its
own. An id that was seen is refused with 409; some events are delivered twice, as FC may.
"""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.simulators.acs3 import Gateway
from tests.simulators.served import Served

PATH = re.compile(r"/2023-03-30/functions/([A-Za-z_][\w-]{0,63})/invocations")
TASK_ID = re.compile(r"[A-Za-z_][\w-]{0,127}")
LONGEST_DELAY, LARGEST = 3600, 131_072  # seconds, bytes of an asynchronous event

Deliver = Callable[[str, bytes], None]  # a function's name, and the event


class FcSimulator(Served):
    """`taken` are the (function, task id, delay) of what was accepted, `conflicts` counts ids that
    came again. Every `twice`-th event is delivered twice. `status` is answered to all while set."""

    def __init__(
        self, deliver: Deliver, key: str, secret: str, *, token: str = "", twice: int = 3
    ) -> None:
        self.key, self.secret, self.twice = key, secret, twice
        self.taken: list[tuple[str, str, int]] = []
        self.conflicts = 0
        self.refusals: list[str] = []
        self.failures: list[BaseException] = []
        self.status = 0
        self._deliver = deliver
        self._gateway = Gateway(key, secret, token)
        self._timers: list[threading.Timer] = []
        self._lock = threading.Lock()

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            platform = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def hang_up(self) -> None:
        for timer in self._timers:
            timer.cancel()
            if timer.ident:
                timer.join()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, str]:
        """The status and code of an answer."""
        with self._lock:
            refusal = self._refusal(handler, body)
            if refusal:
                self.refusals.append(refusal)
                return 403 if "ignature" in refusal else 400, refusal
            task_id = handler.headers["X-Fc-Async-Task-Id"]
            if task_id in {known for _, known, _ in self.taken}:
                self.conflicts += 1
                return 409, "StatefulAsyncInvocationAlreadyExists"
            self._take(handler, task_id, body)
            return 202, ""

    def _take(self, handler: BaseHTTPRequestHandler, task_id: str, body: bytes) -> None:
        found = PATH.fullmatch(urlsplit(handler.path).path)
        assert found
        delay = int(handler.headers.get("X-Fc-Async-Delay", "0"))
        self.taken.append((found[1], task_id, delay))
        times = 2 if len(self.taken) % self.twice == 0 else 1
        for _ in range(times):
            timer = threading.Timer(delay, self._invoke, (found[1], body))
            timer.daemon = True
            self._timers.append(timer)
            timer.start()

    def _invoke(self, function: str, event: bytes) -> None:
        """FC tells nobody of an asynchronous failure; tests look at `failures`."""
        try:
            self._deliver(function, event)
        except Exception as e:
            self.failures.append(e)

    def _refusal(self, handler: BaseHTTPRequestHandler, body: bytes) -> str:
        """Why a request is not taken; "" when it is."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        if not PATH.fullmatch(urlsplit(handler.path).path):
            return "FunctionNotFound"
        if fault := self._gateway.refusal(handler.command, handler.path, headers, body):
            return fault
        if headers.get("x-fc-invocation-type") != "Async":
            return "InvalidArgument: not asynchronous"
        if not TASK_ID.fullmatch(headers.get("x-fc-async-task-id", "")):
            return "InvalidArgument: task id"
        delay = headers.get("x-fc-async-delay", "1")
        if not delay.isdigit() or not 1 <= int(delay) <= LONGEST_DELAY:
            return "InvalidArgument: delay"
        return "InvalidArgument: too large" if len(body) > LARGEST else ""


class _Handler(BaseHTTPRequestHandler):
    platform: FcSimulator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.platform.status == -1:  # hangs up without an answer
            return
        if self.platform.status:
            self._send(self.platform.status, "InternalServerError")
        else:
            self._send(*self.platform.answer(self, body))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _send(self, status: int, code: str) -> None:
        body: Any = json.dumps({"Code": code, "Message": code}).encode() if code else b""
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("X-Fc-Request-Id", f"1-{time.time_ns():x}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
