"""What a character counts as, however it was typed: width, case, marks on it, what is unseen."""

import functools
import unicodedata

from shared import plain_text

_BETWEEN = frozenset("*._-~|/\\+^=#&·•・'\"`‘’“”")  # put between letters to hide a word


@functools.lru_cache(maxsize=8192)
def plain(character: str) -> str:
    """In ordinary width and lower case, without marks; "" of what shows nothing."""
    if character.isspace():
        return " "
    if plain_text.is_blank(character) or unicodedata.combining(character):
        return ""
    whole = unicodedata.normalize("NFKC", character).casefold()
    return "".join(part for part in whole if not unicodedata.combining(part)) or whole


def is_between(letter: str) -> bool:
    """Whether a plain character may stand within a word without making it another."""
    return letter == " " or letter in _BETWEEN


def is_sign(letter: str) -> bool:
    """The same of what is no blank."""
    return letter in _BETWEEN


def is_latin(letter: str) -> bool:
    """Whether words of it have to be whole, since they are written without gaps."""
    return letter.isascii() and letter.isalnum()
