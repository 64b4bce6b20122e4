"""A row of every dataset with what is hard to carry, and secrets beside it that must stay."""

from datetime import UTC, datetime
from typing import Any

from shared import ids
from shared.database import transactions
from shared.store.exports import TABLES, Dataset

MADE = int(datetime(2026, 11, 22, 6, 3, 5, 789_000, UTC).timestamp() * 1000)
LOCAL, IN_UTC = "2026-11-22 14:03:05", "2026-11-22 06:03:05"
AWKWARD = '=1+1,"引号"\r\n药\t😀\x01 end'
SECRET = "never-leaves"
OWNER = "01KAEXPRT0WNER0000000000AA"

_USER = {
    "email": "=owner@example.com", "name": AWKWARD, "password_hash": SECRET, "role": "user",
    "credits": -5, "disabled": 0, "token_version": 1, "created_at": MADE,
}  # fmt: skip
ROWS: dict[Dataset, dict[str, Any]] = {
    "users": _USER,
    "conversations": {
        "user_id": OWNER, "persona": "chat", "title": AWKWARD, "created_at": MADE,
        "updated_at": MADE,
    },
    "messages": {
        "conversation_id": OWNER, "role": "user", "content": AWKWARD, "model": None,
        "created_at": MADE,
    },
    "usage": {
        "user_id": OWNER, "key_id": "", "project": AWKWARD, "model": "@m", "provider": "p",
        "endpoint": "chat", "status": "ok", "end_reason": "done", "input_tokens": 1,
        "output_tokens": 2, "cached_tokens": 0, "reasoning_tokens": 0, "credits": 10**12,
        "first_ms": 3, "total_ms": 4, "at": MADE,
    },
    "ledger": {
        "user_id": OWNER, "kind": "grant", "amount": -7, "balance": 0, "shortfall": 0,
        "request_id": "r", "reason": AWKWARD, "at": MADE,
    },
    "recognitions": {
        "user_id": OWNER, "kind": "drug", "result_json": '{"名称":null}', "text": AWKWARD,
        "file_id": None, "engine": "ocr", "model": "", "credits": 0, "created_at": MADE,
    },
    "drugs": {
        "name": "＝药", "generic_name": AWKWARD, "approval_number": "国药准字H1",
        "manufacturer": "", "specification": "+1", "dosage_form": "片", "indications": "-",
        "dosage": "", "words": "", "contraindications": "", "warnings": "", "name_key": "",
        "generic_key": "", "created_at": MADE, "updated_at": MADE,
    },
    "invites": {
        "prefix": "ABCDE", "kind": "invite", "code_hash": SECRET, "max_uses": 1, "uses": 0,
        "credits": 0, "note": AWKWARD, "expires_at": 253_402_300_799_999, "disabled": 0,
        "created_at": MADE,
    },
    "audit": {
        "actor_id": OWNER, "ip": "203.0.113.7", "request_id": "r", "action": "user.change",
        "target": AWKWARD, "before_json": "null", "after_json": '{"name":"药"}', "at": MADE,
    },
    "tasks": {
        "user_id": OWNER, "kind": "resize", "status": "done", "progress": 100,
        "result_json": "{}", "error": AWKWARD, "credits": 0, "created_at": MADE,
        "started_at": MADE, "ended_at": None,
    },
}  # fmt: skip
_KEPT_ELSEWHERE: dict[str, dict[str, Any]] = {
    "sessions": {
        "id": OWNER, "user_id": OWNER, "family": OWNER, "token_hash": SECRET, "created_at": MADE,
        "expires_at": MADE, "ended_at": None,
    },
    "api_keys": {
        "id": OWNER, "user_id": OWNER, "name": "k", "project": None, "prefix": "sk-",
        "key_hash": SECRET, "created_at": MADE, "expires_at": None, "last_used_at": None,
    },
}  # fmt: skip


def owned() -> None:
    """An owner, and a conversation, with secrets of every kind."""
    _insert("users", {**_USER, "id": OWNER, "email": "owner@example.com"})
    _insert("conversations", {**ROWS["conversations"], "id": OWNER})
    for table, row in _KEPT_ELSEWHERE.items():
        _insert(table, row)


def added(dataset: Dataset, **changes: Any) -> dict[str, Any]:
    """One more row of a dataset, as its table has it."""
    row = {"id": ids.make(), **ROWS[dataset], **changes}
    for unique in {"email", "approval_number", "code_hash", "request_id"} & row.keys():
        row[unique] = f"{row[unique]}{row['id']}"
    _insert(TABLES[dataset].name, row)
    return row


def usage(count: int, project: str = "项目") -> None:
    """So many calls, quickly (MariaDB)."""
    row = {**ROWS["usage"], "project": project, "model": "qwen-plus"}
    names = ", ".join(row)
    values = ", ".join(":at + seq * 1000" if name == "at" else f":{name}" for name in row)
    id = "CONCAT('01KA', LPAD(seq, 22, '0'))"
    for first in range(1, count + 1, 25_000):
        last = min(count, first + 24_999)
        with transactions.writing() as tx:
            tx.run(
                f"INSERT INTO usage_calls (id, {names})"  # noqa: S608
                f" SELECT {id}, {values} FROM seq_{first}_to_{last}",
                **row,
            )


def _insert(table: str, row: dict[str, Any]) -> None:
    with transactions.writing() as tx:
        values = ", ".join(f":{name}" for name in row)
        tx.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", **row)  # noqa: S608
