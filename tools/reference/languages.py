"""What the tables say beside names, in English and in Chinese.

The sentences of an endpoint or a setting are its declaration's own in English. In Chinese they
stand in `zh.toml`, which no function carries.
"""

import importlib
import inspect
from pathlib import Path

import msgspec

from shared.config.declaration import Setting
from shared.http.endpoint import Endpoint

_FOLDER = Path(__file__).parent


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`words` and `who` are complete; of the rest, what is missing is said by the declaration."""

    words: dict[str, str]
    who: dict[str, str]
    functions: dict[str, str] = {}
    endpoints: dict[str, str] = {}
    groups: dict[str, str] = {}
    settings: dict[str, str] = {}

    def caller(self, endpoint: Endpoint) -> str:
        """Who may call it."""
        return self.who[endpoint.who.__name__ if endpoint.who else "nobody"]

    def purpose(self, function: str) -> str:
        module = importlib.import_module(f"functions.{function}.index")
        return self.functions.get(function) or _sentence(module.__doc__)

    def does(self, endpoint: Endpoint) -> str:
        return self.endpoints.get(endpoint.name) or _one_line(inspect.getdoc(endpoint.call))

    def about(self, group: type) -> str:
        module = importlib.import_module(group.__module__)
        return self.groups.get(group.__name__) or _one_line(module.__doc__)

    def meaning(self, setting: Setting) -> str:
        return self.settings.get(setting.names[0]) or _capital(setting.meaning)


def read(code: str) -> Language:
    """The language `en` or `zh`."""
    return msgspec.toml.decode((_FOLDER / f"{code}.toml").read_bytes(), type=Language)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _sentence(docstring: str | None) -> str:
    """What follows the path in the first line: `POST /api/chat: ask the model.`"""
    first = (docstring or "").partition("\n")[0]
    return _capital(first.partition(": ")[2] or first)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
