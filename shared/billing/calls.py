"""Calls of models one by one, as administrators look for them: whose, of what, how they ended."""

import re
from typing import Annotated, Literal

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Row
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Ranged, Word
from shared.store import calls, rows, users

_OURS = re.compile(r"[0-9A-Z]{26}")  # chatcmpl-…, resp_…, msg_…, and what is in an answer
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
    def id(self) -> str:
        """Of the call itself."""
        found = _OURS.search(self.call)
        return found[0] if found else self.call

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
    """The newest calls, or a user's; by what no index has, those among the next ten thousand."""
    (first, before), others, since = wanted.span, wanted.others, ""
    with transactions.reading() as tx:
        if any(others.values()) and not wanted.call:
            since = rows.before_some(tx, "usage_calls", before, LOOKED_AT, user_id=wanted.user)
        found = calls.page(
            tx,
            since=max(first, since),
            before=before,
            limit=wanted.limit + 1,
            id=wanted.id,
            user_id=wanted.user,
            **others,
        )
        emails = users.emails(tx, sorted({row["user_id"] for row in found}))
    shown = [_shown(row, emails.get(row["user_id"])) for row in found]
    looked_until = since if since > first else ""
    return pagination.page(shown, [each.id for each in shown], wanted.limit, looked_until)


def _shown(row: Row, email: str | None) -> CallShown:
    return CallShown(**row | {"at": times.iso(row["at"]), "email": email})
