"""Datasets taken away as files: sent as they are read, or put where they can be fetched."""

import functools
import itertools
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec

from shared import ids, times
from shared.access import audit
from shared.access.audit import Actor
from shared.database import snapshots, transactions
from shared.errors import ApiError, InvalidRequest, PayloadTooLarge
from shared.exports import labelling
from shared.exports.formats import csv, ndjson, xlsx
from shared.exports.formats.tables import Head, Rows
from shared.http import streams
from shared.http.inputs import time_ranges
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.i18n import locales
from shared.storage import objects
from shared.store import exports
from shared.store.exports import INSTANTS, TABLES, Dataset

Word = Annotated[str, msgspec.Meta(max_length=100)]
Writer = Callable[[Head, Rows], Iterator[bytes]]

VALID = 6 * 3600  # seconds that the address of a file can be used; it is swept after a day
_EVER = 2**63 - 1
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
}


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """What to take: rows made `from` and `to` days (or instants) in `tz`, in which times show."""

    dataset: Dataset
    format: Literal["csv", "xlsx", "ndjson"] = "csv"
    since: Word = ""
    to: Word = ""
    tz: Word = ""
    bom: bool = True
    delivery: Literal["inline", "link"] = "inline"


class Link(msgspec.Struct, frozen=True):
    """Where the file can be fetched for a while, by anybody."""

    url: str
    rows: int
    bytes: int
    expires_at: str


ANSWERS = {200: {**dict.fromkeys(_TYPES.values(), bytes), JSON: Link}}


class Order(NamedTuple):
    """A query that was understood."""

    query: Query
    zone: ZoneInfo
    since: int
    until: int

    @property
    def content_type(self) -> str:
        return _TYPES[self.query.format]

    @property
    def filename(self) -> str:
        today = datetime.fromtimestamp(times.now() // 1000, self.zone)
        return f"{self.query.dataset}-{today:%Y%m%d}.{self.query.format}"

    @property
    def head(self) -> Head:
        table = TABLES[self.query.dataset]
        columns = labelling.named(table.columns) if table.labelled else table.columns
        return Head(self.query.dataset, columns, INSTANTS, self.zone)

    @property
    def writer(self) -> Writer:
        if self.query.format == "csv":
            return lambda head, rows: csv.pieces(head, rows, bom=self.query.bom)
        return xlsx.pieces if self.query.format == "xlsx" else ndjson.pieces


class _Counted:
    """Rows on their way, and how many they were."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self.count = 0

    def read(self) -> Generator[list[list[Any]]]:
        order = self._order
        with snapshots.opened() as snapshot:
            for some in exports.each(snapshot, order.query.dataset, order.since, order.until):
                self.count += len(some)
                yield some


def answer(request: Request, actor: Actor, query: Query) -> Response | Link:
    """The file, or where it is; PayloadTooLarge where the host cannot return it.

    Who takes what is noted before its first byte is read.
    """
    order = _understood(query)
    with transactions.writing() as tx:
        audit.note(tx, actor, "export", query.dataset, None, msgspec.to_builtins(query))
    return _link(order) if query.delivery == "link" else _inline(order, request)


def _understood(query: Query) -> Order:
    zone = time_ranges.zone(query.tz)
    since = time_ranges.instant(query.since, zone, "from", end=False) if query.since else 0
    until = time_ranges.instant(query.to, zone, "to", end=True) if query.to else _EVER
    if since > until:
        raise InvalidRequest("span_backwards", param="from")
    return Order(query, zone, since, until)


def _inline(order: Order, request: Request) -> Response:
    pieces = _from_the_first(_pieces(order, _Counted(order)), request.answer_limit)
    saved = f"attachment; filename=\"{order.filename}\"; filename*=UTF-8''{quote(order.filename)}"
    headers = {"Content-Type": order.content_type, "Content-Disposition": saved}
    last_words = functools.partial(_last_words, order, request)
    return Response(200, streams.begun(pieces), headers, last_words, cut=True)


def _last_words(order: Order, request: Request, error: ApiError) -> bytes:
    """A stream that breaks says so: granian would end it as if it were whole.

    Of a workbook nothing was sent before: the words are all there is, and do not open as one.
    """
    if order.query.format == "csv":
        said = locales.say("export_broken", request.locale)
        return csv.line([said, error.code, request.id])
    told = refuse(error, request).body
    return told if isinstance(told, bytes) else b""


def _link(order: Order) -> Link:
    rows = _Counted(order)
    key = f"{objects.TEMPORARY}exports/{ids.make()}.{order.query.format}"
    with closing(_pieces(order, rows)) as pieces:
        size = objects.put_stream(key, pieces, order.content_type)
    until = times.now() + VALID * 1000
    url = objects.url(key, VALID, order.content_type, order.filename)
    return Link(url, rows.count, size, times.iso(until))


def _pieces(order: Order, rows: _Counted) -> Generator[bytes]:
    """The file; who leaves it in the middle ends the query."""
    table = TABLES[order.query.dataset]
    with closing(rows.read()) as read:
        shown = labelling.labelled(read, table.columns) if table.labelled else read
        yield from order.writer(order.head, shown)


def _from_the_first(pieces: Generator[bytes], limit: int | None) -> Generator[bytes]:
    """All pieces, the first of which is there when a stream begins; PayloadTooLarge beyond."""
    with closing(pieces):
        first = next(pieces, b"")
        yield b""
        sent = 0
        for piece in itertools.chain([first], pieces):
            sent += len(piece)
            if limit is not None and sent > limit:
                raise PayloadTooLarge("export_too_large", param="delivery", limit=limit)
            yield piece
