"""Table `drugs`: the catalogue; an approval number is in it once."""

import itertools
from collections.abc import Sequence

import msgspec

from shared.database.errors import Duplicate
from shared.database.transactions import Row, Transaction
from shared.errors import Conflict, NotFound
from shared.store import drug_terms, rows

_MOST_NAMESAKES = 500
_AT_ONCE = 1_024  # approval numbers in one statement
_LOCK = {"sqlite": "", "mysql": " FOR UPDATE"}  # a writer of SQLite is alone anyway


class DrugRow(msgspec.Struct, frozen=True):
    """A drug; an unknown fact is empty.

    `name_key` and `generic_key` are the names as `names.filed` has them, `words` what is searched.
    """

    id: str
    name: str
    generic_name: str
    approval_number: str
    manufacturer: str
    specification: str
    dosage_form: str
    indications: str
    dosage: str
    contraindications: str
    warnings: str
    name_key: str
    generic_key: str
    words: str
    created_at: int
    updated_at: int


_COLUMNS = rows.columns(DrugRow)
_FOUND = (
    "SELECT {columns} FROM (SELECT id AS found FROM"
    " (SELECT DISTINCT drug_id FROM drug_terms WHERE term >= :term AND term < :beyond"
    " AND drug_id < :before) AS having_it"
    " {join} drugs ON id = drug_id WHERE words LIKE :like ESCAPE '!'"
    " ORDER BY id DESC LIMIT :limit) AS hits {join} drugs ON id = found ORDER BY id DESC"
)
_OF_TERM = {  # both joins say which table is read first: the few
    "sqlite": _FOUND.format(columns=_COLUMNS, join="CROSS JOIN"),
    "mysql": _FOUND.format(columns=_COLUMNS, join="STRAIGHT_JOIN"),
}
_SET = ", ".join(
    f"{name} = :{name}" for name in _COLUMNS.split(", ") if name not in {"id", "created_at"}
)


def add(tx: Transaction, drug: DrugRow) -> None:
    """Insert; Conflict when another drug has the approval number."""
    try:
        rows.add(tx, "drugs", drug)
    except Duplicate as e:
        raise Conflict(param="approval_number") from e
    drug_terms.add(tx, drug.id, drug.words)


def replace(tx: Transaction, drug: DrugRow) -> None:
    """All but the id and the time of its making; Conflict as above, NotFound."""
    try:
        changed = tx.run(f"UPDATE drugs SET {_SET} WHERE id = :id", **_values(drug))  # noqa: S608
    except Duplicate as e:
        raise Conflict(param="approval_number") from e
    if not changed:
        raise NotFound()
    drug_terms.replace(tx, drug.id, drug.words)


def put(tx: Transaction, drug: DrugRow) -> bool:
    """Replace the drug of this approval number, which keeps its id, or add; True if added."""
    changed = tx.run(
        f"UPDATE drugs SET {_SET} WHERE approval_number = :approval_number",  # noqa: S608
        **_values(drug),
    )
    if not changed:
        add(tx, drug)
    elif known := find_by_number(tx, drug.approval_number):
        drug_terms.replace(tx, known.id, drug.words)
    return not changed


def count_known(tx: Transaction, numbers: Sequence[str]) -> int:
    """How many drugs have one of these approval numbers."""
    count = 0
    for some in itertools.batched(numbers, _AT_ONCE):
        marks, values = rows.listed(some)
        row = tx.one(
            f"SELECT COUNT(*) AS n FROM drugs WHERE approval_number IN ({marks})",  # noqa: S608
            **values,
        )
        count += int(row["n"]) if row else 0
    return count


def get(tx: Transaction, drug_id: str) -> DrugRow:
    return _get(tx, drug_id, "")


def get_locked(tx: Transaction, drug_id: str) -> DrugRow:
    """As it is now; nobody else changes it until the commit."""
    return _get(tx, drug_id, _LOCK[tx.dialect])


def find_by_number(tx: Transaction, approval_number: str) -> DrugRow | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM drugs WHERE approval_number = :number",  # noqa: S608
        number=approval_number,
    )
    return DrugRow(**row) if row else None


def find_by_key(tx: Transaction, key: str) -> list[DrugRow]:
    """The newest whose name or generic name is `key`: `阿莫西林/胶囊`."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM drugs WHERE name_key = :key OR generic_key = :key"  # noqa: S608
        " ORDER BY id DESC LIMIT :limit",
        key=key,
        limit=_MOST_NAMESAKES,
    )
    return [DrugRow(**row) for row in found]


def find_by_stem(tx: Transaction, stem: str) -> list[DrugRow]:
    """The newest whose name or generic name is `stem` in any dosage form."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM drugs"  # noqa: S608
        " WHERE (name_key >= :first AND name_key < :beyond)"
        " OR (generic_key >= :first AND generic_key < :beyond)"
        " ORDER BY id DESC LIMIT :limit",
        first=f"{stem}/",
        beyond=f"{stem}0",  # what follows a slash
        limit=_MOST_NAMESAKES,
    )
    return [DrugRow(**row) for row in found]


def page(tx: Transaction, *, before: str, limit: int) -> list[DrugRow]:
    """The newest."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM drugs WHERE id < :before ORDER BY id DESC LIMIT :limit",  # noqa: S608
        before=before,
        limit=limit,
    )
    return [DrugRow(**row) for row in found]


def page_of_term(
    tx: Transaction, *, term: str, before: str, like: str, limit: int
) -> list[DrugRow]:
    """The newest of those that have a term, and whose words are like `like`."""
    found = tx.all(
        _OF_TERM[tx.dialect],
        term=term,
        beyond=drug_terms.beyond(term),
        before=before,
        like=like,
        limit=limit,
    )
    return [DrugRow(**row) for row in found]


def page_between(
    tx: Transaction, *, since: str, before: str, like: str, limit: int
) -> list[DrugRow]:
    """The newest of some whose words are like `like`; all ids from `since` on are looked at."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM drugs"  # noqa: S608
        " WHERE id >= :since AND id < :before AND words LIKE :like ESCAPE '!'"
        " ORDER BY id DESC LIMIT :limit",
        since=since,
        before=before,
        like=like,
        limit=limit,
    )
    return [DrugRow(**row) for row in found]


def remove(tx: Transaction, drug_id: str) -> None:
    if not tx.run("DELETE FROM drugs WHERE id = :id", id=drug_id):
        raise NotFound()


def is_empty(tx: Transaction) -> bool:
    return tx.one("SELECT id FROM drugs LIMIT 1") is None


def _get(tx: Transaction, drug_id: str, lock: str) -> DrugRow:
    row = tx.one(f"SELECT {_COLUMNS} FROM drugs WHERE id = :id{lock}", id=drug_id)  # noqa: S608
    if not row:
        raise NotFound()
    return DrugRow(**row)


def _values(drug: DrugRow) -> Row:
    return {name: getattr(drug, name) for name in _COLUMNS.split(", ") if name != "created_at"}
