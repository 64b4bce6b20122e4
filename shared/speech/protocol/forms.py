"""The forms of OpenAI's transcriptions and translations, as its SDKs send them.

Source: OpenAI API reference, "Create transcription" and "Create translation" (2026-10).
"""

import hashlib
import io
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from shared.errors import InvalidRequest
from shared.http.endpoint import Raw
from shared.http.inputs import multipart, validation
from shared.http.request import Request
from shared.speech import lengths
from shared.speech.listening.wishes import Wish

LARGEST_FILE = 26_214_400  # bytes, as at OpenAI
LARGEST_BODY = LARGEST_FILE + 131_072
Format = Literal["json", "text", "srt", "vtt", "verbose_json", "diarized_json"]
_GRANULARITIES = "timestamp_granularities[]"
_MANY = (_GRANULARITIES, "include[]", "known_speaker_names[]", "known_speaker_references[]")
_HEAD = 16  # bytes that tell of what type a file is


class Fields(msgspec.Struct, kw_only=True):
    """What is read of a form beside its `file`; everything else is named in X-Ignored-Fields."""

    model: Annotated[str, msgspec.Meta(max_length=100)]
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    response_format: Format = "json"
    stream: bool = False


class Form(Fields, kw_only=True):
    """All of it; for `make reference`."""

    file: bytes


class Asked(msgspec.Struct, frozen=True):
    """A recording as it came, how it is to be heard, and in what form it is to be answered."""

    content: bytes
    content_type: str
    fields: Fields
    granularities: frozenset[str]
    ignored: frozenset[str]

    @property
    def wish(self) -> Wish:
        fields = self.fields
        return Wish(
            language=fields.language.partition("-")[0].lower(),
            diarize=fields.response_format == "diarized_json",
            words="word" in self.granularities,
        )

    @property
    def digest(self) -> str:
        """Of all that changes the answer: a form's boundary is another in each attempt."""
        said = msgspec.json.encode((self.fields, sorted(self.granularities)))
        return hashlib.sha256(said + hashlib.sha256(self.content).digest()).hexdigest()


def read(request: Request, raw: Raw) -> Asked:
    """InvalidRequest, PayloadTooLarge."""
    declared = request.headers.get("content-type", "")
    body = raw()
    form = multipart.read(
        io.BytesIO(body), len(body), declared, file_limit=LARGEST_FILE, many=_MANY
    )
    file = form.files.get("file")
    if not file or not file.content:
        raise InvalidRequest("form_file_missing", param="file")
    kind = lengths.begins_like_sound(file.content[:_HEAD])
    if not kind:
        raise InvalidRequest("no_sound", param="file")
    known = {n: v for n, v in form.fields.items() if n in Fields.__struct_fields__}
    several = {name: value for name, value in form.fields.items() if _is_granularity(name)}
    fields = validation.query({n: v for n, v in known.items() if v != ""}, Fields)
    ignored = form.fields.keys() - known.keys() - several.keys()
    return Asked(
        file.content,
        kind,
        fields,
        _granularities(several.values()),
        frozenset(name.partition(" ")[0] for name in ignored),
    )


def _is_granularity(name: str) -> bool:
    return name.partition(" ")[0] in (_GRANULARITIES, _GRANULARITIES[:-2])


def _granularities(said: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(said)
    if not wanted <= {"word", "segment"}:
        raise InvalidRequest("granularity_unknown", param=_GRANULARITIES)
    return wanted
