"""Text that a person typed: what is let in, and in which form it is kept.

It is normalised (NFC, as the web does) and trimmed. Refused is what has no place in a line, hides
or turns what stands around it (Unicode Technical Report 36, 3.1), or is no character: controls,
separators of lines and paragraphs, embeddings, overrides and isolates of direction, surrogates.
Everything else is somebody's name. The databases compare what is kept byte by byte.
"""

import re
import unicodedata
from collections.abc import Callable

_LONGEST, _LONGEST_LINES = 4096, 16_384  # characters; to reorder marks takes the square of them
_WIDE_SPACES = "\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
_ENDS = f"\t {_LINE_ENDS}{_WIDE_SPACES}\u200b\ufeff"  # clipboards add invisible ones
_NO_TEXT = "\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_REFUSED_IN_LINES = re.compile(f"[{_NO_TEXT}]")
_REFUSED = re.compile(f"[\t\n{_NO_TEXT}]")
_BREAKS = re.compile(f"[\t {_LINE_ENDS}]+")
_LINE_BREAKS = re.compile("\r\n?")
_JOINER = "\u200d"
# What shows nothing: white space, blank letters, and Default_Ignorable_Code_Point.
_UNSEEN = (
    f"{_ENDS}\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_ALL_UNSEEN, _ANY_UNSEEN = re.compile(f"[{_UNSEEN}]*"), re.compile(f"[{_UNSEEN}]")
# What is newer than Unicode 14, which the oldest Python knows, and is composed, reordered or of
# some case: every Python leaves it as it is.
_NEWER = re.compile(
    "([\u05c8\u05c9\u0897\u1acf-\u1af0\u1c89\ua7cb-\ua7ce\ua7d2\ua7d4\ua7da-\ua7e2\uab6c\uab6d"
    "\U000105c9-\U000105e4\U00010d50-\U00010d6d\U00010ecb-\U00010eff\U00011382-\U000113d0"
    "\U00011f41\U00011f42\U0001611e-\U0001612f\U00016d63-\U00016d6a\U00016ea0-\U00016eb8"
    "\U0001d127\U0001d128\U0001d250-\U0001d281\U0001df40-\U0001df7e\U0001e08f"
    "\U0001e4ec-\U0001e6f5]+)"
)
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # full width to ASCII


def line(text: str) -> str | None:
    """One line as it is kept; None of what is refused."""
    return _let_in(text, _REFUSED, _LONGEST)


def lines(text: str) -> str | None:
    """The same of what may have several lines, and tabs."""
    return _let_in(_LINE_BREAKS.sub("\n", text), _REFUSED_IN_LINES, _LONGEST_LINES)


def joined(text: str) -> str:
    """The lines of a text as one, with single blanks."""
    return _BREAKS.sub(" ", text).strip(_ENDS)


def shown(text: str, longest: int) -> str:
    """One line made of any text, at most so many characters; what is refused is left out."""
    begun = _REFUSED.sub("", joined(text))[: min(_LONGEST, longest * 8)]
    whole = _kept(begun)
    return whole if len(whole) <= longest else whole[:longest].rstrip(_ENDS + _JOINER)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return _ALL_UNSEEN.fullmatch(text) is not None


def has_unseen(text: str) -> bool:
    """Whether something in it cannot be seen."""
    return _ANY_UNSEEN.search(text) is not None


def narrow(text: str) -> str:
    """Letters, digits and signs in full width, as keyboards in East Asia write them, in ASCII."""
    return text.translate(_NARROW)


def lower(text: str) -> str:
    """In lower case, and normalised."""
    return _everywhere_alike(lambda part: _composed(_composed(part).lower()), text)


def _let_in(text: str, refused: re.Pattern[str], longest: int) -> str | None:
    if len(text) > longest or refused.search(text.strip(_ENDS)):
        return None
    return _kept(text)


def _kept(text: str) -> str:
    return _everywhere_alike(_composed, text).strip(_ENDS)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _everywhere_alike(change: Callable[[str], str], text: str) -> str:
    parts = _NEWER.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)
