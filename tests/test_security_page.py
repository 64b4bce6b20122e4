"""docs/security.md names proofs that exist."""

import re
from pathlib import Path

PAGE = Path("docs/security.md").read_text()
DECISIONS = {int(path.name[:4]) for path in Path("docs/decisions").glob("*.md")}


def test_every_proof_on_the_page_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)`", PAGE)

    missing = [n for n in named if not (Path("tests", n).is_file() or Path(n).is_file())]

    assert named
    assert missing == []


def test_every_decision_on_the_page_is_there() -> None:
    named = {int(number) for number in re.findall(r"\[(\d+)\]", PAGE)}

    assert named
    assert named <= DECISIONS
