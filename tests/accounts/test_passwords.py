"""Which passwords are refused, and how the others are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.accounts import passwords
from shared.errors import InvalidRequest
from tests.conftest import Configure

EMAIL = "zhang.wei@example.com"


def refusal(password: str) -> str:
    with pytest.raises(InvalidRequest) as caught:
        passwords.require_strong(password, EMAIL)
    assert (caught.value.status, caught.value.param) == (422, "password")
    return caught.value.reason


@pytest.mark.parametrize(
    "password",
    [
        "correct horse 9",
        "8 chars!",
        "x" * 60 + "yz9" * 22,
        "药盒𠮷💊与云栈同行",
        "пароль надёжный",
        "Zhang.Wei@Example.co",
        " spaces around ",
        "tab\tand\x00nul",
    ],
)
def test_a_password_of_ones_own_is_let_through(password: str) -> None:
    passwords.require_strong(password, EMAIL)


@pytest.mark.parametrize("password", ["", "short 7", "x9!" * 43, "药" * 7])
def test_length_is_counted_in_characters(password: str) -> None:
    assert refusal(password) == "password_length"


def test_the_limits_themselves_are_allowed() -> None:
    passwords.require_strong("aB3$eF7*", EMAIL)
    passwords.require_strong("aB3$eF7*" * 16, EMAIL)


@pytest.mark.parametrize("password", [EMAIL, EMAIL.upper(), "zhang.wei", "Zhang.Wei"])
def test_the_address_is_no_password(password: str) -> None:
    assert refusal(password) == "password_is_email"


@pytest.mark.parametrize(
    "password",
    [
        "password", "Password1", "PASSWORD123!", "12345678", "87654321", "abcdefgh", "11111111",
        "aaaaaaaaaa", "abababab", "qwertyuiop", "1qaz2wsx", "iloveyou", "woaini520", "admin123456",
        "88888888", "1q2w3e4r", "123456abc", "qwe123456", "123asd123",
    ],
)  # fmt: skip
def test_a_password_that_everybody_knows_is_refused(password: str) -> None:
    assert refusal(password) == "password_common"


def test_a_password_is_kept_as_a_hash_that_only_it_matches() -> None:
    kept = passwords.hashed("correct horse 9")

    assert kept.startswith("$2b$04$")
    assert len(kept) <= 100
    assert "correct" not in kept
    assert passwords.matches("correct horse 9", kept)
    for wrong in ("correct horse 8", "Correct horse 9", "correct horse 9 ", ""):
        assert not passwords.matches(wrong, kept)


def test_the_same_password_has_another_hash_each_time() -> None:
    assert passwords.hashed("correct horse 9") != passwords.hashed("correct horse 9")


@pytest.mark.parametrize("start", ["x" * 72, "药" * 24, "x" * 127, "\x00"])
def test_every_character_of_a_long_password_matters(start: str) -> None:
    kept = passwords.hashed(start + "a")

    assert passwords.matches(start + "a", kept)
    assert not passwords.matches(start + "b", kept)
    assert not passwords.matches(start, kept)


def test_a_composed_character_is_the_same_however_it_was_typed() -> None:
    assert passwords.matches("cafe\u0301 au lait", passwords.hashed("caf\u00e9 au lait"))


def test_nobody_has_no_password(configure: Configure) -> None:
    for cost in ("4", "5", "10"):
        configure(PASSWORD_COST=cost)
        assert not passwords.matches("anything", None)
        assert not passwords.matches("", None)


def test_the_cost_is_the_configured_one_and_old_hashes_still_match(configure: Configure) -> None:
    old = passwords.hashed("correct horse 9")

    configure(PASSWORD_COST="5")

    assert passwords.hashed("correct horse 9").startswith("$2b$05$")
    assert passwords.matches("correct horse 9", old)


@given(st.text(st.characters(exclude_categories=()), max_size=150))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_a_password(password: str) -> None:
    assert passwords.matches(password, passwords.hashed(password))
