"""`make reference`: the tables of docs/ say what endpoints and settings declare."""

from pathlib import Path

import msgspec
import pytest

from shared.access import authentication, idempotency, limits
from shared.config.settings import FIELDS
from shared.errors import ApiError
from shared.hosts import gateway
from shared.http.endpoint import Endpoint, endpoint
from shared.http.inputs.pagination import Page, Search
from shared.http.request import Body
from tools.openapi import document
from tools.reference import endpoints, languages, pages, rules, settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
EN, ZH = languages.read("en"), languages.read("zh")
SERVED = document.served(gateway.TEMPLATE)
ENDPOINTS = [each for found in SERVED.values() for each in found]


class Order(Body, kw_only=True):
    count: int
    note: str = ""


class Shown(msgspec.Struct, frozen=True, rename={"since": "from"}):
    id: str
    since: str


def row(made: Endpoint) -> str:
    return endpoints.tables({"health": (made,)}, EN).splitlines()[-1]


def test_committed_pages_are_those_of_the_declarations() -> None:
    for path, text in pages.made(DOCS).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make reference`"


@pytest.mark.parametrize("ending", ["", ".zh-CN"])
def test_every_endpoint_setting_limit_and_code_is_told(ending: str) -> None:
    api = (DOCS / f"api{ending}.md").read_text(encoding="utf-8")
    said = (DOCS / f"settings{ending}.md").read_text(encoding="utf-8")

    assert all(f"\n| `{each.name}` | " in api for each in ENDPOINTS)
    assert f"\n| `{limits.LOGIN.name}` | {limits.LOGIN.hits} | {limits.LOGIN.seconds} | " in api
    assert all(f"`{kind.code}`" in api for kind in ApiError.__subclasses__())
    assert all(f"`{name}`" in said for setting in FIELDS.values() for name in setting.names)


def test_every_endpoint_says_what_it_does() -> None:
    assert [each.name for each in ENDPOINTS if not each.call.__doc__] == []


def test_chinese_says_the_same_things_and_no_others() -> None:
    assert ZH.words.keys() == EN.words.keys()
    assert ZH.who.keys() == EN.who.keys()
    assert ZH.functions.keys() == SERVED.keys()
    assert ZH.endpoints.keys() == {each.name for each in ENDPOINTS}
    assert ZH.groups.keys() == {group.__name__ for group in settings.groups()}
    assert ZH.settings.keys() == {setting.names[0] for setting in FIELDS.values()}


def test_a_row_says_who_how_often_what_is_taken_and_what_comes_back() -> None:
    @endpoint(
        "POST",
        "/x/{one}",
        who=authentication.person,
        limit=limits.WRITE,
        once=idempotency.once,
        status=201,
    )
    def call(one: str, body: Order) -> Shown:
        """Order one | two."""
        raise NotImplementedError

    assert row(call) == (
        "| `POST /x/{one}` | users, by token | `write` | Order one \\| two. "
        "Body: `count`, `note?`. `Idempotency-Key`. | 201 `id`, `from` |"
    )


def test_what_all_lists_take_is_not_told_again() -> None:
    @endpoint("GET", "/x")
    def call(query: Search) -> Page[Shown]:
        """All."""
        raise NotImplementedError

    assert row(call) == "| `GET /x` | anyone |  | All. Query: `q?`. | 200 a list of `id`, `from` |"


def test_an_answer_without_a_body_is_its_status() -> None:
    @endpoint("DELETE", "/x")
    def call() -> None:
        """Remove."""

    assert row(call) == "| `DELETE /x` | anyone |  | Remove. | 204 |"


def test_errors_of_one_status_share_a_row() -> None:
    assert "| 403 | `account_disabled`, `email_unconfirmed`, `forbidden`," in rules.errors_table(EN)


def test_a_setting_that_administrators_change_says_so() -> None:
    rows = dict.fromkeys(settings.tables(EN).splitlines())
    marked = {row.split("`")[1] for row in rows if "Administrators can change it" in row}

    assert {"LIMITS", "SIGNUP_CREDITS", "ENABLE_INVITE_CODES"} <= marked
    assert "JWT_SECRET" not in marked


def test_only_what_stands_between_the_marks_is_written() -> None:
    page = "# A\n<!-- limits: by a tool -->\nold\n<!-- end -->\nkept\n"

    made = pages.filled(page, {"limits": "new\n"})

    assert made == "# A\n<!-- limits: by a tool -->\n\nnew\n\n<!-- end -->\nkept\n"
    assert pages.filled(made, {"limits": "new\n"}) == made
