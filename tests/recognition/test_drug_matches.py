"""Which drug of the catalogue the facts of a picture fit."""

from typing import Any

import pytest

from shared.recognition import drug_matches
from shared.recognition.drug_facts import Facts
from tests.medicines import added_drug, number

NUMBER = "国药准字H20003263"
MAKER, SPECIFICATION = "珠海联邦制药股份有限公司中山分公司", "0.5g×24粒"


def matched(**facts: str | None) -> tuple[str | None, float]:
    """The approval number of the drug, and the confidence."""
    drug, confidence = drug_matches.match(Facts(**facts))
    return (drug.approval_number if drug else None), confidence


@pytest.fixture
def catalogue(sqlite: str) -> None:
    """Amoxicillin, the same of another maker, and other drugs."""
    added_drug()
    added_drug(
        approval_number=number(1), manufacturer="甲乙制药有限公司", specification="0.25g×24粒"
    )
    added_drug(name="阿莫西林颗粒", generic_name="", approval_number=number(2), dosage_form="颗粒")
    added_drug(name="芬必得", generic_name="布洛芬缓释胶囊", approval_number=number(3))


def test_an_empty_catalogue_has_nothing(database: str) -> None:
    assert matched(name="阿莫西林胶囊", approval_number=NUMBER) == (None, 0)


def test_facts_that_say_neither_number_nor_name_fit_nothing(catalogue: None) -> None:
    for facts in ({}, {"manufacturer": MAKER}, {"name": "®"}, {"name": ""}, {"name": "不在其中"}):
        given: dict[str, Any] = facts
        assert matched(**given) == (None, 0)


@pytest.mark.parametrize(
    ("facts", "confidence"),
    [
        ({"name": "阿莫西林胶囊"}, 0.99),
        ({"name": "阿莫西林"}, 0.99),
        ({"generic_name": "阿莫西林膠囊"}, 0.99),
        ({}, 0.95),
        ({"name": "板蓝根颗粒"}, 0.7),
        ({"name": "芬必得", "manufacturer": "别的"}, 0.7),
    ],
)
def test_the_number_decides_and_the_name_says_how_sure_that_is(
    catalogue: None, facts: dict[str, str], confidence: float
) -> None:
    assert matched(approval_number=NUMBER, **facts) == (NUMBER, confidence)
    assert matched(approval_number="國藥準字 H2OOO3263", **facts) == (NUMBER, confidence)


@pytest.mark.parametrize(
    ("facts", "expected", "confidence"),
    [
        ({"manufacturer": MAKER, "specification": SPECIFICATION}, NUMBER, 0.9),
        ({"manufacturer": MAKER, "specification": "0.5g*24粒/盒"}, NUMBER, 0.9),
        ({"manufacturer": "珠海联邦制药股份有限公司"}, NUMBER, 0.8),
        ({"manufacturer": "甲乙制药有限公司"}, number(1), 0.8),
        ({"specification": "0.25g×24粒"}, number(1), 0.7),
        ({"manufacturer": MAKER, "specification": "0.25g×24粒"}, NUMBER, 0.8),
        ({}, number(1), 0.6),
        ({"manufacturer": "丙丁制药有限公司"}, number(1), 0.5),
    ],
)
def test_maker_and_specification_choose_among_drugs_of_one_name(
    catalogue: None, facts: dict[str, str], expected: str, confidence: float
) -> None:
    assert matched(name="阿莫西林胶囊", **facts) == (expected, confidence)


@pytest.mark.parametrize(
    ("facts", "expected", "confidence"),
    [
        ({"name": "Ａ", "generic_name": "布洛芬緩釋膠囊"}, number(3), 0.6),
        ({"name": "芬必得"}, number(3), 0.6),
        ({"name": "布洛芬"}, number(3), 0.4),
        ({"name": "布洛芬", "dosage_form": "缓释胶囊"}, number(3), 0.6),
        ({"name": "阿莫西林", "dosage_form": "颗粒"}, number(2), 0.6),
        ({"name": "阿莫西林颗粒剂"}, number(2), 0.6),
        ({"name": "阿莫西林"}, number(2), 0.4),
        ({"name": "阿莫西林片"}, number(2), 0.2),
        ({"name": "阿莫西林片", "manufacturer": MAKER}, number(2), 0.4),
        ({"name": "阿莫"}, None, 0),
    ],
)
def test_a_name_without_its_form_or_with_another_says_less(
    catalogue: None, facts: dict[str, str], expected: str | None, confidence: float
) -> None:
    assert matched(**facts) == (expected, confidence)


def test_another_number_says_that_it_is_another_product(catalogue: None) -> None:
    facts = {"name": "阿莫西林胶囊", "manufacturer": MAKER, "specification": SPECIFICATION}

    assert matched(approval_number=number(9), **facts) == (NUMBER, 0.5)
    assert matched(approval_number="not a number", **facts) == (NUMBER, 0.9)
    assert matched(approval_number=number(9), name="阿莫西林片") == (number(2), 0.2)


def test_the_match_is_the_same_on_both_databases(database: str) -> None:
    added_drug()

    assert matched(name="阿莫西林膠囊", approval_number=NUMBER) == (NUMBER, 0.99)
    assert matched(name="阿莫西林膠囊") == (NUMBER, 0.6)
    assert matched(name="阿莫西林") == (NUMBER, 0.4)
