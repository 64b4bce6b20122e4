"""Facts about a drug, as the text of a picture of its box says them; never more than it says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from shared.drugs import approval_numbers, names
from shared.drugs.labels import Piece
from shared.recognition import drug_titles, drug_values
from shared.recognition.layout import doubts, positions, reading_order, sections
from shared.recognition.layout.sections import Section
from shared.recognition.ocr import Line

_LONGEST = 2000  # characters of one fact
_NO_MAKER = re.compile("经销|销售|代理|地址|电话|监制")
_EDGES = " \t:;,、-|"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a drug; None is what is not."""

    name: str | None = None
    generic_name: str | None = None
    approval_number: str | None = None
    manufacturer: str | None = None
    specification: str | None = None
    dosage_form: str | None = None
    indications: str | None = None
    dosage: str | None = None
    contraindications: str | None = None
    warnings: str | None = None


class Told(NamedTuple):
    """The facts, the text in the order of reading, and the facts that could not be told apart."""

    facts: Facts
    text: str
    doubtful: list[str]


def read(lines: Sequence[Line]) -> Told:
    """The facts in the lines of a picture."""
    reading = sections.read(positions.cells(lines))
    doubts.note(reading)
    order = reading_order.sort(reading.cells, reading.sections)
    place = {cell: place for place, cell in enumerate(order)}
    others = [piece for _, piece in sorted(reading.others, key=lambda pair: place[pair[0]])]
    text = "\n".join(cell.text for cell in order if cell.readable)
    return _told(_first(reading.sections), others, text)


def _first(found: Sequence[Section]) -> dict[str, Section]:
    """Of those that say the same fact the first; one that says nothing is none."""
    first: dict[str, Section] = {}
    for section in found:
        if section.text or not section.surely:
            first.setdefault(section.promised, section)
    return first


def _told(first: dict[str, Section], others: Sequence[Piece], text: str) -> Told:
    said = {
        field: clean
        for field, section in first.items()
        if section.surely and (clean := _clean(section.text))
    }
    name = said.get("name") or said.get("generic_name") or drug_titles.find(others)
    facts = Facts(
        name=name,
        generic_name=said.get("generic_name"),
        approval_number=approval_numbers.find(text),
        manufacturer=_maker(said, others),
        specification=_specification(said, others),
        dosage_form=said.get("dosage_form") or _form(name) or _form(said.get("generic_name")),
        **{field: said.get(field) for field in drug_values.LONG_FIELDS},
    )
    doubtful = [field for field in Facts.__struct_fields__ if _is_doubtful(field, first, facts)]
    return Told(facts, text, doubtful)


def _is_doubtful(field: str, first: dict[str, Section], facts: Facts) -> bool:
    return field in first and not first[field].surely and getattr(facts, field) is None


def _clean(text: str) -> str:
    return " ".join(text.split()).lstrip(_EDGES + "。")[:_LONGEST].rstrip(_EDGES + "[【〔〖")


def _maker(said: dict[str, str], others: Sequence[Piece]) -> str | None:
    labelled = said.get("manufacturer") or said.get("holder")
    if labelled:
        return next(drug_values.makers(labelled), labelled)
    texts = (piece.text for piece in others if not _NO_MAKER.search(names.plain(piece.text)))
    return next((maker for text in texts for maker in drug_values.makers(text)), None)


def _specification(said: dict[str, str], others: Sequence[Piece]) -> str | None:
    labelled = said.get("specification", "")
    if any(character.isdigit() for character in labelled):
        return drug_values.multiplied(labelled)
    return drug_values.specification([piece.text for piece in others])


def _form(name: str | None) -> str | None:
    return names.form(name) if name else None
