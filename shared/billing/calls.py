"""Calls of models one by one, as administrators look for them: whose, of what, how they ended."""

from typing import Annotated, Literal

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Row
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Ranged, Word
from shared.store import calls, rows, users

Id = Annotated[str, msgspec.Meta(max_length=26)]


class Wanted(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of the calls; an empty word is any. `call` is the id of one, as the ledger and the
    protocols of others have it."""

    call: Annotated[str, msgspec.Meta(max_length=64)] = ""
    user: Id = ""
    key: Id = ""
    model: Word = ""
    provider: Word = ""
    project: Word = ""
    endpoint: Word = ""
    status: Literal["", "ok", "failed"] = ""

    @property
    def others(self) -> dict[str, str]:
        """What no index has."""
        return {
            "key_id": self.key,
            "model": self.model,
            "provider": self.provider,
            "project": self.project,
            "endpoint": self.endpoint,
            "status": self.status,
        }


class CallShown(msgspec.Struct, frozen=True, kw_only=True):
    """A call, without a word of what was said; `email` is null when nobody called, or they have
    left. `first_ms` is until the first word, `total_ms` until the last."""

    id: str
    at: str
    user_id: str
    email: str | None
    key_id: str
    project: str
    model: str
    provider: str
    endpoint: str
    status: str
    end_reason: str
    input_tokens: int
    output_tokens: int
    credits: int
    first_ms: int
    total_ms: int


def page(wanted: Wanted) -> Page[CallShown]:
    """The newest calls; by what no index has, those among the next ten thousand."""
    first, before = wanted.span
    others, known = wanted.others, wanted.user or wanted.call
    with transactions.reading() as tx:
        narrow = any(others.values()) and not known
        since = rows.before_some(tx, "usage_calls", before, LOOKED_AT) if narrow else ""
        found = calls.page(
            tx,
            since=max(first, since),
            before=before,
            limit=wanted.limit + 1,
            id=wanted.call.rpartition("-")[2],
            user_id=wanted.user,
            **others,
        )
        emails = users.emails(tx, sorted({row["user_id"] for row in found}))
    shown = [_shown(row, emails.get(row["user_id"])) for row in found]
    looked_until = since if since > first else ""
    return pagination.page(shown, [each.id for each in shown], wanted.limit, looked_until)


def _shown(row: Row, email: str | None) -> CallShown:
    return CallShown(**row | {"at": times.iso(row["at"]), "email": email})
