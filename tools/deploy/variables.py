"""What functions are given as their environment, told without `s`: FC takes 4 KB of it each."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

LIMIT = 4096  # bytes, names and values of one function; "Configure environment variables" of FC
Texts = Mapping[str, str]  # by name, as a template has them
_NAMED = re.compile(r"\$\{env\('(\w+)', '([^']*)'\)\}")


def of_functions(template: Path) -> dict[str, Texts]:
    """By the functions' folders."""
    given = yaml.safe_load(template.read_text(encoding="utf-8"))
    kinds = given["template"]
    return {
        name: {
            **kinds[resource["extend"]["name"]]["environmentVariables"],
            **resource["props"]["environmentVariables"],
        }
        for name, resource in given["resources"].items()
        if "extend" in resource
    }


def without_empty(texts: Texts, values: Mapping[str, str]) -> dict[str, str]:
    """Those that say something: to the settings an empty variable is none, and it takes room."""
    return {name: text for name, text in texts.items() if _resolved(text, values)}


def size(texts: Texts, values: Mapping[str, str], prefix: str) -> int:
    """Bytes, as `s` gives them to FC."""
    given = [name + _resolved(text, values) for name, text in texts.items()]
    return sum(len(each.replace("${vars.prefix}", prefix).encode()) for each in given)


def too_long(functions: Mapping[str, Texts], values: Mapping[str, str], prefix: str) -> list[str]:
    """What FC would refuse, function by function, when half of a release is up already."""
    sizes = {name: size(texts, values, prefix) for name, texts in functions.items()}
    return [
        f"{name} would have {taken} bytes of variables: Function Compute takes {LIMIT - 1}"
        for name, taken in sizes.items()
        if taken >= LIMIT
    ]


def leave_out_empty(template: dict[str, Any], values: Mapping[str, str]) -> None:
    """In every kind of functions, and every function, of a template."""
    functions = [r["props"] for r in template["resources"].values() if "extend" in r]
    for given in (*template["template"].values(), *functions):
        given["environmentVariables"] = without_empty(given["environmentVariables"], values)


def _resolved(text: str, values: Mapping[str, str]) -> str:
    """What `s` makes of it, which takes an empty value for none."""
    return _NAMED.sub(lambda found: values.get(found[1]) or found[2], text)
