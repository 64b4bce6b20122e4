"""The tables of what holds for all endpoints: how often is too often, and which errors exist."""

from collections.abc import Iterator

from shared.access import limits
from shared.access.limits import Limit
from shared.errors import ApiError
from tools.reference.endpoints import heading, row
from tools.reference.languages import Language


def limits_table(language: Language) -> str:
    """The usual limits, in the order that they are declared in."""
    words = language.words
    found = [each for each in vars(limits).values() if isinstance(each, Limit)]
    return heading([words["limit"], words["hits"], words["seconds"], words["uncounted"]]) + "".join(
        row([f"`{o.name}`", str(o.hits), str(o.seconds), words["refused" if o.vital else "let"]])
        for o in found
    )


def errors_table(language: Language) -> str:
    """The stable codes by status."""
    codes: dict[int, set[str]] = {}
    for kind in _kinds(ApiError):
        codes.setdefault(kind.status, set()).add(kind.code)
    return heading([language.words["status"], language.words["codes"]]) + "".join(
        row([str(status), ", ".join(f"`{code}`" for code in sorted(found))])
        for status, found in sorted(codes.items())
    )


def _kinds(kind: type[ApiError]) -> Iterator[type[ApiError]]:
    for each in kind.__subclasses__():
        if each.__module__ == ApiError.__module__:
            yield each
        yield from _kinds(each)
