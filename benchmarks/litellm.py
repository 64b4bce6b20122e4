"""LiteLLM's proxy, in an environment of its own that `make bench-peers` installs."""

import json
import secrets

from benchmarks.openai_client import MODEL
from benchmarks.processes import Program
from benchmarks.stage import KEY, ROOT, Side, Stage

_BIN = ROOT / ".cache" / "litellm" / "bin"


def installed() -> bool:
    return (_BIN / "litellm").exists()


def side(ready: Stage, url: str) -> Side:
    """The proxy with one key and one model, without a database: less than what ours does."""
    folder, key = ready.built.parent, f"sk-{secrets.token_hex(16)}"
    settings = {
        "model_list": [
            {
                "model_name": MODEL,
                "litellm_params": {"model": f"openai/{MODEL}", "api_base": url, "api_key": KEY},
            }
        ],
        "general_settings": {"master_key": key},
    }
    config = folder / "litellm.yaml"
    config.write_text(json.dumps(settings))  # YAML is a superset of JSON
    command = [str(_BIN / "litellm"), "--config", str(config), "--host", "127.0.0.1"]
    environment = {
        "PATH": ready.environment["PATH"],
        "LANG": "C.UTF-8",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # or it would look prices up on the net
    }
    log = folder / "litellm.log"
    return Side(Program([*command, "--port", "{port}"], environment, folder, log), key)
