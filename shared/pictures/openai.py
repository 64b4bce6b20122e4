"""Pictures by OpenAI's protocol: the same tasks, for whose end the answer waits.

Source: OpenAI API reference, "Create image" and "Create image edit", and its SDKs (3.57), which
repeat a POST that was not answered: the repeated one finds the task of the first.
"""

import base64
import hashlib
import io
from typing import Annotated, Any, Literal

import msgspec

from shared.access.authentication import Caller
from shared.config import environment
from shared.errors import InvalidRequest
from shared.files import library
from shared.http.inputs import multipart, validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.labels import aigc
from shared.pictures import inputs, models, requests
from shared.pictures.inputs import Given
from shared.pictures.orders import Wish
from shared.pictures.results import Image, Result
from shared.store.task_work import Row
from shared.store.users import User
from shared.tasks import repeats, waiting
from shared.tasks.repeats import Once
from shared.times import now

FAILS = requests.FAILS
LINK = 3600  # seconds that a link is valid
MOST = 25_165_824  # bytes of pictures within one answer; of more there are links
_LARGEST = 33_554_432  # bytes of a picture
_IMAGES = ("image", "image[]")

Format = Literal["url", "b64_json"]
Count = Annotated[int, msgspec.Meta(ge=1, le=10)]
Images = Annotated[list[str], msgspec.Meta(max_length=models.MOST_INPUTS)]


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/images/generations. `image` is Model Studio's: pictures to begin
    from; `mark` is ours, as in POST /api/images.
    What else there is in OpenAI's (`quality`, `style`, …) is not passed on."""

    prompt: str
    model: str | None = None
    n: Count | None = None
    size: str | None = None
    response_format: Format | None = None
    image: str | Images | None = None
    mark: bool | None = None
    stream: bool | None = None


class _Fields(msgspec.Struct, kw_only=True):
    prompt: str
    model: str | None = None
    n: Count | None = None
    size: str | None = None
    response_format: Format | None = None
    mark: bool | None = None
    stream: bool | None = None


class Form(_Fields, kw_only=True):
    """All of an edit's form; for `make reference`. There may be several, as `image[]`."""

    image: bytes


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture as base64, or at an address that is good for an hour."""

    b64_json: str | None = None
    url: str | None = None
    revised_prompt: str | None = None


class Pictures(msgspec.Struct, frozen=True):
    created: int
    data: list[Picture]


ANSWERS = {200: {JSON: Pictures}}
TAKES_FORM = {multipart.FORM: Form}


def generate(request: Request, caller: Caller, question: Question) -> Response:
    """InvalidRequest, ModelNotFound, Unavailable; UpstreamTimeout with the task's id."""
    given = question.image if isinstance(question.image, list) else [question.image or ""]
    images = [image for image in given if image]
    ignored = validation.others(request.body or b"", Question)
    once = repeats.of_sdk(request, caller, _words(request.body or b""))
    begun_from = inputs.given(images, caller.user, request.deadline)
    return _answered(request, caller, question, begun_from, once, ignored)


def edit(request: Request, caller: Caller, raw: bytes) -> Response:
    """As `generate`, of a form."""
    declared = request.headers.get("content-type", "")
    limit = environment.settings().max_file_size
    form = multipart.read(io.BytesIO(raw), len(raw), declared, file_limit=limit, many=_IMAGES)
    contents = [upload.content for name, upload in form.files.items() if _is_image(name)]
    if "mask" in form.files:
        raise InvalidRequest("mask_unknown", param="mask")
    if not contents:
        raise InvalidRequest("field_missing", param="image", field="image")
    known = {n: v for n, v in form.fields.items() if n in _Fields.__struct_fields__}
    fields = validation.query(known, _Fields)
    ignored = form.fields.keys() - known.keys()
    once = repeats.of_sdk(request, caller, _words(_unbound(raw, declared)))
    begun_from = Given(len(contents), contents)
    return _answered(request, caller, fields, begun_from, once, dict.fromkeys(ignored))


def _answered(
    request: Request,
    caller: Caller,
    asked: Question | _Fields,
    given: Given,
    once: Once,
    ignored: dict[str, Any],
) -> Response:
    if asked.stream:
        raise InvalidRequest("pictures_not_streamed", param="stream")
    model = models.get(asked.model or None, edits=bool(given.number), count=asked.n or 1)
    wish = Wish(
        prompt=asked.prompt,
        size=asked.size,
        n=asked.n or 1,
        model=model.name,
        mark=asked.mark is not False,
    )
    task = requests.ordered(request, caller, wish, model, given, once)
    row = waiting.ended(task.id, request.deadline)
    return _shown(row, caller.user, asked.response_format or "b64_json", ignored)


def _words(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _unbound(form: bytes, kind: str) -> bytes:
    """A form without the boundary between its parts, which is another in each attempt."""
    boundary = kind.partition("boundary=")[2].partition(";")[0].strip('" ')
    return form.replace(boundary.encode(), b"") if boundary else form


def _shown(row: Row, owner: User, form: Format, ignored: dict[str, Any]) -> Response:
    result = msgspec.json.decode(row.result_json, type=Result)
    files = [(image, library.get(owner, image.file_id).size) for image in result.images]
    if sum(size for _, size in files) > MOST:
        form = "url"
    data = [_picture(image, owner, form) for image, _ in files]
    headers = {
        "Content-Type": JSON,
        "X-Task-Id": row.id,
        **aigc.headers(row.id),
        "X-Credits-Charged": str(row.credits),
        **({"X-Ignored-Fields": ", ".join(sorted(ignored))} if ignored else {}),
    }
    return Response(200, msgspec.json.encode(Pictures(now() // 1000, data)), headers)


def _picture(image: Image, owner: User, form: Format) -> Picture:
    said = image.actual_prompt
    if form == "url":
        return Picture(url=library.link(owner, image.file_id, LINK), revised_prompt=said)
    _, content = library.read(owner, image.file_id, _LARGEST)
    return Picture(b64_json=base64.b64encode(content).decode(), revised_prompt=said)


def _is_image(name: str) -> bool:
    return name.partition(" ")[0] in _IMAGES
