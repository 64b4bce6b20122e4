"""Table `drug_terms`: three characters from every place of a drug's words, by which it is found.

What contains a word has all of the word's terms, so a search looks only at the drugs that have the
rarest of them.
"""

from collections.abc import Iterable

from shared.database.transactions import Transaction
from shared.store import rows

RARE = 2_000  # drugs: as many may be looked at one by one
_LENGTH = 3
_MOST = 8  # terms of one search that are looked for


def add(tx: Transaction, drug_id: str, words: str) -> None:
    terms = sorted(_terms(words))
    if not terms:
        return
    places = ", ".join(f"(:t{number}, :drug_id)" for number in range(len(terms)))
    values = {f"t{number}": term for number, term in enumerate(terms)}
    tx.run(
        f"INSERT INTO drug_terms (term, drug_id) VALUES {places}",  # noqa: S608
        drug_id=drug_id,
        **values,
    )


def replace(tx: Transaction, drug_id: str, words: str) -> None:
    tx.run("DELETE FROM drug_terms WHERE drug_id = :drug_id", drug_id=drug_id)
    add(tx, drug_id, words)


def rarest(tx: Transaction, words: Iterable[str]) -> tuple[str, int]:
    """The term of some words, as `names.key` has them, that fewest drugs have, and how many that
    are; counted up to RARE + 1."""
    terms = list(dict.fromkeys(term for word in words for term in _looked_for(word)))[:_MOST]
    counts = ", ".join(f"({_COUNT.format(number)}) AS n{number}" for number in range(len(terms)))
    values = {f"first{number}": term for number, term in enumerate(terms)}
    ends = {f"beyond{number}": beyond(term) for number, term in enumerate(terms)}
    row = tx.one(f"SELECT {counts}", most=RARE + 1, **values, **ends) or {}
    return min(((term, int(row[f"n{number}"])) for number, term in enumerate(terms)), key=_count)


def beyond(term: str) -> str:
    """Before this and from `term` on are all terms that begin with it."""
    return term + rows.BEYOND


_COUNT = (
    "SELECT COUNT(*) FROM (SELECT 1 FROM drug_terms"
    " WHERE term >= :first{0} AND term < :beyond{0} LIMIT :most) AS t{0}"
)


def _terms(words: str) -> set[str]:
    """Those that begin at each character; the last of a word are shorter."""
    return {word[place : place + _LENGTH] for word in words.split() for place in range(len(word))}


def _looked_for(word: str) -> list[str]:
    """Terms that cover a word, or the word where it is shorter than one."""
    last = max(0, len(word) - _LENGTH)
    return [word[place : place + _LENGTH] for place in [*range(0, last, _LENGTH), last]]


def _count(counted: tuple[str, int]) -> int:
    return counted[1]
