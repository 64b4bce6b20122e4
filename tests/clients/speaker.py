"""A process with a client: takes a case as a line of JSON, says what it heard as another."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.clients.roster import Client
from tests.hosts.granian import ROOT

PLACES = ROOT / ".cache" / "clients"
NODE = Path(__file__).parent / "node"
SCRIPTS = Path(__file__).parent / "scripts"
# A machine's own variables would lead a client elsewhere.
FOREIGN = ("OPENAI_", "ANTHROPIC_", "LITELLM_", "LLM_", "CODEX_", "AIDER_", "LANG")


@dataclass
class Speaker:
    client: Client
    process: "subprocess.Popen[str]"
    log: Path

    def do(self, case: str, model: str, key: str) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        asked = {"case": case, "model": model, "key": key}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the client is gone: {self.log.read_text(errors='replace')[-4000:]}"
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextmanager
def speaking(client: Client, address: str, page: int, folder: Path) -> Iterator[Speaker]:
    """Until the end of the block; what it writes beside its answers is in a log in `folder`."""
    own = {name: v for name, v in os.environ.items() if not name.startswith(FOREIGN)}
    own |= {"PRODUCT": address, "API": client.api, "HOME": str(folder), "PLACES": str(PLACES)}
    own |= {"NODE": str(NODE), "PAGE": str(page), "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command(client),
            env=own,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            cwd=folder,
        )
    try:
        yield Speaker(client, process, log)
    finally:
        process.kill()
        process.communicate()


def command(client: Client) -> list[str]:
    """A script runs in its client's environment, where that has a Python of its own."""
    if client.program.endswith(".mjs"):
        return ["node", str(NODE / client.program)]
    python = PLACES / client.lock / "bin" / "python"
    return [str(python if python.exists() else sys.executable), str(SCRIPTS / client.program)]
