"""The tables of settings: their variables, defaults and meanings, by the group they stand in."""

from collections.abc import Iterator

from shared.access import policy
from shared.config.declaration import Setting
from shared.config.settings import FIELDS, Settings
from tools.reference.endpoints import heading, row
from tools.reference.languages import Language


def tables(language: Language) -> str:
    """A table for each group, in the order that they inherit each other."""
    return "\n".join(_section(group, language) for group in groups())


def groups() -> list[type]:
    return [group for group in reversed(Settings.__mro__) if _fields(group)]


def _fields(group: type) -> list[str]:
    return [name for name in group.__annotations__ if name in FIELDS] if _is_ours(group) else []


def _is_ours(group: type) -> bool:
    return group.__module__.startswith("shared.config.")


def _section(group: type, language: Language) -> str:
    titles = heading([language.words[name] for name in ("variables", "default", "meaning")])
    rows = "".join(row(list(_cells(name, language))) for name in _fields(group))
    return f"## {language.about(group).rstrip('.')}\n\n{titles}{rows}"


def _cells(name: str, language: Language) -> Iterator[str]:
    setting = FIELDS[name]
    yield ", ".join(f"`{variable}`" for variable in setting.names)
    yield _default(setting, language)
    changes = language.words["policy"] if name in policy.shapes() else ""
    yield language.meaning(setting) + changes


def _default(setting: Setting, language: Language) -> str:
    match setting.default:
        case bool(on):
            return f"`{str(on).lower()}`"
        case "" | () | None:
            return language.words["none"]
        case value:
            return f"`{value}`"
