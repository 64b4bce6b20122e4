"""Whose address counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hosts.client import client_ip


@pytest.mark.parametrize("written", ["198.51.100.1", "198.51.100.1, 203.0.113.9", ""])
def test_without_trusted_proxies_the_peer_counts_whatever_the_header_says(written: str) -> None:
    assert client_ip("192.0.2.1", {"x-forwarded-for": written}, 0) == "192.0.2.1"


@pytest.mark.parametrize(
    ("written", "proxies", "found"),
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("made up, 203.0.113.9", 1, "203.0.113.9"),
        ("made up, 203.0.113.9, 198.51.100.2", 2, "203.0.113.9"),
        (" made up ,, 203.0.113.9 ", 1, "203.0.113.9"),
        ("203.0.113.9", 2, "203.0.113.9"),
        ("2001:db8::1", 1, "2001:db8::1"),
    ],
)
def test_entry_that_the_outermost_trusted_proxy_wrote_counts(
    written: str, proxies: int, found: str
) -> None:
    assert client_ip("192.0.2.1", {"x-forwarded-for": written}, proxies) == found


@pytest.mark.parametrize("headers", [{}, {"x-forwarded-for": ""}, {"x-forwarded-for": " , "}])
def test_peer_counts_when_no_proxy_wrote_anything(headers: dict[str, str]) -> None:
    assert client_ip("192.0.2.1", headers, 1) == "192.0.2.1"


@given(st.text(), st.integers(0, 5))
def test_any_header_gives_an_address_that_the_tables_can_keep(written: str, proxies: int) -> None:
    assert len(client_ip("192.0.2.1", {"x-forwarded-for": written}, proxies)) <= 80


def test_very_long_entry_is_cut_to_what_the_tables_can_keep() -> None:
    assert len(client_ip("192.0.2.1", {"x-forwarded-for": "9" * 5000}, 1)) <= 80
