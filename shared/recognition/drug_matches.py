"""Which drug of the catalogue a picture shows, and how sure that is.

The confidence says what was compared, never more than that:

    0.99  the approval number is the same, and so is a name
    0.95  the approval number is the same, and no name was read
    0.70  the approval number is the same, but the name is another: one of the two was misread
    0.60  a name is the same with its dosage form; 0.40 as far as its form is unknown; 0.20 when
          the forms differ. To that +0.20 for the same manufacturer (-0.10 for another) and +0.10
          for the same specification. At most 0.50 when an approval number was read and is not
          the drug's: the same medicine of another maker or strength.
    0     no drug of that number or name

From 0.90 on it is this very product; below 0.60 it is no more than a drug of that name.
"""

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.drugs import approval_numbers, catalogue, names
from shared.drugs.catalogue import Drug
from shared.recognition.drug_facts import Facts
from shared.store import drugs as rows
from shared.store.drugs import DrugRow

_LEAST_KEY = 4  # characters that say something when they are within another name


def match(facts: Facts) -> tuple[Drug | None, float]:
    """The drug of the catalogue that the facts fit best, and the confidence in that."""
    number = approval_numbers.find(facts.approval_number or "")
    with transactions.reading() as tx:
        same = rows.find_by_number(tx, number) if number else None
        if same:
            return catalogue.shown(same), _by_number(facts, same)
        scored = [(_by_name(facts, row), row) for row in _namesakes(tx, facts)]
    if not scored:
        return None, 0.0
    score, best = max(scored, key=lambda pair: pair[0])
    return catalogue.shown(best), round(min(score, 0.5) if number else score, 2)


def _by_number(facts: Facts, row: DrugRow) -> float:
    stems = {names.stem(text) for text in _names(facts)}
    if not stems:
        return 0.95
    return 0.99 if stems & {names.stem(row.name), names.stem(row.generic_name)} else 0.7


def _namesakes(tx: Transaction, facts: Facts) -> list[DrugRow]:
    """Those of the same name, or of the same but for the dosage form when there are none."""
    for text in _names(facts):
        if found := rows.find_by_key(tx, names.filed(text)):
            return found
    for text in _names(facts):
        if found := rows.find_by_stem(tx, names.stem(text)):
            return found
    return []


def _by_name(facts: Facts, row: DrugRow) -> float:
    score = _form_score(facts, row)
    score += _agreement(facts.manufacturer, row.manufacturer, same=0.2, other=-0.1)
    return score + _agreement(facts.specification, row.specification, same=0.1, other=0)


def _form_score(facts: Facts, row: DrugRow) -> float:
    keys = {names.key(text) for text in _names(facts)}
    if keys & {names.key(row.name), names.key(row.generic_name)}:
        return 0.6
    read = _form(*_names(facts), facts.dosage_form)
    known = _form(row.name, row.generic_name, row.dosage_form)
    if not read or not known:
        return 0.4
    return 0.6 if read == known else 0.2


def _form(*texts: str | None) -> str | None:
    """The dosage form that the first of them ends with which has one."""
    return next((form for text in texts if text and (form := names.form(text))), None)


def _agreement(read: str | None, known: str, *, same: float, other: float) -> float:
    one, another = names.key(read or ""), names.key(known)
    if not one or not another:
        return 0
    shorter, longer = sorted((one, another), key=len)
    within = len(shorter) >= _LEAST_KEY and shorter in longer
    return same if one == another or within else other


def _names(facts: Facts) -> list[str]:
    return [text for text in (facts.name, facts.generic_name) if text and names.key(text)]
