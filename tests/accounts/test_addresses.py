"""The one form of an e-mail address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.accounts import addresses
from shared.accounts.addresses import canonical

ONE = {
    "josé@example.com": ["jose\u0301@example.com", "JOSÉ@EXAMPLE.COM", " josé@example.com\n"],
    "a1@example.com": ["ａ１@example.com", "a1＠ｅｘａｍｐｌｅ．ｃｏｍ", "A1@example。com"],
    "a@bücher.de": ["a@xn--bcher-kva.de", "A@XN--BCHER-KVA.DE", "a@bu\u0308cher.de"],
    "a@例子.中国": ["a@xn--fsqu00a.xn--fiqs8s", "a@例子。中国"],
    "a@faß.de": ["a@xn--fa-hia.de"],
    "οδος@example.com": ["ΟΔΟΣ@example.com"],
}
TWO = [
    ("①@example.com", "1@example.com"),
    ("a@fass.de", "a@faß.de"),
    ("xn--bcher-kva@example.com", "bücher@example.com"),
    ("a.b@example.com", "ab@example.com"),
]


@pytest.mark.parametrize("address", ONE)
def test_every_way_to_type_an_address_is_one(address: str) -> None:
    assert canonical(address) == address
    assert [canonical(typed) for typed in ONE[address]] == [address] * len(ONE[address])


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_mailboxes_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "label",
    ["xn--", "xn--a", "xn--a-", "xn---", "xn--99999999", "xn--" + "z" * 900, "xn--é",
     "xn--" + "a@b.c".encode("punycode").decode(), "xn--" + "É".encode("punycode").decode(),
     "xn--" + "a\u202eb".encode("punycode").decode()],
)  # fmt: skip
def test_what_is_no_proper_label_stays_as_it_is(label: str) -> None:
    assert canonical(f"a@{label}.de") == f"a@{label}.de"


@given(st.text() | st.from_regex(r"a@(xn--)?[a-z0-9-]{1,20}\.(xn--)?[a-z0-9-]{1,20}"))
def test_the_one_form_stays_the_one_form(address: str) -> None:
    assert canonical(canonical(address)) == canonical(address)
    assert canonical(addresses.earlier(address)) == canonical(address)
