"""Codes that people type: made of letters that are not mistaken, found however they were typed."""

import secrets
import string

from shared import plain_text
from shared.access import authentication

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read for something else
_LETTERS = frozenset(string.ascii_uppercase + string.digits)
_LONGEST_TYPED = 1000  # characters, with what was pasted beside it


def make(groups: int, letters: int) -> str:
    """A new code, such as `AB3DE-FG4HJ`; each letter has 4.95 bits."""
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(letters)) for _ in range(groups)
    )


def spelt(code: str) -> str:
    """Codes are typed and pasted: only letters and digits count, in any width and case."""
    letters = plain_text.narrow(code[:_LONGEST_TYPED]).upper()
    return "".join(letter for letter in letters if letter in _LETTERS)


def hash_of(code: str) -> str:
    """By which a code is kept and found."""
    return authentication.hash_of(spelt(code))
