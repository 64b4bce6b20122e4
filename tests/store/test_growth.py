"""Lists, searches and statistics of tables that have grown: by the databases' own plans in small,
and by time in full (`make stress`)."""

import functools
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, get_args

import pytest

from shared import times
from shared.access import audit
from shared.accounts import invites
from shared.administration import system_work, user_lists
from shared.billing import books, calls, credits, summing, usage
from shared.chat import conversations
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.drugs import catalogue
from shared.files import inspection as everybodys_files
from shared.http.inputs.pagination import Ranged, Search
from shared.observability import table_counts
from shared.operations import alert_conditions
from shared.recognition import history
from shared.recognition import inspection as everybodys_recognitions
from shared.store import balances, users
from shared.store.usage import HOUR
from shared.store.users import User
from shared.tasks import listing
from tests import bulk
from tests.engines.mariadb import MariaDB

ID = "PADDED(n, 26)"
OWNER = "0" * 26
SORTED = 6_000  # rows of 20,000

Work = Callable[[], object]


def owner() -> User:
    with transactions.reading() as tx:
        return users.get(tx, OWNER)


def fill(url: str, most: int, drugs: int) -> None:
    """`most` rows in each table that grows; every hundredth belongs to one user."""
    hour = times.now() // HOUR * HOUR
    add = functools.partial(bulk.fill, url)
    add("users", most, id=ID, email="'user' || PADDED(n, 7) || '@example.com'", name="'用户' || n",
        password_hash="''", role="CASE WHEN n % 1000 = 1 THEN 'admin' ELSE 'user' END",
        credits="0", disabled="CASE WHEN n % 997 = 1 THEN 1 ELSE 0 END", token_version="1",
        created_at="n")  # fmt: skip
    theirs = "CASE WHEN n % 100 = 0 THEN PADDED(0, 26) ELSE PADDED(n, 26) END"
    add("conversations", most // 10, id=ID, user_id=theirs, persona="'chat'",
        title="'聊聊 ' || n", created_at="n", updated_at="n")  # fmt: skip
    add("messages", most, id=ID, conversation_id="PADDED(n % 1000, 26)", role="'user'",
        content="'你好，今天' || n", model="NULL", created_at="n")  # fmt: skip
    add("ledger", most, id=ID, user_id=theirs, kind="CASE WHEN n % 5000 = 1 THEN 'grant' ELSE"
        " 'settle' END", amount="-1", balance="1",
        shortfall="0", request_id="PADDED(n, 20)", reason="''", at="n")  # fmt: skip
    bulk.run(url, [
        "INSERT INTO reservations (request_id, user_id, amount, expires_at)"
        " SELECT request_id, user_id, 1, 1 FROM ledger ORDER BY id LIMIT 3"
    ])  # fmt: skip
    add("audit", most, id=ID, actor_id="PADDED(n % 3000, 26)", ip="''", request_id="''",
        action="CASE WHEN n % 5000 = 1 THEN 'users.unlock' ELSE 'users.change' END",
        target=theirs, before_json="'null'", after_json="'null'", at="n")  # fmt: skip
    add("tasks", most, id=ID, user_id=theirs, kind="CASE WHEN n % 1000 = 1 THEN 'video' ELSE"
        " 'image' END", status="CASE WHEN n % 5000 = 1 THEN 'queued' ELSE 'succeeded' END",
        result_json="'null'", created_at="n")  # fmt: skip
    add("files", most, id=ID, user_id=theirs, object_key="'k'", filename="'n'",
        content_type="'image/png'",
        size="1", status="'ready'", created_at="n")  # fmt: skip
    add("recognitions", most, id=ID, user_id=theirs, kind="CASE WHEN n % 1000 = 0 THEN"
        " 'drug' ELSE 'general' END", result_json="'{}'", text="''", file_id="NULL",
        engine="'ocr'", model="''", credits="0", created_at="n")  # fmt: skip
    add("invites", most // 10, id=ID, prefix="PADDED(n, 8)", code_hash="PADDED(n, 64)",
        max_uses="1", note="'批次 ' || CAST(n / 40 AS INTEGER)", created_at="n")  # fmt: skip
    add("invite_uses", most // 10, id=ID, invite_id="PADDED(n, 26)", user_id=ID, ip="''",
        used_at="n")  # fmt: skip
    numbers = dict.fromkeys(
        "input_tokens output_tokens cached_tokens reasoning_tokens credits first_ms total_ms"
        .split(), "n % 100"
    )  # fmt: skip
    add("usage_calls", most, id=ID, user_id=theirs, key_id="'key' || (n % 500)",
        project="'p' || (n % 300)", model="'model' || (n % 5)", provider="'p'",
        endpoint="CASE WHEN n % 2 = 0 THEN 'chat' ELSE 'completions' END",
        status="CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'ok' END", end_reason="'done'",
        at=f"{hour} - {2 * HOUR} - CAST(n % 2500000 * 1000 AS INTEGER)", **numbers)  # fmt: skip
    _fill_drugs(url, drugs)
    if url.startswith("mysql"):
        bulk.run(url, [f"ANALYZE TABLE {name}" for name in ANALYSED])


ANALYSED = (
    *("users", "conversations", "messages", "ledger", "audit", "tasks", "recognitions", "files"),
    *("usage_calls", "usage_hours", "usage_sums", "usage_owners", "drugs", "drug_terms", "invites"),
    "invite_uses",
)


def _fill_drugs(url: str, count: int) -> None:
    """Names of two syllables out of thousand, an approval number each, one of 500 makers."""
    word = "'国药准字h' || PADDED(n + 20000000, 8)"
    name = "'阿莫' || PADDED(n % 1000, 3) || '西林胶囊'"
    maker = "'联邦' || PADDED(n % 500, 3) || '制药'"
    texts = dict.fromkeys(
        "generic_name specification dosage_form indications dosage contraindications warnings"
        " generic_key".split(), "''"
    )  # fmt: skip
    bulk.fill(url, "drugs", count, id=ID, name=name, approval_number=word, manufacturer=maker,
              name_key=name, words=f"{name} || ' ' || {word} || ' ' || {maker}",
              created_at="n", updated_at="n", **texts)  # fmt: skip
    length = {"sqlite": "LENGTH", "mysql": "CHAR_LENGTH"}[url.partition(":")[0]]
    ignore = {"sqlite": "OR IGNORE", "mysql": "IGNORE"}[url.partition(":")[0]]
    bulk.run(url, [
        f"INSERT {ignore} INTO drug_terms (term, drug_id)"  # noqa: S608
        f" SELECT RTRIM(SUBSTR(words, {place}, 3)), id FROM drugs WHERE {length}(words) >= {place}"
        f" AND SUBSTR(words, {place}, 3) NOT LIKE '% %'"
        for place in range(1, 34)
    ])  # fmt: skip


def works() -> dict[str, Work]:
    """What reads a table that grows: a first page, a page by search, or a statistic."""
    return _searches() | _lists() | _narrowed() | _statistics()


def _searches() -> dict[str, Work]:
    q = {"some": "阿莫123", "all": "制药", "none": "布洛芬", "number": "h20000042", "short": "联邦",
         "two": "阿莫 联邦499", "rare": "国药 999西林 联邦001", "": ""}  # fmt: skip
    found: dict[str, Work] = {
        f"drugs: {name}": functools.partial(catalogue.page, Search(q=text))
        for name, text in q.items()
    }
    later = Search(q="制药", cursor=f"{500:026}")
    return found | {"drugs, later": functools.partial(catalogue.page, later)}


def _lists() -> dict[str, Work]:
    me = owner()
    return {
        "conversations": lambda: conversations.page(me, Search()),
        "conversations: none": lambda: conversations.page(me, Search(q="没有")),
        "ledger": lambda: credits.page("", Ranged()),
        "ledger of one": lambda: credits.page(OWNER, Ranged()),
        "ledger of another": lambda: credits.page(f"{7:026}", Ranged()),
        "invites": lambda: invites.page(invites.Filter()),
        "invites: kind": lambda: invites.page(invites.Filter(kind="redemption")),
        "invites: some": lambda: invites.page(invites.Filter(q="批次 7")),
        "invites: none": lambda: invites.page(invites.Filter(q="没有")),
        "recognitions": lambda: history.page(me, history.Wanted(kind="drug")),
    }


def _tasks(wanted: listing.Filter) -> object:
    return listing.page(wanted, "en")


def _narrowed() -> dict[str, Work]:
    """Lists of administrators."""
    asked: dict[Any, tuple[dict[str, Any], ...]] = {
        (user_lists.page, user_lists.Filter): (
            {}, {"role": "admin"}, {"role": "user"}, {"disabled": True}, {"q": "user0000"},
            {"q": "user00007"}, {"q": "用户99"}, {"q": "nobody"}, {"q": "user"},
            {"role": "admin", "disabled": True}, {"code_note": "批次 7"},
            {"code_note": "批次 7", "q": "用户"},
            *({"sort": sort, **more} for sort in ("email", "-email", "created_at")
              for more in ({}, {"role": "admin"}, {"disabled": True}, {"q": "nobody"},
                           {"code_note": "批次 7"})),
        ),
        (audit.page, audit.Filter): (
            {}, {"action": "users.unlock"}, {"target": OWNER}, {"q": "unlock"}, {"q": "none"},
            {"actor": f"{7:026}"}, {"actor": f"{7:026}", "action": "users.unlock"},
            {"actor": "nobody"},
        ),
        (books.page, books.Wanted): (
            {}, {"user": OWNER}, {"kind": "grant"}, {"kind": "signup"}, {"request": f"{7:020}"},
            {"open": True}, {"user": OWNER, "kind": "grant"}, {"open": True, "kind": "settle"},
        ),
        (calls.page, calls.Wanted): (
            {}, {"user": OWNER}, {"user": f"{7:026}", "status": "failed"}, {"status": "failed"},
            {"user": OWNER, "model": "none"},
            {"model": "model3"}, {"model": "none"}, {"key": "key7"}, {"project": "p7"},
            {"provider": "none"}, {"endpoint": "chat"}, {"call": f"{7:026}"},
        ),
        (everybodys_files.page, everybodys_files.Filter): ({}, {"user": OWNER}),
        (everybodys_recognitions.page, everybodys_recognitions.Filter): (
            {}, {"user": OWNER}, {"kind": "drug"}, {"kind": "antique"},
            {"user": OWNER, "kind": "drug"},
        ),
        (_tasks, listing.Filter): (
            {}, {"status": "queued"}, {"kind": "video"}, {"user": OWNER},
            {"kind": "video", "status": "failed"},
        ),
    }  # fmt: skip
    return {
        f"{page.__module__} {words}": functools.partial(page, narrowed(**words))
        for (page, narrowed), every in asked.items()
        for words in every
    }


def low_balances() -> None:
    with transactions.reading() as tx:
        balances.low(tx, 10, 0, alert_conditions._CALLS, alert_conditions._MOST)


def _statistics() -> dict[str, Work]:
    found: dict[str, Work] = {"metrics": table_counts.take}
    for by in get_args(usage.Group):
        query = usage.Query(group_by=by)
        found[f"usage by {by}"] = functools.partial(usage.report, query)
        found[f"one's usage by {by}"] = functools.partial(usage.report, query, OWNER)
    found["usage of a key"] = lambda: usage.report(usage.Query(key="key7"))
    found["usage of a project"] = lambda: usage.report(usage.Query(project="p7"))
    found["low balances"] = low_balances
    for part in (system_work.of_tasks, system_work.of_reservations, system_work.of_endpoints):
        found[f"system: {part.__name__}"] = part
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The statements that are run, with their values."""
    seen: list[tuple[str, dict[str, Any]]] = []
    execute = Transaction._execute

    def noted(self: Transaction, sql: str, values: dict[str, Any]) -> Any:
        seen.append((sql, values))
        return execute(self, sql, values)

    monkeypatch.setattr(Transaction, "_execute", noted)
    monkeypatch.setattr(transactions.Single, "_execute", noted)
    return seen


def wide(sql: str, values: dict[str, Any]) -> list[str]:
    """The steps on the way to the rows that take longer the more rows there are."""
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "mysql": "EXPLAIN "}
    with transactions.reading() as tx:
        steps = tx.all(explain[tx.dialect] + sql, **values)
    return [str(step.get("detail", step)) for step in steps if _is_wide(step)]


def _is_wide(step: dict[str, Any]) -> bool:
    """Whether a step reads a whole table that grows, or sorts what it reads of much of one."""
    if "detail" in step:  # SQLite: with an index it only follows its order
        _, table, *how = [*step["detail"].split(), ""][:3]
        return step["detail"].startswith("SCAN ") and table in ANALYSED and how != ["USING"]
    sorts = (
        "filesort" in str(step["Extra"]) and int(str(step["rows"] or 0).split()[0]) > SORTED
    )  # `1 (0%)` of a filter by row ids
    return step["table"] in ANALYSED and (step["type"] == "ALL" or sorts)


@pytest.mark.parametrize("kind", ["sqlite", "mariadb"])
def test_every_list_and_statistic_finds_its_rows_by_an_index(
    kind: str, request: pytest.FixtureRequest, asked: list[tuple[str, dict[str, Any]]]
) -> None:
    url: str = request.getfixturevalue("sqlite" if kind == "sqlite" else "mariadb_url")
    fill(url, 20_000, 3_000)
    summing.roll_up()
    faults: dict[str, list[str]] = {}
    for name, work in works().items():
        asked.clear()
        work()
        statements = [one for one in asked if one[0].lstrip().startswith("SELECT")]
        assert statements, name
        for sql, values in statements:
            if found := wide(sql, values):
                faults.setdefault(name, []).append(f"{found}: {sql}")
    assert not faults, "\n".join(f"{name}: {found}" for name, found in faults.items())


@pytest.mark.stress
@pytest.mark.parametrize("kind", ["sqlite", "mariadb"])
def test_a_million_rows_answer_their_first_page_in_a_tenth_of_a_second(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    url: str = request.getfixturevalue("sqlite" if kind == "sqlite" else "own_mariadb")
    begun = time.perf_counter()
    fill(url, 1_000_000, 200_000)
    filled = time.perf_counter() - begun
    summing.roll_up()
    print(f"\n{kind}: filled in {filled:.0f} s, {time.perf_counter() - begun:.0f} s with sums")  # noqa: T201
    first = {"metrics": milliseconds(table_counts.take)}  # counts all; later the sweeps do
    took = {name: min(milliseconds(work) for _ in range(3)) for name, work in works().items()}
    peaks = {name: peak(work) for name, work in works().items()}
    for name, ms in sorted(took.items(), key=lambda one: -one[1]):
        print(f"{ms:8.1f} ms  {name}")  # noqa: T201
    print("the first scrape:", first, "bytes:", max(peaks.values()))  # noqa: T201
    assert {name: ms for name, ms in took.items() if ms > 100} == {}
    assert max(peaks.values()) < 50_000_000


@pytest.fixture
def own_mariadb(mariadb_server: MariaDB, configure: Callable[..., None]) -> str:
    from migrations import upgrade

    url = mariadb_server.database("growth")
    upgrade.to_newest(url)
    configure(DATABASE_URL=url, DB_READ_TIMEOUT="60")
    assert environment.settings().database_url == url
    return url


def milliseconds(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def peak(work: Work) -> int:
    """The bytes of Python's memory that it takes at most."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
