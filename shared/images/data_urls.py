"""Pictures within text: data URLs (RFC 2397) in base64, as programs write them."""

import binascii

from shared.errors import InvalidRequest, PayloadTooLarge

_LONGEST_HEAD = 500  # characters before the comma: a type, and what is said of it
_BEGIN, _END = "data:", ";base64"
_BETWEEN = b" \t\r\n\f\v"  # MIME breaks lines (RFC 2045, 6.8), forms and logs make blanks
_USUAL = bytes.maketrans(b"-_", b"+/")  # the alphabet that is safe in URLs (RFC 4648, 5)


def find(text: str, *, limit: int, param: str) -> bytes | None:
    """What a data URL holds; None of any other text. InvalidRequest, PayloadTooLarge.

    White space does not count, and padding may be missing: MIME and Android write it so.
    """
    comma = text.find(",", 0, _LONGEST_HEAD)
    head = "".join(text[: max(comma, 0)].lower().split())
    if not (head.startswith(_BEGIN) and head.endswith(_END)):
        return None
    try:
        packed = text.encode("ascii")[comma + 1 :].translate(_USUAL, _BETWEEN)
        return _decoded(packed, limit, param)
    except ValueError as e:
        raise InvalidRequest("image_unknown", param=param) from e


def _decoded(packed: bytes, limit: int, param: str) -> bytes:
    """ValueError for what is no base64."""
    letters = len(packed.rstrip(b"="))
    if letters * 3 // 4 > limit:
        raise PayloadTooLarge("picture_bytes", param=param, limit=limit)
    padding, padded = -letters % 4, len(packed) - letters
    if padded > padding:
        raise ValueError("too much padding")
    if padded < padding:
        packed += b"=" * (padding - padded)
    return binascii.a2b_base64(packed, strict_mode=True)
