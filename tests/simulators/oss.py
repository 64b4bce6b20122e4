"""A loopback server that speaks OSS's protocol for one bucket, with faults on demand."""

import base64
import functools
import hashlib
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any
from urllib.parse import quote

from tests.simulators import oss_img
from tests.simulators.oss_checks import Keys, read_form
from tests.simulators.oss_crc import crc64
from tests.simulators.oss_faults import Cut, Fault, Slow, Status, WrongCrc
from tests.simulators.oss_parts import Completed, Parts, completion
from tests.simulators.oss_rules import Rules
from tests.simulators.oss_wire import XML, Call, Line, ProviderError, Reply, heard
from tests.simulators.served import Served

__all__ = ["Call", "Cut", "Fault", "OssSimulator", "Slow", "Status", "WrongCrc", "crc64"]

REGION = "cn-hangzhou"


@dataclass
class Object:
    data: bytes
    content_type: str
    at: float
    etag: str = ""  # of an object in parts; else the digest

    @functools.cached_property
    def crc(self) -> int:
        return crc64(self.data)

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": self.content_type,
            "ETag": self.etag or f'"{hashlib.md5(self.data).hexdigest().upper()}"',  # noqa: S324
            "x-oss-hash-crc64ecma": str(self.crc),
            "Last-Modified": formatdate(self.at, usegmt=True),
            "x-oss-object-type": "Normal",
            "x-oss-storage-class": "Standard",
        }


class OssSimulator(Served):
    """Objects are changed only by requests that are signed; scripted faults come first.

    `seen` has every request, `during` is called while one that is right is served.
    """

    def __init__(self, bucket: str = "files", id: str = "LTAI", secret: str = "oss-secret") -> None:
        self.bucket, self.id, self.secret = bucket, id, secret
        self.keys = Keys(REGION, {id: secret})
        self.objects: dict[str, Object] = {}
        self.rules = Rules()
        self.parts = Parts()
        self.seen: list[Call] = []
        self.during: Callable[[Call], None] = lambda _: None
        self.page = 1000  # keys at most, whatever is asked for
        self._script: deque[Fault] = deque()
        self._lock, self._over = Lock(), Event()

    def listen(self) -> "_Server":
        self._lines = _Server(self, self._over)
        return self._lines

    def hang_up(self) -> None:
        self._over.set()
        self._lines.hang_up()

    @property
    def variables(self) -> dict[str, str]:
        """What configures the product for this bucket."""
        return {
            "OSS_ENDPOINT": self.address,
            "OSS_BUCKET_NAME": self.bucket,
            "OSS_REGION": REGION,
            "OSS_ACCESS_KEY_ID": self.id,
            "OSS_ACCESS_KEY_SECRET": self.secret,
        }

    def script(self, *faults: Fault) -> None:
        self._script += faults

    def add(self, key: str, data: bytes, content_type: str = "", age: float = 0) -> None:
        self.objects[key] = Object(data, content_type, time.time() - age)

    def answer(self, call: Call, line: Line) -> bool:
        """Send the answer; whether the connection goes on."""
        self.seen.append(call)
        reply, fault = self._reply(call)
        reply.headers |= {
            "x-oss-request-id": "5C3D9175B6FC201293AD4EA1",
            "Date": formatdate(usegmt=True),
        }
        if call.method == "HEAD":
            reply.headers |= _of_head(reply)
            reply.body = b""
        wire = reply.wire()
        if fault:
            return fault.deliver(wire, reply, line)
        line.send(wire)
        return True

    def _reply(self, call: Call) -> tuple[Reply, Fault | None]:
        fault: Fault | None = None
        try:
            bucket, key = _place(call)
            is_form = call.method == "POST" and not key
            if not is_form:
                self.keys.check(call, time.time())
            fault = self._script.popleft() if self._script else None
            if fault and fault.refusal:
                raise fault.refusal
            self.during(call)
            if bucket != self.bucket:
                raise ProviderError(404, "NoSuchBucket", "The specified bucket does not exist.")
            with self._lock:
                return (self._post(call) if is_form else self._routed(call, key)), fault
        except ProviderError as e:
            return e.reply(), fault

    def _routed(self, call: Call, key: str) -> Reply:
        if not key:
            return self._of_bucket(call)
        if self.parts.is_asked(call):
            return self._in_parts(key, call)
        if call.method == "PUT":
            return self._put(key, call.body, call.headers.get("content-type", ""), call.headers)
        if call.method == "DELETE":
            self.objects.pop(key, None)
            return Reply(204)
        return self._asked_for(key, call)

    def _asked_for(self, key: str, call: Call) -> Reply:
        if call.method not in ("GET", "HEAD"):
            raise ProviderError(405, "MethodNotAllowed")
        if key not in self.objects:
            raise ProviderError(404, "NoSuchKey", "The specified key does not exist.")
        if words := call.query.get("x-oss-process"):
            return oss_img.process(self.objects[key].data, words)
        return _shown(self.objects[key], call)

    def _in_parts(self, key: str, call: Call) -> Reply:
        done = self.parts.answer(self.bucket, key, call)
        if not isinstance(done, Completed):
            return done
        found = Object(done.data, done.content_type, time.time(), done.etag)
        self.objects[key] = found
        headers = {"Content-Type": XML, "x-oss-hash-crc64ecma": str(found.crc)}
        return Reply(200, completion(self.bucket, done), headers)

    def _of_bucket(self, call: Call) -> Reply:
        for name in ("lifecycle", "cors", "website"):
            if name in call.query:
                return self.rules.answer(name, call)
        if call.method != "GET" or call.query.get("list-type") != "2":
            raise ProviderError(400, "InvalidArgument")
        return self._listed(call.query)

    def _put(self, key: str, data: bytes, content_type: str, terms: Any) -> Reply:
        if terms.get("x-oss-forbid-overwrite") == "true" and key in self.objects:
            raise ProviderError(409, "FileAlreadyExists", "The object already exists.")
        self.objects[key] = Object(data, content_type, time.time())
        told = ("ETag", "x-oss-hash-crc64ecma")
        headers = self.objects[key].headers
        return Reply(200, headers={name: headers[name] for name in told})

    def _post(self, call: Call) -> Reply:
        form, content, type_of_part = read_form(call)
        if "policy" not in form:
            raise ProviderError(403, "AccessDenied", "Anonymous access is forbidden.")
        self.keys.check_form(form, len(content), self.bucket, time.time())
        reply = self._put(form["key"], content, form.get("x-oss-content-type", type_of_part), form)
        reply.status = int(form.get("success_action_status", "204"))
        return reply

    def _listed(self, query: dict[str, str]) -> Reply:
        after, most = query.get("continuation-token", ""), int(query.get("max-keys", "100"))
        prefix, most = query.get("prefix", ""), min(most, self.page)
        keys = sorted(k for k in self.objects if k.startswith(prefix) and k > after)
        shown, rest = keys[:most], keys[most:]
        more = f"<NextContinuationToken>{shown[-1]}</NextContinuationToken>" if rest else ""
        body = (
            f"<ListBucketResult><Name>{self.bucket}</Name><Prefix>{quote(prefix)}</Prefix>"
            f"<MaxKeys>{most}</MaxKeys><EncodingType>url</EncodingType>{more}"
            f"<IsTruncated>{str(bool(rest)).lower()}</IsTruncated><KeyCount>{len(shown)}</KeyCount>"
            + "".join(_entry(key, self.objects[key]) for key in shown)
            + "</ListBucketResult>"
        )
        return Reply(200, body.encode(), {"Content-Type": XML})


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close() waits for them

    def __init__(self, simulator: OssSimulator, over: Event) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.simulator, self.over = simulator, over
        self.lines: set[socket.socket] = set()

    def hang_up(self) -> None:
        for line in list(self.lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.lines.add(self.connection)

    def finish(self) -> None:
        self.server.lines.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def handle(self) -> None:
        with suppress(OSError):  # the client has left
            super().handle()

    def _answer(self) -> None:
        line = Line(self.connection, self.server.over)
        if not self.server.simulator.answer(heard(self), line):
            self.close_connection = True

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are in `seen`."""


def _place(call: Call) -> tuple[str, str]:
    bucket, _, key = call.path.removeprefix("/").partition("/")
    return bucket, key


def _shown(found: Object, call: Call) -> Reply:
    headers = found.headers
    for name in ("content-type", "content-disposition"):
        if f"response-{name}" in call.query:
            headers[name.title()] = call.query[f"response-{name}"]
    if call.headers.get("if-match", headers["ETag"]) != headers["ETag"]:
        raise ProviderError(412, "PreconditionFailed", "The object is another one.")
    begin, _, end = call.headers.get("range", "").removeprefix("bytes=").partition("-")
    end = end or (begin and str(len(found.data) - 1))
    if not end or not int(begin) <= int(end) < len(found.data):
        return Reply(200, found.data, headers)
    headers["Content-Range"] = f"bytes {begin}-{end}/{len(found.data)}"
    return Reply(206, found.data[int(begin) : int(end) + 1], headers)


def _of_head(reply: Reply) -> dict[str, str]:
    """What stands for the body that an answer to HEAD does not have."""
    headers = {"Content-Length": str(len(reply.body))}
    if reply.status >= 400:
        headers["x-oss-err"] = base64.b64encode(reply.body).decode()
    return headers


def _entry(key: str, found: Object) -> str:
    moment = datetime.fromtimestamp(found.at, UTC)
    return (
        f"<Contents><Key>{quote(key)}</Key><Size>{len(found.data)}</Size>"
        f"<LastModified>{moment:%Y-%m-%dT%H:%M:%S}.000Z</LastModified>"
        f"<ETag>{found.headers['ETag']}</ETag><Type>Normal</Type>"
        "<StorageClass>Standard</StorageClass></Contents>"
    )
