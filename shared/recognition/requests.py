"""What POST /api/recognize takes: a form with a file, or JSON that says where the picture is."""

import io
import time
from typing import Literal

import msgspec

from shared.config import environment
from shared.errors import InvalidRequest
from shared.files import library
from shared.http import endpoint, response
from shared.http.inputs import fields, multipart, validation
from shared.http.request import Body, Request
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.images import data_urls, fetch
from shared.recognition.results import Kind
from shared.store.users import User

LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON
_FETCH = 15.0  # seconds for a picture from an address
_LONGEST_LINK = 2048  # characters of what is no picture itself: an address, an id


class Order(msgspec.Struct, frozen=True):
    """A picture as it came, and what is to be told of it."""

    kind: Kind
    locale: Locale
    content: bytes
    param: Literal["file", "image"]


class Asked(Body, kw_only=True):
    kind: Kind
    image: fields.AsItIs


class _Fields(Body, kw_only=True):
    kind: Kind


class Form(_Fields, kw_only=True):
    """All of a form; for `make reference`."""

    file: bytes


TAKES = {multipart.FORM: Form, response.JSON: Asked}


def read(request: Request, raw: bytes, owner: User) -> Order:
    """InvalidRequest, PayloadTooLarge; what an address or the storage refuses."""
    declared = request.headers.get("content-type", "")
    if declared.partition(";")[0].strip().lower() == multipart.FORM:
        return _from_form(request, raw, declared)
    endpoint.require_json(request)
    asked = validation.body(raw, Asked)
    content = _content(asked.image, owner, request.deadline)
    return Order(asked.kind, request.locale, content, "image")


def _from_form(request: Request, raw: bytes, declared: str) -> Order:
    limit = environment.settings().max_file_size
    form = multipart.read(io.BytesIO(raw), len(raw), declared, file_limit=limit)
    fields = validation.query(form.fields, _Fields)
    for name in form.files.keys() - {"file"}:
        raise InvalidRequest("field_unknown", param=name, field=name)
    if "file" not in form.files:
        raise InvalidRequest("field_missing", param="file", field="file")
    locale = locales.read(fields.locale) or request.locale
    return Order(fields.kind, locale, form.files["file"].content, "file")


def _content(image: str, owner: User, deadline: float) -> bytes:
    """Of a data URL, of a public address, or of a file of the owner's."""
    limit = environment.settings().max_file_size
    content = data_urls.find(image, limit=limit, param="image")
    if content is not None:
        return content
    if image[:8].lower().startswith(("http://", "https://")):
        seconds = min(_FETCH, deadline - time.monotonic())
        return fetch.get(image, limit=limit, seconds=seconds)
    if ":" in image or len(image) > _LONGEST_LINK:
        raise InvalidRequest("image_unknown", param="image")
    return library.read(owner, image, limit)[1]
