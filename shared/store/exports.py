"""What of which table an administrator may take away: no secret, and no hash of one."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from shared.database.snapshots import Snapshot

Dataset = Literal[
    "users",
    "conversations",
    "messages",
    "usage",
    "ledger",
    "recognitions",
    "drugs",
    "invites",
    "audit",
    "tasks",
]


class Table(msgspec.Struct, frozen=True):
    """`at` says when a row was made. The rows' order is that of `index`, so nothing is sorted."""

    name: str
    columns: tuple[str, ...]
    at: str = "created_at"
    order: str = "id"
    index: str = "PRIMARY"
    only: str = ""  # of which rows, if not of all
    labelled: bool = False  # whether models have written some of it


TABLES: dict[Dataset, Table] = {
    "users": Table(
        "users",
        tuple("id email name role credits disabled created_at".split()),
        only=" AND role <> 'withdrawn'",
    ),
    "conversations": Table(
        "conversations", tuple("id user_id persona title created_at updated_at".split())
    ),
    "messages": Table(
        "messages", tuple("id conversation_id role content model created_at".split()), labelled=True
    ),
    "usage": Table(
        "usage_calls",
        tuple(
            "id user_id key_id project model provider endpoint status end_reason input_tokens"
            " output_tokens cached_tokens reasoning_tokens credits first_ms total_ms at".split()
        ),
        at="at",
        order="at, id",
        index="usage_calls_at",
    ),
    "ledger": Table(
        "ledger",
        tuple("id user_id kind amount balance shortfall request_id reason at".split()),
        at="at",
    ),
    "recognitions": Table(
        "recognitions",
        tuple("id user_id kind result_json text file_id engine model credits created_at".split()),
        labelled=True,
    ),
    "drugs": Table(
        "drugs",
        tuple(
            "id name generic_name approval_number manufacturer specification dosage_form"
            " indications dosage contraindications warnings created_at updated_at".split()
        ),
    ),
    "invites": Table(
        "invites",
        tuple("id prefix kind max_uses uses credits note expires_at disabled created_at".split()),
    ),
    "audit": Table(
        "audit",
        tuple("id actor_id ip request_id action target before_json after_json at".split()),
        at="at",
    ),
    "tasks": Table(
        "tasks",
        tuple(
            "id user_id kind status progress result_json error credits"
            " created_at started_at ended_at".split()
        ),
    ),
}
INSTANTS = frozenset("at created_at updated_at expires_at started_at ended_at".split())

_decode = msgspec.json.Decoder(list[list[Any]]).decode


def each(snapshot: Snapshot, dataset: Dataset, since: int, until: int) -> Iterator[list[list[Any]]]:
    """The rows made from `since` on and before `until`, many at a time, oldest first.

    The database writes each row as one JSON array: that is read several times as fast as its
    columns (docs/decisions/0024).
    """
    for some in snapshot.each(_select(TABLES[dataset], snapshot.dialect), since=since, until=until):
        yield _decode(f"[{','.join([array for (array,) in some])}]")


def _select(table: Table, dialect: str) -> str:
    hint = f" FORCE INDEX ({table.index})" if dialect == "mysql" else ""
    return (
        f"SELECT JSON_ARRAY({', '.join(table.columns)}) FROM {table.name}{hint}"  # noqa: S608
        f" WHERE {table.at} >= :since AND {table.at} < :until{table.only} ORDER BY {table.order}"
    )
