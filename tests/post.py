"""Fixtures: a mail server that is configured, and what it was given."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from shared.database import transactions
from shared.operations import mailing
from tests import waiting
from tests.conftest import Configure
from tests.simulators.smtp import MailServer

_LINK = re.compile(r"http://127\.0\.0\.1:\d+/#/(reset|confirm)\?token=([\w-]{43})\s")


@pytest.fixture
def post(configure: Configure) -> Iterator[MailServer]:
    """A mail server without encryption, and the product configured to use it."""
    with MailServer() as server:
        configure(
            SMTP_URL=f"smtp://127.0.0.1:{server.port}?tls=off",
            MAIL_FROM="云栈 <noreply@example.com>",
            LIMITS="recovery=1000/1h,register=1000/1h,login=1000/1m",
        )
        yield server
        settled()


def settled() -> None:
    """Wait until nobody sends."""
    waiting.until(lambda: not (mailing._thread and mailing._thread.is_alive()))


def waits() -> int:
    """How many letters are not sent."""
    with transactions.reading() as tx:
        row = tx.one("SELECT COUNT(*) AS n FROM mails")
    return int(row["n"]) if row else 0


def link_in(letter: EmailMessage) -> tuple[str, str]:
    """The page and the token of the one link in a letter, which its text and its HTML share."""
    found = []
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        assert body
        found.append(_LINK.search(re.sub(r'["<]', " ", body.get_content())))
    text, html = found
    assert text
    assert html
    assert text.groups() == html.groups()
    return text[1], text[2]
