"""The pages for people: links lead somewhere, names are in the tree, what is short stays short."""

import re
import tomllib
from pathlib import Path

import pytest

PAGES = [*Path().glob("*.md"), *sorted(Path("docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
IN_THE_TREE = re.compile(r"`((?:shared|functions|local|tools|migrations|tests)/[\w/.-]*\w)/?`")
A_MODULE = re.compile(r"`([\w/]+\.py)`")
LONGEST = {"README.md": 150, "docs/README.zh-CN.md": 150, "docs/architecture.md": 110}
ALSO_BELOW = ("", "shared", "tests", "functions/about")  # where a page may begin a path


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    found = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in found if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_files_that_are_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {*IN_THE_TREE.findall(text), *A_MODULE.findall(text)}

    assert {n for n in named if not any(Path(below, n).exists() for below in ALSO_BELOW)} == set()


@pytest.mark.parametrize("page", LONGEST)
def test_what_is_read_first_is_short(page: str) -> None:
    assert len(Path(page).read_text(encoding="utf-8").splitlines()) <= LONGEST[page]


def test_both_languages_have_the_same_parts() -> None:
    for chinese in Path("docs").glob("*.zh-CN.md"):
        name = chinese.name.replace(".zh-CN", "")
        english = Path("README.md") if name == "README.md" else chinese.with_name(name)

        assert _depths(chinese) == _depths(english), chinese


def test_every_decision_has_a_number_of_its_own_and_says_it() -> None:
    decisions = sorted(Path("docs/decisions").glob("*.md"))
    numbers = [int(page.name.partition("-")[0]) for page in decisions]

    assert len(numbers) > 40
    assert len(set(numbers)) == len(numbers)
    for number, page in zip(numbers, decisions, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page


def _depths(page: Path) -> list[int]:
    """How deep its headings are, in their order."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def test_picture_of_the_layers_is_that_of_the_contract() -> None:
    contracts = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [re.split(r" [|:] ", each) for each in contracts["contracts"][0]["layers"]]
    page = Path("docs/architecture.md").read_text(encoding="utf-8")
    picture = page.partition("```mermaid\n")[2].partition("```")[0]
    drawn = dict.fromkeys(re.findall(r"[a-z0-9_]+", picture))

    expected = [name for layer in layers for name in layer]
    assert [name for name in drawn if name in expected] == expected


def test_every_package_says_what_it_is_for() -> None:
    packages = {path.parent for path in Path("shared").glob("*/*.py")}

    for package in packages:
        assert (package / "__init__.py").read_text(encoding="utf-8").startswith('"""'), package
