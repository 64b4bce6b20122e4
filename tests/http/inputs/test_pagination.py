"""Lists: cursors, searches and pages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import ids
from shared.errors import InvalidRequest
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging, Search


@pytest.mark.parametrize(
    "cursor", ["x", "!" * 26, "a" * 25, "a" * 27, "云" * 26, "é" * 26, " " * 26]
)
def test_cursor_that_we_did_not_make_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        _ = Paging(cursor=cursor).before

    assert refused.value.param == "cursor"


def test_first_page_begins_before_every_id() -> None:
    assert ids.make() < Paging().before


def test_further_page_begins_before_its_cursor() -> None:
    cursor = ids.make()

    assert Paging(cursor=cursor).before == cursor


def test_page_with_more_after_it_says_where_to_go_on() -> None:
    assert pagination.page(["c", "b", "a"], ["3", "2", "1"], 2) == Page(["c", "b"], "2")


@pytest.mark.parametrize("items", [[], ["c"], ["c", "b"]])
def test_last_page_has_no_cursor(items: list[str]) -> None:
    assert pagination.page(items, items, 2) == Page(items, None)


def like(text: str, pattern: str) -> bool:
    """LIKE with `!` as its escape, as the databases read it."""
    parts = re.findall(r"!.|.", pattern, re.DOTALL)
    regex = "".join({"%": ".*", "_": "."}.get(p, re.escape(p[-1])) for p in parts)
    return re.fullmatch(regex, text, re.DOTALL) is not None


LETTERS = st.text("ab!%_\\云", max_size=6)


@given(LETTERS, LETTERS)
def test_pattern_matches_what_contains_the_search(text: str, q: str) -> None:
    assert like(text, Search(q=q).like) == (q in text)
