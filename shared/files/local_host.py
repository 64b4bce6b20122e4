"""Files of a local folder for whoever has a signed URL: what OSS does itself where there is OSS."""

import re
from urllib.parse import quote

import msgspec

from shared import times
from shared.config import environment
from shared.errors import Forbidden, NotFound, UnsupportedMediaType
from shared.http.request import Request
from shared.http.response import Response
from shared.storage import folder_parts, objects
from shared.storage.folder import PATH, Folder
from shared.storage.signed_urls import Grant, is_valid

ONE = PATH + "{key*}"  # what the function that serves these answers
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
_OPAQUE = "application/octet-stream"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of an address that `storage.url` or `storage.upload` made."""

    expires: int = 0
    type: str = ""
    name: str = ""
    limit: int = 0
    signature: str = ""


def serve(key: str, words: Words, request: Request) -> Response:
    """The file, to look at or, with a name, to save; it may not do anything as a page of ours.

    A part of it where a player asks for one by `Range`, as OSS answers it (RFC 9110, 14.2).
    """
    _require_pass("GET", key, words)
    size = objects.size(key) or 0
    headers = {
        "Content-Type": words.type or _OPAQUE,
        "Content-Length": str(size),
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if words.name:
        headers["Content-Disposition"] = (
            f"attachment; filename*=UTF-8''{quote(words.name, safe='')}"
        )
    if part := _part(request.headers.get("range", ""), size):
        headers["Content-Length"] = str(len(part))
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        body = Folder(environment.settings()).stream_part(key, part)
        return Response(206, body=body, headers=headers)
    return Response(body=objects.stream(key), headers=headers)


def receive(key: str, words: Words, request: Request) -> Response:
    """Keep the body as it comes, a part any number of times and a file once; PayloadTooLarge
    beyond what was granted."""
    _require_pass("PUT", key, words)
    if request.headers.get("content-type", "") != words.type:
        raise UnsupportedMediaType(expected=words.type)
    folder, pieces = Folder(environment.settings()), request.pieces(words.limit)
    if folder_parts.is_key(key):
        folder.put_stream(key, pieces, words.type)
    else:
        folder.put_once(key, pieces)
    return Response(200)


def _part(asked: str, size: int) -> range | None:
    """The bytes that one range names; None of what it does not name, which gets all."""
    found = _RANGE.fullmatch(asked)
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(size - 1, int(found[2] or size))
    return range(first, last + 1) if first <= last else None


def _require_pass(method: str, key: str, words: Words) -> None:
    if environment.settings().has_bucket:
        raise NotFound()
    shown = Grant(method, key, words.expires, words.type, words.name, words.limit)
    if not is_valid(shown, words.signature, times.now()):
        raise Forbidden("pass_invalid")
