"""The catalogue of drugs: what everybody may search, and administrators change."""

import hashlib
from pathlib import Path
from typing import Annotated

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.drugs import csv_import, names, validation
from shared.drugs.validation import Entry
from shared.errors import InvalidRequest
from shared.http.inputs import fields, pagination
from shared.http.inputs.pagination import Page, Search
from shared.http.request import Body
from shared.store import drug_terms, drugs, rows
from shared.store.drugs import DrugRow

_LOOKED_AT = 5_000  # drugs in one search for what many have

Text = Annotated[fields.AsItIs, msgspec.Meta(max_length=4000)]


class Given(Body, kw_only=True):
    """A drug as an administrator describes it."""

    name: Text
    approval_number: Text
    generic_name: Text | None = None
    manufacturer: Text | None = None
    specification: Text | None = None
    dosage_form: Text | None = None
    indications: Text | None = None
    dosage: Text | None = None
    contraindications: Text | None = None
    warnings: Text | None = None


class Drug(msgspec.Struct, frozen=True, kw_only=True):
    """A drug of the catalogue; None is what it does not say."""

    id: str
    name: str
    generic_name: str | None
    approval_number: str
    manufacturer: str | None
    specification: str | None
    dosage_form: str | None
    indications: str | None
    dosage: str | None
    contraindications: str | None
    warnings: str | None
    created_at: str
    updated_at: str


class Imported(msgspec.Struct, frozen=True):
    added: int
    replaced: int


def page(wanted: Search) -> Page[Drug]:
    """Those with all of the words of `q`, in this order, in name, approval number and maker.

    Where a great many have each of them, a page may be short, and the next goes on from there.
    """
    words = [key for word in wanted.q.split() if (key := names.key(word))]
    if wanted.q.strip() and not words:
        return Page([])
    with transactions.searching() as tx:
        found, looked_until = _found(tx, wanted, words)
    ids = [row.id for row in found]
    return pagination.page([shown(row) for row in found], ids, wanted.limit, looked_until)


def get(drug_id: str) -> Drug:
    with transactions.asking() as tx:
        return shown(drugs.get(tx, drug_id))


def add(actor: Actor, given: Given) -> Drug:
    row = validation.row(_entry(given))

    def keep(tx: Transaction) -> None:
        drugs.add(tx, row)
        audit.note(tx, actor, "drugs.add", row.id, None, _seen(row))

    transactions.atomically(keep)
    return shown(row)


def replace(actor: Actor, drug_id: str, given: Given) -> Drug:
    """Say everything of a drug anew; what is not given is not known any more."""
    entry = _entry(given)

    def keep(tx: Transaction) -> DrugRow:
        before = drugs.get_locked(tx, drug_id)
        drugs.replace(tx, validation.row(entry, drug_id))
        after = drugs.get(tx, drug_id)
        audit.note(tx, actor, "drugs.change", drug_id, _seen(before), _seen(after))
        return after

    return shown(transactions.atomically(keep))


def remove(actor: Actor, drug_id: str) -> None:
    def drop(tx: Transaction) -> None:
        before = drugs.get_locked(tx, drug_id)
        drugs.remove(tx, drug_id)
        audit.note(tx, actor, "drugs.remove", drug_id, _seen(before), None)

    transactions.atomically(drop)


def import_csv(actor: Actor, raw: bytes) -> Imported:
    """Import a CSV file as `drug_files` describes it: all of it or nothing.

    A drug whose approval number is known replaces the known one, which keeps its id.
    """
    entries = csv_import.read(raw)
    digest = hashlib.sha256(raw).hexdigest()

    def keep(tx: Transaction) -> Imported:
        done = _put(tx, entries)
        after = {**msgspec.structs.asdict(done), "sha256": digest}
        audit.note(tx, actor, "drugs.import", "", None, after)
        return done

    return transactions.atomically(keep)


def preview_csv(raw: bytes) -> Imported:
    """What importing a file would do; InvalidLines, and nothing is changed."""
    entries = csv_import.read(raw)
    with transactions.reading() as tx:
        known = drugs.count_known(tx, [entry["approval_number"] for entry in entries])
    return Imported(len(entries) - known, known)


def load_samples(path: Path) -> int:
    """Import a file into a catalogue that is empty; returns how many drugs it brought."""
    entries = csv_import.read(path.read_bytes())

    def keep(tx: Transaction) -> int:
        return _put(tx, entries).added if drugs.is_empty(tx) else 0

    return transactions.atomically(keep)


def shown(row: DrugRow) -> Drug:
    return Drug(
        id=row.id,
        name=row.name,
        generic_name=row.generic_name or None,
        approval_number=row.approval_number,
        manufacturer=row.manufacturer or None,
        specification=row.specification or None,
        dosage_form=row.dosage_form or None,
        indications=row.indications or None,
        dosage=row.dosage or None,
        contraindications=row.contraindications or None,
        warnings=row.warnings or None,
        created_at=times.iso(row.created_at),
        updated_at=times.iso(row.updated_at),
    )


def _found(tx: Transaction, wanted: Search, words: list[str]) -> tuple[list[DrugRow], str]:
    """One drug more than wanted, and where the search goes on if it has not looked at all."""
    before, limit, like = wanted.before, wanted.limit + 1, f"%{'%'.join(words)}%"
    if not words:
        return drugs.page(tx, before=before, limit=limit), ""
    term, count = drug_terms.rarest(tx, words)
    if count <= drug_terms.RARE:
        return drugs.page_of_term(tx, term=term, before=before, like=like, limit=limit), ""
    since = rows.before_some(tx, "drugs", before, _LOOKED_AT)
    found = drugs.page_between(tx, since=since, before=before, like=like, limit=limit)
    return found, since


def _put(tx: Transaction, entries: list[Entry]) -> Imported:
    added = sum(drugs.put(tx, validation.row(entry)) for entry in entries)
    return Imported(added, len(entries) - added)


def _entry(given: Given) -> Entry:
    entry, faults = validation.read(msgspec.structs.asdict(given))
    for fault in faults:
        raise InvalidRequest(fault.reason, param=fault.param, field=fault.param, **fault.facts)
    return entry


def _seen(row: DrugRow) -> dict[str, object]:
    return {field: getattr(row, field) for field in validation.FIELDS}
