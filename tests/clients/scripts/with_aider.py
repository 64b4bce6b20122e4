"""Aider, one message at a time, in an empty folder."""

import os
import subprocess
from pathlib import Path
from typing import Any

from driver import ADDRESS, QUESTION, serve

AIDER = Path(os.environ["PLACES"], "aider", "bin", "aider")
PRICES = Path.home() / ".aider" / "caches" / "model_prices_and_context_window.json"
QUIET = (
    "--yes-always --no-git --no-pretty --no-check-update --analytics-disable"
    " --no-show-model-warnings --no-show-release-notes --no-detect-urls --no-gitignore"
).split()


def aider(model: str, key: str, message: str, *more: str) -> str:
    """What it prints; RuntimeError with that when the model did not answer."""
    PRICES.parent.mkdir(parents=True, exist_ok=True)
    PRICES.write_text('{"none": {}}')  # else it fetches a list that it does not need
    place = {"OPENAI_API_BASE": f"{ADDRESS}/v1", "OPENAI_API_KEY": key}
    named = ["--model", f"openai/{model}", "--message", message]
    done = subprocess.run(
        [str(AIDER), *QUIET, *named, *more],
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    said = done.stdout + done.stderr
    if "litellm." in said or done.returncode:
        raise RuntimeError(said)
    return said


def answer(said: str) -> str:
    """It frames the answer with what it loaded and what it cost."""
    lines = said.splitlines()
    return next(line for line in lines if line.startswith("杭州")).strip()


def whole(model: str, key: str) -> dict[str, Any]:
    said = aider(model, key, QUESTION, "--no-stream", "--chat-mode", "ask")
    return {"text": answer(said)}


def stream(model: str, key: str) -> dict[str, Any]:
    said = aider(model, key, QUESTION, "--stream", "--chat-mode", "ask")
    return {"pieces": list(answer(said))}


def edit(model: str, key: str) -> dict[str, Any]:
    """A file is changed as the model says."""
    Path("hello.txt").write_text("hello\n")
    aider(model, key, "Say it in Chinese", "--edit-format", "diff", "hello.txt")
    return {"text": Path("hello.txt").read_text()}


serve(whole, stream, edit)
