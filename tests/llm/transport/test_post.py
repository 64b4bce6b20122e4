"""One POST to a model's server, whatever that server does."""

import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import UpstreamError, UpstreamTimeout
from shared.llm.errors import ProviderError
from shared.llm.transport import connections
from shared.llm.transport.post import Call
from tests.certificates import certificate as certificate
from tests.certificates import tls as tls
from tests.waiting import takes_at_most, until
from tests.wire import CHUNKED, LAST, Line, Play, Wire, chunk, head, once, whole

QUESTION = {"model": "qwen", "messages": [{"role": "user", "content": "药𠮷💊"}]}
PLENTY = 10.0  # seconds
LIMIT = 1_000_000  # bytes


@pytest.fixture(autouse=True)
def fresh_lines() -> None:
    """No connection is left over from other tests."""
    connections.close()


def ask(url: str, key: str = "", seconds: float = PLENTY) -> bytes:
    """The whole body of an answer."""
    with Call(time.monotonic() + seconds) as call, call.post(url, key, QUESTION) as answer:
        return answer.read(LIMIT)


def refused(url: str, seconds: float = PLENTY) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        ask(url, seconds=seconds)
    return caught.value


def always(*pieces: bytes, pause: float = 0.0) -> Play:
    """The same answer to every request, on a connection that stays open."""

    def play(line: Line) -> None:
        while line.hear():
            line.say(*pieces, pause=pause)

    return play


def silent(line: Line) -> None:
    line.hear()
    assert line.left()


def test_a_question_is_json_with_its_key() -> None:
    heard: list[bytes] = []

    def play(line: Line) -> None:
        heard.append(line.hear())
        line.say(whole(b"{}"))

    with Wire(play) as wire:
        assert ask(wire.url + "/chat/completions", "sk-1") == b"{}"

    first, _, rest = heard[0].partition(b"\r\n")
    headers, _, body = rest.partition(b"\r\n\r\n")
    assert first == b"POST /v1/chat/completions HTTP/1.1"
    assert b"\r\nAuthorization: Bearer sk-1" in b"\r\n" + headers
    assert b"Content-Type: application/json" in headers
    assert json.loads(body) == QUESTION


def test_without_a_key_there_is_no_header_for_one() -> None:
    heard: list[bytes] = []

    def play(line: Line) -> None:
        heard.append(line.hear())
        line.say(whole(b"{}"))

    with Wire(play) as wire:
        ask(wire.url)

    assert b"authorization" not in heard[0].lower()


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_in_the_environment_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:1")

    with Wire(always(whole(b"{}"))) as wire:
        assert ask(wire.url) == b"{}"


@pytest.mark.parametrize(
    "answer",
    [
        [whole(b"{}")],
        [whole(b""), b""],
        [CHUNKED + chunk(b"{}") + LAST],
        [CHUNKED, chunk(b"{"), chunk(b"}"), LAST],
        [whole(gzip.compress(b"{}"), content_encoding="gzip")],
        [whole(b"sorry", 503)],
    ],
)
def test_calls_one_after_the_other_share_a_connection(answer: list[bytes]) -> None:
    with Wire(always(*answer, pause=0.02)) as wire:
        answers = {ask(wire.url) for _ in range(3)}

        assert len(answers) == 1
        assert len(wire.lines) == 1


def test_calls_at_once_have_a_connection_each() -> None:
    together = threading.Barrier(3, timeout=5)

    def play(line: Line) -> None:
        line.hear()
        together.wait()
        line.say(whole(b"{}"))

    with Wire(play) as wire, ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda _: ask(wire.url), range(3))) == [b"{}"] * 3


@pytest.mark.parametrize("late", [0.0, 0.05])
def test_the_line_of_a_stream_that_has_said_all_is_used_again(late: float) -> None:
    with Wire(always(CHUNKED + chunk(b"data: [DONE]\n\n"), LAST, pause=late)) as wire:
        for _ in range(3):
            with Call(time.monotonic() + PLENTY) as call, call.post(wire.url, "", {}) as answer:
                assert next(answer.chunks(LIMIT)) == b"data: [DONE]\n\n"
                answer.finish()

        assert len(wire.lines) == 1


@pytest.mark.parametrize("more", [b"", chunk(b"x" * 5000) * 50])
def test_a_stream_that_does_not_end_is_left_soon(more: bytes) -> None:
    def play(line: Line) -> None:
        line.hear()
        line.say(CHUNKED + chunk(b"data: [DONE]\n\n"), more)
        assert line.left()

    with (
        Wire(play) as wire,
        takes_at_most(2),
        Call(time.monotonic() + PLENTY) as call,
        call.post(wire.url, "", {}) as answer,
    ):
        next(answer.chunks(LIMIT))
        answer.finish()


def test_a_line_that_was_left_in_the_middle_is_not_used_again() -> None:
    with Wire(once(CHUNKED + chunk(b"one")), always(whole(b"two"))) as wire:
        with Call(time.monotonic() + PLENTY) as call, call.post(wire.url, "", {}) as answer:
            assert next(answer.chunks(LIMIT)) == b"one"

        assert ask(wire.url) == b"two"
        assert len(wire.lines) == 2


def test_a_line_that_the_server_closed_meanwhile_is_replaced() -> None:
    with Wire(once(whole(b"one")), once(whole(b"two"))) as wire:
        assert ask(wire.url) == b"one"
        until(lambda: not wire._threads[0].is_alive())

        assert ask(wire.url) == b"two"


def test_a_line_that_has_idled_long_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    with Wire(always(whole(b"one")), always(whole(b"two"))) as wire:
        assert ask(wire.url) == b"one"
        later = time.time() + connections._FRESH
        monkeypatch.setattr("shared.llm.transport.connections.time.time", lambda: later)

        assert ask(wire.url) == b"two"


def test_a_line_that_the_server_closes_at_the_next_question_can_be_asked_again() -> None:
    def closing(line: Line) -> None:
        line.hear()
        line.say(whole(b"one"))
        line.hear()

    with Wire(closing, always(whole(b"two"))) as wire:
        assert ask(wire.url) == b"one"

        assert refused(wire.url).retryable
        assert ask(wire.url) == b"two"


def test_no_time_means_no_question() -> None:
    with Wire(always(whole(b"{}"))) as wire:
        error = refused(wire.url, seconds=0)

        assert isinstance(error.error, UpstreamTimeout)
        assert wire.lines == []


def byte_by_byte(data: bytes) -> Play:
    return once(*(bytes([byte]) for byte in data), pause=0.05)


@pytest.mark.parametrize(
    "play",
    [
        silent,
        byte_by_byte(b"HTTP/1.1 200 OK\r\nX-Filler: " + b"x" * 200),
        byte_by_byte(b"".join(b"HTTP/1.1 100 Continue\r\n\r\n" for _ in range(9))),
        byte_by_byte(whole(b"x" * 100)[-130:]),
        once(head(content_length="100"), *[b"x"] * 99, pause=0.05),
        once(CHUNKED, *[chunk(b"x")] * 99, pause=0.05),
        once(CHUNKED + chunk(b"x"), *[b"1", b";", b"x"] + [b"x"] * 99, pause=0.05),
        once(head(), *[b"x"] * 99, pause=0.05),
        once(head(302, location="/elsewhere", content_length="100"), *[b"x"] * 99, pause=0.05),
    ],
)
@pytest.mark.parametrize("seconds", [0.4])
def test_the_deadline_is_met_whatever_drips(play: Play, seconds: float) -> None:
    with Wire(play) as wire, takes_at_most(seconds + 0.5):
        error = refused(wire.url, seconds)

    assert isinstance(error.error, (UpstreamTimeout, UpstreamError))
    assert not error.retryable or isinstance(error.error, UpstreamError)


@pytest.mark.parametrize("play", [silent, once(CHUNKED, *[chunk(b"x")] * 99, pause=0.05)])
def test_the_deadline_is_a_timeout_for_the_caller(play: Play) -> None:
    with Wire(play) as wire:
        error = refused(wire.url, seconds=0.3)

    assert (error.error.status, error.error.code) == (504, "upstream_timeout")
    assert not error.retryable


@contextmanager
def in_the_background(work: Callable[[], object]) -> Iterator[Future[object]]:
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(work)


def hung_up(call: Call, work: Callable[[], object], ready: Callable[[], bool]) -> BaseException:
    """What `work` raises when the call is hung up in the middle of it."""
    with in_the_background(work) as asked:
        until(ready)
        with takes_at_most(0.5):
            call.hang_up()
            error = asked.exception(timeout=5)
    assert error
    return error


def test_hanging_up_wakes_who_waits_for_the_head_and_the_server_notices() -> None:
    heard, noticed = threading.Event(), threading.Event()

    def play(line: Line) -> None:
        line.hear()
        heard.set()
        if line.left():
            noticed.set()

    with Wire(play) as wire, Call(time.monotonic() + PLENTY) as call:
        error = hung_up(call, lambda: call.post(wire.url, "", QUESTION), heard.is_set)

        assert isinstance(error, ProviderError)
        assert isinstance(error.error, UpstreamTimeout)
        assert noticed.wait(2)


@pytest.mark.parametrize("start", [CHUNKED + chunk(b"x"), head(content_length="9") + b"x", head()])
def test_hanging_up_wakes_who_waits_for_the_body_and_the_server_notices(start: bytes) -> None:
    noticed = threading.Event()

    def play(line: Line) -> None:
        line.hear()
        line.say(start)
        if line.left():
            noticed.set()

    def work() -> None:
        with call.post(wire.url, "", QUESTION) as answer:
            begun.set()
            answer.read(LIMIT)

    begun = threading.Event()
    with Wire(play) as wire, Call(time.monotonic() + PLENTY) as call:
        error = hung_up(call, work, begun.is_set)

        assert isinstance(error, ProviderError)
        assert isinstance(error.error, UpstreamTimeout)
        assert noticed.wait(2)


def test_after_hanging_up_nothing_is_asked() -> None:
    with Wire(always(whole(b"{}"))) as wire, Call(time.monotonic() + PLENTY) as call:
        call.hang_up()

        with pytest.raises(ProviderError):
            call.post(wire.url, "", QUESTION)
        assert wire.lines == []


def test_hanging_up_while_the_line_is_made_ends_it_before_the_question() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        crowd = [socket.socket() for _ in range(3)]
        for client in crowd:
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        waiting = _knocking(port)
        with (
            Call(time.monotonic() + PLENTY) as call,
            in_the_background(lambda: call.post(f"http://127.0.0.1:{port}", "", {})) as asked,
        ):
            until(lambda: _knocking(port) > waiting)
            call.hang_up()
            for client in crowd:
                client.close()
            heard = _heard_by(full, asked)

    assert isinstance(asked.exception(), ProviderError)
    assert len(heard) >= 2
    assert not any(heard)


def _knocking(port: int) -> int:
    """How many connections to a port wait for the server's answer (state SYN_SENT)."""
    lines = Path("/proc/net/tcp").read_text().splitlines()
    return sum(
        line.split()[2].endswith(f":{port:04X}") and line.split()[3] == "02" for line in lines[1:]
    )


def _heard_by(listener: socket.socket, asked: Future[object]) -> list[bytes]:
    """What clients say until `asked` is done."""
    heard = []
    listener.settimeout(0.1)
    while not asked.done():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        with client:
            client.settimeout(2)
            heard.append(client.recv(100))
    return heard


def test_hanging_up_late_does_not_disturb_who_has_the_line_now() -> None:
    arrived = threading.Event()

    def play(line: Line) -> None:
        line.hear()
        line.say(whole(b"one"))
        line.hear()
        arrived.set()
        line.say(b"", whole(b"two"), pause=0.3)

    with Wire(play) as wire, Call(time.monotonic() + PLENTY) as first:
        with first.post(wire.url, "", QUESTION) as answer:
            assert answer.read(LIMIT) == b"one"
        with in_the_background(lambda: ask(wire.url)) as second:
            assert arrived.wait(5)
            first.hang_up()

            assert second.result(timeout=5) == b"two"
        assert len(wire.lines) == 1


def test_a_body_beyond_the_limit_is_not_read_to_its_end() -> None:
    def play(line: Line) -> None:
        line.hear()
        line.say(CHUNKED, *[chunk(b"x" * 65_536)] * 200)
        assert line.left()

    with Wire(play) as wire:
        error = refused(wire.url)

    assert isinstance(error.error, UpstreamError)
    assert "1000000 bytes" in error.detail


def test_a_small_body_that_unpacks_to_a_huge_one_is_not_unpacked_to_its_end() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)

    with Wire(always(whole(bomb, content_encoding="gzip"))) as wire, takes_at_most(2):
        assert "bytes" in refused(wire.url).detail


@pytest.mark.parametrize(
    "pieces",
    [
        [head(content_length="10") + b"half"],
        [CHUNKED + chunk(b"half")],
        [CHUNKED + b"10\r\nhalf"],
        [CHUNKED + b"zz\r\n"],
        [whole(b"not gzip at all", content_encoding="gzip")],
    ],
)
def test_a_body_that_breaks_off_is_not_asked_for_again(pieces: list[bytes]) -> None:
    with Wire(once(*pieces)) as wire:
        error = refused(wire.url)

    assert (error.error.status, error.error.reason) == (502, "upstream_cut")
    assert not error.retryable


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"HTTP/1.1 abc Odd\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ],
)
def test_what_is_no_http_may_be_asked_again(answer: bytes) -> None:
    with Wire(once(answer)) as wire:
        error = refused(wire.url)

    assert (error.error.status, error.error.code) == (502, "upstream_error")
    assert error.retryable


@pytest.mark.parametrize("location", [b"http://127.0.0.1:1/", b"//[", b"\xff\xfe", b"", b"/x"])
def test_a_redirect_is_an_answer_like_any_other(location: bytes) -> None:
    answer = b"HTTP/1.1 302 Found\r\nContent-Length: 2\r\nLocation: " + location + b"\r\n\r\nhi"

    with Wire(always(answer)) as wire, Call(time.monotonic() + PLENTY) as call:
        try:
            with call.post(wire.url, "sk-1", QUESTION) as given:
                status = given.status
        except ProviderError:
            status = 0

        assert len(wire.lines) == 1
    assert status == 302


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://a..b/", "https://[", "http://"])
def test_an_address_where_nobody_is_may_be_asked_again(url: str) -> None:
    with takes_at_most(2):
        error = refused(url)

    assert (error.error.status, error.error.code) == (502, "upstream_error")
    assert error.retryable


@given(st.binary(max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_is_answered_there_is_a_body_or_a_refusal(noise: bytes, in_the_body: bool) -> None:
    answer = head() + noise if in_the_body else b"HTTP/1.1 200 OK\r\n" + noise + b"\r\n\r\n"

    with Wire(once(answer)) as wire:
        try:
            found: object = ask(wire.url, seconds=2)
        except ProviderError as refusal:
            found = refusal.error

    assert isinstance(found, (bytes, UpstreamError, UpstreamTimeout))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("certifi.where", lambda: str(certificate))
    connections._authorities.cache_clear()
    yield
    connections._authorities.cache_clear()


def test_an_unknown_certificate_is_refused_before_the_key_is_sent(tls: ssl.SSLContext) -> None:
    with Wire(always(whole(b"{}")), tls=tls) as wire:
        error = refused(wire.url)

        assert error.detail == "SSLCertVerificationError"
        assert wire.lines == []


def test_encrypted_calls_share_a_connection_too(tls: ssl.SSLContext, trusted: None) -> None:
    with Wire(always(whole(b"{}")), tls=tls) as wire:
        assert [ask(wire.url, "sk-1") for _ in range(3)] == [b"{}"] * 3
        assert len(wire.lines) == 1


def test_hanging_up_wakes_who_waits_on_an_encrypted_line(
    tls: ssl.SSLContext, trusted: None
) -> None:
    heard, noticed = threading.Event(), threading.Event()

    def play(line: Line) -> None:
        line.hear()
        heard.set()
        if line.left():
            noticed.set()

    with Wire(play, tls=tls) as wire, Call(time.monotonic() + PLENTY) as call:
        error: Any = hung_up(call, lambda: call.post(wire.url, "", QUESTION), heard.is_set)

        assert isinstance(error.error, UpstreamTimeout)
        assert noticed.wait(2)


def test_the_deadline_is_met_on_an_encrypted_line(tls: ssl.SSLContext, trusted: None) -> None:
    with (
        Wire(once(CHUNKED, *[chunk(b"x")] * 99, pause=0.05), tls=tls) as wire,
        takes_at_most(1),
    ):
        error = refused(wire.url, seconds=0.4)

    assert isinstance(error.error, UpstreamTimeout)


def test_a_server_that_never_finishes_the_handshake_is_given_up() -> None:
    with Wire(silent) as wire, takes_at_most(1):
        error = refused(wire.url.replace("http:", "https:"), seconds=0.4)

    assert isinstance(error.error, (UpstreamError, UpstreamTimeout))
