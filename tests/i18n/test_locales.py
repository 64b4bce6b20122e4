"""Sentences in Chinese and English, and the choice between them."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import errors
from shared.errors import ApiError
from shared.i18n import locales

MESSAGES = locales._MESSAGES
GIVEN = {"seconds"}  # by the errors themselves
SOURCES = [*Path("shared").rglob("*.py"), *Path("functions").rglob("*.py")]


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def classes() -> dict[str, type[ApiError]]:
    return {
        name: found
        for name, found in vars(errors).items()
        if isinstance(found, type) and issubclass(found, ApiError) and found is not ApiError
    }


def raised() -> Iterator[tuple[str, set[str]]]:
    """Every error that the code makes: its reason, and the facts that are given to it."""
    known = classes()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and (found := known.get(ast.unparse(node.func))):
                facts = {keyword.arg or "" for keyword in node.keywords}
                yield from ((reason, facts) for reason in _reasons(node, found))


def _reasons(call: ast.Call, raised: type[ApiError]) -> list[str]:
    if not call.args:
        return [raised.code]
    if isinstance(call.args[0], ast.JoinedStr):
        return []  # made up when it runs
    said = [n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant)]
    return [reason for reason in said if isinstance(reason, str)]


@pytest.mark.parametrize("name", MESSAGES)
def test_both_languages_have_the_same_blanks(name: str) -> None:
    chinese, english = MESSAGES[name]

    assert blanks(chinese) == blanks(english)
    assert english.isascii()


def test_every_code_has_a_sentence() -> None:
    assert {found.code for found in classes().values()} <= set(MESSAGES)


def test_every_error_that_is_made_has_a_sentence_and_the_facts_for_its_blanks() -> None:
    made = list(raised())

    assert len(made) > 50
    for reason, facts in made:
        assert reason in MESSAGES, reason
        assert blanks(MESSAGES[reason][0]) <= facts | GIVEN, reason


def test_sentence_is_filled_with_facts_as_they_are() -> None:
    said = locales.say("unknown_type", "en", name="{name!r} {0} %s")

    assert said == "There is no persona named {name!r} {0} %s."


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("zh", "zh"),
        ("zh-Hans-CN", "zh"),
        ("ZH_tw", "zh"),
        ("en", "en"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("de-DE, fr;q=0.9, en;q=0.5", "en"),
        ("zh;q=0.5, en", "en"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("en;q=0", None),
        ("en;q=x, zh", "en"),
        (" en ", "en"),
        ("de", None),
        ("*", None),
        ("", None),
        (None, None),
    ],
)
def test_first_language_that_we_speak_is_chosen(tag: str | None, locale: str | None) -> None:
    assert locales.read(tag) == locale


@given(st.text())
def test_any_language_tag_is_read(tag: str) -> None:
    found: Any = locales.read(tag)

    assert found in ("zh", "en", None)
