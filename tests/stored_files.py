"""Addresses of stored files, opened and sent to as a client would: at OSS, or at ourselves."""

import io
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from msgspec.structs import replace

from shared.files import local_host
from shared.files.local_host import Words
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.http.service import Service
from shared.storage.backend import Upload
from shared.storage.folder import PATH
from tests.client import Answer


@endpoint("GET", local_host.ONE)
def serve(key: str, query: Words, request: Request) -> Response:
    return local_host.serve(key, query, request)


@endpoint("PUT", local_host.ONE)
def receive(key: str, query: Words, request: Request) -> Response:
    return local_host.receive(key, query, request)


OURS = Service(serve, receive)


def opened(url: str) -> Answer:
    return _asked("GET", url, {}, b"")


def sent(upload: Upload, data: bytes, **fields: Any) -> int:
    """The status of an answer to `data`, with some fields of the form or headers changed."""
    if upload.fields:
        form = {name: value for name, value in {**upload.fields, **fields}.items() if value}
        files = {"file": ("药.png", data, "image/png")}
        return requests.post(upload.url, data=form, files=files, timeout=10).status_code
    return _asked(upload.method, upload.url, {**upload.headers, **fields}, data).status


def retyped(upload: Upload, content_type: str) -> Upload:
    """The same upload for another type, as a dishonest client would change it."""
    if upload.fields:
        (field,) = {"x-oss-content-type", "Content-Type"} & upload.fields.keys()
        return replace(upload, fields={**upload.fields, field: content_type})
    return replace(upload, headers={**upload.headers, "Content-Type": content_type})


def _asked(method: str, url: str, headers: dict[str, str], data: bytes) -> Answer:
    parts = urlsplit(url)
    if not parts.path.startswith(PATH):
        came = requests.request(method, url, headers=headers, data=data, timeout=10)
        return Answer(
            came.status_code, {k.lower(): v for k, v in came.headers.items()}, came.content
        )
    given = Request(
        method=method,
        path=parts.path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in headers.items()},
        stream=io.BytesIO(data),
        length=len(data),
    )
    answer = OURS.respond(given)
    body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, body)
