"""A loopback OpenTelemetry collector: OTLP over HTTP with protobuf, and faults on demand."""

import gzip
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tests.simulators.served import Served

PROTOBUF = "application/x-protobuf"


@dataclass(frozen=True)
class Span:
    """A span as it arrived; ids are in hexadecimal."""

    trace: str
    id: str
    parent: str
    name: str
    kind: int
    failed: bool
    facts: dict[str, Any]
    resource: dict[str, Any]


class Collector(Served):
    """Answers `status` after `delay` seconds, and keeps the spans that it took."""

    def __init__(self) -> None:
        self.status, self.delay = 200, 0.0
        self.path = "/v1/traces"
        self.posts = 0
        self.refusals: list[str] = []
        self._spans: list[Span] = []
        self._came = threading.Condition()

    def listen(self) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._take))
        server.daemon_threads = True
        return server

    def spans(self, enough: Callable[[list[Span]], bool], seconds: float = 20) -> list[Span]:
        """The spans, as soon as there are enough."""
        with self._came:
            assert self._came.wait_for(lambda: enough(self._spans), seconds), self._spans
            return list(self._spans)

    def _take(self, path: str, kind: str, body: bytes) -> int:
        with self._came:
            self.posts += 1
        time.sleep(self.delay)
        if path != self.path or kind != PROTOBUF:
            self.refusals.append(f"{path} {kind}")
            return 400
        if self.status == 200:
            with self._came:
                self._spans += _read(body)
                self._came.notify_all()
        return self.status


def _handler(take: Callable[[str, str, bytes], int]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            status = take(self.path, self.headers["Content-Type"], body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(status)
            self.send_header("Content-Type", PROTOBUF)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # the sender did not wait

        def log_message(self, *_: Any) -> None: ...

    return Handler


def _read(body: bytes) -> list[Span]:
    request = ExportTraceServiceRequest.FromString(body)
    return [
        Span(
            trace=span.trace_id.hex(),
            id=span.span_id.hex(),
            parent=span.parent_span_id.hex(),
            name=span.name,
            kind=span.kind,
            failed=span.status.code == span.status.STATUS_CODE_ERROR,
            facts=_facts(span.attributes),
            resource=_facts(of.resource.attributes),
        )
        for of in request.resource_spans
        for scope in of.scope_spans
        for span in scope.spans
    ]


def _facts(attributes: Any) -> dict[str, Any]:
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in attributes}
