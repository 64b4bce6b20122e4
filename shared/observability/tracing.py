"""Traces by OpenTelemetry, sent in the background to the collector that its variables name."""

import logging
import threading
import time

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared import log
from shared.instrumentation import Facts
from shared.version import VERSION

_PATIENCE = 5.0  # seconds that sending a batch may take, in the background
_AT_THE_END = 2.0  # seconds that the end of the process waits for it
_QUIET = 60.0  # seconds between two lines that say that sending fails
_W3C = TraceContextTextMapPropagator()


class OpenTelemetry:
    """A tracer; spans wait in memory, and those that no collector takes are lost."""

    def __init__(self) -> None:
        its_own = logging.getLogger("opentelemetry")
        its_own.addHandler(_Logged(logging.WARNING))
        its_own.propagate = False
        resource = Resource({"service.name": "yunzhan", "service.version": VERSION})
        self._provider = TracerProvider(
            resource=Resource.create().merge(resource).merge(OTELResourceDetector().detect()),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(timeout=_PATIENCE)))
        self._tracer = self._provider.get_tracer("yunzhan")

    def answering(self, method: str, path: str, traceparent: str) -> "_Span":
        facts = {"http.request.method": method, "url.path": path}
        return self._begun(method, SpanKind.SERVER, facts, traceparent)

    def asking(self, traceparent: str) -> "_Span":
        return self._begun("chat", SpanKind.CLIENT, {}, traceparent)

    def close(self) -> None:
        """Send what waits, as long as a process may take to end."""
        sending = threading.Thread(target=self._provider.shutdown, daemon=True)
        sending.start()
        sending.join(_AT_THE_END)

    def _begun(self, name: str, kind: SpanKind, facts: dict[str, str], traceparent: str) -> "_Span":
        parent = _W3C.extract({"traceparent": traceparent})
        return _Span(self._tracer.start_span(name, parent, kind, facts))


class _Logged(logging.Handler):
    """What the SDK says, in lines of ours: it says it again for every batch."""

    _silent_until = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        now = time.monotonic()
        if now >= self._silent_until:
            self._silent_until = now + _QUIET
            log.write("warning", "traces not sent", cause=record.getMessage())


class _Span:
    def __init__(self, span: trace.Span) -> None:
        self._span = span

    @property
    def traceparent(self) -> str:
        carrier: dict[str, str] = {}
        _W3C.inject(carrier, trace.set_span_in_context(self._span))
        return carrier["traceparent"]

    def end(self, name: str, facts: Facts, error: str) -> None:
        self._span.update_name(name)
        self._span.set_attributes(facts)
        if error:
            self._span.set_attribute("error.type", error)
            self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()
