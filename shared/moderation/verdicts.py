"""What is said of a content that was checked."""

from typing import Literal

import msgspec

Place = Literal["input", "output", "name", "prompt"]


class Verdict(msgspec.Struct, frozen=True):
    """It is refused: by which label, at which risk, and what may be answered instead."""

    label: str
    level: str = "high"
    answer: str = ""


class Failed(Exception):
    """Nobody could say; `cause` is for the log."""

    def __init__(self, cause: str, *, passing: bool = False) -> None:
        super().__init__(cause)
        self.cause = cause
        self.passing = passing  # asking again may help


class Left(Exception):
    """Whoever would hear has gone while it was checked."""
