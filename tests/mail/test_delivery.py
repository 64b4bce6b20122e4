"""Letters and a real mail server: what is encrypted or refused, and how each failure is told."""

import socket
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest

from shared.config import smtp
from shared.mail import delivery, letters
from shared.mail.errors import NotDelivered
from shared.mail.letters import Letter
from tests.certificates import certificate as certificate
from tests.certificates import tls as tls
from tests.simulators.smtp import PASSWORD, USER, MailServer

LETTER = Letter(
    "en", "Set a new password", ("First, <this> & that:", "Last."), "https://a.b/#/x?y=z"
)
LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@"


def letter(to: str = "li@example.com") -> EmailMessage:
    return letters.message(LETTER, to, "云栈 <noreply@example.com>")


def failure(url: str, message: EmailMessage | None = None) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        delivery.deliver(message or letter(), smtp.read(url))
    return failed.value


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd knows of STARTTLS alone
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_letter_is_sent_over_tls_by_who_is_known(
    tls: ssl.SSLContext, certificate: Path, scheme: str
) -> None:
    with MailServer(tls, implicit=scheme == "smtps", auth=True) as server:
        url = f"{scheme}://{LOGIN}127.0.0.1:{server.port}?ca={certificate}"
        delivery.deliver(letter(), smtp.read(url))

    assert server.seen == ["tls"]
    ((to, sent),) = server.letters
    assert (to, sent["Subject"]) == ("li@example.com", "Set a new password")
    html = sent.get_body(("html",))
    assert html
    assert "First, &lt;this&gt; &amp; that:" in html.get_content()


def test_a_password_that_is_wrong_is_told_and_not_shown(
    tls: ssl.SSLContext, certificate: Path
) -> None:
    with MailServer(tls, auth=True) as server:
        url = f"smtp://{LOGIN.replace('mail', 'bad')}127.0.0.1:{server.port}?ca={certificate}"
        failed = failure(url)

    assert (failed.reason, failed.final) == ("auth", False)
    assert PASSWORD not in str(failed)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    tls: ssl.SSLContext, scheme: str
) -> None:
    with MailServer(tls, implicit=scheme == "smtps") as server:
        failed = failure(f"{scheme}://127.0.0.1:{server.port}")

    assert (failed.reason, failed.final) == ("tls", False)
    assert server.letters == []


def test_a_server_without_tls_is_given_nothing(tls: ssl.SSLContext) -> None:
    with MailServer() as server:
        failed = failure(f"smtp://127.0.0.1:{server.port}")

    assert failed.reason == "tls"
    assert server.letters == []


def test_who_does_not_listen_is_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        failed = failure(f"smtp://127.0.0.1:{unused.getsockname()[1]}?tls=off")

    assert (failed.reason, failed.final) == ("unreachable", False)


@pytest.mark.parametrize(
    ("fault", "reason", "final"),
    [
        ("recipient", "refused", True),
        ("later", "refused", False),
        ("hangs_up", "unreachable", False),
    ],
)
def test_what_the_server_says_is_told(fault: str, reason: str, final: bool) -> None:
    with MailServer() as server:
        server.fault = fault  # type: ignore[assignment]
        failed = failure(f"smtp://127.0.0.1:{server.port}?tls=off")

    assert (failed.reason, failed.final) == (reason, final)


def test_a_server_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_SECONDS", 0.3)
    with MailServer() as server:
        server.fault = "silent"
        failed = failure(f"smtp://127.0.0.1:{server.port}?tls=off")

    assert (failed.reason, failed.final) == ("timeout", False)


@pytest.mark.parametrize(
    "to", ["li@example.com\r\nBcc: x@example.com", "li@example.com, x@example.com", "li", "a@b@c"]
)
def test_no_address_brings_a_header_or_a_reader_with_it(to: str) -> None:
    with pytest.raises(Exception, match=r".") as refused:
        letter(to)

    assert type(refused.value).__module__ in ("builtins", "email.errors")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://host:99999",
        "smtp://host/path",
        "smtp://host?tls=maybe",
        "smtp://host?starttls=off",
        "smtp://user:password@host?tls=off",
    ],
)
def test_an_address_of_a_server_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"is no|has no|takes|would send"):
        smtp.read(url)


def test_a_server_is_shown_without_its_password() -> None:
    server = smtp.read("smtps://noreply%40example.com:p%40ss@smtpdm.aliyun.com")

    assert (server.host, server.port, server.tls) == ("smtpdm.aliyun.com", 465, "implicit")
    assert (server.user, server.password) == ("noreply@example.com", "p@ss")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "sender", ["noreply", "a@b.c, d@e.f", "A <a@b.c>\nBcc: d@e.f", "<a@b.c>", '"A, B" <a@b.c>', ""]
)
def test_a_sender_that_is_none_is_refused(sender: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        smtp.sender(sender)
