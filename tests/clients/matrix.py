"""docs/clients.md, as a run finds it: which client does what, and how it is configured."""

import json
import re
from collections.abc import Mapping

from tests.clients.roster import ROSTER, Client
from tests.hosts.granian import ROOT

PAGE = ROOT / "docs" / "clients.md"
LOCKS = ROOT / "requirements" / "clients"
NODE_LOCK = ROOT / "tests" / "clients" / "node" / "package-lock.json"
WORDS = {
    "whole": "whole answer",
    "stream": "stream",
    "tool": "tool calls",
    "command": "tool calls",
    "edit": "edit of a file",
    "shape": "JSON schema",
    "shape_by_tool": "answer of a given shape",
    "shape_stream": "the same, streamed",
    "models": "models",
    "embeddings": "embeddings",
    "completions": "completions",
    "images": "pictures",
    "transcription": "transcription",
    "speech": "speech",
    "count": "count of tokens",
    "foreign_origin": "foreign origins refused",
}
ERRORS = "wrong_key unknown_model too_long".split()
HEAD = """# Clients

Written by `make test-clients`: each client in the version that is named, against the product with
a scripted provider. "Errors" are a wrong key, an unknown model, and (where a client can be told) a
question that is too long: they reach the user as what they are. `KEY` is an API key, `MODEL` a name
of `GET /v1/models`, and `…` the address, such as `http://127.0.0.1:8000`.

| client | version | API | what works | how to configure it |
|---|---|---|---|---|
"""


def page(outcomes: Mapping[tuple[str, str], bool]) -> str:
    """`outcomes` by client's id and case; True where it passed."""
    return HEAD + "".join(sorted((_row(client, outcomes) for client in ROSTER), key=str.lower))


def _row(client: Client, outcomes: Mapping[tuple[str, str], bool]) -> str:
    passed = [case for case in client.cases if outcomes[client.id, case]]
    failed = [case for case in client.cases if not outcomes[client.id, case]]
    told = ", ".join(_words(passed)) + (f"; not: {', '.join(failed)}" if failed else "")
    api = client.api.replace("compatible", "chat")
    return f"| {client.name} | {version(client)} | {api} | {told} | {client.configure} |\n"


def _words(cases: list[str]) -> list[str]:
    errors = ["errors"] if any(case in ERRORS for case in cases) else []
    return [WORDS[case] for case in cases if case in WORDS] + errors


def version(client: Client) -> str:
    """As it is pinned, which is what was installed."""
    if client.lock == "node":
        packages = json.loads(NODE_LOCK.read_text())["packages"]
        pinned: str = packages[f"node_modules/{client.version_of}"]["version"]
        return pinned
    lock = (LOCKS / f"{client.lock}.txt").read_text()
    found = re.search(rf"^{re.escape(client.version_of)}==(\S+)", lock, re.MULTILINE)
    assert found, f"{client.lock}.txt pins no {client.version_of}"
    return found[1]
