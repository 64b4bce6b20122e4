"""Forms with files (multipart/form-data, RFC 7578), read from a stream within limits."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote

import msgspec
import multipart  # type: ignore[import-untyped]

from shared import plain_text
from shared.errors import InvalidRequest, PayloadTooLarge, UnsupportedMediaType

FORM = "multipart/form-data"

_PIECE = 65_536  # bytes
_BESIDE_FILES = 65_536  # bytes: of fields, headers and boundaries together
_MOST_PARTS = 32
_LONGEST_BOUNDARY = 70  # characters (RFC 2046, 5.1.1)
_LONGEST_NAME, _LONGEST_FILENAME = 64, 255  # characters
_UTF8 = {"utf-8", "utf8", "us-ascii"}
_FOLDER = re.compile(r"[/\\]")
_ENCODED = re.compile(r";\s*filename\*\s*=\s*[\w-]*'[^']*'([^;\s]*)", re.IGNORECASE)
_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")


class Upload(msgspec.Struct, frozen=True):
    """A file. What it is called and said to be is the sender's word, and no path."""

    filename: str
    content_type: str
    content: bytes


class Form(msgspec.Struct, frozen=True):
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    files: dict[str, Upload] = msgspec.field(default_factory=dict)


def read(
    stream: BinaryIO,
    length: int | None,
    content_type: str,
    *,
    file_limit: int,
    many: tuple[str, ...] = (),
) -> Form:
    """The form in `stream`; its `length` as declared, None of a chunked body. Of the names in
    `many` there may be several: `image`, `image 2`, `image 3`.

    PayloadTooLarge when all files together have more than `file_limit` bytes: at once where that
    is declared, else as soon as they have come.
    """
    boundary, form, room = _boundary(content_type), Form(), file_limit + _BESIDE_FILES
    if length is not None and length > room:
        raise PayloadTooLarge(limit=file_limit)
    try:
        for head, content in _parts(_pieces(stream, length, room), boundary):
            _add(form, head, content, many)
    except (multipart.MultipartError, UnicodeDecodeError) as e:
        raise InvalidRequest("form_broken") from e
    if sum(len(upload.content) for upload in form.files.values()) > file_limit:
        raise PayloadTooLarge(limit=file_limit)
    return form


def _boundary(content_type: str) -> str:
    kind, options = multipart.parse_options_header(content_type)
    if kind != FORM:
        raise UnsupportedMediaType(expected=FORM)
    boundary: str = options.get("boundary", "")
    plain = boundary.isascii() and boundary.isprintable()
    if not plain or not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise InvalidRequest("form_broken")
    return boundary


def _pieces(stream: BinaryIO, length: int | None, room: int) -> Iterator[bytes]:
    """The body in pieces of one size, so that equal forms are read alike however they come."""
    left = room + 1 if length is None else length
    while piece := _filled(stream, min(_PIECE, left)):
        left -= len(piece)
        yield piece
    if length is None and left == 0:
        raise PayloadTooLarge(limit=room)


def _filled(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end of the stream."""
    piece = bytearray()
    while len(piece) < size and (more := stream.read(size - len(piece))):
        piece += more
    return bytes(piece)


def _parts(pieces: Iterator[bytes], boundary: str) -> Iterator[tuple[Any, bytes]]:
    """The head of each part as the library reads it, its bytes as if they were Latin-1."""
    head, content = None, list[bytes]()
    with multipart.PushMultipartParser(
        boundary, max_segment_count=_MOST_PARTS, header_charset="latin-1"
    ) as parser:
        for piece in pieces:
            for event in parser.parse(piece):
                if event is None:
                    yield head, b"".join(content)
                elif isinstance(event, bytes):
                    content.append(event)
                else:
                    head, content = event, []


def _add(form: Form, head: Any, content: bytes, many: tuple[str, ...]) -> None:
    name = plain_text.line(_bytes(head.name).decode())
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidRequest("form_broken")
    if name in many:
        name = _numbered(form, name)
    if name in form.fields or name in form.files:
        raise InvalidRequest("field_repeated", param=name, field=name)
    filename = _filename(head)
    if filename is None:
        form.fields[name] = _text(head, name, content)
    elif filename or content:  # else a file input that was left empty
        kind = head.content_type or ""
        declared = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
        form.files[name] = Upload(_bare(filename), declared, content)


def _numbered(form: Form, name: str) -> str:
    """The name, or the first one with a number that is not taken yet."""
    taken = form.fields.keys() | form.files.keys()
    names = (name, *(f"{name} {n}" for n in range(2, _MOST_PARTS + 1)))
    return next(other for other in names if other not in taken)


def _text(head: Any, name: str, content: bytes) -> str:
    if len(content) > _BESIDE_FILES:
        raise PayloadTooLarge(param=name, limit=_BESIDE_FILES)
    if (head.charset or "utf-8").lower() not in _UTF8:
        raise InvalidRequest("field_encoding", param=name, field=name)
    try:
        return content.decode()
    except UnicodeDecodeError as e:
        raise InvalidRequest("field_encoding", param=name, field=name) from e


def _filename(head: Any) -> str | None:
    """What a file is called; None of a field. Browsers send UTF-8, older clients RFC 5987."""
    encoded = _ENCODED.search(head.header("Content-Disposition"))
    if encoded:
        return unquote(encoded[1], errors="replace")
    return None if head.filename is None else _bytes(head.filename).decode(errors="replace")


def _bare(filename: str) -> str:
    """Without folders and what has no place in a line, not too long."""
    shown = plain_text.shown(_FOLDER.split(filename)[-1], _LONGEST_FILENAME)
    return "" if plain_text.is_blank(shown.strip(". ")) else shown


def _bytes(latin: str) -> bytes:
    return latin.encode("latin-1")
