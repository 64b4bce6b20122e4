"""/api/admin/export: every dataset in every format, and who may take it."""

import csv
import io
import json
import re
from typing import Any, get_args

import openpyxl  # type: ignore[import-untyped]
import pytest

from shared import times
from shared.exports.formats.csv import guarded
from shared.labels import aigc
from shared.store.exports import INSTANTS, TABLES, Dataset
from tests import datasets
from tests.client import Account, Answer, Client
from tests.datasets import IN_UTC, LOCAL, MADE, SECRET
from tests.people import administrator, api_key

PATH = "/api/admin/export"
DATASETS: tuple[Dataset, ...] = get_args(Dataset)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = list[dict[str, Any]]


def ask(client: Client, account: Account, **query: str) -> Answer:
    return client.call("GET", PATH, token=account.token, query=query)


def export(client: Client, account: Account, **query: str) -> Answer:
    answer = ask(client, account, **query)
    assert answer.status == 200, answer.body
    return answer


def of_csv(body: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def of_xlsx(body: bytes) -> Rows:
    """As a reader of Excel's files sees them; only text and numbers are cells of ours."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(body)).worksheets
    titles, *rows = list(sheet.iter_rows())
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    return [dict(zip((t.value for t in titles), map(_cell, row), strict=True)) for row in rows]


def of_ndjson(body: bytes) -> Rows:
    return [json.loads(line) for line in body.decode().splitlines()]


def _cell(cell: Any) -> Any:
    """Excel's own way to write control characters, undone."""
    if not isinstance(cell.value, str):
        return cell.value
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell.value)


def found(rows: Rows, row: dict[str, Any]) -> dict[str, Any]:
    (one,) = [each for each in rows if each["id"] == row["id"]]
    return one


def labelled(row: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """The last column of what models have written some of: who is not named has written nothing."""
    if not TABLES[dataset].labelled:
        return {}
    return {"aigc": aigc.text(aigc.of(row["id"])) if row["model"] else None}


def readable(row: dict[str, Any], dataset: Dataset) -> dict[str, Any]:
    """What people are to see of a row."""
    shown: dict[str, Any] = {}
    for name in TABLES[dataset].columns:
        if name not in INSTANTS:
            shown[name] = row[name]
        elif row[name] == MADE:
            shown |= {f"{name}_local": LOCAL, f"{name}_utc": IN_UTC}
        elif row[name] is None:
            shown |= {f"{name}_local": None, f"{name}_utc": None}
        else:
            shown |= {f"{name}_local": None, f"{name}_utc": "9999-12-31 23:59:59"}
    return shown | labelled(row, dataset)


@pytest.fixture
def admin(client: Client) -> Account:
    datasets.owned()
    return administrator(client)


# refused


def test_only_administrators_take_data_away(client: Client, admin: Account) -> None:
    user = client.register()
    key = api_key(client, admin)["key"]

    assert client.call("GET", PATH, query={"dataset": "users"}).status == 401
    assert ask(client, user, dataset="users").status == 403
    assert client.call("GET", PATH, token=key, query={"dataset": "users"}).status == 403


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({}, "dataset"),
        ({"dataset": "sessions"}, "dataset"),
        ({"dataset": "users", "format": "xls"}, "format"),
        ({"dataset": "users", "tz": "Mars/Base"}, "tz"),
        ({"dataset": "users", "tz": "../../etc/passwd"}, "tz"),
        ({"dataset": "users", "from": "yesterday"}, "from"),
        ({"dataset": "users", "from": "2026-01-01T00:00:00"}, "from"),
        ({"dataset": "users", "to": "9999-12-31"}, "to"),
        ({"dataset": "users", "from": "2026-02-01", "to": "2026-01-01"}, "from"),
        ({"dataset": "users", "bom": "2"}, "bom"),
        ({"dataset": "users", "delivery": "mail"}, "delivery"),
        ({"dataset": "users", "limit": "5"}, "limit"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field_and_leaves_no_trace(
    client: Client, admin: Account, query: dict[str, str], param: str
) -> None:
    answer = ask(client, admin, **query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body
    assert trail(client, admin) == []


# rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_row_leaves_as_csv(client: Client, admin: Account, dataset: Dataset) -> None:
    row = datasets.added(dataset)

    answer = export(client, admin, dataset=dataset)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.body.startswith(b"\xef\xbb\xbfid,")
    seen = found(of_csv(answer.body), row)
    wanted = readable(row, dataset)
    assert list(seen) == list(wanted)
    assert seen == {n: "" if v is None else str(guarded(v)) for n, v in wanted.items()}
    assert SECRET.encode() not in answer.body


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_row_leaves_as_a_workbook(client: Client, admin: Account, dataset: Dataset) -> None:
    row = datasets.added(dataset)

    answer = export(client, admin, dataset=dataset, format="xlsx")

    assert answer.headers["content-type"] == XLSX
    seen = found(of_xlsx(answer.body), row)
    assert seen == {n: v if v != "" else None for n, v in readable(row, dataset).items()}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_row_leaves_as_json(client: Client, admin: Account, dataset: Dataset) -> None:
    row = datasets.added(dataset)

    answer = export(client, admin, dataset=dataset, format="ndjson")

    assert answer.headers["content-type"] == "application/x-ndjson"
    seen = found(of_ndjson(answer.body), row)
    label = seen.pop("aigc", None)
    assert seen == {name: row[name] for name in TABLES[dataset].columns}
    assert label == labelled(row, dataset).get("aigc")
    assert SECRET.encode() not in answer.body


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
@pytest.mark.parametrize("dataset", ["messages", "recognitions"])
def test_what_a_model_wrote_leaves_with_its_label(
    client: Client, admin: Account, dataset: Dataset, format: str
) -> None:
    row = datasets.added(dataset, model="qwen-plus")

    answer = export(client, admin, dataset=dataset, format=format)

    rows = {"csv": of_csv, "xlsx": of_xlsx, "ndjson": of_ndjson}[format](answer.body)
    assert json.loads(found(rows, row)["aigc"]) == aigc.fields(aigc.of(row["id"]))


def test_no_column_that_leaves_is_named_like_a_secret() -> None:
    """`key_id` says which key, `prefix` how an invite's code begins: lists show both."""
    names = {name for table in TABLES.values() for name in table.columns}

    assert {n for n in names if re.search("password|secret|hash|token(?!s$)|code|key$", n)} == set()


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
def test_nothing_to_export_is_a_file_without_rows(
    client: Client, admin: Account, format: str
) -> None:
    answer = export(client, admin, dataset="tasks", format=format)

    rows = {"csv": of_csv, "xlsx": of_xlsx, "ndjson": of_ndjson}[format](answer.body)
    assert rows == []
    assert format == "ndjson" or answer.body != b""


def test_rows_come_in_the_order_they_were_made(client: Client, admin: Account) -> None:
    made = [datasets.added("usage", at=MADE + at) for at in (5000, 1000, 3000, 1000)]
    grants = [datasets.added("ledger") for _ in range(5)]

    usage = of_ndjson(export(client, admin, dataset="usage", format="ndjson").body)
    ledger = of_ndjson(export(client, admin, dataset="ledger", format="ndjson").body)

    wanted = [made[i]["id"] for i in (1, 3, 2, 0)]
    assert [row["id"] for row in usage] == wanted
    assert [row["id"] for row in ledger] == [row["id"] for row in grants]


def test_from_and_to_are_days_of_the_zone_or_instants(client: Client, admin: Account) -> None:
    day = 86_400_000
    before, on, after = (datasets.added("ledger", at=MADE + n * day) for n in (-1, 0, 1))

    def ids(**query: str) -> list[str]:
        answer = export(client, admin, dataset="ledger", format="ndjson", **query)
        return [row["id"] for row in of_ndjson(answer.body)]

    every = [before["id"], on["id"], after["id"]]
    assert ids() == every
    assert ids(**{"from": "2026-11-22"}) == every[1:]
    assert ids(to="2026-11-22") == every[:2]
    assert ids(**{"from": "2026-11-22", "to": "2026-11-22"}) == [on["id"]]
    assert ids(**{"from": "2026-11-22", "to": "2026-11-22", "tz": "Pacific/Kiritimati"}) == [
        on["id"]
    ]
    assert ids(**{"from": "2026-11-22T14:03:06+08:00"}) == [after["id"]]


def test_local_time_is_that_of_the_zone(client: Client, admin: Account) -> None:
    datasets.added("ledger")

    (row,) = of_csv(export(client, admin, dataset="ledger", tz="America/St_Johns").body)

    assert (row["at_local"], row["at_utc"]) == ("2026-11-22 02:33:05", IN_UTC)


def test_csv_comes_without_its_mark_where_nobody_wants_it(client: Client, admin: Account) -> None:
    assert export(client, admin, dataset="users", bom="0").body.startswith(b"id,")


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
def test_the_file_has_a_name(client: Client, admin: Account, format: str) -> None:
    answer = export(client, admin, dataset="drugs", format=format)

    today = times.iso(times.now() + 8 * 3_600_000)[:10].replace("-", "")
    name = f"drugs-{today}.{format}"
    wanted = f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert answer.headers["content-disposition"] == wanted


# trail


def trail(client: Client, admin: Account) -> Rows:
    answer = client.call("GET", "/api/admin/audit", token=admin.token, query={"action": "export"})
    noted: Rows = answer.json["data"]
    return noted


def test_what_was_taken_is_in_the_trail_with_its_filter(client: Client, admin: Account) -> None:
    export(client, admin, dataset="messages", format="ndjson", **{"from": "2026-01-01"})

    (noted,) = trail(client, admin)
    assert (noted["actor_id"], noted["target"]) == (admin.user["id"], "messages")
    assert noted["after"] == {
        "dataset": "messages", "format": "ndjson", "from": "2026-01-01", "to": "", "tz": "",
        "bom": True, "delivery": "inline",
    }  # fmt: skip


def test_a_look_at_the_head_sends_no_rows(client: Client, admin: Account) -> None:
    answer = client.call("HEAD", PATH, token=admin.token, query={"dataset": "users"})

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
