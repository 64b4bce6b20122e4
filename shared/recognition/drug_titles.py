"""The name of a drug on its box: a large line that most often ends with the dosage form."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.drugs import names
from shared.drugs.labels import Piece

_HAN = "一-鿿"
_NAME = re.compile(
    rf"[{_HAN}A-Za-z0-9αβγδ()-]{{1,30}}?"
    rf"(?:{'|'.join(sorted(names.FORMS, key=len, reverse=True))})剂?(?![{_HAN}])"
)
_NO_NAME = re.compile(
    "本品|说明|包装|公司|药厂|注意|事项|准字|批号|有效期|生产|规格|贮藏|密封|处方药|用于|服用|适量"
    "|不得|不宜|儿童|孕妇|[请勿每]|[一二三四]日|[一二三四0-9]次"
)
_WORD = re.compile(rf"[{_HAN}]{{2,12}}")
_DISTINCT = 1.3  # times as tall as all others: a title, whatever it says
_ALIKE = 0.7  # of its height: the other half of a title


class _Title(NamedTuple):
    text: str
    height: float


def find(pieces: Sequence[Piece]) -> str | None:
    """The tallest name with a dosage form, else a line that is much taller than all others."""
    named = list(_named(pieces))
    if named:
        return max(named, key=lambda title: title.height).text
    return _tallest(pieces)


def _named(pieces: Sequence[Piece]) -> Iterator[_Title]:
    for piece in pieces:
        if (name := _name(piece.text)) is not None:
            yield _Title(name, piece.height or 0)
    for above, below in pairwise(pieces):
        if names.key(below.text) in names.FORMS and _alike(above, below) and is_title(above.text):
            yield _Title(above.text + below.text, above.height or 0)


def _name(text: str) -> str | None:
    for found in _NAME.finditer(names.plain(text)):
        if is_title(names.stem(found[0])) and not _NO_NAME.search(found[0]):
            return text[found.start() : found.end()].lstrip("()-")
    return None


def _alike(above: Piece, below: Piece) -> bool:
    if not above.height or not below.height:
        return True
    return min(above.height, below.height) >= _ALIKE * max(above.height, below.height)


def _tallest(pieces: Sequence[Piece]) -> str | None:
    by_height = sorted((p for p in pieces if p.height), key=lambda p: p.height or 0, reverse=True)
    if len(by_height) < 2 or not is_title(by_height[0].text):
        return None
    first, second = by_height[0].height or 0, by_height[1].height or 0
    return by_height[0].text if first >= _DISTINCT * second else None


def is_title(text: str) -> bool:
    """Whether a text could be a name, as far as its words go."""
    readable = names.plain(text)
    says = _WORD.search(readable) and names.key(text) not in names.FORMS
    return bool(says) and not _NO_NAME.search(readable)
