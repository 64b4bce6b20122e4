"""How much may stand in a JSON body: what it says is counted before it becomes objects.

An empty list takes three bytes of JSON and seventy of memory, and one emoji makes every letter of
its string four bytes long. Attachments (pictures, sound: long base64 within the JSON) cost what
they weigh, and are not counted.
"""

from collections.abc import Iterator

from shared.errors import PayloadTooLarge

MOST_VALUES = 50_000
LARGEST_TEXT = 4_194_304  # bytes beside attachments: more than any model reads
_SIGNS = b",:[{"  # each value but the outermost has one of its own
_NOT_BASE64 = (b" ", b",", b":", b"[", b"{")
_LONG, _HEAD = 4096, 200  # bytes: of an attachment at least, of what says its type at most
_PIECE = 65_536  # bytes looked at together, so that looking at a body does not double it


def require_bounded(raw: bytes) -> None:
    """PayloadTooLarge for more values, or more bytes of text, than anybody asks with."""
    if len(raw) <= MOST_VALUES:
        return
    text = b"".join(_beside_attachments(raw))
    if len(text) <= LARGEST_TEXT and _signs(text) <= MOST_VALUES:
        return  # signs within strings were counted too, and it is enough all the same
    _require_few(text)


def _beside_attachments(raw: bytes) -> Iterator[bytes]:
    """The body without the long runs between two quotes in which no value can begin or end.

    A look at every `_LONG`th byte finds all that are twice as long.
    """
    done = at = 0
    while (at := at + _LONG) < len(raw):
        begin = raw.rfind(b'"', done, at) + 1 + _HEAD
        end = raw.find(b'"', at)
        at = len(raw) if end < 0 else end
        if _is_base64(raw, begin, at) and raw.find(b"\\", begin - _HEAD, at) < 0:
            yield raw[done:begin]
            done = at
    yield raw[done:]


def _require_few(text: bytes) -> None:
    plain = text.replace(rb"\\", b"").replace(rb"\"", b"")
    if plain.count(b'"') > 2 * MOST_VALUES:
        raise PayloadTooLarge("json_values", limit=MOST_VALUES)
    pieces = plain.split(b'"')  # by turns between strings and within them
    if sum(map(_signs, pieces[::2])) > MOST_VALUES:
        raise PayloadTooLarge("json_values", limit=MOST_VALUES)
    strings = (said for said in pieces[1::2] if rb"\u" not in said)
    attached = sum(len(said) - _HEAD for said in strings if _is_base64(said, _HEAD, len(said)))
    if len(text) - attached > LARGEST_TEXT:
        raise PayloadTooLarge("json_text", limit=LARGEST_TEXT)


def _is_base64(said: bytes, begin: int, end: int) -> bool:
    """Whether it is long, and of letters that stay one byte each, as far as a glance tells."""
    return end - begin > _LONG and all(map(_may_be_base64, _pieces(said, begin, end)))


def _may_be_base64(piece: bytes) -> bool:
    return piece.isascii() and not any(sign in piece for sign in _NOT_BASE64)


def _signs(text: bytes) -> int:
    pieces = _pieces(text, 0, len(text))
    return sum(len(piece) - len(piece.translate(None, _SIGNS)) for piece in pieces)


def _pieces(text: bytes, begin: int, end: int) -> Iterator[bytes]:
    return (text[at : min(at + _PIECE, end)] for at in range(begin, end, _PIECE))
