"""Names of drugs as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.drugs import names

SPELLINGS = [
    "阿莫西林胶囊",
    "阿莫西林膠囊",
    " 阿莫 西林　胶囊 ",
    "阿莫西林·胶囊®",
    "【阿莫西林】（胶囊）",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert names.key(spelling) == "阿莫西林胶囊"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ＶＣ银翘片", "vc银翘片"),
        ("维生素Ｂ₁₂片", "维生素b12片"),
        ("複方甘草口服溶液", "复方甘草口服溶液"),
        ("對乙醯氨基酚緩釋片", "对乙酰氨基酚缓释片"),
        ("β-胡蘿蔔素", "β胡萝卜素"),
        ("®！ ·", ""),
    ],
)
def test_width_case_script_and_punctuation_do_not_count(text: str, key: str) -> None:
    assert names.key(text) == key


@pytest.mark.parametrize(
    ("name", "form", "stem"),
    [
        ("阿莫西林胶囊", "胶囊", "阿莫西林"),
        ("阿莫西林膠囊劑", "胶囊", "阿莫西林"),
        ("布洛芬缓释胶囊", "缓释胶囊", "布洛芬"),
        ("头孢克肟分散片", "分散片", "头孢克肟"),
        ("复方丹参滴丸", "滴丸", "复方丹参"),
        ("橘红合剂", "合剂", "橘红"),
        ("藿香正气水", "水", "藿香正气"),
        ("阿胶", "胶", "阿胶"),
        ("胶囊", "胶囊", "胶囊"),
        ("阿莫西林", None, "阿莫西林"),
        ("", None, ""),
    ],
)
def test_a_name_ends_with_its_form_and_begins_with_its_stem(
    name: str, form: str | None, stem: str
) -> None:
    assert names.form(name) == form
    assert names.stem(name) == stem


@pytest.mark.parametrize(
    ("name", "filed"),
    [("阿莫西林膠囊", "阿莫西林/胶囊"), ("阿莫西林", "阿莫西林/"), ("阿胶", "阿胶/胶"), ("®", "")],
)
def test_a_name_is_filed_under_its_stem(name: str, filed: str) -> None:
    assert names.filed(name) == filed


@given(st.text())
def test_a_key_is_its_own_key_and_a_stem_begins_it(text: str) -> None:
    key = names.key(text)

    assert names.key(key) == key
    assert key.startswith(names.stem(text))


@given(st.text())
def test_plain_text_is_as_long_as_before(text: str) -> None:
    assert len(names.plain(text)) == len(text)
    assert names.plain(names.plain(text)) == names.plain(text)


def test_each_character_is_simplified_to_one_that_stays() -> None:
    assert len(names._TRADITIONAL) == len(set(names._TRADITIONAL)) == len(names._SIMPLIFIED)
    assert not set(names._TRADITIONAL) & set(names._SIMPLIFIED)
