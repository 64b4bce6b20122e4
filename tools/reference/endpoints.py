"""The tables of endpoints: who may call each, how often, what it takes, does and answers."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from shared.access.limits import Limit
from shared.http.endpoint import Endpoint, Media
from shared.http.inputs.pagination import Page, Paging
from shared.http.request import Body
from shared.http.response import JSON
from tools.openapi import contents
from tools.openapi.document import Served
from tools.reference.languages import Language

_COLUMNS = ("endpoint", "who", "limit", "does", "answers")


def tables(found: Served, language: Language) -> str:
    """A table for each function, in the order that they are given."""
    return "\n".join(_section(name, endpoints, language) for name, endpoints in found.items())


def row(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def heading(titles: list[str]) -> str:
    return row(titles) + "|---" * len(titles) + "|\n"


def _section(name: str, endpoints: tuple[Endpoint, ...], language: Language) -> str:
    titles = heading([language.words[column] for column in _COLUMNS])
    rows = "".join(row(_cells(endpoint, language)) for endpoint in endpoints)
    return f"### `{name}`\n\n{language.purpose(name)}\n\n{titles}{rows}"


def _cells(endpoint: Endpoint, language: Language) -> list[str]:
    limit = endpoint.limit
    return [
        f"`{endpoint.name}`",
        language.caller(endpoint),
        f"`{limit.name}`" if isinstance(limit, Limit) else "",
        language.words["gap"].join([language.does(endpoint), *_takes(endpoint, language)]),
        language.words["or"].join(_answers(endpoint, language)),
    ]


def _takes(endpoint: Endpoint, language: Language) -> Iterator[str]:
    """The names of its query and its body; what may be left out has a `?`."""
    if names := _names(endpoint.call.__annotations__.get("query"), language, optional=True):
        yield language.words["query"].format(names)
    if body := _media(contents.taken(endpoint), language, optional=True):
        yield language.words["body"].format(body)
    if endpoint.once:
        yield language.words["once"]


def _answers(endpoint: Endpoint, language: Language) -> Iterator[str]:
    for status, media in contents.answers(endpoint).items():
        yield f"{status} {_media(media, language)}".strip()


def _media(media: Media, language: Language, *, optional: bool = False) -> str:
    told = [_content(kind, of, language, optional) for kind, of in media.items()]
    return language.words["or"].join(told)


def _content(kind: str, of: Any, language: Language, optional: bool) -> str:
    if get_origin(of) is Page:
        return language.words["list"].format(_names(get_args(of)[0], language))
    names = _names(of, language, optional=optional)
    return names if kind == JSON and names else f"`{kind}` {names}".strip()


def _names(of: Any, language: Language, *, optional: bool = False) -> str:
    """The fields of a struct as JSON has them, without those of all bodies and all lists."""
    struct = get_origin(of) or of
    if not (isinstance(struct, type) and issubclass(struct, msgspec.Struct)):
        return ""
    known = {name for base in (Body, Paging) if issubclass(struct, base) for name in _fields(base)}
    return language.words["and"].join(
        f"`{field.encode_name}{'?' if optional and not field.required else ''}`"
        for name, field in _fields(struct).items()
        if name not in known
    )


def _fields(struct: type[msgspec.Struct]) -> dict[str, FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(struct)}
