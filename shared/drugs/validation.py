"""What an administrator says of a drug, made ready for the catalogue or refused field by field."""

from collections.abc import Mapping

from shared import ids, plain_text, times
from shared.drugs import approval_numbers, names
from shared.errors import Fault
from shared.store.drugs import DrugRow

Entry = dict[str, str]

_LONGEST_KEY = 200  # some characters have several as their key
_PAGE = 4000  # characters of a fact that may have paragraphs
_LONGEST = {  # characters
    "name": 100,
    "generic_name": 100,
    "approval_number": 40,
    "manufacturer": 200,
    "specification": 200,
    "dosage_form": 40,
    "indications": _PAGE,
    "dosage": _PAGE,
    "contraindications": _PAGE,
    "warnings": _PAGE,
}
FIELDS = tuple(_LONGEST)
SEARCHED = ("name", "generic_name", "approval_number", "manufacturer")
REQUIRED = ("name", "approval_number")
NOTHING: Entry = dict.fromkeys(FIELDS, "")


def read(given: Mapping[str, str | None], line: int = 0) -> tuple[Entry, list[Fault]]:
    """The clean facts, and what is wrong with them."""
    entry = {field: _clean(field, given.get(field) or "") for field in FIELDS}
    faults = [fault for field, text in entry.items() if (fault := _fault(field, text, line))]
    entry["approval_number"] = approval_numbers.canonical(entry["approval_number"]) or ""
    return entry, faults


def row(entry: Entry, drug_id: str = "") -> DrugRow:
    """A row of the catalogue; new unless it is to replace the one of `drug_id`."""
    now = times.now()
    return DrugRow(
        id=drug_id or ids.make(),
        **entry,
        name_key=names.filed(entry["name"])[:_LONGEST_KEY],
        generic_key=names.filed(entry["generic_name"])[:_LONGEST_KEY],
        words=" ".join(names.key(entry[field]) for field in SEARCHED),
        created_at=now,
        updated_at=now,
    )


def _clean(field: str, text: str) -> str:
    text = plain_text.lines(text) or text  # what is refused is found as a fault
    if _LONGEST[field] < _PAGE:
        return " ".join(text.split())
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.strip().splitlines())


def _fault(field: str, text: str, line: int) -> Fault | None:
    if not text:
        return Fault(line, field, "field_missing") if field in REQUIRED else None
    if len(text) > _LONGEST[field]:
        return Fault(line, field, "field_text_most", {"bound": _LONGEST[field]})
    if plain_text.lines(text) is None:
        return Fault(line, field, "field_value")
    if field == "approval_number" and not approval_numbers.canonical(text):
        return Fault(line, field, "number_invalid")
    return None
