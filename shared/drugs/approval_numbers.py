"""Approval numbers of drugs: what they look like, and how to read them in a misread text.

- 国药准字 with H, Z, S, J, T, F or B; since 2020 also HC, ZC, SC (Hong Kong, Macao, Taiwan) and
  HJ, ZJ, SJ (made abroad); then eight digits.
- 进口药品注册证号 with H, Z or S, and 医药产品注册证号 with HC, ZC or SC; then eight digits.
"""

import re
from collections.abc import Sequence

from shared.drugs import names

_EXACT = re.compile(
    r"(国药准字)([HZS][CJ]|[HZSJTFB])([0-9]{8})"
    r"|(进口药品注册证)号?([HZS])([0-9]{8})"
    r"|(医药产品注册证)号?([HZS]C)([0-9]{8})"
)
_WORDS = re.compile(r"(?P<domestic>[准淮][ \t]*[字宇学])|(?P<foreign>注[ \t]*册[ \t]*证[ \t]*号?)")
_AT_END = re.compile(rf"(?:{_WORDS.pattern})[ \t:]*$")
_GAP = re.compile(r"[\s:.·()\[\]【】]*")
_DIGIT = r"[0-9OoQD〇○IiLl|!ZzSsB]"
_END = r"(?![0-9粒片板袋支瓶盒丸贴])"  # not the count that a specification goes on with
_CODE = re.compile(
    rf"(?P<letters>[HZShzs][ \t]*[CJcj]|[HZSJTFBhzsjtfb])[ \t]*"
    rf"(?P<digits>(?:{_DIGIT}[ \t]*){{7}}{_DIGIT}){_END}"
    rf"|(?P<misread>[852])(?P<after>{_DIGIT}{{8}}){_END}"
)
_DIGITS = str.maketrans("OoQD〇○IiLl|!ZzSsB", "00000011111122558", " \t")
_LETTERS = str.maketrans("852", "BSZ", " \t")


def canonical(text: str) -> str | None:
    """`text` as an approval number, or None; width, case, script and spaces do not count."""
    exact = _EXACT.fullmatch("".join(names.plain(text).upper().split()))
    if not exact:
        return None
    words, letters, digits = (part for part in exact.groups() if part)
    return _spelt(letters, digits, domestic=words == "国药准字")


def find(text: str) -> str | None:
    """The first approval number in a text that was read from a picture, or None.

    A letter among the digits is the digit that it looks like, and the reverse. A number without
    the words that say what it is could be a lot's, and is none. One of ours goes before a foreign.
    Words that end a line may have lost their number to another line, if only one could be it.
    """
    readable = names.plain(text)
    found = {"domestic": "", "foreign": ""}
    for words in _WORDS.finditer(readable):
        kind = str(words.lastgroup)
        found[kind] = found[kind] or _code(readable, words.end(), domestic=kind == "domestic")
    return found["domestic"] or found["foreign"] or _apart(readable.splitlines())


def _apart(lines: Sequence[str]) -> str | None:
    words = next((found for line in lines if (found := _AT_END.search(line))), None)
    codes = {code.group() for line in lines if (code := _CODE.fullmatch(line.strip()))}
    if not words or len(codes) != 1:
        return None
    return _code(codes.pop(), 0, domestic=words.lastgroup == "domestic") or None


def _code(text: str, start: int, *, domestic: bool) -> str:
    """The number whose letters begin after `start` and a gap, or nothing."""
    gap = _GAP.match(text, start)
    code = _CODE.match(text, gap.end() if gap else start)
    if not code:
        return ""
    letters = (code["letters"] or code["misread"]).translate(_LETTERS).upper()
    digits = (code["digits"] or code["after"]).translate(_DIGITS)
    return canonical(_spelt(letters, digits, domestic=domestic)) or ""


def _spelt(letters: str, digits: str, *, domestic: bool) -> str:
    if domestic:
        return f"国药准字{letters}{digits}"
    kind = "医药产品注册证号" if letters.endswith("C") else "进口药品注册证号"
    return f"{kind}{letters}{digits}"
