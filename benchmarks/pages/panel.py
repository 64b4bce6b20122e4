"""The panel for administrators: what it weighs, and what a page of rows costs to draw anew."""

import functools
import itertools
import statistics
from typing import Any

from benchmarks.pages.house import OPERATOR, PASSWORD, House
from benchmarks.pages.reader import Reader, reading
from benchmarks.pages.screens import weigh
from benchmarks.report import Row, Target

_ROWS, _TIMES = 100, 7
_USERS = "/admin#/users?size=100"
_turns = itertools.count(1)


def measure(house: House) -> list[Row]:
    return [_weight(house), _redrawn(house)]


def _weight(house: House) -> Row:
    """All that a browser fetches until the list of users is there, the log-in before it too."""
    with reading(house) as reader:
        sizes: dict[str, int] = {}
        reader.page.on("requestfinished", functools.partial(weigh, sizes))
        _enter(reader)
        reader.page.wait_for_timeout(500)
        kilobytes = sum(sizes.values()) / 1000
    return Row("panel with its log-in, JS and CSS", "KB gzip", kilobytes, None, Target(140))


def _redrawn(house: House) -> Row:
    found = []
    with reading(house) as reader:
        reader.page.route("**/api/admin/users?*", _answer)
        _enter(reader)
        _shown(reader)
        for _ in range(_TIMES):
            with reader.course() as course:
                reader.page.get_by_role("button", name="刷新").last.click()
                _shown(reader)
            found.append(course[0].longest)
    longest = statistics.median(found)
    return Row(f"panel, {_ROWS} rows drawn anew, longest task", "ms CPU", longest, None, Target(50))


def _enter(reader: Reader) -> None:
    reader.page.goto(f"{reader.house.address}{_USERS}")
    reader.page.get_by_label("邮箱").fill(OPERATOR)
    reader.page.get_by_label("密码").fill(PASSWORD)
    reader.page.get_by_role("button", name="登录", exact=True).click()
    reader.page.locator("table.data[aria-busy=false] tbody tr").first.wait_for()


def _answer(route: Any) -> None:
    """Everything in every row is another each time."""
    turn = next(_turns)
    data = [_user(turn, row) for row in range(_ROWS)]
    route.fulfill(json={"data": data, "next_cursor": None})


def _user(turn: int, row: int) -> dict[str, Any]:
    return {
        "id": f"{turn:013}{row:013}",
        "email": f"user{turn}-{row}@example.com",
        "name": f"用户{turn}-{row}",
        "role": "admin" if (turn + row) % 9 == 0 else "user",
        "credits": turn * 1000 + row,
        "disabled": (turn + row) % 7 == 0,
        "confirmed": True,
        "second_factor": False,
        "created_at": f"2026-11-{row % 28 + 1:02}T01:00:00.000Z",
        "storage": {"bytes": 0, "files": 0},
    }


def _shown(reader: Reader) -> None:
    """The rows of the latest answer stand there, painted."""
    reader.page.wait_for_function(
        "(count) => {"
        " const rows = document.querySelectorAll('table.data[aria-busy=false] tbody tr');"
        " return rows.length === count && rows[0].textContent !== window.before; }",
        arg=_ROWS,
    )
    reader.page.evaluate(
        "() => { window.before = document.querySelector('tbody tr').textContent;"
        " return new Promise((done) => requestAnimationFrame(() => setTimeout(done))); }"
    )
