"""Table `drugs`."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.database import transactions
from shared.errors import Conflict, NotFound
from shared.store import drug_terms, drugs
from shared.store.drugs import DrugRow
from tests.medicines import added_drug, number, row
from tests.store.samples import at_once, count


def got(drug_id: str) -> DrugRow:
    with transactions.reading() as tx:
        return drugs.get(tx, drug_id)


def found(*words: str, before: str = "~", limit: int = 10) -> list[str]:
    """By the terms of the words, and by looking at all: both have to find the same."""
    asked: dict[str, Any] = {"before": before, "like": f"%{'%'.join(words)}%", "limit": limit}
    with transactions.reading() as tx:
        looked_at = drugs.page_between(tx, since="", **asked)
        if not words:
            assert looked_at == drugs.page(tx, before=before, limit=limit)
            return [drug.name for drug in looked_at]
        term, _ = drug_terms.rarest(tx, words)
        assert drugs.page_of_term(tx, term=term, **asked) == looked_at
    return [drug.name for drug in looked_at]


def add(drug: DrugRow) -> None:
    with transactions.writing() as tx:
        drugs.add(tx, drug)


def put(drug: DrugRow) -> bool:
    with transactions.writing() as tx:
        return drugs.put(tx, drug)


def test_a_drug_is_got_as_it_was_added(database: str) -> None:
    made = added_drug(indications="第一行 50% 💊\n第二行")

    assert got(made.id) == made
    with transactions.writing() as tx:
        assert drugs.get_locked(tx, made.id) == made


@pytest.mark.parametrize("drug_id", ["", "0" * 26, "药💊", "a" * 100])
def test_a_drug_that_is_not_there_is_not_found(database: str, drug_id: str) -> None:
    added_drug()

    for attempt in (drugs.get, drugs.get_locked, drugs.remove):
        with pytest.raises(NotFound), transactions.writing() as tx:
            attempt(tx, drug_id)
    with pytest.raises(NotFound), transactions.writing() as tx:
        drugs.replace(tx, replace(row(approval_number=number(1)), id=drug_id))


def test_an_approval_number_is_in_the_catalogue_once(database: str) -> None:
    made, other = added_drug(), added_drug(approval_number=number(1))

    for attempt, drug in [
        (drugs.add, row()),
        (drugs.replace, replace(other, approval_number=made.approval_number)),
    ]:
        with pytest.raises(Conflict) as refused, transactions.writing() as tx:
            attempt(tx, drug)
        assert refused.value.param == "approval_number"

    assert count("drugs") == 2
    assert got(other.id) == other


def test_two_who_add_the_same_number_at_once_add_one_drug(database: str) -> None:
    done = at_once([lambda: add(row()) for _ in range(4)])

    refused = [future.exception() for future in done if future.exception()]
    assert len(refused) == 3
    assert all(isinstance(error, Conflict) for error in refused)
    assert count("drugs") == 1


def test_a_replaced_drug_keeps_its_id_and_birth(database: str) -> None:
    made, other = added_drug(), added_drug(approval_number=number(1))
    new = replace(
        row(name="新名", approval_number=number(2)), id=made.id, created_at=5, updated_at=6
    )

    for _ in range(2):
        with transactions.writing() as tx:
            drugs.replace(tx, new)

    assert got(made.id) == replace(new, created_at=made.created_at)
    assert got(other.id) == other


def test_putting_adds_what_is_new_and_replaces_what_is_known(database: str) -> None:
    made = added_drug()
    new = replace(row(name="新名"), created_at=5, updated_at=6)

    assert put(row(approval_number=number(1))) is True
    assert put(new) is False
    assert put(new) is False

    assert count("drugs") == 2
    assert got(made.id) == replace(new, id=made.id, created_at=made.created_at)


def test_a_removed_drug_is_gone_and_its_number_free(database: str) -> None:
    made = added_drug()

    with transactions.writing() as tx:
        drugs.remove(tx, made.id)
        assert drugs.is_empty(tx)

    with pytest.raises(NotFound):
        got(made.id)
    added_drug()


def test_a_number_finds_its_drug(database: str) -> None:
    made = added_drug()

    with transactions.reading() as tx:
        assert drugs.find_by_number(tx, made.approval_number) == made
        assert drugs.find_by_number(tx, number(1)) is None
        assert drugs.find_by_number(tx, "") is None


def test_keys_find_a_name_in_one_dosage_form_and_stems_in_all(database: str) -> None:
    for serial, names in enumerate(
        [
            ("阿莫西林胶囊", ""),
            ("阿莫仙", "阿莫西林胶囊"),
            ("阿莫西林片", ""),
            ("阿莫西林", ""),
            ("阿莫西林钠胶囊", ""),
            ("阿莫", ""),
        ]
    ):
        added_drug(name=names[0], generic_name=names[1], approval_number=number(serial))

    def serials(rows: list[DrugRow]) -> list[int]:
        return [int(drug.approval_number[-1]) for drug in rows]

    with transactions.reading() as tx:
        assert serials(drugs.find_by_key(tx, "阿莫西林/胶囊")) == [1, 0]
        assert serials(drugs.find_by_key(tx, "阿莫西林/")) == [3]
        assert serials(drugs.find_by_stem(tx, "阿莫西林")) == [3, 2, 1, 0]
        assert drugs.find_by_key(tx, "阿莫西林") == []
        assert drugs.find_by_stem(tx, "莫西林") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["amoxicillin"], ["二", "一"]),
        (["甲乙"], ["二"]),
        (["écoute"], ["二"]),
        (["amoxicillin", "甲乙"], ["二"]),
        (["甲乙", "amoxicillin"], []),
        (["h00000001"], ["一"]),
        (["e"], ["二"]),
        (["00"], ["二", "一"]),
        (["h00000009"], []),
    ],
)
def test_a_list_is_searched_by_names_number_and_maker(
    database: str, words: list[str], expected: list[str]
) -> None:
    added_drug(name="一", generic_name="Amoxicillin", approval_number=number(1))
    added_drug(
        name="二",
        generic_name="AMOXICILLIN 片",
        approval_number=number(2),
        manufacturer="甲乙 100% Écoute",
    )

    assert found(*words) == expected


def test_a_list_is_newest_first_and_goes_on_below_an_id(database: str) -> None:
    made = [added_drug(name=f"药{n}", approval_number=number(n)) for n in range(5)]

    assert found(limit=2) == ["药4", "药3"]
    assert found(before=made[3].id, limit=2) == ["药2", "药1"]
    assert found(before=made[0].id) == []


@given(
    names=st.lists(st.text("阿莫西林片0a", min_size=1, max_size=9), min_size=1, max_size=6),
    words=st.lists(st.text("阿莫西林片0a", min_size=1, max_size=5), min_size=1, max_size=2),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_terms_find_what_looking_at_all_finds(
    sqlite: str, names: list[str], words: list[str]
) -> None:
    with transactions.writing() as tx:
        tx.run("DELETE FROM drugs")
    assert count("drug_terms") == 0
    for place, name in enumerate(names):
        added_drug(name=name, approval_number=number(place))

    found(*words)


def test_terms_change_with_their_drug(database: str) -> None:
    made = added_drug(name="阿莫西林")
    with transactions.writing() as tx:
        drugs.replace(tx, replace(row(name="布洛芬", generic_name=""), id=made.id))
    assert (found("阿莫西林"), found("布洛芬")) == ([], ["布洛芬"])

    assert put(row(name="青霉素", generic_name="")) is False
    assert (found("布洛芬"), found("青霉素")) == ([], ["青霉素"])
