"""Facts about a drug, as the text of a picture of its box says them; never more than it says."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from shared.drugs import approval_numbers, labels, names
from shared.drugs.labels import Line, Piece
from shared.recognition import drug_titles

_LONG_FIELDS = {"indications", "dosage", "contraindications", "warnings"}
_LONGEST = 2000  # characters of one fact
_TALLER = 1.6  # times as tall as the words before it: not their continuation
_MAKER = re.compile(
    r"[一-鿿A-Za-z()·-]{2,40}(?:[药医]|生物)[一-鿿()]{0,20}公司(?:[一-鿿()]{2,12}(?:分公司|厂))?"
    r"|[一-鿿()]{2,30}药厂"
)
_NO_MAKER = re.compile("经销|销售|代理|地址|电话|监制")
_UNIT = r"(?:mg|g|kg|ml|l|μg|ug|mcg|iu|u|万?单位|毫克|克|毫升|微克|%)"
_COUNTED = r"(?:粒|片|袋|支|瓶|丸|板|贴|枚|包|揿|喷)"
_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_AMOUNT = rf"{_NUMBER}\s*(?:{_UNIT}|{_COUNTED})(?![a-wyz])"
_TIMES = r"\s*[×xX*✕╳]\s*"
_SPECIFICATION = re.compile(
    rf"(?<![\d.])(?:{_AMOUNT}(?:\s*:\s*{_AMOUNT})?(?:{_TIMES}(?:{_AMOUNT}|{_NUMBER}))+"
    rf"(?:\s*/\s*[盒瓶板袋支])?|{_AMOUNT}\s*[:/]\s*(?:{_AMOUNT}|{_COUNTED}|盒))",
    re.IGNORECASE,
)
_AMOUNT_ALONE = re.compile(_AMOUNT, re.IGNORECASE)
_SIGN = re.compile(rf"(?<=[\w%]){_TIMES}(?=\d)")
_DATE = re.compile(r"20\d\d\s*[-./年]\s*\d")
_EDGES = " \t:;,、-|"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a drug; None is what is not."""

    name: str | None = None
    generic_name: str | None = None
    approval_number: str | None = None
    manufacturer: str | None = None
    specification: str | None = None
    dosage_form: str | None = None
    indications: str | None = None
    dosage: str | None = None
    contraindications: str | None = None
    warnings: str | None = None


def read(lines: Sequence[Line]) -> Facts:
    """The facts in the lines of a picture, which come in the order of reading."""
    pieces = [piece for line in lines for piece in labels.cut(line)]
    said, others = _sections(pieces)
    name = said.get("name") or said.get("generic_name") or drug_titles.find(others)
    return Facts(
        name=name,
        generic_name=said.get("generic_name"),
        approval_number=approval_numbers.find("\n".join(text for text, _ in lines)),
        manufacturer=_maker(said, others),
        specification=_specification(said, others),
        dosage_form=said.get("dosage_form") or _form(name) or _form(said.get("generic_name")),
        **{field: said.get(field) for field in _LONG_FIELDS},
    )


def _sections(pieces: Sequence[Piece]) -> tuple[dict[str, str], list[Piece]]:
    """What follows the words that promise a fact, and the pieces that follow none."""
    said: dict[str, str] = {}
    others: list[Piece] = []
    opening: Piece | None = None
    for piece in pieces:
        if piece.field is not None:
            opening = piece if piece.field and not said.get(piece.field) else None
        elif not (opening and _continues(opening, said.get(opening.field or "", ""), piece)):
            opening = None
            others.append(piece)
        if opening and opening.field:
            said[opening.field] = _joined(said.get(opening.field, ""), piece.text)
    return {field: clean for field, text in said.items() if (clean := _clean(text))}, others


def _continues(opening: Piece, so_far: str, piece: Piece) -> bool:
    """Whether a piece goes on with what `opening` began."""
    if opening.height and piece.height and piece.height > _TALLER * opening.height:
        return False
    text = names.plain(piece.text)
    if opening.field in _LONG_FIELDS:
        return not _is_something_else(text)
    return not so_far and _fits(str(opening.field), text)


def _is_something_else(text: str) -> bool:
    """Whether a line says of itself what it is, so that no sentence can go on with it."""
    return bool(
        approval_numbers.find(text)
        or _MAKER.search(text)
        or _DATE.search(text)
        or _SPECIFICATION.fullmatch(text)
        or _AMOUNT_ALONE.fullmatch(text)
    )


def _fits(field: str, text: str) -> bool:
    """Whether a line of its own could be the value of a short field."""
    match field:
        case "manufacturer" | "holder":
            return bool(_MAKER.search(text))
        case "specification":
            return bool(_AMOUNT_ALONE.search(text))
        case "dosage_form":
            return names.form(text) is not None
    return drug_titles.is_title(text)


def _joined(above: str, below: str) -> str:
    """Two lines of one sentence; only Latin words and numbers have a space between them."""
    apart = f"{above[-1:]}{below[:1]}".isascii() and above and below
    return f"{above} {below}" if apart else above + below


def _clean(text: str) -> str:
    return " ".join(text.split()).lstrip(_EDGES + "。")[:_LONGEST].rstrip(_EDGES)


def _maker(said: dict[str, str], others: Sequence[Piece]) -> str | None:
    labelled = said.get("manufacturer") or said.get("holder")
    if labelled:
        return next(_makers(labelled), labelled)
    texts = (piece.text for piece in others if not _NO_MAKER.search(names.plain(piece.text)))
    return next((maker for text in texts for maker in _makers(text)), None)


def _makers(text: str) -> Iterator[str]:
    for found in _MAKER.finditer(names.plain(text)):
        yield text[found.start() : found.end()]


def _specification(said: dict[str, str], others: Sequence[Piece]) -> str | None:
    labelled = said.get("specification", "")
    if any(character.isdigit() for character in labelled):
        return _multiplied(labelled)
    texts = [unicodedata.normalize("NFKC", piece.text).strip() for piece in others]
    found = [match[0] for text in texts if (match := _SPECIFICATION.search(text))]
    alone = [text for text in texts if _AMOUNT_ALONE.fullmatch(text)]
    return _multiplied((found + alone)[0]) if found or alone else None


def _multiplied(text: str) -> str:
    """With one sign for "times", of the several that boxes and readers know."""
    return _SIGN.sub("×", unicodedata.normalize("NFKC", text))


def _form(name: str | None) -> str | None:
    return names.form(name) if name else None
