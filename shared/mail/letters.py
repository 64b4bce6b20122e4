"""A letter: a subject and paragraphs, of which one is a link, as plain text and as simple HTML.

No pictures, no tracking, and nothing that a user wrote: who has another's address cannot have us
send them words of theirs.
"""

import html
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr

import msgspec

_BODY = (
    '<!doctype html><html lang="{lang}"><meta charset="utf-8">'
    '<body style="font:16px/1.6 sans-serif;max-width:36em">{paragraphs}</body></html>'
)


class Letter(msgspec.Struct, frozen=True):
    """`lang` is a language tag (RFC 5646); `link` stands behind the first paragraph."""

    lang: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str


def message(letter: Letter, to: str, sender: str) -> EmailMessage:
    """As it is sent; ValueError for what no header can hold, such as a line break."""
    name, address = parseaddr(sender)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = letter.subject
    made["Date"] = formatdate(usegmt=True)
    made["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    made["Content-Language"] = letter.lang
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    first, *others = letter.paragraphs
    made.set_content("\n\n".join((first, letter.link, *others)) + "\n")
    made.add_alternative(_html(letter), subtype="html")
    return made


def _html(letter: Letter) -> str:
    first, *others = map(html.escape, letter.paragraphs)
    link = html.escape(letter.link)
    lines = (first, f'<a href="{link}">{link}</a>', *others)
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return _BODY.format(lang=letter.lang, paragraphs=paragraphs)
