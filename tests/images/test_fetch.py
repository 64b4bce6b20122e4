"""Pictures from addresses that people name: what is reached, and what never is."""

import ipaddress
import socket
import ssl
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidRequest, PayloadTooLarge, UpstreamError, UpstreamTimeout
from shared.images import fetch, urls
from shared.images.addresses import is_public
from shared.images.fetch import Network
from tests.certificates import HOST
from tests.certificates import certificate as certificate
from tests.certificates import tls as tls
from tests.certificates import trust as trust
from tests.conftest import SECRET, Configure
from tests.lan import LIMIT, PLENTY, PUBLIC, URL, Lan
from tests.waiting import takes_at_most
from tests.wire import CHUNKED, LAST, Line, Play, Wire, chunk, head, once, whole

ALSO_PUBLIC = "2606:2800:220:1:248:1893:25c8:1946"
PICTURE = bytes(range(256)) * 100


def silent(line: Line) -> None:
    line.hear()
    line.left()


def to(location: str, status: int = 302) -> Play:
    return once(whole(b"", status, location=location))


GIVES = once(whole(PICTURE))


def test_a_picture_is_fetched_from_the_address_that_was_checked() -> None:
    with Wire(GIVES) as wire:
        lan = Lan(wire)

        assert lan.get() == PICTURE
        assert lan.looked_up == [HOST]
        assert lan.dialled == [(PUBLIC, 80)]


def test_a_server_hears_its_own_name_and_nothing_of_us() -> None:
    heard: list[bytes] = []

    def play(line: Line) -> None:
        heard.append(line.hear())
        line.say(whole(PICTURE))

    with Wire(play) as wire:
        Lan(wire).get(URL + "#part")

    lines = heard[0].split(b"\r\n")
    assert lines[0] == b"GET /box.jpg?size=1 HTTP/1.1"
    assert sorted(line.partition(b":")[0].lower() for line in lines[1:] if line) == [
        *(b"accept", b"accept-encoding", b"host", b"user-agent")
    ]
    assert f"Host: {HOST}".encode() in lines
    assert b"Accept-Encoding: identity" in lines


def test_letters_of_any_script_may_stand_in_a_path() -> None:
    heard: list[bytes] = []

    def play(line: Line) -> None:
        heard.append(line.hear())
        line.say(whole(PICTURE))

    with Wire(play) as wire:
        Lan(wire).get(f"http://{HOST}/药盒/a%20b<.jpg?q=盒")

    assert heard[0].startswith(b"GET /%E8%8D%AF%E7%9B%92/a%20b%3C.jpg?q=%E7%9B%92 HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("url", "authority", "rest"),
    [
        ("http://Example.ORG", "example.org", "/"),
        ("https://example.org:443/a", "example.org", "/a"),
        ("http://example.org:80?q", "example.org", "/?q"),
        ("HTTPS://a-b.xn--fiqs8s/", "a-b.xn--fiqs8s", "/"),
        ("https://93.184.216.34/a", "93.184.216.34", "/a"),
        ("https://[2606:2800::1]/a", "[2606:2800::1]", "/a"),
        ("https://example.org/@b:1/..//c;d", "example.org", "/@b:1/..//c;d"),
        ("https://example.org/a\\b", "example.org", "/a%5Cb"),
    ],
)
def test_a_plain_url_is_read(url: str, authority: str, rest: str) -> None:
    read = urls.read(url)

    assert read
    assert (read.authority, read.rest) == (authority, rest)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/a.jpg",
        "//example.org/a.jpg",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "gopher://example.org/_a",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "http:example.org",
        "http:///example.org",
        "http://",
        "http://user@example.org/",
        "http://user:password@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org\\.evil.org/",
        "http://example.org:22/",
        "http://example.org:8080/",
        "http://example.org:443/",
        "https://example.org:80/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://example.org:/",
        "http://example.org:8０/",
        " http://example.org/",
        "http://example.org/\n",
        "http://exa\tmple.org/",
        "http://example.org/a b",
        "http://example.org/\r\nHost: evil",
        "http://example.org\x00.evil.org/",
        "http://example.org%2f/",
        "http://example.org./",
        "http://127.0.0.1./",
        "http://.example.org/",
        "http://example..org/",
        "http://-example.org/",
        "http://localhost/",
        "http://metadata/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0/",
        "http://1.2.3.4.5/",
        "http://256.0.0.1/",
        "http://127.0.0.1.5/",
        "http://１２７.０.０.１/",
        "http://①②⑦.0.0.1/",
        "http://药盒.中国/",
        "http://еxample.org/",
        "http://exam\u00adple.org/",
        "http://ｌocalhost.org/",
        "http://\u212aexample.org/",
        "http://[::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://::1/",
        "http://[]/",
        "http://[1:2]/",
        "http://" + "a" * 64 + ".org/",
        "http://" + "a." * 130 + "org/",
        "http://example.org/" + "a" * 2048,
    ],
)  # fmt: skip
def test_a_url_that_could_be_read_in_two_ways_is_refused(url: str) -> None:
    assert urls.read(url) is None
    with pytest.raises(InvalidRequest) as caught:
        fetch.get(url, limit=LIMIT, seconds=PLENTY)

    assert (caught.value.reason, caught.value.param) == ("url_refused", "image")


NOT_PUBLIC = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3"),  # noqa: S104
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("168.63.129.16", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::"),
    *("2001::1", "2001:0:5ef5:79fd::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1"),
    *("100::1", "3fff::1", "5f00::1", "4000::1"),
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with Wire(GIVES) as wire:
        for answers in ([address], [PUBLIC, address], [address, PUBLIC]):
            lan = Lan(wire, answers)
            assert lan.refusal().reason == "url_refused"
            assert lan.refusal(f"http://{host}/a.jpg").reason == "url_refused"
            assert lan.dialled == []


@pytest.mark.parametrize(
    "address",
    [PUBLIC, ALSO_PUBLIC, "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
     "11.0.0.1", "223.5.5.5", "2400:3200::1", "240e::1", "2a00::1"],
)  # fmt: skip
def test_a_public_address_is_reached(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with Wire(GIVES) as wire:
        lan = Lan(wire, [address])
        assert lan.get() == lan.get(f"http://{host}/a.jpg") == PICTURE

    assert lan.dialled == [(address, 80)] * 2
    assert lan.looked_up == [HOST]


@given(st.ip_addresses())
def test_what_is_public_is_so_for_python_too(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not any([address.is_multicast, address.is_reserved, address.is_private])


@given(st.ip_addresses(v=4), st.integers(0, 2**16 - 1))
def test_no_ipv6_address_hides_one_of_ipv4(address: ipaddress.IPv4Address, more: int) -> None:
    inner = int(address)
    hidden = [
        inner,  # compatible
        0xFFFF << 32 | inner,  # mapped
        0xFFFF << 48 | inner,  # translated
        0x64_FF9B << 96 | inner,  # NAT64
        0x64_FF9B_0001 << 80 | more << 64 | inner,  # NAT64 of one's own
        0x2002 << 112 | inner << 80 | more,  # 6to4
        0x2001_0000 << 96 | inner << 64 | more << 32 | (inner ^ 0xFFFF_FFFF),  # Teredo
    ]

    assert not any(is_public(str(ipaddress.IPv6Address(number))) for number in hidden)


@given(st.text())
def test_what_is_no_address_is_not_public(text: str) -> None:
    if is_public(text):
        assert str(ipaddress.ip_address(text)) == text.lower()


def test_an_address_with_a_zone_is_not_public() -> None:
    assert not is_public("2606:2800::1%eth0")


def test_a_host_is_looked_up_once_so_that_a_second_answer_has_no_effect() -> None:
    with Wire(GIVES) as wire:
        lan = Lan(wire, [PUBLIC], ["127.0.0.1"])

        assert lan.get() == PICTURE
        assert lan.looked_up == [HOST]


def test_after_a_redirect_the_same_host_is_checked_again() -> None:
    with Wire(to("/next"), GIVES) as wire:
        lan = Lan(wire, [PUBLIC], ["127.0.0.1"])

        assert lan.refusal().reason == "url_refused"
        assert lan.looked_up == [HOST, HOST]
        assert lan.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/b.jpg", f"//{HOST}/b.jpg", "http://cdn.example.org/b.jpg"])
def test_a_redirect_is_followed(status: int, location: str) -> None:
    with Wire(to(location, status), GIVES) as wire:
        assert Lan(wire).get() == PICTURE


def test_three_redirects_are_followed_and_no_more() -> None:
    hops = [to(f"http://hop{n}.example.org/") for n in range(3)]
    with Wire(*hops, GIVES) as wire:
        lan = Lan(wire)
        assert lan.get() == PICTURE
        assert lan.looked_up == [HOST, *(f"hop{n}.example.org" for n in range(3))]
    with Wire(to(URL)) as wire:
        lan = Lan(wire)
        assert lan.refusal().reason == "url_failed"
        assert len(lan.dialled) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/latest/meta-data/",
        "http://[::1]/",
        "//localhost/",
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "http://example.org:6379/",
        "http://user@example.org/",
    ],
)
def test_a_redirect_to_what_may_not_be_named_is_refused(location: str) -> None:
    with Wire(to(location), GIVES) as wire:
        lan = Lan(wire)

        assert lan.refusal().reason == "url_refused"
        assert len(lan.dialled) == 1


def test_a_redirect_to_nowhere_fails() -> None:
    with Wire(once(whole(b"", 302))) as wire:
        assert Lan(wire).refusal().reason == "url_failed"


def test_without_encryption_nothing_is_fetched_in_production(configure: Configure) -> None:
    configure(APP_ENV="production", JWT_SECRET=SECRET, PASSWORD_COST="12")
    with Wire(GIVES) as wire:
        lan = Lan(wire)

        assert lan.refusal().reason == "url_refused"
        assert lan.looked_up == []


@pytest.mark.parametrize("limit", [len(PICTURE) - 1, len(PICTURE)])
@pytest.mark.parametrize(
    "answer",
    [
        whole(PICTURE),
        CHUNKED + chunk(PICTURE) + LAST,
        CHUNKED + b"".join(chunk(PICTURE[n : n + 100]) for n in range(0, 25_600, 100)) + LAST,
        head() + PICTURE,
    ],
    ids=["declared", "chunk", "chunks", "until-the-end"],
)
def test_a_picture_has_at_most_the_limit_of_bytes(answer: bytes, limit: int) -> None:
    with Wire(once(answer)) as wire:
        if limit == len(PICTURE):
            assert Lan(wire).get(limit=limit) == PICTURE
        else:
            error = Lan(wire).refusal(limit=limit)
            assert (type(error), error.facts) == (PayloadTooLarge, {"limit": limit})


def test_a_body_without_end_is_given_up_at_the_limit() -> None:
    def play(line: Line) -> None:
        line.hear()
        line.say(CHUNKED, *[chunk(bytes(65_536))] * 1000)

    with Wire(play) as wire:
        assert isinstance(Lan(wire).refusal(), PayloadTooLarge)


def test_a_body_that_is_declared_too_large_is_not_read() -> None:
    def play(line: Line) -> None:
        line.hear()
        line.say(head(content_length="99999999999"))
        line.left()

    with Wire(play) as wire, takes_at_most(2):
        assert isinstance(Lan(wire).refusal(), PayloadTooLarge)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        whole(PICTURE, 404),
        whole(PICTURE, 500),
        whole(PICTURE, 206),
        head(204),
        head(304),
        head(101),
        whole(PICTURE, content_encoding="gzip"),
        whole(PICTURE, content_encoding="br"),
        head(content_length="1000") + PICTURE[:500],
        CHUNKED + chunk(PICTURE),
        CHUNKED + b"zz\r\n",
        CHUNKED + b"-1\r\n",
        b"HTTP/1.1 200 " + b"x" * 70_000,
        head().replace(b"\r\n\r\n", b"\r\nX: y" * 200 + b"\r\n\r\n"),
    ],
    ids=str.split(
        "nothing nonsense 404 500 206 204 304 101 gzip br cut cut-chunks odd-chunk minus line heads"
    ),
)  # fmt: skip
def test_an_answer_that_is_no_whole_picture_fails(answer: bytes) -> None:
    with Wire(once(answer)) as wire:
        error = Lan(wire).refusal()

    assert (type(error), error.reason) == (UpstreamError, "url_failed")


def test_an_address_that_does_not_answer_is_passed_over() -> None:
    with Wire(GIVES) as wire:
        lan = Lan(wire, [ALSO_PUBLIC, PUBLIC, PUBLIC])
        lan.dead = {ALSO_PUBLIC}

        assert lan.get() == PICTURE
        assert lan.dialled == [(ALSO_PUBLIC, 80), (PUBLIC, 80)]


def test_a_host_at_which_nobody_answers_fails() -> None:
    with Wire(GIVES) as wire:
        lan = Lan(wire, [f"8.8.8.{number}" for number in range(20)])
        lan.dead = {f"8.8.8.{number}" for number in range(20)}

        assert lan.refusal().reason == "url_failed"
        assert len(lan.dialled) == 4


def test_a_host_that_does_not_exist_fails() -> None:
    def resolve(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, host)

    for network in (Network(resolve), Network(lambda _: [])):
        with pytest.raises(UpstreamError) as caught:
            fetch.get(URL, limit=LIMIT, seconds=PLENTY, network=network)
        assert caught.value.reason == "url_failed"


def drip(*pieces: bytes) -> Play:
    return once(*pieces, pause=0.05)


@pytest.mark.parametrize(
    "play",
    [
        silent,
        drip(*[bytes([byte]) for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99]),
        drip(*[head(100)] * 99),
        drip(head(content_length="99"), *[b"x"] * 99),
        drip(CHUNKED, *[chunk(b"x")] * 99),
        drip(CHUNKED, *[b"0"] * 99),
        once(b"", whole(b"", 302, location="/"), pause=0.12),
    ],
    ids=str.split("silence head continue body chunks digits redirects"),
)  # fmt: skip
def test_a_server_that_drips_is_given_up_in_time(play: Play) -> None:
    with Wire(play) as wire, takes_at_most(1.5):
        error = Lan(wire).refusal(seconds=0.3)

    assert isinstance(error, UpstreamTimeout)
    assert error.reason == "url_late"


def test_a_look_up_that_takes_too_long_is_given_up() -> None:
    asked, done = threading.Event(), threading.Event()

    def resolve(_: str) -> list[str]:
        asked.set()
        done.wait(PLENTY)
        return [PUBLIC]

    with takes_at_most(2), pytest.raises(UpstreamTimeout):
        fetch.get(URL, limit=LIMIT, seconds=0.2, network=Network(resolve))

    assert asked.is_set()
    done.set()


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with Wire(GIVES) as wire:
        assert Lan(wire).get() == PICTURE


def test_names_are_looked_up_by_the_system_and_loopback_is_refused() -> None:
    found = fetch.INTERNET.resolve("localhost")

    assert "127.0.0.1" in found
    with pytest.raises(InvalidRequest):
        fetch.get(URL, limit=1, seconds=PLENTY, network=Network(lambda _: found))


HTTPS = URL.replace("http:", "https:")


def test_an_encrypted_server_is_asked_and_checked_by_its_name(
    tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    names: list[str | None] = []
    tls.sni_callback = lambda _, name, __: names.append(name)
    with Wire(GIVES, tls=tls) as wire:
        lan = Lan(wire, trust=trust)

        assert lan.get(HTTPS) == PICTURE
        assert lan.dialled == [(PUBLIC, 443)]
        assert names == [HOST]


@pytest.mark.parametrize("host", ["other.example.org", PUBLIC])
def test_the_certificate_of_another_host_is_refused(
    host: str, tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    with Wire(GIVES, tls=tls) as wire:
        error = Lan(wire, trust=trust).refusal(f"https://{host}/")

        assert error.reason == "url_failed"
        assert wire.lines == []


def test_a_certificate_that_nobody_vouches_for_is_refused(tls: ssl.SSLContext) -> None:
    with Wire(GIVES, tls=tls) as wire:
        error = Lan(wire, trust=fetch.INTERNET.trust()).refusal(HTTPS)

    assert error.reason == "url_failed"
    assert isinstance(error.__cause__, ssl.SSLCertVerificationError)


@pytest.mark.parametrize("speaks", [True, False])
def test_the_deadline_is_met_on_an_encrypted_line(
    speaks: bool, tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    play = drip(CHUNKED, *[chunk(b"x")] * 99) if speaks else silent
    with Wire(play, tls=tls if speaks else None) as wire, takes_at_most(1.5):
        error = Lan(wire, trust=trust).refusal(HTTPS, seconds=0.4)

    assert isinstance(error, UpstreamTimeout)


def test_anything_else_is_fetched_in_pieces_under_its_own_name() -> None:
    heard: list[bytes] = []

    def play(line: Line) -> None:
        heard.append(line.hear())
        line.say(whole(PICTURE))

    with Wire(play) as wire:
        pieces = fetch.pieces(
            URL,
            limit=LIMIT,
            seconds=PLENTY,
            accept="audio/*",
            param="url",
            network=Lan(wire).network,
        )
        assert b"".join(pieces) == PICTURE
    assert b"Accept: audio/*\r\n" in heard[0]


def test_pieces_beyond_the_limit_are_refused_by_the_name_they_have() -> None:
    with Wire(once(CHUNKED, chunk(PICTURE), LAST)) as wire:
        pieces = fetch.pieces(URL, limit=9, seconds=PLENTY, param="url", network=Lan(wire).network)
        with pytest.raises(PayloadTooLarge) as caught:
            list(pieces)
    assert (caught.value.reason, caught.value.param) == ("file_too_large", "url")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://a.example:8000/", "file:///etc/passwd"]
)
def test_an_address_is_refused_by_its_look_before_anything_is_asked(url: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        fetch.require_allowed(url, "url")
    assert (caught.value.reason, caught.value.param) == ("url_refused", "url")


def test_plain_http_is_refused_by_its_look_in_production(configure: Configure) -> None:
    fetch.require_allowed(URL, "url")
    configure(APP_ENV="production", JWT_SECRET=SECRET, PASSWORD_COST="12")

    with pytest.raises(InvalidRequest):
        fetch.require_allowed(URL, "url")
