"""How a setting is declared: its names, default and meaning, for the documents too."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Setting(NamedTuple):
    """How a field is read and what it means, for the documents too."""

    names: tuple[str, ...]
    default: Any
    read: Callable[[str], Any]
    secret: bool
    meaning: str


declared: list[Setting] = []


def setting(
    *names: str,
    default: Any = "",
    read: Callable[[str], Any] = str,
    secret: bool = False,
    meaning: str,
) -> Any:
    """A field read from the first of `names` that is set and not empty."""
    declared.append(Setting(names, default, read, secret, meaning))
    return default
