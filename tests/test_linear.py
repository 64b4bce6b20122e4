"""No pattern that looks at what people send takes more than a line of time, or of memory."""

import functools
import importlib
import inspect
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

import shared

codes, parser = importlib.import_module("re._constants"), importlib.import_module("re._parser")

BOUNDED = {  # repeated groups over what is short: whoever asks them looks at the length before
    "shared.storage.backend._KEY": 200,
    "shared.images.urls._NAME": 253,
    "shared.dashscope.results._OURS": 4096,
    "shared.ffmpeg.probe._STREAM": 262_144,
}
SHORT = 1500  # characters; four times as many should take four times as long
SLOWEST = 0.01  # seconds that nobody has to explain
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_SIMPLE = {codes.IN, codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.CATEGORY}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Those that modules of ours keep, by their names."""
    for module in pkgutil.walk_packages(shared.__path__, "shared."):
        kept = vars(importlib.import_module(module.name))
        for name, value in kept.items():
            for place, pattern in enumerate(within(value)):
                yield f"{module.name}.{name}" + (f"[{place}]" if place else ""), pattern


def within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from within(inner)


PATTERNS = dict(patterns())


def repeated_groups(parsed: Any) -> Iterator[Any]:
    """Groups that may come any number of times."""
    for code, told in parsed:
        if code in _REPEATS:
            _, most, inner = told
            if most == codes.MAXREPEAT and any(part[0] not in _SIMPLE for part in inner):
                yield inner
            yield from repeated_groups(inner)
        elif isinstance(told, tuple | list):
            for inner in parts(told):
                yield from repeated_groups(inner)


def parts(told: Any) -> Iterator[Any]:
    if isinstance(told, parser.SubPattern):
        yield told
    elif isinstance(told, tuple | list):
        for inner in told:
            yield from parts(inner)


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 40
    assert set(BOUNDED) <= set(PATTERNS)


@pytest.mark.parametrize("pattern", [r"(;a)*b", r"x(?:(?:a|b){2,})+", r"(?P<n>(a|bc)+)?"])
def test_a_group_that_repeats_is_noticed(pattern: str) -> None:
    assert list(repeated_groups(parser.parse(pattern)))


def test_no_group_repeats_over_input_without_a_bound() -> None:
    named = {
        name
        for name, pattern in PATTERNS.items()
        if list(repeated_groups(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    }

    assert named == set(BOUNDED)


def tokens(pattern: re.Pattern[Any]) -> list[str]:
    """What such a pattern looks for, and what disappoints it."""
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    letters = re.findall(r"[^\W_]+", source)
    return [
        *letters,
        *{letter for letter in source if not letter.isalnum()},
        "a",
        "1",
        " ",
        "\n",
        ".",
    ]


def worst(pattern: re.Pattern[Any], made: random.Random) -> Iterator[list[str]]:
    """Pieces to be repeated: alone, in pairs, in threes; with a beginning and an end of another."""
    found = tokens(pattern)
    for _ in range(60):
        yield [made.choice(found) for _ in range(made.randint(1, 3))]


@functools.cache
def uses(name: str) -> set[str]:
    """How its module asks it; all ways where the source does not say its name."""
    module, _, attribute = name.partition("[")[0].rpartition(".")
    source = inspect.getsource(importlib.import_module(module))
    asked = set(re.findall(rf"\b{attribute}\.(match|fullmatch|search)\(", source))
    looking = re.search(rf"\b{attribute}\.(sub|split|finditer|findall)\(", source)
    return asked | {"search"} if looking or not asked else asked


def seconds(name: str, text: str) -> float:
    pattern = PATTERNS[name]
    given: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8")
    taken = []
    for _ in range(3):
        begun = time.thread_time()
        for use in uses(name):
            getattr(pattern, use)(given)
        taken.append(time.thread_time() - begun)
    return min(taken)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    pattern, made = PATTERNS[name], random.Random(name)
    longest = BOUNDED.get(name, 4 * SHORT)
    for pieces in worst(pattern, made):
        begin, piece, end = made.choice(tokens(pattern)), "".join(pieces), made.choice("!\0;")
        short, long = (
            (begin + piece * (size // len(piece)) + end)[:size] for size in (longest // 4, longest)
        )
        taken = seconds(name, long)

        assert taken < SLOWEST or taken < 8 * seconds(name, short), (begin, piece, end)
