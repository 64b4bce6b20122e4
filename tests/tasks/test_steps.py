"""How a task goes from step to step, and what it costs in the end."""

from pathlib import Path

import msgspec
import pytest

from shared.database import transactions
from shared.store import files
from tests.conftest import Configure
from tests.tasks.counting import PAINT, said
from tests.tasks.ordering import (
    RICH,
    caller,
    credits_of,
    ordered,
    row,
    set_aside,
    step,
    work_until_idle,
)


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")


def test_our_own_work_is_done_at_once_and_charged(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path)
    assert (task.status, credits_of(who), set_aside()) == ("queued", RICH - 10, (1, 10))

    assert step(task.id)

    done = row(task.id)
    assert (done.status, done.progress, done.unfinished) == ("succeeded", 100, 0)
    assert msgspec.json.decode(done.result_json) == {"counted": 1}
    assert (done.credits, credits_of(who), set_aside()) == (7, RICH - 7, (0, 0))
    assert not step(task.id)


def test_what_a_provider_works_on_is_polled_and_stored(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=2)

    work_until_idle()

    done = row(task.id)
    assert (done.status, done.credits, done.upstream_request) == ("succeeded", 7, "req-1")
    diary = msgspec.json.decode(done.request_json or "")["diary"]
    assert said(diary) == ["start", "poll", "poll", "poll", "store"]
    result = msgspec.json.decode(done.result_json)
    with transactions.reading() as tx:
        kept = files.get(tx, result["images"][0]["file_id"], who.user.id)
    assert kept.status == "ready"
    assert set_aside() == (0, 0)
