"""Drugs to begin with: rows of the catalogue, what administrators send, and CSV files."""

import csv
import io
from typing import Any

from shared.database import transactions
from shared.drugs import validation
from shared.store import drugs
from shared.store.drugs import DrugRow

AMOXICILLIN = {
    "name": "阿莫西林胶囊",
    "generic_name": "阿莫西林胶囊",
    "approval_number": "国药准字H20003263",
    "manufacturer": "珠海联邦制药股份有限公司中山分公司",
    "specification": "0.5g×24粒",
    "dosage_form": "胶囊",
    "indications": "敏感细菌引起的感染",
    "dosage": "口服，遵医嘱",
    "contraindications": "对青霉素过敏者禁用",
    "warnings": "用药前须做皮试",
}


def row(**changes: str) -> DrugRow:
    """A row that is not kept yet: amoxicillin but for the changes."""
    entry, faults = validation.read(AMOXICILLIN | changes)
    assert faults == []
    return validation.row(entry)


def added_drug(**changes: str) -> DrugRow:
    made = row(**changes)
    with transactions.writing() as tx:
        drugs.add(tx, made)
    return made


def number(serial: int, letters: str = "H") -> str:
    return f"国药准字{letters}{serial:08d}"


def csv_file(*records: dict[str, Any] | list[str], encoding: str = "utf-8") -> bytes:
    """A file whose columns are those of the first record; a list is a line as it is."""
    out = io.StringIO()
    columns = [key for record in records[:1] if isinstance(record, dict) for key in record]
    lines = [columns] if columns else []
    lines += [
        [str(record.get(column, "")) for column in columns] if isinstance(record, dict) else record
        for record in records
    ]
    csv.writer(out).writerows(lines)
    return out.getvalue().encode(encoding)
