"""POST /api/recognize with the address of a picture: fetched safely, or refused and forgotten."""

import contextlib
import ssl
import time
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from shared.images import fetch
from shared.recognition import requests
from tests import stored_files
from tests.administering import balance
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.certificates import HOST
from tests.certificates import certificate as certificate
from tests.certificates import tls as tls
from tests.certificates import trust as trust
from tests.client import Account, Client
from tests.conftest import SECRET, Configure
from tests.functions.pictures import (
    DRUG,
    GIVEN,
    kept,
    nothing_is_left,
    opened,
    picture,
    post,
    says,
)
from tests.functions.pictures import payer as payer
from tests.functions.pictures import sight as sight
from tests.lan import PUBLIC, Lan
from tests.simulators.openai import OpenAISimulator
from tests.wire import CHUNKED, Play, Wire, chunk, head, once, whole

Reach = Callable[..., Lan]

URL = f"https://{HOST}/box.png"
REFUSED, FAILED = (422, "invalid_request"), (502, "upstream_error")
LATE, TOO_LARGE = (504, "upstream_timeout"), (413, "payload_too_large")
NO_PICTURE = (415, "unsupported_media_type")
GIVES = once(whole(picture()))
INSIDE = {
    "loopback": "127.0.0.1",
    "this-network": "0.0.0.0",  # noqa: S104
    "private-10": "10.0.0.1",
    "private-172": "172.16.0.1",
    "private-192": "192.168.1.1",
    "link-local": "169.254.169.254",
    "cgnat": "100.64.0.1",
    "alibaba-metadata": "100.100.100.200",
    "loopback-6": "::1",
    "link-local-6": "fe80::1",
    "ula": "fd00:ec2::254",
    "mapped": "::ffff:127.0.0.1",
    "mapped-public": "::ffff:8.8.8.8",
    "nat64": "64:ff9b::7f00:1",
}
inside = pytest.mark.parametrize("address", INSIDE.values(), ids=INSIDE)


@pytest.fixture
def reach(
    monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext, trust: ssl.SSLContext
) -> Iterator[Reach]:
    """The internet of the endpoint, whose only server plays so; names lead to `answers` in turn."""
    with contextlib.ExitStack() as closing:

        def made(*plays: Play, answers: tuple[list[str], ...] = ([PUBLIC],)) -> Lan:
            wire = closing.enter_context(Wire(*plays, tls=tls))
            lan = Lan(wire, *answers, trust=trust)
            monkeypatch.setattr(fetch, "INTERNET", lan.network)
            return lan

        yield made


@pytest.fixture
def refuses(client: Client, payer: Account, sight: OpenAISimulator) -> Callable[..., None]:
    """Asserts that an address gets this error, and that nothing is left of it."""

    def asserted(url: str, status: int, code: str) -> None:
        answer = post(client, payer, url)
        error = answer.json["error"]
        assert (answer.status, error["code"], error["param"]) == (status, code, "image")
        assert sight.requests == []
        assert nothing_is_left(client, payer)

    return asserted


Refuses = Callable[..., None]


def to(location: str) -> Play:
    return once(whole(b"", 302, location=location))


# what is never dialled


@inside
def test_an_address_inside_is_refused(reach: Reach, refuses: Refuses, address: str) -> None:
    lan = reach(GIVES)

    refuses(f"https://[{address}]/box.png" if ":" in address else f"https://{address}/", *REFUSED)

    assert (lan.looked_up, lan.dialled) == ([], [])


@inside
def test_a_name_that_leads_inside_is_refused(reach: Reach, refuses: Refuses, address: str) -> None:
    lan = reach(GIVES, answers=([PUBLIC, address],))

    refuses(URL, *REFUSED)

    assert (lan.looked_up, lan.dialled) == ([HOST], [])


@pytest.mark.parametrize(
    "url",
    [
        f"https://{HOST}:22/",
        f"https://{HOST}:6379/",
        f"https://{HOST}:80/",
        f"http://{HOST}:443/",
        f"https://user@{HOST}/",
        f"https://user:password@{HOST}/",
        f"https://{HOST}@127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://127.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        f"ftp://{HOST}/box.png",
    ],
)
def test_an_address_of_another_kind_is_refused(reach: Reach, refuses: Refuses, url: str) -> None:
    lan = reach(GIVES)

    refuses(url, *REFUSED)

    assert (lan.looked_up, lan.dialled) == ([], [])


@pytest.mark.parametrize("play", [GIVES, to(f"http://{HOST}/box.png")], ids=["named", "redirect"])
def test_without_encryption_nothing_is_fetched_in_production(
    reach: Reach, refuses: Refuses, configure: Configure, play: Play
) -> None:
    configure(APP_ENV="production", JWT_SECRET=SECRET, PASSWORD_COST="12")
    lan = reach(play)

    refuses(URL.replace("https:", "http:") if play is GIVES else URL, *REFUSED)

    assert lan.dialled == ([] if play is GIVES else [(PUBLIC, 443)])


# what leads elsewhere on the way


@pytest.mark.parametrize(
    "location", ["https://169.254.169.254/latest/", "https://[::1]/", "file:///etc/passwd"]
)
def test_a_chain_of_redirects_that_ends_inside_is_refused(
    reach: Reach, refuses: Refuses, location: str
) -> None:
    lan = reach(to("/a"), to("/b"), to(location), GIVES)

    refuses(URL, *REFUSED)

    assert lan.dialled == [(PUBLIC, 443)] * 3


def test_a_name_that_leads_inside_after_a_redirect_is_refused(
    reach: Reach, refuses: Refuses
) -> None:
    lan = reach(to("/next"), GIVES, answers=([PUBLIC], ["10.0.0.1"]))

    refuses(URL, *REFUSED)

    assert (lan.looked_up, lan.dialled) == ([HOST] * 2, [(PUBLIC, 443)])


def test_a_chain_of_redirects_without_end_is_given_up(reach: Reach, refuses: Refuses) -> None:
    lan = reach(to("/again"))

    refuses(URL, *FAILED)

    assert len(lan.dialled) == 4


# what a server sends


def test_a_server_that_drips_is_given_up_in_time(
    reach: Reach, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "_FETCH", 0.4)
    reach(once(CHUNKED, *[chunk(b"x")] * 99, pause=0.05))
    started = time.monotonic()

    refuses(URL, *LATE)

    assert time.monotonic() - started < 2


def test_a_body_without_end_is_given_up(reach: Reach, refuses: Refuses) -> None:
    reach(once(CHUNKED, *[chunk(bytes(65_536))] * 1000))

    refuses(URL, *TOO_LARGE)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (whole(b"<!doctype html><title>box</title>"), NO_PICTURE),
        (whole(b"PK\x03\x04" + bytes(500), content_type="image/jpeg"), NO_PICTURE),
        (whole(b""), NO_PICTURE),
        (whole(picture()[:40], content_type="image/png"), REFUSED),
        (head(content_length="1000") + picture()[:40], FAILED),
        (whole(picture(), 404), FAILED),
        (head(content_length="99999999999"), TOO_LARGE),
    ],
    ids=["html", "zip", "empty", "half", "cut", "not-found", "declared-large"],
)
def test_what_is_no_picture_is_refused(
    reach: Reach, refuses: Refuses, sent: bytes, error: tuple[int, str]
) -> None:
    reach(once(sent))

    refuses(URL, *error)


def test_a_server_that_nobody_vouches_for_is_not_heard(
    reach: Reach, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, lan = fetch.INTERNET.trust, reach(GIVES)
    monkeypatch.setattr(fetch, "INTERNET", replace(lan.network, trust=usual))

    refuses(URL, *FAILED)

    assert lan.dialled == [(PUBLIC, 443)]


# what works


def test_a_picture_is_fetched_seen_charged_and_kept_and_its_address_opens(
    client: Client, payer: Account, sight: OpenAISimulator, storage: str, reach: Reach
) -> None:
    lan = reach(to("/moved.png"), GIVES)
    sight.say(says(**DRUG))

    answer = post(client, payer, URL)

    told = answer.json
    assert answer.status == 200, answer.body
    assert (told["engine"], told["result"]["name"]) == ("vision", DRUG["name"])
    assert lan.dialled == [(PUBLIC, 443)] * 2
    url = told["image"]["url"]
    shown = stored_files.opened(url) if storage != "folder" else opened(client, url)
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.body.startswith(b"\xff\xd8\xff")
    assert [row["id"] for row in kept(client, payer, "/api/recognitions")] == [told["id"]]
    assert balance(client, payer) == GIVEN - told["credits"]["charged"] < GIVEN


def test_a_name_that_leads_inside_later_is_reached_where_it_was_checked(
    client: Client, payer: Account, sight: OpenAISimulator, reach: Reach
) -> None:
    lan = reach(GIVES, answers=([PUBLIC], ["127.0.0.1"]))
    sight.say(says(**DRUG))

    assert post(client, payer, URL).status == 200
    assert (lan.looked_up, lan.dialled) == ([HOST], [(PUBLIC, 443)])
