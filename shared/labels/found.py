"""What files say of having been generated, whoever made them: TC260's label, IPTC's, C2PA's."""

import html
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from shared.labels import aigc
from shared.labels.aigc import Fields

Verdict = Literal["generated", "maybe", ""]

# IPTC NewsCodes, "Digital Source Type" (2025): what a model made, or had a part in.
TRAINED = "trainedAlgorithmicMedia"
_GENERATED = frozenset((TRAINED, "compositeWithTrainedAlgorithmicMedia"))
_SOURCE = re.compile(rb"digitalsourcetype/([A-Za-z]{3,60})")
_OBJECT = re.compile(r"\{[^{}]*\}")
_BEFORE, _BEHIND = 4_096, 8_192  # bytes around the word within which its object stands
_MOST = 64  # words that are looked at
_LABEL = "Label"
_NAMED = f'"{_LABEL}"'
_WRITTEN = (("utf-8", _LABEL.encode()), ("utf-16-le", _LABEL.encode("utf-16-le")))


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """`source` is IPTC's name of where it comes from; `c2pa` is whether a manifest is there, which
    nobody here has verified."""

    aigc: Fields | None = None
    source: str = ""
    c2pa: bool = False

    @property
    def verdict(self) -> Verdict:
        """A signed manifest that names no source may be of a camera, or of a model."""
        said = (self.aigc or {}).get("Label")
        if said == aigc.IS or self.source in _GENERATED:
            return "generated"
        return "maybe" if said or (self.c2pa and not self.source) else ""

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Found()


def read(*pieces: bytes) -> Found:
    """In the bytes of a file, or in its beginning and its end, where all formats have metadata."""
    label = next((found for piece in pieces if (found := _label(piece))), None)
    sources = [str(one, "ascii") for piece in pieces for one in _SOURCE.findall(piece)]
    source = next((one for one in sources if one in _GENERATED), sources[0] if sources else "")
    is_signed = any(b"jumb" in piece and b"c2pa" in piece for piece in pieces)
    return Found(label, source, is_signed)


def both(one: Found, other: Found) -> Found:
    """Of what was made of two: the first says it, the other what the first does not."""
    return Found(one.aigc or other.aigc, one.source or other.source, one.c2pa or other.c2pa)


def _label(piece: bytes) -> Fields | None:
    for window in _windows(piece):
        for plain in (window, html.unescape(window), window.replace('\\"', '"')):
            for written in _OBJECT.findall(plain):
                if _NAMED in written and (found := _decoded(written)):
                    return found
    return None


def _windows(piece: bytes) -> Iterator[str]:
    for encoding, word in _WRITTEN:
        place = piece.find(word)
        for _ in range(_MOST):
            if place < 0:
                break
            begin = place - (min(place, _BEFORE) & ~1)  # of two bytes each
            yield piece[begin : place + _BEHIND].decode(encoding, "replace")
            place = piece.find(word, place + len(word))


def _decoded(written: str) -> Fields | None:
    try:
        return aigc.read(msgspec.json.decode(written.encode()))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
