"""`python -m tools.backup [FILE]`: make a back-up of the configured database."""

import sys
from pathlib import Path

from dotenv import load_dotenv

from shared.backups import archive
from shared.backups.dump_writer import DumpError
from shared.errors import ApiError


def main(to: str = "") -> int:
    load_dotenv()
    try:
        made = archive.write(Path(to)) if to else archive.make()
    except (ApiError, DumpError, OSError) as e:
        sys.stderr.write(f"{reason(e)}\n")
        return 1
    sys.stdout.write(f"{made.place}: {made.rows} rows, {made.bytes} bytes\n")
    return 0


def reason(error: Exception) -> object:
    """What to tell an operator: the cause of what a client would only hear a code of."""
    return error.__cause__ or error if isinstance(error, ApiError) else error


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
