"""E-mail addresses in one form, so that one mailbox is one account however it is typed.

Letters of any width and case are the same, and so are a domain in Unicode and its ASCII form
(IDNA, `xn--`); it is kept in Unicode, as people read it. What else Unicode calls compatible, such
as `①` and `1`, are two mailboxes.
"""

from shared import plain_text

_DOTS = str.maketrans("。｡", "..")  # IDNA (RFC 3490, 3.1); the one in full width is narrowed
_ASCII_LABEL = "xn--"
_LONGEST = 1000  # characters; beyond, it is no address


def canonical(address: str) -> str:
    """The one form of an address, or of a user name without a domain."""
    typed = plain_text.narrow(address[:_LONGEST].strip())
    local, at, domain = plain_text.lower(typed).rpartition("@")
    return local + at + readable(domain)


def readable(domain: str) -> str:
    """A domain, or a part of one, with its labels in Unicode."""
    return ".".join(map(_in_unicode, domain.translate(_DOTS).split(".")))


def in_ascii(address: str) -> str:
    """As mail servers take it: a domain in Unicode as `xn--` (RFC 5890)."""
    local, at, domain = address.rpartition("@")
    return local + at + ".".join(map(_packed, domain.split(".")))


def earlier(address: str) -> str:
    """The form in which addresses were kept at first, where two accounts shared the one form."""
    return address[:_LONGEST].strip().lower()


def _in_unicode(label: str) -> str:
    """A label as it is read; what is no proper `xn--` stays as it is."""
    if not label.startswith(_ASCII_LABEL):
        return label
    packed = label.removeprefix(_ASCII_LABEL)
    try:
        read = packed.encode("ascii").decode("punycode")
        proper = read.encode("punycode").decode("ascii") == packed
    except (UnicodeError, ValueError, OverflowError):
        return label
    return read if proper and _is_label(read) else label


def _packed(label: str) -> str:
    return label if label.isascii() else _ASCII_LABEL + label.encode("punycode").decode("ascii")


def _is_label(read: str) -> bool:
    plain = plain_text.lower(plain_text.narrow(read)) == read == plain_text.line(read)
    return plain and not (read.isascii() or plain_text.has_unseen(read) or {"@", "."} & set(read))
