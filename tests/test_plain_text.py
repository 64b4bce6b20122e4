"""What people type, from every part of Unicode, on every Python and in every field."""

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import plain_text

ROOT = Path(__file__).parent.parent
TEXTS = st.text(st.characters() | st.characters(categories=["Cs", "Cn", "Mn", "Cf", "Zs"]))
NAMES = [
    "李　雷",  # with an ideographic space
    "Anne\u00a0Marie",
    "👨‍👩‍👧‍👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
    "می\u200cخواهم",
    "王\U0002ebf0",  # newer than Unicode 15
    "\u200fאבג",
    "ශ්‍රී",
    "O’Brien-Müller",
]
EVERY = (
    "import hashlib, json, sys; from shared import plain_text as p;"
    "texts = [f'{a}e{chr(n)}\\u0301{a}' for n in range(0x110000) for a in ('', chr(n))];"
    "say = [[p.line(t), p.lines(t), p.shown(t, 3), p.is_blank(t), p.lower(t)] for t in texts];"
    "print(hashlib.sha256(json.dumps(say).encode()).hexdigest())"
)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_people_are_kept_as_they_are(name: str) -> None:
    assert plain_text.line(name) == plain_text.lines(name) == plain_text.shown(name, 100) == name


@pytest.mark.parametrize(
    "bad",
    [
        *range(32),
        *range(0x7F, 0xA0),
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xD800,
        0xDFFF,
    ],
)
def test_what_breaks_or_turns_a_line_is_refused_within_it(bad: int) -> None:
    text = f"a{chr(bad)}b"

    assert plain_text.line(text) is None
    assert plain_text.lines(text) == {9: text, 10: text, 13: "a\nb"}.get(bad)
    assert plain_text.shown(text, 10) in ("ab", "a b")


@pytest.mark.parametrize(
    "around", [" ", "\n", "\t", "\r\n", "\u3000", "\u00a0", "\u200b", "\ufeff"]
)
def test_what_a_clipboard_adds_around_a_text_is_trimmed(around: str) -> None:
    assert plain_text.line(f"{around}proj{around}") == "proj"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u3000", "\u200b", "\u200d", "\u2060", "\u3164", "\ufe0f", "\u00ad", "\u2800"],
)
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert plain_text.is_blank(text * 3)
    assert not plain_text.is_blank(f"{text}x")


@given(TEXTS)
def test_what_was_kept_once_is_kept_unchanged(text: str) -> None:
    for kept in (plain_text.line(text), plain_text.lines(text), plain_text.shown(text, 20)):
        if kept is not None:
            assert plain_text.line(kept) in (kept, None)
            assert plain_text.lines(kept) == kept
            kept.encode()


@given(TEXTS, TEXTS)
def test_however_it_is_composed_it_is_the_same(before: str, after: str) -> None:
    composed, apart = f"{before}é{after}", f"{before}e\u0301{after}"

    assert plain_text.line(composed) == plain_text.line(apart)
    assert plain_text.lower(composed) == plain_text.lower(apart)


@given(TEXTS, st.integers(1, 40))
def test_any_text_can_be_shown_in_a_line_of_some_length(text: str, longest: int) -> None:
    shown = plain_text.shown(text, longest)

    assert len(shown) <= longest
    assert plain_text.line(shown) == shown


@given(st.text(st.characters(max_codepoint=0x2FFF)))
def test_a_line_is_what_unicode_calls_normal(text: str) -> None:
    kept = plain_text.line(text)

    assert kept is None or unicodedata.is_normalized("NFC", kept)


def test_long_rows_of_marks_take_no_time() -> None:
    begun = time.thread_time()
    for text in ("e" + "\u0301\u0316" * 500_000, "\n" * 1_000_000, "\u200d \t" * 300_000):
        plain_text.line(text), plain_text.lines(text), plain_text.shown(text, 200)

    assert time.thread_time() - begun < 1


@pytest.mark.stress
@pytest.mark.parametrize("version", ["3.11", "3.13", "3.14"])
def test_every_python_says_the_same_of_every_character(version: str) -> None:
    """Of all code points, alone in a word and around it."""
    other = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    if not other:
        pytest.skip(f"no Python {version} here")
    said = [
        subprocess.run([python, "-c", EVERY], cwd=ROOT, capture_output=True, check=True).stdout
        for python in (sys.executable, str(other[-1]))
    ]

    assert said[0] == said[1]
