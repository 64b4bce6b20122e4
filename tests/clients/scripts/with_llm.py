"""The `llm` command: a prompt, whole and streamed, with a tool, and with a schema."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from driver import ADDRESS, QUESTION, serve

LLM = Path(os.environ["PLACES"], "llm", "bin", "llm")
FOLDER = Path("llm")
TOOL = 'def weather(city: str) -> str:\n    return f"{city}：晴，25 度"\n'
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["name", "people"],
}


def llm(model: str, key: str, *more: str) -> str:
    """What it prints; RuntimeError with what it says of an error."""
    FOLDER.mkdir(exist_ok=True)
    entry = {
        "model_id": "ours",
        "model_name": model,
        "api_key_name": "yunzhan",
        "api_base": f"{ADDRESS}/v1",
        "supports_tools": True,
        "supports_schema": True,
    }
    (FOLDER / "extra-openai-models.yaml").write_text(json.dumps([entry]))  # JSON is YAML
    done = subprocess.run(
        [str(LLM), "prompt", QUESTION, "-m", "ours", "--key", key, "--no-log", *more],
        env={**os.environ, "LLM_USER_PATH": str(FOLDER.resolve())},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def whole(model: str, key: str) -> dict[str, Any]:
    return {"text": llm(model, key, "--no-stream")}


def stream(model: str, key: str) -> dict[str, Any]:
    return {"pieces": list(llm(model, key))}


def tool(model: str, key: str) -> dict[str, Any]:
    return {"text": llm(model, key, "--functions", TOOL)}


def shape(model: str, key: str) -> dict[str, Any]:
    return {"shape": json.loads(llm(model, key, "--schema", json.dumps(SCHEMA)))}


serve(whole, stream, tool, shape)
