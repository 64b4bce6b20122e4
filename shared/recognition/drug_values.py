"""What the values of a drug's facts look like, on a line of their own."""

import re
import unicodedata
from collections.abc import Iterator

from shared.drugs import approval_numbers, names
from shared.recognition import drug_titles

LONG_FIELDS = {"indications", "dosage", "contraindications", "warnings"}
_MAKER = re.compile(
    r"[一-鿿A-Za-z()·-]{2,40}(?:[药医]|生物)[一-鿿()]{0,20}公司(?:[一-鿿()]{2,12}(?:分公司|厂))?"
    r"|[一-鿿()]{2,30}药厂"
)
_UNIT = r"(?:mg|g|kg|ml|l|μg|ug|mcg|iu|u|万?单位|毫克|克|毫升|微克|%)"
_COUNTED = r"(?:粒|片|袋|支|瓶|丸|板|贴|枚|包|揿|喷)"
_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_AMOUNT = rf"{_NUMBER}\s*(?:{_UNIT}|{_COUNTED})(?![a-wyz])"
_TIMES = r"\s*[×xX*✕╳]\s*"
_SPECIFICATION = re.compile(
    rf"(?<![\d.])(?:{_AMOUNT}(?:\s*:\s*{_AMOUNT})?(?:{_TIMES}(?:{_AMOUNT}|{_NUMBER})){{1,9}}"
    rf"(?:\s*/\s*[盒瓶板袋支])?|{_AMOUNT}\s*[:/]\s*(?:{_AMOUNT}|{_COUNTED}|盒))",
    re.IGNORECASE,
)
_AMOUNT_ALONE = re.compile(_AMOUNT, re.IGNORECASE)
_SIGN = re.compile(rf"(?<=[\w%]){_TIMES}(?=\d)")
_PRINTED_ON_ALL = re.compile("请仔细阅读(?:药品|产品)?(?:使用)?说明书")
_NO_CHINESE = re.compile(r"[!-~®™ ]{8,}")  # an address, a bar code, the name in Latin letters
_DATE = re.compile(r"20\d\d\s*[-./年]\s*\d")


def may_be(field: str, text: str) -> bool:
    """Whether a line could be what a field says, as far as its own words go."""
    readable = names.plain(text)
    match field:
        case "manufacturer" | "holder":
            return bool(_MAKER.search(readable))
        case "specification":
            return bool(_AMOUNT_ALONE.search(readable))
        case "dosage_form":
            return names.form(readable) is not None
        case "name" | "generic_name":
            return drug_titles.is_title(readable)
    return not is_something_else(readable)


def is_something_else(text: str) -> bool:
    """Whether a line says of itself what it is, so that no sentence can go on with it."""
    return bool(
        approval_numbers.find(text)
        or _MAKER.search(text)
        or _DATE.search(text)
        or _PRINTED_ON_ALL.search(text)
        or _NO_CHINESE.fullmatch(text)
        or _SPECIFICATION.fullmatch(text)
        or _AMOUNT_ALONE.fullmatch(text)
    )


def makers(text: str) -> Iterator[str]:
    for found in _MAKER.finditer(names.plain(text)):
        yield text[found.start() : found.end()]


def specification(texts: list[str]) -> str | None:
    """The first that has the usual form, else the first that is an amount and nothing else."""
    narrow = [unicodedata.normalize("NFKC", text).strip() for text in texts]
    found = [match[0] for text in narrow if (match := _SPECIFICATION.search(text))]
    alone = [text for text in narrow if _AMOUNT_ALONE.fullmatch(text)]
    return multiplied((found + alone)[0]) if found or alone else None


def multiplied(text: str) -> str:
    """With one sign for "times", of the several that boxes and readers know."""
    return _SIGN.sub("×", unicodedata.normalize("NFKC", text))
