"""What can be asked for: an operation, and its options; nothing here knows how it is done."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from shared.errors import InvalidRequest
from shared.http.inputs import fields
from shared.http.request import Body

PICTURE, SOUND, FILM = "image", "audio", "video"  # kinds of files, as their types begin
MOST_STILLS = 10
MOST_SECONDS = 7200.0
_LONGEST_MARK = 64  # characters

FileId = Annotated[str, Meta(min_length=1, max_length=26)]
Format = Literal["jpeg", "png", "webp"]
Side = Annotated[int, Meta(ge=16, le=8192)]  # pixels
Quality = Annotated[int, Meta(ge=1, le=95)]
Percent = Annotated[int, Meta(ge=1, le=100)]
Position = Literal[
    "northwest",
    "north",
    "northeast",
    "west",
    "center",
    "east",
    "southwest",
    "south",
    "southeast",
]
Seconds = Annotated[list[Annotated[float, Meta(ge=0, le=86_400)]], Meta(max_length=MOST_STILLS)]
Shares = Annotated[list[Annotated[float, Meta(ge=0, le=100)]], Meta(max_length=MOST_STILLS)]


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Some are for one kind of files alone: `only` says which."""

    only: ClassVar[dict[str, str]] = {}

    def __post_init__(self) -> None:
        fields.tidy(self)


class CompressOptions(Options):
    """At most so many pixels and bytes; without any, what the usual quality needs."""

    quality: Quality | None = None
    width: Side | None = None
    height: Side | None = None
    max_bytes: Annotated[int, Meta(ge=10_000)] | None = None

    only: ClassVar = {"quality": PICTURE, "width": PICTURE, "max_bytes": FILM}


class ConvertOptions(Options):
    format: Format
    quality: Quality = 85


class ThumbnailOptions(Options):
    """`at` in seconds or `percent` of the duration: of a film, one still for each."""

    width: Side = 480
    height: Side | None = None
    format: Format = "jpeg"
    at: Seconds = msgspec.field(default_factory=list)
    percent: Shares = msgspec.field(default_factory=list)

    only: ClassVar = {"at": FILM, "percent": FILM}


class WatermarkOptions(Options):
    """`text`, or the picture in one's own file `image`; `size` in percent of the width."""

    text: Annotated[str, Meta(min_length=1, max_length=_LONGEST_MARK)] | None = None
    image: FileId | None = None
    position: Position = "southeast"
    opacity: Percent = 50
    size: Percent = 30


class TranscodeOptions(Options):
    """H.264 in MP4, or VP9 in WebM; never more pixels than there are."""

    format: Literal["mp4", "webm"] = "mp4"
    height: Side | None = None


class AudioOptions(Options):
    bitrate: Literal[64, 96, 128, 192] = 128  # kbit/s


class Order(Body, tag_field="operation", kw_only=True):
    """An operation on one's own file."""

    file_id: FileId
    fits: ClassVar[frozenset[str]] = frozenset()  # the kinds of files


class Compress(Order, tag="compress"):
    options: CompressOptions = msgspec.field(default_factory=CompressOptions)
    fits: ClassVar = frozenset({PICTURE, FILM})


class Convert(Order, tag="convert"):
    options: ConvertOptions
    fits: ClassVar = frozenset({PICTURE})


class Thumbnail(Order, tag="thumbnail"):
    options: ThumbnailOptions = msgspec.field(default_factory=ThumbnailOptions)
    fits: ClassVar = frozenset({PICTURE, FILM})


class Watermark(Order, tag="watermark"):
    options: WatermarkOptions
    fits: ClassVar = frozenset({PICTURE})


class Transcode(Order, tag="transcode"):
    options: TranscodeOptions = msgspec.field(default_factory=TranscodeOptions)
    fits: ClassVar = frozenset({FILM})


class Audio(Order, tag="audio"):
    options: AudioOptions = msgspec.field(default_factory=AudioOptions)
    fits: ClassVar = frozenset({FILM, SOUND})


Asked = Compress | Convert | Thumbnail | Watermark | Transcode | Audio


def kind_of(content_type: str) -> str:
    return content_type.partition("/")[0]


def require_fit(asked: Asked, content_type: str) -> None:
    """InvalidRequest when the operation, or one of its options, is not for files of this type."""
    kind = kind_of(content_type)
    if kind not in asked.fits:
        raise InvalidRequest("operation_unfit", param="operation", given=content_type)
    for name, only in asked.options.only.items():
        if only != kind and getattr(asked.options, name):
            raise InvalidRequest("option_unfit", param=f"options.{name}", given=content_type)
    if isinstance(asked, Watermark) and bool(asked.options.text) == bool(asked.options.image):
        raise InvalidRequest("watermark_of", param="options.text")
    if isinstance(asked, Thumbnail):
        _require_few(asked.options)


def _require_few(options: ThumbnailOptions) -> None:
    if len(options.at) + len(options.percent) > MOST_STILLS:
        raise InvalidRequest("stills_many", param="options.at", limit=MOST_STILLS)
