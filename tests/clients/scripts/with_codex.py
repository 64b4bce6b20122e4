"""Codex CLI, not interactive: an answer, and a command that it runs for the model."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from driver import ADDRESS, QUESTION, serve

CODEX = Path(os.environ["NODE"], "node_modules", ".bin", "codex")
HOME = Path("codex")
CONFIG = f"""
model_provider = "yunzhan"
check_for_update_on_startup = false
[model_providers.yunzhan]
name = "Yunzhan"
base_url = "{ADDRESS}/v1"
env_key = "YUNZHAN_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
[analytics]
enabled = false
"""


def codex(model: str, key: str, *more: str) -> list[dict[str, Any]]:
    """The events it tells; RuntimeError with what it says of an error."""
    HOME.mkdir(exist_ok=True)
    (HOME / "config.toml").write_text(CONFIG)
    how = "exec --json --ephemeral --skip-git-repo-check"
    done = subprocess.run(
        [str(CODEX), *how.split(), "--model", model, *more, QUESTION],
        env={**os.environ, "CODEX_HOME": str(HOME.resolve()), "YUNZHAN_KEY": key},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def text(events: list[dict[str, Any]]) -> str:
    items = [event["item"] for event in events if event["type"] == "item.completed"]
    said: str = [item["text"] for item in items if item["type"] == "agent_message"][-1]
    return said


def stream(model: str, key: str) -> dict[str, Any]:
    """It always streams."""
    return {"pieces": list(text(codex(model, key)))}


def command(model: str, key: str) -> dict[str, Any]:
    """Without a sandbox, which needs rights; its live search of the web is off."""
    free = ["--dangerously-bypass-approvals-and-sandbox", "-c", 'web_search="disabled"']
    return {"text": text(codex(model, key, *free))}


serve(stream, command)
