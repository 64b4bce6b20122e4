"""What POST /api/recognize takes: a form with a file, or JSON that says where the picture is."""

import io
import time
from typing import Literal, NamedTuple

import msgspec

from shared.config import environment
from shared.errors import InvalidRequest
from shared.files import library
from shared.http import endpoint, response
from shared.http.endpoint import Raw
from shared.http.inputs import fields, multipart, validation
from shared.http.request import Body, Request
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.images import data_urls, fetch, memory, pictures
from shared.images.pictures import Picture
from shared.recognition.results import Kind
from shared.store.users import User

LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON
_FETCH = 15.0  # seconds for a picture from an address
_LONGEST_LINK = 2048  # characters of what is no picture itself: an address, an id


class Order(msgspec.Struct, frozen=True):
    """A picture, and what is to be told of it; `name` is what its owner calls it, if anything."""

    kind: Kind
    locale: Locale
    picture: Picture
    name: str


class _Sent(NamedTuple):
    """The same as it came: a picture, or where there is one."""

    kind: Kind
    locale: Locale
    image: bytes | str
    param: Literal["file", "image"]
    name: str = ""


class Asked(Body, kw_only=True):
    kind: Kind
    image: fields.AsItIs


class _Fields(Body, kw_only=True):
    kind: Kind


class Form(_Fields, kw_only=True):
    """All of a form; for `make reference`."""

    file: bytes


TAKES = {multipart.FORM: Form, response.JSON: Asked}


def read(request: Request, raw: Raw, owner: User) -> Order:
    """InvalidRequest, PayloadTooLarge; what an address or the storage refuses; Unavailable when too
    many wait to be decoded.

    What came is unpacked when it is its turn to be decoded, and dropped after that: while it waits,
    and while a model looks at the picture, no second copy of it is held.
    """
    with memory.alone(request.deadline):
        sent = _sent(request, raw())
        if isinstance(sent.image, bytes):
            return _order(sent, sent.image, sent.name)
    name, found = _found(sent.image, owner, request.deadline)
    with memory.alone(request.deadline):
        return _order(sent, found, name)


def _order(sent: _Sent, content: bytes, name: str) -> Order:
    return Order(sent.kind, sent.locale, pictures.prepare(content, param=sent.param), name)


def _sent(request: Request, raw: bytes) -> _Sent:
    declared = request.headers.get("content-type", "")
    if declared.partition(";")[0].strip().lower() == multipart.FORM:
        return _from_form(request, raw, declared)
    endpoint.require_json(request)
    asked, limit = validation.body(raw, Asked), environment.settings().max_file_size
    content = data_urls.find(asked.image, limit=limit, param="image")
    image = asked.image if content is None else content
    return _Sent(asked.kind, request.locale, image, "image")


def _from_form(request: Request, raw: bytes, declared: str) -> _Sent:
    limit = environment.settings().max_file_size
    form = multipart.read(io.BytesIO(raw), len(raw), declared, file_limit=limit)
    fields = validation.query(form.fields, _Fields)
    for name in form.files.keys() - {"file"}:
        raise InvalidRequest("field_unknown", param=name, field=name)
    if "file" not in form.files:
        raise InvalidRequest("field_missing", param="file", field="file")
    locale = locales.read(fields.locale) or request.locale
    sent = form.files["file"]
    return _Sent(fields.kind, locale, sent.content, "file", sent.filename)


def _found(image: str, owner: User, deadline: float) -> tuple[str, bytes]:
    """At a public address, or in a file of the owner's, which has a name."""
    limit = environment.settings().max_file_size
    if image[:8].lower().startswith(("http://", "https://")):
        seconds = min(_FETCH, deadline - time.monotonic())
        return "", fetch.get(image, limit=limit, seconds=seconds)
    if ":" in image or len(image) > _LONGEST_LINK:
        raise InvalidRequest("image_unknown", param="image")
    file, content = library.read(owner, image, limit)
    return file.filename, content
