"""What was recognised for a user: listed, read again, removed with its picture."""

import contextlib
from typing import Literal, cast

import msgspec

from shared import times
from shared.database import transactions
from shared.errors import NotFound
from shared.files import library
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.labels import aigc
from shared.recognition.results import Credits, Image, Kind, Recognised
from shared.store import recognitions
from shared.store.recognitions import Recognition
from shared.store.users import User


class Wanted(Paging, frozen=True, forbid_unknown_fields=True):
    """The query of the list; without a kind, of every kind."""

    kind: Literal["", "drug", "antique", "general"] = ""


def page(owner: User, wanted: Wanted) -> Page[Recognised]:
    with transactions.asking() as tx:
        found = recognitions.page(
            tx, owner.id, before=wanted.before, kind=wanted.kind, limit=wanted.limit + 1
        )
    shown = [_shown(row, Image(row.file_id, None) if row.file_id else None) for row in found]
    return pagination.page(shown, [row.id for row in found], wanted.limit)


def get(owner: User, recognition_id: str) -> Recognised:
    with transactions.asking() as tx:
        found = recognitions.get(tx, recognition_id, owner.id)
    return _shown(found, _image(owner, found))


def remove(owner: User, recognition_id: str) -> None:
    def drop(tx: transactions.Transaction) -> Recognition:
        found = recognitions.get(tx, recognition_id, owner.id)
        recognitions.remove(tx, recognition_id, owner.id)
        return found

    file_id = transactions.atomically(drop).file_id
    if file_id:
        with contextlib.suppress(NotFound):  # its owner has removed the picture alone
            library.remove(owner, file_id)


def _image(owner: User, row: Recognition) -> Image | None:
    """None when its owner has removed the picture alone."""
    if not row.file_id:
        return None
    try:
        return Image(row.file_id, library.get(owner, row.file_id).url)
    except NotFound:
        return None


def _shown(row: Recognition, image: Image | None) -> Recognised:
    return Recognised(
        id=row.id,
        kind=cast(Kind, row.kind),
        result=msgspec.Raw(row.result_json.encode()),
        text=row.text,
        image=image,
        engine=row.engine,
        model=row.model or None,
        credits=Credits(row.credits, None),
        created_at=times.iso(row.created_at),
        aigc=aigc.of(row.id) if row.model else None,
    )
