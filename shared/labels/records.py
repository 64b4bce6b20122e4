"""What a label leads to: what was generated under its id, when and by which model."""

import msgspec

from shared import times
from shared.access.authentication import Caller
from shared.database import transactions
from shared.errors import NotFound
from shared.labels import aigc
from shared.labels.aigc import Aigc
from shared.store import produced


class Record(msgspec.Struct, frozen=True):
    """`kind` is that of a task (`image`, `video`, `speech`, `media`), `message`, `conversation`,
    `recognition`, or the endpoint of a call; a conversation may have answers of several models."""

    produce_id: str
    kind: str
    model: str | None
    created_at: str
    user_id: str
    aigc: Aigc


def find(caller: Caller, produce_id: str) -> Record:
    """For its owner and administrators; NotFound for all others, and of what is not kept."""
    with transactions.asking() as tx:
        found = produced.find(tx, produce_id)
    is_theirs = found and caller.user.id == found.user_id
    if not found or not (is_theirs or caller.user.role == "admin"):
        raise NotFound()
    return Record(
        produce_id=produce_id,
        kind=found.kind,
        model=found.model or None,
        created_at=times.iso(found.created_at),
        user_id=found.user_id,
        aigc=aigc.of(produce_id),
    )
