"""`python -m tools.restore FROM`: load a back-up, a file or a key, into an empty database."""

import sys
from typing import IO

from dotenv import load_dotenv

from migrations import upgrade
from shared.backups import restoring
from shared.backups.dump_writer import DumpError
from shared.config import environment
from tools.backup import reason


def main(source: str = "") -> int:
    load_dotenv()
    try:
        rows = restore(source, environment.settings().database_url)
    except Exception as e:  # whatever it is, the database has none of the rows
        sys.stderr.write(f"Nothing was restored: {reason(e)}\n")
        return 1
    sys.stdout.write(f"{source}: {sum(rows.values())} rows in {len(rows)} tables\n")
    return 0


def restore(source: str, url: str) -> dict[str, int]:
    """The rows by table; the database is not touched unless the back-up is good and it is empty."""
    with restoring.fetched(source) as file:
        head = restoring.check(file)
        if not upgrade.knows(head.revision):
            newer = f"the back-up is of revision {head.revision}, which this version does not know"
            raise DumpError(newer)
        if upgrade.is_there(url):
            restoring.require_empty()
        upgrade.to(url, head.revision)
        return _loaded(file, url)


def _loaded(file: IO[bytes], url: str) -> dict[str, int]:
    """None or all of the rows; the tables end as this version has them, if that works out."""
    try:
        rows = restoring.load(file)
    except BaseException:
        upgrade.to_newest(url)
        raise
    try:
        upgrade.to_newest(url)
    except Exception as e:
        sys.stderr.write(f"The rows are there. Run `make migrate`: {reason(e)}\n")
    return rows


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
