"""A mail server on loopback that speaks SMTP (aiosmtpd), keeps what it takes, or fails as told."""

import asyncio
import email
import email.policy
import ssl
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.engines.workers import free_port

USER, PASSWORD = "noreply@example.com", "the mail server's own 7"
Fault = Literal["", "recipient", "later", "silent", "hangs_up"]


class MailServer:
    """`letters` are what it took, and for whom; `fault` may change at any time."""

    def __init__(
        self, tls: ssl.SSLContext | None = None, *, implicit: bool = False, auth: bool = False
    ) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.fault: Fault = ""
        self.seen: list[str] = []  # whether each connection was encrypted, at its letter
        self.port = free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=tls if implicit else None,
            tls_context=None if implicit else tls,
            require_starttls=tls is not None and not implicit,
            authenticator=_known if auth else None,
            auth_required=auth,
            auth_require_tls=tls is not None and not implicit,
            enable_SMTPUTF8=True,
        )

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if self.fault == "silent":
            await asyncio.sleep(3600)
        if self.fault == "hangs_up":
            _transport(server).close()
        if self.fault == "recipient":
            return "550 5.1.1 no such mailbox"
        if self.fault == "later":
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        letter = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append((envelope.rcpt_tos[0], letter))
        self.seen.append(
            "tls" if session.ssl or _transport(server).get_extra_info("ssl_object") else ""
        )
        return "250 OK"


def _transport(server: SMTP) -> asyncio.BaseTransport:
    assert server.transport
    return server.transport


def _known(server: SMTP, session: Session, envelope: Envelope, how: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(
        USER.encode(), PASSWORD.encode()
    )
    return AuthResult(success=right, handled=right)
