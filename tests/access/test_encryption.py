"""What is encrypted is opened by its key alone, and unchanged or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from shared.access.encryption import decrypt, encrypt

KEY, OTHER = "a key of a deployment " * 2, "a key of another deployment " * 2
TEXT = b'{"access_token":"eyJ","refresh_token":"x"}'


@given(st.binary(max_size=5000))
def test_the_key_opens_what_it_sealed(text: bytes) -> None:
    assert decrypt(encrypt(text, KEY), (KEY,)) == text


def test_any_key_that_is_listed_opens_what_it_sealed() -> None:
    assert decrypt(encrypt(TEXT, KEY), (OTHER, KEY)) == TEXT


def test_no_other_key_opens_it() -> None:
    assert decrypt(encrypt(TEXT, KEY), (OTHER,)) is None
    assert decrypt(encrypt(TEXT, KEY), ()) is None


@given(st.integers(min_value=0, max_value=8 * (len(TEXT) + 48) - 1))
def test_what_was_changed_by_a_bit_is_not_opened(bit: int) -> None:
    encrypted = bytearray(encrypt(TEXT, KEY))
    encrypted[bit // 8] ^= 1 << bit % 8

    assert decrypt(bytes(encrypted), (KEY,)) is None


@given(st.binary(max_size=100))
def test_what_was_never_sealed_is_not_opened(text: bytes) -> None:
    assert decrypt(text, (KEY,)) is None


def test_what_was_cut_is_not_opened() -> None:
    encrypted = encrypt(TEXT, KEY)

    assert all(decrypt(encrypted[:end], (KEY,)) is None for end in range(len(encrypted)))


def test_the_same_text_is_never_sealed_the_same_way() -> None:
    assert len({encrypt(b"", KEY) for _ in range(100)}) == 100
    assert encrypt(TEXT, KEY)[16:] != encrypt(TEXT, KEY)[16:]


def test_nothing_of_the_text_shows() -> None:
    encrypted = encrypt(TEXT * 50, KEY)

    assert len(encrypted) == len(TEXT) * 50 + 48
    assert all(TEXT[start : start + 4] not in encrypted for start in range(len(TEXT) - 4))
