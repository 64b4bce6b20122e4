"""A letter is given to the SMTP server (RFC 5321), over TLS."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from shared.config.smtp import Server
from shared.mail.errors import NotDelivered

_SECONDS = 10.0  # for each answer of the server
_LONGEST = 300  # characters of an answer that the log shows
_PERMANENT = 500  # replies from here on are final (RFC 5321, 4.2.1)
_REASONS: tuple[tuple[type[OSError], str], ...] = (
    (smtplib.SMTPNotSupportedError, "tls"),
    (ssl.SSLError, "tls"),
    (TimeoutError, "timeout"),
)


def deliver(message: EmailMessage, server: Server) -> None:
    """NotDelivered when the server has not said that it took it."""
    try:
        with _connected(server) as connection:
            connection.send_message(message)
    except OSError as e:
        raise _understood(e) from e


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and logged in, as far as the server's address says."""
    context = None if server.tls == "off" else _context(server)
    if server.tls == "implicit":
        made: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_SECONDS, context=context
        )
    else:
        made = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    with made:
        if server.tls == "starttls":
            made.starttls(context=context)
        if server.user:
            made.login(server.user, server.password)
        yield made


def _context(server: Server) -> ssl.SSLContext:
    import certifi  # the authorities of the system may be missing, or old

    context = ssl.create_default_context(cafile=certifi.where())
    if server.ca:
        context.load_verify_locations(server.ca)
    return context


def _understood(failure: OSError) -> NotDelivered:
    """The errors of SMTP, which are sockets' too, as ours."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return _refused(*next(iter(failure.recipients.values())))
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return NotDelivered("auth", f"{failure.smtp_code} {_text(failure.smtp_error)}")
    if isinstance(failure, smtplib.SMTPResponseException):
        return _refused(failure.smtp_code, failure.smtp_error)
    if isinstance(failure, smtplib.SMTPNotSupportedError) and "STARTTLS" not in str(failure):
        return NotDelivered("refused", str(failure), final=True)
    causes = (
        failure,
        failure.__context__,
    )  # of a lost connection, smtplib keeps why as its context
    reasons = (name for kind, name in _REASONS for cause in causes if isinstance(cause, kind))
    reason = next(reasons, "unreachable")
    return NotDelivered(reason, str(failure))


def _refused(code: int, said: object) -> NotDelivered:
    return NotDelivered("refused", f"{code} {_text(said)}", final=code >= _PERMANENT)


def _text(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text[:_LONGEST]
