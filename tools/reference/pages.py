"""The pages that hold tables: prose that people write, with tables between two marks."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from shared.hosts import gateway
from tools.openapi import document
from tools.openapi.document import Served
from tools.reference import endpoints, languages, rules, settings

_LANGUAGES = {"": "en", ".zh-CN": "zh"}  # by what stands before .md


def made(docs: Path) -> dict[Path, str]:
    """Each page of the folder, with its tables as they have to be."""
    found = _in_order(document.served(gateway.TEMPLATE))
    pages = {}
    for ending, code in _LANGUAGES.items():
        language = languages.read(code)
        tables = {
            "endpoints": endpoints.tables(found, language),
            "limits": rules.limits_table(language),
            "errors": rules.errors_table(language),
            "settings": settings.tables(language),
        }
        for name in ("api", "settings"):
            path = docs / f"{name}{ending}.md"
            pages[path] = filled(path.read_text(encoding="utf-8"), tables)
    return pages


def filled(page: str, tables: Mapping[str, str]) -> str:
    """The page with what stands between `<!-- name: … -->` and `<!-- end -->` made anew."""

    def between(found: re.Match[str]) -> str:
        return f"{found['open']}\n\n{tables[found['name']]}\n<!-- end -->"

    marks = r"(?P<open><!-- (?P<name>[a-z]+): [^\n]*-->)\n.*?<!-- end -->"
    return re.sub(marks, between, page, flags=re.DOTALL)


def _in_order(found: Served) -> Served:
    """As the template has the functions: what users need first."""
    deployed = yaml.safe_load(gateway.TEMPLATE.read_text(encoding="utf-8"))["resources"]
    return {name: found[name] for name in deployed if name in found}
