"""`python -m tools.demo [fill|remove]`: a made-up month in an empty deployment, or its removal."""

import argparse
import secrets
import sys
import time

from dotenv import load_dotenv

from migrations import upgrade
from shared.config import environment
from shared.errors import ApiError
from tools.demo import filling, removing
from tools.demo.filling import Refused


def main(arguments: list[str]) -> int:
    load_dotenv()
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("action", nargs="?", choices=("fill", "remove"), default="fill")
    action, begun = parser.parse_args(arguments).action, time.monotonic()
    try:
        upgrade.to_newest(environment.settings().database_url)
        done = _fill() if action == "fill" else _remove()
    except (Refused, ApiError) as e:
        sys.stderr.write(f"Nothing was changed: {e.__cause__ or e}\n")
        return 1
    print(f"{done} in {time.monotonic() - begun:.1f} s")
    return 0


def _fill() -> str:
    password = secrets.token_urlsafe(12)
    rows = filling.fill(password, _say)
    _say(f"users demo000@… have the password {password}; take it away by make demo ACTION=remove")
    return f"{sum(rows.values())} rows"


def _remove() -> str:
    return f"{removing.remove(_say)} rows removed"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
