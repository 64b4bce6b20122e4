"""The catalogue of drugs, and the samples that come with the product."""

from pathlib import Path

import msgspec
import pytest

from shared.drugs import catalogue, csv_import, names
from shared.errors import InvalidLines
from shared.http.inputs.pagination import Search
from shared.recognition import drug_matches
from shared.recognition.drug_facts import Facts
from tests.medicines import added_drug, csv_file, number
from tests.store.samples import count

SAMPLES = Path("data/drugs.csv")
LINES = SAMPLES.read_text(encoding="utf-8").splitlines()


def test_samples_fill_an_empty_catalogue_once(database: str) -> None:
    loaded = catalogue.load_samples(SAMPLES)

    assert loaded == count("drugs") >= 200
    assert catalogue.load_samples(SAMPLES) == 0
    assert count("drugs") == loaded
    assert count("audit") == 0


def test_samples_leave_a_catalogue_alone_that_somebody_has_begun(database: str) -> None:
    added_drug(approval_number=number(1))

    assert catalogue.load_samples(SAMPLES) == 0
    assert count("drugs") == 1


def test_samples_that_are_broken_load_nothing(sqlite: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(csv_file({"name": "药", "approval_number": number(1)}, ["丸", "x"]))

    with pytest.raises(InvalidLines):
        catalogue.load_samples(path)

    assert count("drugs") == 0


def test_samples_are_found_and_matched(sqlite: str) -> None:
    catalogue.load_samples(SAMPLES)

    found = catalogue.page(Search(q="阿莫西林", limit=100)).data
    drug, confidence = drug_matches.match(
        Facts(name="阿莫西林胶囊", approval_number="国药准字H20003263")
    )

    assert drug in found
    assert drug
    assert (drug.name, confidence) == ("阿莫西林胶囊", 0.99)


def test_samples_say_that_they_are_samples() -> None:
    comments = [line for line in LINES if line.startswith("#")]

    assert LINES[: len(comments)] == comments
    assert "示例" in comments[0]
    assert "illustrative" in "".join(comments)


def test_a_sample_has_a_made_up_number_unless_it_has_a_real_maker() -> None:
    for entry in csv_import.read(SAMPLES.read_bytes()):
        made_up = entry["approval_number"][5:7] == "99"
        assert made_up == (entry["manufacturer"] == "示例数据"), entry


def test_every_sample_says_what_it_is_and_what_for() -> None:
    entries = csv_import.read(SAMPLES.read_bytes())

    assert len({names.key(entry["name"]) for entry in entries}) == len(entries) >= 200
    for entry in entries:
        assert all(entry[f] for f in ("specification", "dosage_form", "indications")), entry


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", 3),
        ("阿莫西林", 2),
        ("阿莫西林膠囊", 1),
        ("amoxicillin", 1),
        ("ＡＭＯＸＩＣＩＬＬＩＮ", 1),
        ("国药准字H", 2),
        ("h00000002", 1),
        ("Ｈ０００００００２", 1),
        ("國藥準字", 3),
        ("(石家庄)", 1),
        ("（石家莊）", 1),
        ("石家庄", 1),
        ("100%", 1),
        ("%", 0),
        ("阿莫西林 石药", 1),
        (" 国药准字 h00000002 ", 1),
        ("石药 阿莫西林", 0),
        ("_", 0),
        ("!", 0),
        ("对乙酰", 0),
    ],
)
def test_search_takes_every_spelling(sqlite: str, q: str, expected: int) -> None:
    added_drug(approval_number=number(1), manufacturer="石药(石家庄)公司")
    added_drug(name="阿莫西林片", generic_name="Amoxicillin", approval_number=number(2))
    added_drug(
        name="藿香", generic_name="", approval_number=number(3, "Z"), manufacturer="100%纯公司"
    )

    assert len(catalogue.page(Search(q=q)).data) == expected


def test_a_drug_shows_no_more_than_it_has(sqlite: str) -> None:
    made = added_drug(generic_name="", warnings="")

    shown = msgspec.structs.asdict(catalogue.get(made.id))

    assert shown["generic_name"] is None
    assert shown["warnings"] is None
    assert not {"name_key", "generic_key"} & shown.keys()
