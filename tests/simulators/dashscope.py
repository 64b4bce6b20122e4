"""A loopback server that speaks DashScope's own protocol, with faults that the prompt asks for.

`[word]` in a prompt, or in the name of a recording, chooses a mode:

| mode | what happens |
|---|---|
| `partial` | the last of the pictures fails |
| `moderated-in` | the creation is refused with DataInspectionFailed |
| `moderated-out` | every picture is refused; the task has succeeded all the same |
| `fail-500` | the creation answers 500 InternalError |
| `fail-task` | the task fails with InternalError |
| `fail-silent` | the task fails without a reason |
| `stuck` | the task runs for ever |
| `odd-status` | the task has a status that no document knows |
| `throttle-twice` | two creations are throttled |
| `html-error` | the creation answers 502 with a page |
| `drop` | the creation is accepted, and the line closed without an answer |
| `slow-body` | the answer to the creation drips |
| `poll-500`, `poll-html`, `poll-drop` | the first two looks at the task fail so |
| `link-404`, `link-expired`, `huge-file`, `not-a-picture`, `redirect-to-127.0.0.1`, `elsewhere` |
the links of the results are such |
"""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.simulators import (
    dashscope_models,
    dashscope_results,
    dashscope_speech,
    dashscope_tts,
)
from tests.simulators.dashscope_models import refused
from tests.simulators.dashscope_tasks import Call, Make, Reply, Task, Tasks, mode_of
from tests.simulators.served import Served

__all__ = ["DashScopeSimulator", "Task"]

API = "/api/v1"
RERANK = f"{API}/services/rerank/text-rerank/text-rerank"
LOOKS_A_SECOND = 20
PAGE = b"<html><head><title>502 Bad Gateway</title></head></html>"


class DashScopeSimulator(Served):
    """`creations` are the calls that are paid for, whether or not their answer arrived.

    A task is PENDING for one look, RUNNING for `looks` further ones, and then over; while `held`
    is set it stays PENDING. Results are served until `expires` seconds after they were made.
    """

    def __init__(self, key: str = "sk-dashscope", looks: int = 1, expires: float = 86_400) -> None:
        self.key = key
        self.most_looks = LOOKS_A_SECOND
        self.held = Event()
        self.expires = expires
        self.creations: list[Call] = []
        self.calls: list[Call] = []
        self.reranks: list[Call] = []
        self.fetched: list[str] = []  # paths of results
        self.hearing = ""  # the mode of all recordings, whose names are not ours to choose
        self.tasks = Tasks(looks)
        self._throttled: dict[str, int] = {}
        self._looks: list[float] = []
        self._lock = Lock()

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            studio = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return self.address

    def serve(self, call: Call) -> Reply:
        with self._lock:
            self.calls.append(call)
        if call.path.startswith(dashscope_results.PATH):
            return self._result(call)
        if call.headers.get("authorization") != f"Bearer {self.key}":
            return refused(401, "InvalidApiKey", "Invalid API-key provided.")
        if call.path.startswith(f"{API}/tasks/"):
            return self._task(call)
        if call.method == "POST" and call.path == RERANK:
            return self._rerank(call)
        if call.method == "POST" and call.path.startswith(f"{API}/services/"):
            return (self._speak if dashscope_tts.is_speech(call.body) else self._create)(call)
        return refused(404, "NotFound", f"no such path: {call.path}")

    def _create(self, call: Call) -> Reply:
        service = call.path.removeprefix(f"{API}/services/")
        mode = self._mode(service, call)
        refusal = dashscope_models.check(service, call) or self._fault(mode, call)
        if refusal:
            return refusal
        with self._lock:
            self.creations.append(call)
        if mode == "drop":
            return Reply.dropped()
        return self._begun(mode, call, self._make(service, call))

    def _make(self, service: str, call: Call) -> Make:
        """What comes of a creation when it is done."""
        body = call.body
        if service == dashscope_speech.SERVICE:
            return lambda: dashscope_speech.result(body, self.address, self.hearing)
        if dashscope_models.is_hearing(body):
            pieces = [one for one in self.creations if dashscope_models.is_hearing(one.body)]
            return lambda: dashscope_speech.piece(body, len(pieces), self.hearing)
        until = time.time() + self.expires
        return lambda: dashscope_models.result(service, body, self.address, until)

    def _begun(self, mode: str, call: Call, make: Make) -> Reply:
        drips = mode == "slow-body"
        if "x-dashscope-async" in call.headers:
            task = self.tasks.add(mode, make, self.held)
            output: dict[str, Any] = {"task_status": "PENDING", "task_id": task.id}
            return Reply.of({"output": output}, drips=drips)
        output, usage = make()
        if "code" in output:
            return refused(400, output["code"], output["message"])
        return Reply.of({"output": output, "usage": usage}, drips=drips)

    def _speak(self, call: Call) -> Reply:
        cosy = str(call.body["model"]).startswith("cosyvoice")
        if call.path.endswith(dashscope_tts.COSYVOICE) != cosy:
            return refused(400, "InvalidParameter", "url error, please check url")
        mode = mode_of(call.body)
        wrong = dashscope_tts.wrong(call.body, call.headers.get("x-dashscope-sse") == "enable")
        if wrong:
            return refused(400, "InvalidParameter", wrong)
        fault = self._fault(mode, call)
        if fault:
            return fault
        with self._lock:
            self.creations.append(call)
        if mode == "drop":
            return Reply.dropped()
        return Reply(200, dashscope_tts.events(call.body, mode), dashscope_tts.KIND)

    def _mode(self, service: str, call: Call) -> str:
        hears = service == dashscope_speech.SERVICE or dashscope_models.is_hearing(call.body)
        return self.hearing if hears and self.hearing else mode_of(call.body)

    def _fault(self, mode: str, call: Call) -> Reply | None:
        if mode == "moderated-in":
            return refused(
                400, "DataInspectionFailed", "Input data may contain inappropriate content."
            )
        if mode == "fail-500":
            return refused(500, "InternalError.Algo", "An internal error has occurred.")
        if mode == "html-error":
            return Reply(502, PAGE, "text/html")
        prompt = self.hearing or json.dumps(call.body, sort_keys=True)
        with self._lock:
            self._throttled[prompt] = self._throttled.get(prompt, 0) + 1
            if mode == "throttle-twice" and self._throttled[prompt] <= 2:
                return refused(429, "Throttling.RateQuota", "Requests rate limit exceeded.")
        return None

    def _task(self, call: Call) -> Reply:
        task_id, _, verb = call.path.removeprefix(f"{API}/tasks/").partition("/")
        if verb == "cancel" and call.method == "POST":
            return self.tasks.cancel(task_id)
        if self._is_too_often():
            return refused(429, "Throttling.RateQuota", "Requests rate limit exceeded.")
        return self.tasks.look(task_id)

    def _is_too_often(self) -> bool:
        now = time.monotonic()
        with self._lock:
            self._looks = [at for at in self._looks if now - at < 1] + [now]
            return len(self._looks) > self.most_looks

    def _result(self, call: Call) -> Reply:
        with self._lock:
            self.fetched.append(call.path)
        return dashscope_results.serve(call.path, call.query, self.address)

    def _rerank(self, call: Call) -> Reply:
        fault = self._fault(mode_of(call.body), call)
        if fault:
            return fault
        with self._lock:
            self.reranks.append(call)
        return dashscope_models.reranked(call.body)


class _Handler(BaseHTTPRequestHandler):
    studio: DashScopeSimulator
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, *_: Any) -> None:
        return

    def _answer(self, raw: bytes) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.loads(raw) if raw else {}
        reply = self.studio.serve(Call(self.command, parts.path, query, headers, body))
        self.close_connection = True
        if reply.is_dropped:
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(reply.length or len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(reply)

    def _write(self, reply: Reply) -> None:
        try:
            if not reply.drips:
                self.wfile.write(reply.body)
                return
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return  # the client has had enough
